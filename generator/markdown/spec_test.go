package markdown

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/parser"
	ghtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// example is one of the CommonMark specification, as in goldmark's spec.json.
type example struct {
	Markdown string `json:"markdown"`
	HTML     string `json:"html"`
	Example  int    `json:"example"`
}

// examples reads the specification's examples from goldmark's module, since we may not copy
// them. `go list` finds the module's folder.
func examples(t testing.TB) []example {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	src, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list []example
	if err := json.Unmarshal(src, &list); err != nil {
		t.Fatal(err)
	}
	if len(list) < 600 {
		t.Fatalf("only %d examples", len(list))
	}
	return list
}

// Our parser of emphasis, which allows it beside Chinese characters, passes all examples of
// CommonMark 0.31.
func TestCommonMarkEmphasis(t *testing.T) {
	inline := []util.PrioritizedValue{util.Prioritized(emphasisParser{}, 500)}
	for _, p := range parser.DefaultInlineParsers() {
		if p.Priority != 500 {
			inline = append(inline, p)
		}
	}
	md := goldmark.New(goldmark.WithRendererOptions(ghtml.WithXHTML(), ghtml.WithUnsafe()), goldmark.WithParser(parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(inline...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)))
	for _, e := range examples(t) {
		var got bytes.Buffer
		if err := md.Convert([]byte(e.Markdown), &got); err != nil {
			t.Fatal(err)
		}
		if got.String() != e.HTML {
			t.Errorf("example %d\n%q\ngot\n%s\nwant\n%s", e.Example, e.Markdown, got.String(), e.HTML)
		}
	}
}
