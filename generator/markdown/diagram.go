package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"

	"milepost/generator/kb"
)

// diagram writes a ```mermaid block: its picture if there is one (generator/plan/diagram.go),
// else its source, which a script of the theme draws when a reader scrolls to it. Without
// scripts the source is shown.
func (r *renderer) diagram(n *ast.FencedCodeBlock) {
	line, _ := r.source.place(r.base + max(n.Pos(), 0))
	code := r.lines(n)
	hole := kb.Hole{Kind: kb.HoleDiagram, Target: string(code), Inside: r.source.included(r.base + max(n.Pos(), 0))}
	hole.Line, hole.Col = r.place(n, 0)
	r.page.Diagrams = true
	r.str(`<figure class="mp-diagram" data-line="` + strconv.Itoa(line) + `">`)
	r.hole(hole, -1)
	r.codeBlock(code, "mermaid", "")
	hole.Kind = kb.HoleDiagramEnd
	r.hole(hole, -1)
	r.str("</figure>\n")
}
