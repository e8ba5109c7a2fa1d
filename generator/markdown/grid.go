package markdown

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// grid keeps a table for the rules, if its headers are those of a trial.
func (r *renderer) grid(t *east.Table) {
	head := t.FirstChild()
	if head == nil {
		return
	}
	g := kb.Grid{Head: r.texts(head), Line: r.lineOf(head)}
	var said [vocab.TrialColumns]bool
	for _, s := range g.Head {
		c, _ := vocab.TrialColumnOf(s)
		said[c] = true
	}
	if !(said[vocab.TrialWanted] && said[vocab.TrialGot]) && !said[vocab.TrialPain] {
		return
	}
	for row := head.NextSibling(); row != nil; row = row.NextSibling() {
		g.Rows = append(g.Rows, kb.GridRow{Line: r.lineOf(row), Cells: r.texts(row)})
	}
	r.page.Grids = append(r.page.Grids, g)
}

func (r *renderer) texts(row ast.Node) (cells []string) {
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		cells = append(cells, r.inlineText(c))
	}
	return cells
}

// lineOf is the line on which a row's first cell stands.
func (r *renderer) lineOf(row ast.Node) int {
	at := row.Pos()
	if c := row.FirstChild(); c != nil {
		at = c.Pos()
	}
	line, _ := r.source.place(r.base + max(at, 0))
	return line
}

// bare tells whether a heading has no text and no subheading.
func bare(h *ast.Heading) bool {
	next, ok := h.NextSibling().(*ast.Heading)
	return h.NextSibling() == nil || ok && next.Level <= h.Level
}
