package markdown

import (
	"os"
	"strings"
	"testing"
)

// In testdata/shortcodes each page is followed by what it becomes if site.toml says which
// tags are boxes or code.
func TestShortcodesAreBoxes(t *testing.T) {
	const file = "testdata/shortcodes/boxes.txtar"
	opt := Options{Shortcodes: []Shortcode{{"alert", "note"}, {"提示", "tip"}, {"Tip", "tip"}, {"Accordion", "details"}, {"tabpane", "tabs"}, {"tab", "tab"}, {"wrap", "plain"}, {"切换", "code"}, {"Code", "code"}}}
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	comment, parts := unpack(string(src))
	rewritten, want := comment, map[string]string{}
	for _, f := range parts {
		want[f.name] = f.text
	}
	for _, f := range parts {
		if strings.HasSuffix(f.name, ".out") {
			continue
		}
		name := strings.TrimSuffix(f.name, ".md") + ".out"
		got := show(Parse(t.Context(), f.name, []byte(f.text), opt))
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
}
