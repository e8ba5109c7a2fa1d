package markdown

import (
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"milepost/generator/kb"
	"milepost/generator/text"
)

const plainPage = "---\ntitle: 页面\n---\n第一行 [链接](目标.md)\n\n## 标题\n\n正文很多汉字，足够判断编码。\n"

func encode16(s string) []byte {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

// The page is the same in each encoding and with each form of line ends. A diagnostic names
// an encoding other than UTF-8.
func TestEncodings(t *testing.T) {
	gb, err := text.ToGB18030(plainPage)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		src  []byte
		diag string
	}{
		{"UTF-8", []byte(plainPage), ""},
		{"byte order mark", []byte("\uFEFF" + plainPage), ""},
		{"Windows line ends", []byte(strings.ReplaceAll(plainPage, "\n", "\r\n")), ""},
		{"old Mac line ends", []byte(strings.ReplaceAll(plainPage, "\n", "\r")), ""},
		{"GB18030", gb, "a.md:1:1: MD01 the file is in GB18030 and was read as such (save the file as UTF-8)\n"},
		{"UTF-16", encode16(plainPage), "a.md:1:1: MD01 the file is in UTF-16 and was read as such (save the file as UTF-8)\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := Parse(t.Context(), "a.md", c.src, Options{})
			var diags string
			for _, d := range p.Diags {
				diags += d.Line("en") + "\n"
			}
			if diags != c.diag {
				t.Errorf("diagnostics %q, want %q", diags, c.diag)
			}
			want := Parse(t.Context(), "a.md", []byte(plainPage), Options{})
			p.Diags, want.Diags = nil, nil
			if got, want := show(p), show(want); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// A diagnostic gives the line and column of a byte that is not UTF-8, also behind CRLF; the
// rest of the text is kept.
func TestInvalidUTF8(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"in the text", "第一行\r\n坏\xff字 [x](y.md)\n", "a.md:2:2"},
		{"in the front matter", "---\ntitle: 好\xc3\n---\n好\n", "a.md:2:9"},
		{"in UTF-8 with much Chinese", strings.Repeat("这是一页很长的中文说明。\n", 50) + "a\xe4\xbd", "a.md:51:2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := Parse(t.Context(), "a.md", []byte(c.src), Options{})
			if len(p.Diags) == 0 || p.Diags[0].Code != "MD01.encoding" || p.Diags[0].Pos.String() != c.want {
				t.Errorf("diagnostics %v, want MD01.encoding at %s", p.Diags, c.want)
			}
		})
	}
	p := Parse(t.Context(), "a.md", []byte("坏\xff字"), Options{})
	if got := htmlOf(p)[0]; got != "<p>坏\uFFFD字</p>\n" {
		t.Errorf("got %q", got)
	}
}

// Columns are counted in characters, whatever block a link is in and whatever is before it.
func TestPositions(t *testing.T) {
	src := `+++
title = "x"
+++
# 一 [a](1.md)
甲乙 [b](2.md)
丙 ![c](3.png) {{ kpi "k" }}

> 引 [d](4.md)
> > 再 [e](5.md)
> 续 [f](6.md)

- 项 [g](7.md)

  续 [h](8.md)
  1. 内 [i](9.md)

	tab [code](no.md)

| 表 | [j](10.md) |
|---|---|
| 甲 | 乙 [k](11.md) |

标题 [l](12.md)
===

:::tip
容 **粗 [m](13.md)**
:::

<div>
 <a href="14.md">n</a>
</div>

行内 <a href="15.md">o</a> [[16]] [p][ref] ![q][ref]

[ref]: 17.md

注[^1]

[^1]: 脚 [r](18.md)
	续 [s](19.md)

术
: 义 [t](20.md)
`
	lines := strings.Split(src, "\n")
	p := Parse(t.Context(), "a.md", []byte(src), Options{})
	seen := 0
	for _, h := range p.Body.Get().Holes {
		if h.Kind == kb.HoleWord || h.Kind == kb.HoleLinkText {
			continue
		}
		seen++
		at := string([]rune(lines[h.Line-1])[h.Col-1:])
		mark := h.Target
		switch {
		case h.Kind == kb.HoleValue:
			mark = "{{ kpi"
		case h.Wiki:
			mark = "[[16]]"
		case h.Target == "17.md":
			mark = "[ref]"
		}
		first := strings.IndexAny(at, "[!<{")
		if first != 0 || !strings.Contains(at, mark) || strings.Index(at, mark) > 20 {
			t.Errorf("%d:%d %q: there is %q", h.Line, h.Col, mark, at)
		}
	}
	if seen != 23 {
		t.Errorf("%d holes, want 23", seen)
	}
}

// Parse may run in many goroutines at once and always gives the same page.
func TestParseIsPure(t *testing.T) {
	src := []byte(madePage(3))
	want := Parse(t.Context(), "a.md", src, Options{})
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 5 {
				if got := Parse(t.Context(), "a.md", src, Options{}); got.Body.Key() != want.Body.Key() || show(got) != show(want) {
					t.Error("another page from the same bytes")
					return
				}
			}
		}()
	}
	wg.Wait()
}

// Every key that pages of all kinds may have is read, and is not left for the kind to read.
func TestCommonKeysAreRead(t *testing.T) {
	for _, key := range kb.CommonKeys {
		p := Parse(t.Context(), "a.md", []byte("---\n"+key+": x\n---\n"), Options{})
		if len(p.Front.Pos) != 1 || len(p.Front.Fields) != 0 {
			t.Errorf("%s: %+v", key, p.Front)
		}
	}
}

// htmlOf gives the pieces of a page's HTML.
func htmlOf(p *kb.Page) []string {
	body := p.Body.Get()
	return body.HTML()
}
