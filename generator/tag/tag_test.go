package tag

import (
	"fmt"
	"strings"
	"testing"
)

func TestLength(t *testing.T) {
	for in, want := range map[string]string{
		"<p>x":             "<p>",
		"</p>x":            "</p>",
		"<a href='>'>x":    "<a href='>'>",
		`<a href= ">" >x`:  `<a href= ">" >`,
		`<a ">">x`:         `<a ">`, // a quote without = before it is no value
		`<a href="x>y`:     `<a href="x>y`,
		"<!-- > -->x":      "<!-- > -->",
		"<!-->x-->":        "<!-->",
		"<!--->x-->":       "<!--->",
		"<!-- never":       "<!-- never",
		"<!DOCTYPE html>x": "<!DOCTYPE html>",
		"<![CDATA[ > ]]>x": "<![CDATA[ > ]]>",
		"<?php > ?>x":      "<?php > ?>",
		"<p":               "<p",
		"< p>":             "", "<": "", "<3": "", "</3": "", "x<p>": "", "": "", "<中>": "",
	} {
		if got := in[:Length([]byte(in))]; got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestName(t *testing.T) {
	for in, want := range map[string]string{
		"<P>": "p false", "</Div >": "div true", "<br/>": "br false", "<a\nhref=x>": "a false", "<h1": "h1 false",
		"<!-- -->": " false", "<>": " false", "</>": " false", "": " false",
	} {
		name, closing := Name([]byte(in))
		if got := fmt.Sprint(name, " ", closing); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestAttributes(t *testing.T) {
	for in, want := range map[string]string{
		` id="a" class='b c' hidden data-x=1>`: "id=a|class=b c|hidden|data-x=1",
		`id="a"class="b"`:                      "id=a|class=b",
		` title = "1 &lt; 2" x>`:               "title=1 < 2|x",
		` fill=red/>`:                          "fill=red/",
		`/>`:                                   "",
		` href="cut off`:                       "href=cut off",
		` a= >`:                                "a",
		` a="">`:                               "a=",
		` ="x" b>`:                             "x|b",
		` 标题="值" x:y="z">`:                     "标题=值|x:y=z",
		"":                                     "",
	} {
		var got []string
		b := []byte(in)
		for a, ok := Next(b, 0); ok; a, ok = Next(b, a.To) {
			one := in[a.From:a.NameEnd]
			if a.Value > 0 {
				one += "=" + a.Text(b)
			}
			got = append(got, one)
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%q: %q, want %q", in, s, want)
		}
	}
	b := []byte(` title="id='x'" data-id="1" id="y" hidden`)
	for name, want := range map[string]string{"id": "y true", "hidden": " true", "x": " false", "data-id": "1 true", "i": " false"} {
		v, has := Value(b, name)
		if got := fmt.Sprint(v, " ", has); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func FuzzTags(f *testing.F) {
	f.Add([]byte(`<a href="x" b='c' d=e hidden><!-- x --></a>`))
	f.Add([]byte("<a =\"'<>`/x"))
	f.Fuzz(func(t *testing.T, b []byte) {
		n := Length(b)
		if n < 0 || n > len(b) || n == 1 {
			t.Fatalf("length %d of %d", n, len(b))
		}
		end, _ := NameEnd(b[:n])
		last := 0
		for a, ok := Next(b, end); ok; a, ok = Next(b, a.To) {
			if a.From < last || a.NameEnd <= a.From || a.To < a.NameEnd || a.To > len(b) || a.ValueTo < a.Value || a.ValueTo > a.To {
				t.Fatalf("%+v after %d", a, last)
			}
			last = a.To
		}
	})
}
