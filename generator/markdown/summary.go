package markdown

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// summary reads the summary in the front matter, a line of Markdown. Lists and feeds show
// its plain text, the page shows emphasis and code too. Links become plain text, because
// the summary is shown inside other links.
func (r *renderer) summary() {
	f := &r.page.Front
	if !strings.ContainsAny(f.Summary, "*_`[~=\\&<") {
		return
	}
	src := []byte(f.Summary)
	doc := converter().Parse(lines{text.NewReader(src), r.used}, parser.WithContext(newContext(r.used)))
	p, ok := doc.FirstChild().(*ast.Paragraph)
	if !ok || p.NextSibling() != nil { // no line of text: shown as it is written
		return
	}
	var plain, shown strings.Builder
	_ = ast.Walk(p, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		tag := ""
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				said := resolve(n.Segment.Value(src))
				if n.Parent().Kind() == ast.KindCodeSpan {
					said = string(n.Segment.Value(src))
				}
				if n.SoftLineBreak() || n.HardLineBreak() {
					said += " "
				}
				plain.WriteString(said)
				shown.WriteString(html.EscapeString(said))
			}
		case *ast.RawHTML, *ast.AutoLink, *embed, *wikiLink, *ast.Image:
			plain.Reset() // too much for a line
			return ast.WalkStop, nil
		case *ast.Emphasis:
			tag = [...]string{"em", "strong"}[min(n.Level, 2)-1]
		case *ast.CodeSpan:
			tag = "code"
		case *marked:
			tag = "mark"
		}
		switch {
		case tag != "" && entering:
			shown.WriteString("<" + tag + ">")
		case tag != "":
			shown.WriteString("</" + tag + ">")
		}
		return ast.WalkContinue, nil
	})
	if plain.Len() > 0 && plain.String() != f.Summary {
		f.Summary, r.page.Marked = plain.String(), shown.String()
	}
}
