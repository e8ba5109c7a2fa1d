package theme

import (
	"bytes"
	"strings"
	"testing"
)

// A site that copies every template, formatted for reading, has the same pages and
// no diagnostics.
func TestPartsMakeTheSamePages(t *testing.T) {
	parts, err := Parts(files(t))
	if err != nil || len(parts) < 100 {
		t.Fatalf("%d parts, %v", len(parts), err)
	}
	var own []string
	for _, p := range parts {
		f, base := p.Own("lead"), p.Base()
		own = append(own, f.Path, string(f.Data), base.Path, string(base.Data))
		for line := range strings.Lines(p.Body) {
			if strings.TrimSpace(line) == "" {
				t.Errorf("%s has an empty line:\n%s", p.Name, p.Body)
				break
			}
		}
	}
	ours, theirs := loadOwn(t, Own{}), loadOwn(t, Own{}, own...)
	if got := codes(theirs); got != "" {
		t.Fatal(got)
	}
	for name, v := range samples(ours) {
		want, err := ours.Render(v)
		got, err2 := theirs.Render(v)
		if err != nil || err2 != nil || !bytes.Equal(got, want) {
			i := 0
			for i < len(got) && i < len(want) && got[i] == want[i] {
				i++
			}
			t.Errorf("%s: %v %v: differs at\n%.200s\n%.200s", name, err, err2, got[max(0, i-60):], want[max(0, i-60):])
		}
	}
}

func TestSpread(t *testing.T) {
	got := spread(`{{if .A}}<p class="x{{if .B}} y{{end}}">a {{.C}}<b>b</b></p> <p>c</p>{{else}}<ul>{{range .D}}<li>{{.}}</li>{{end}}</ul>{{end}}`)
	want := `{{if .A}}
  <p class="x{{if .B}} y{{end}}">a {{.C}}<b>b</b>
  </p> <p>c</p>
{{else}}
  <ul>
    {{range .D}}
      <li>{{.}}</li>
    {{end}}
  </ul>
{{end}}
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestOutdatedTemplates(t *testing.T) {
	th := loadOwn(t, Own{}, ".base/templates/asks.html", "old", ".base/templates/person.html", "old", "templates/asks.html", "x")
	if got := codes(th); got != "templates/asks.html:1 TH08.changed" {
		t.Error(got)
	}
}
