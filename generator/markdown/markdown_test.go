package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"milepost/generator/kb"
)

var update = flag.Bool("update", false, "rewrite the expected outputs in testdata")

// Each txtar file has pages (*.md) and behind each what it becomes (*.out).
func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			comment, parts := unpack(string(src))
			want := map[string]string{}
			for _, f := range parts {
				want[f.name] = f.text
			}
			rewritten := comment
			for _, f := range parts {
				if strings.HasSuffix(f.name, ".out") {
					continue
				}
				name := strings.TrimSuffix(f.name, ".md") + ".out"
				got := show(Parse(t.Context(), f.name, []byte(f.text), Options{}))
				rewritten += "-- " + f.name + " --\n" + f.text + "-- " + name + " --\n" + got
				if !*update && got != want[name] {
					t.Errorf("%s: %s\ngot\n%s\nwant\n%s", file, f.name, got, want[name])
				}
			}
			if *update {
				if err := os.WriteFile(file, []byte(rewritten), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

type part struct{ name, text string }

// unpack splits a txtar archive into its comment and its files.
func unpack(s string) (comment string, parts []part) {
	a := txtar.Parse([]byte(s))
	for _, f := range a.Files {
		parts = append(parts, part{f.Name, string(f.Data)})
	}
	return string(a.Comment), parts
}

// show writes a page as text for comparison; its holes are ⟦kind …⟧ in the HTML.
func show(p *kb.Page) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title %q lead %q chars %d code %v\n", p.Title, p.Lead, p.Chars, p.HasCode)
	f := p.Front
	f.Pos = nil
	if s := fmt.Sprintf("%+v", f); s != fmt.Sprintf("%+v", kb.Front{}) {
		b.WriteString("front " + s + "\n")
	}
	for _, h := range p.Headings {
		fmt.Fprintf(&b, "h%d line %d #%s %q\n", h.Level, h.Line, h.ID, h.Text)
	}
	if len(p.Anchors) > 0 {
		fmt.Fprintf(&b, "anchors %q\n", p.Anchors)
	}
	b.WriteString(filled(p.Body.Get()))
	for _, d := range p.Diags {
		fmt.Fprintf(&b, "%s %s\n", d.Level, d.Line("en"))
	}
	return b.String()
}

// filled is the HTML of a body with its holes as text.
func filled(body kb.Body) string {
	var b strings.Builder
	for i, h := range body.HTML() {
		b.WriteString(h)
		if i == len(body.Holes) {
			break
		}
		o := body.Holes[i]
		name := [...]string{"link", "linktext", "image", "value", "block", "word", "formula", "diagram", "diagramend"}[o.Kind]
		b.WriteString("⟦" + name)
		if o.Kind != kb.HoleWord {
			fmt.Fprintf(&b, " %d:%d", o.Line, o.Col)
		}
		if o.Wiki {
			b.WriteString(" wiki")
		}
		if o.Sized {
			b.WriteString(" sized")
		}
		if o.Target != "" || o.Frag != "" {
			fmt.Fprintf(&b, " %q", o.Target)
		}
		if o.Frag != "" {
			fmt.Fprintf(&b, "#%q", o.Frag)
		}
		for _, a := range o.Args {
			fmt.Fprintf(&b, " %q", a)
		}
		if o.Kind == kb.HoleBlock {
			b.WriteString(" " + o.Block.Kind)
			for _, a := range o.Block.Attrs {
				fmt.Fprintf(&b, " %d:%d %s=%q", a.Line, a.Col, a.Key, a.List)
			}
		}
		b.WriteString("⟧")
	}
	s := b.String()
	if s != "" && !strings.HasSuffix(s, "\n") {
		s += "\n"
	}
	return s
}

func newPage() *kb.Page { return &kb.Page{} }

// Items with a check box are kept with the heading above them: on the page of a phase they
// are the criteria for its end.
func TestTasksAreKept(t *testing.T) {
	src := "- [ ] 顶上的\n\n## 出口条件\n\n1. [x] **全部**上线\n2. [ ] 应训 90% 通过（现在 {{ value \"培训.csv!E2\" }}）\n3. 没有方框\n\n## 其他\n\n正文\n"
	var got []string
	page := Parse(t.Context(), "推广.md", []byte(src), Options{})
	for _, task := range page.Tasks {
		got = append(got, fmt.Sprintf("%d %s %v %s", task.Line, task.Under, task.Done, task.Text))
	}
	want := "1  false 顶上的\n5 出口条件 true 全部上线\n6 出口条件 false 应训 90% 通过（现在 ）"
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
}
