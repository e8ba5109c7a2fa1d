package export

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"milepost/generator/word"
)

// table adds a table that a person wrote.
func (p *proseWriter) table(n *html.Node) {
	p.flush()
	var t word.Table
	for _, row := range tableRows(n) {
		r, head := p.row(row)
		if head && len(t.Rows) == 0 {
			t.Head = append(t.Head, r)
		} else {
			t.Rows = append(t.Rows, r)
		}
	}
	if len(t.Head)+len(t.Rows) == 0 {
		return
	}
	for _, r := range slices.Concat(t.Head, t.Rows) {
		at := 0
		for _, c := range r.Cells {
			for len(t.Columns) < at+c.Span {
				t.Columns = append(t.Columns, word.Column{Share: minWidth})
			}
			if c.Span == 1 {
				text := ""
				for _, run := range c.Runs {
					text += run.Text
				}
				t.Columns[at].Share = max(t.Columns[at].Share, float64(min(textWidth(text), maxWidth)))
			}
			at += c.Span
		}
	}
	if caption := captionOf(n); caption != nil {
		t.Caption = p.cellRuns(caption)
	}
	p.block(t)
}

// row is a row of a table; head tells whether all its cells are headings.
func (p *proseWriter) row(cells []tableCell) (r word.Row, head bool) {
	head = !slices.ContainsFunc(cells, func(c tableCell) bool { return c.node != nil && c.node.DataAtom == atom.Td })
	for _, c := range cells {
		cell := word.Cell{Span: c.span, Up: c.up}
		if c.node != nil {
			cell.Runs, cell.Bold = p.cellRuns(c.node), c.node.DataAtom == atom.Th && !head
		}
		r.Cells = append(r.Cells, cell)
	}
	return r, head && len(cells) > 0
}

// cellRuns is the text of a cell or a caption.
func (p *proseWriter) cellRuns(n *html.Node) []word.Run {
	in := proseWriter{w: p.w, cell: true}
	in.children(n, word.Run{})
	in.flush()
	return oneLine(in.blocks)
}

// oneLine is the text of the blocks in a cell, each on a line of its own.
func oneLine(blocks []word.Block) (runs []word.Run) {
	add := func(more []word.Run) {
		if len(runs) > 0 {
			runs = append(runs, word.Run{Text: "\n"})
		}
		runs = append(runs, more...)
	}
	for _, b := range blocks {
		switch b := b.(type) {
		case word.Paragraph:
			add(b.Runs)
		case word.Heading:
			add(b.Runs)
		case word.List:
			for _, it := range b.Items {
				add(append([]word.Run{{Text: "• "}}, it.Runs...))
			}
		case word.Table:
			for _, r := range slices.Concat(b.Head, b.Rows) {
				for _, c := range r.Cells {
					add(c.Runs)
				}
			}
		}
	}
	return runs
}
