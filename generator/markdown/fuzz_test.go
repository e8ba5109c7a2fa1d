package markdown

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"milepost/bench/toll"
	"milepost/generator/kb"
)

var anyTag = regexp.MustCompile(`<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^>"]|"[^"]*")*)>`)

var badAttr = regexp.MustCompile(`(?i)\s(on[a-z]+|style|srcdoc|formaction)\s*=|(?:href|src)="\s*(?:javascript|vbscript|data:text)`)

// soundness checks what must be true of any page, whatever is in the file: positions lie in
// the file, ids differ, the HTML is valid.
func soundness(t *testing.T, src []byte, p *kb.Page) {
	t.Helper()
	body := p.Body.Get()
	if len(body.HTML()) != len(body.Holes)+1 {
		t.Fatalf("%d pieces of HTML, %d holes", len(body.HTML()), len(body.Holes))
	}
	s := &source{}
	str, _, _ := toUTF8(src)
	s.text = []byte(strings.ReplaceAll(strings.ReplaceAll(str, "\r\n", "\n"), "\r", "\n"))
	lines := 1 + strings.Count(string(s.text), "\n")
	for _, h := range body.Holes {
		if h.Kind != kb.HoleWord && (h.Line < 1 || h.Line > lines || h.Col < 1) {
			t.Errorf("hole %+v in %d lines", h, lines)
		}
	}
	for _, d := range p.Diags {
		if d.Pos.Line < 1 || d.Pos.Line > lines || d.Pos.Col < 1 {
			t.Errorf("%s in %d lines", d.Line("en"), lines)
		}
	}
	ids := map[string]bool{}
	for _, h := range p.Headings {
		if h.ID == "" || ids[h.ID] || h.Line < 1 || h.Line > lines {
			t.Errorf("heading %+v", h)
		}
		ids[h.ID] = true
	}
	all := strings.Join(body.HTML(), "0")
	if !utf8.ValidString(all) || strings.Contains(all, "\x00") {
		t.Error("the HTML is not valid text")
	}
	balanced(t, all)
}

// balanced fails if tags are not nested, or if there is a tag or attribute that is not allowed.
func balanced(t *testing.T, all string) {
	t.Helper()
	var open []string
	known := append(slices.Clone(allowedTags), "input")
	for _, m := range anyTag.FindAllStringSubmatch(all, -1) {
		name := m[2]
		if !slices.Contains(known, name) {
			t.Fatalf("tag %s in\n%s", m[0], all)
		}
		if badAttr.MatchString(withoutText(m[3])) {
			t.Fatalf("attribute of %s in\n%s", m[0], all)
		}
		switch {
		case slices.Contains(voidTags, name):
		case m[1] == "":
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			t.Fatalf("%s closes %v in\n%s", m[0], open, all)
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Fatalf("open %v in\n%s", open, all)
	}
	if rest := anyTag.ReplaceAllString(all, ""); strings.ContainsAny(rest, "<") {
		t.Fatalf("a stray < in\n%s", all)
	}
}

// textAttr matches attributes whose values may be any text.
var textAttr = regexp.MustCompile(`\s(?:alt|title|class|id|data-[a-z]+|lang|datetime)="[^"]*"`)

func withoutText(attrs string) string { return textAttr.ReplaceAllString(attrs, "") }

func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, dir := range []string{"include", "shortcodes"} {
		more, _ := filepath.Glob("testdata/" + dir + "/*.txtar")
		files = append(files, more...)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		_, parts := unpack(string(src))
		for _, p := range parts {
			if strings.HasSuffix(p.name, ".md") {
				f.Add([]byte(p.text))
			}
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		soundness(t, src, Parse(t.Context(), "a.md", src, Options{}))
		soundness(t, src, Parse(t.Context(), "a.md", src, everything))
		fuzzIncludes(t, src)
		toll.Check(t, src, func(b []byte) { Parse(t.Context(), "a.md", b, Options{}) })
	})
}

// everything sets all options that a site may set: formulas, of which some have a fault,
// and shortcodes that are boxes and code.
var everything = Options{
	Typeset: func(tex string, display bool) kb.Formula {
		if len(tex)%3 == 0 {
			return kb.Formula{Fault: "no such thing", At: len(tex) - 1}
		}
		return kb.Formula{HTML: `<span class="katex"></span>`, Rules: []string{".a{}"}}
	},
	Shortcodes: []Shortcode{{"note", "note"}, {"Tabs", "tabs"}, {"TabItem", "tab"}, {"code", "code"}, {"Code", "code"}, {"details", "details"}, {"wrap", "plain"}},
}

// fuzzIncludes reads the bytes as a page that includes a page which includes it again, and
// as a file that a page includes.
func fuzzIncludes(t *testing.T, src []byte) {
	other := []byte("# 乙 {#a}\n\n--8<-- \"a.md\"\n\n```\n{{#include a.md:2:3}}\n```\n<!-- @include: ./a.md#b -->\n\n![[a]]\n\n![[a#b]]\n\n![[a#^abc]]\n")
	named := func(name, _ string) string { return name + ".md" }
	load := func(p string) ([]byte, string) {
		if p == "a.md" {
			return src, ""
		}
		return other, ""
	}
	for name, page := range map[string][]byte{"a.md": src, "b.md": other} {
		in := Include(name, page, load, named)
		soundness(t, page, Parse(t.Context(), name, page, Options{Included: in}))
		if again := Include(name, page, load, named); in != nil && (string(again.source.text) != string(in.source.text) || len(in.source.from) != len(in.source.lines)) {
			t.Fatalf("%d origins of %d lines", len(in.source.from), len(in.source.lines))
		}
	}
}

// Every example of the CommonMark specification gives a sound page.
func TestExamplesAreSound(t *testing.T) {
	for _, e := range examples(t) {
		soundness(t, []byte(e.Markdown), Parse(t.Context(), "a.md", []byte(e.Markdown), Options{}))
	}
}
