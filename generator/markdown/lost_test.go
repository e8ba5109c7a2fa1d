package markdown

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	ghtml "github.com/yuin/goldmark/renderer/html"
)

// other lists the examples whose visible text differs from goldmark's, with the reason.
var other = map[int]string{
	150: "what is no element of HTML is shown as text",
	163: "what is no element of HTML is shown as text",
	170: "scripts, styles and form fields go with what is in them",
	171: "scripts, styles and form fields go with what is in them",
	172: "scripts, styles and form fields go with what is in them",
	173: "scripts, styles and form fields go with what is in them",
	176: "scripts, styles and form fields go with what is in them",
	178: "scripts, styles and form fields go with what is in them",
	180: "this test takes tags out too simply",
	201: "what is no element of HTML is shown as text",
	491: "what is no element of HTML is shown as text",
	524: "what is no element of HTML is shown as text",
	536: "what is no element of HTML is shown as text",
	559: "double brackets are a wiki link",
	590: "double brackets are a wiki link",
	613: "what is no element of HTML is shown as text",
	614: "what is no element of HTML is shown as text",
	615: "what is no element of HTML is shown as text",
	616: "this test takes tags out too simply",
	617: "what is no element of HTML is shown as text",
	623: "what is no element of HTML is shown as text",
	626: "this test takes tags out too simply",
	629: "this test takes tags out too simply",
}

// A page shows every word that goldmark shows without our extensions, once.
func TestNothingIsLost(t *testing.T) {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList), goldmark.WithRendererOptions(ghtml.WithUnsafe()))
	for _, e := range examples(t) {
		src := "---\ntitle: t\n---\nx\n\n" + e.Markdown // so that nothing of the example is front matter or the title
		p := Parse(t.Context(), "a.md", []byte(src), Options{})
		var b bytes.Buffer
		if err := md.Convert([]byte("x\n\n"+e.Markdown), &b); err != nil {
			t.Fatal(err)
		}
		ours, theirs := visible(strings.Join(htmlOf(p), "")), visible(b.String())
		if same := ours == theirs; same == (other[e.Example] != "") {
			t.Errorf("example %d (differs: %q)\n%q\ngot  %q\nwant %q", e.Example, other[e.Example], e.Markdown, ours, theirs)
		}
	}
}

var hidden = regexp.MustCompile(`(?s)<!--.*?-->|<[^>]*>`)

// visible is the text of HTML without blanks.
func visible(s string) string {
	return strings.Join(strings.Fields(html.UnescapeString(hidden.ReplaceAllString(s, ""))), "")
}
