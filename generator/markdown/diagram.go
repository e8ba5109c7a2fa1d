package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
)

// diagram writes a ```mermaid block: its source, which a script of the theme draws
// when a reader comes to it. What cannot draw shows the source.
func (r *renderer) diagram(n *ast.FencedCodeBlock) {
	line, _ := r.source.place(r.base + max(n.Pos(), 0))
	r.page.Diagrams = true
	r.str(`<figure class="mp-diagram" data-line="` + strconv.Itoa(line) + `">`)
	r.codeBlock(r.lines(n), "mermaid", "")
	r.str("</figure>\n")
}
