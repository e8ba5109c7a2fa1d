package export

import (
	"slices"
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tableCell is a cell in a row of an HTML table.
type tableCell struct {
	node *html.Node // its <td> or <th>; nil if up, and where a row has no cell between two others
	span int        // columns, at least 1
	up   bool       // a cell of a row above reaches down to here
}

// mostColumns is how many columns a row has at most. The cells behind them are left out.
const mostColumns = 200

// tableRows gives the rows of a table that are shown, without those of tables inside of
// it, each with a cell wherever one above it reaches down (rowspan). As in a browser, a cell
// reaches at most to the end of its thead, tbody or tfoot.
func tableRows(table *html.Node) (rows [][]tableCell) {
	var g tableGrid
	var group *html.Node
	for _, tr := range rowsOf(table) {
		if tr.Parent != group {
			g, group = nil, tr.Parent
		}
		rows = append(rows, g.row(tr))
	}
	return rows
}

// tableGrid holds the cells that reach down into the next row, by the column where they begin.
type tableGrid []reach

type reach struct{ rows, span int } // rows is how many more rows the cell reaches; 0 is no cell

// above is the cell that reaches down at a column; its rows are 0 if there is none.
func (g tableGrid) above(at int) reach {
	if at < len(g) {
		return g[at]
	}
	return reach{}
}

// reached tells whether cells reach down at a column or at one behind it.
func (g tableGrid) reached(at int) bool {
	return at < len(g) && slices.ContainsFunc(g[at:], func(r reach) bool { return r.rows > 0 })
}

// row places the cells of the next row. A cell ends where one from above begins.
func (g *tableGrid) row(tr *html.Node) (out []tableCell) {
	at := 0
	down := func() {
		for r := g.above(at); r.rows > 0; r = g.above(at) {
			(*g)[at].rows--
			out = append(out, tableCell{span: r.span, up: true})
			at += r.span
		}
	}
	for c := range tr.ChildNodes() {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th || unseen(c) {
			continue
		}
		down()
		if at >= mostColumns {
			break
		}
		span := min(spanOf(c, "colspan"), mostColumns-at)
		for k := 1; k < span; k++ {
			if g.above(at+k).rows > 0 {
				span = k
			}
		}
		if high := spanOf(c, "rowspan"); high > 1 {
			for len(*g) <= at {
				*g = append(*g, reach{})
			}
			(*g)[at] = reach{high - 1, span}
		}
		out = append(out, tableCell{node: c, span: span})
		at += span
	}
	for down(); g.reached(at); down() {
		out = append(out, tableCell{span: 1})
		at++
	}
	return out
}

// spanOf is how many columns or rows a cell has; rowspan="0" is all rows that are left.
func spanOf(cell *html.Node, attr string) int {
	n, err := strconv.Atoi(attribute(cell, attr))
	switch {
	case err != nil || n < 0 || n == 0 && attr == "colspan":
		return 1
	case n == 0:
		return 1 << 16
	}
	return n
}

// rowsOf gives the rows of a table that are shown, without those of tables inside of it.
func rowsOf(n *html.Node) (rows []*html.Node) {
	for c := range n.ChildNodes() {
		switch {
		case c.DataAtom == atom.Tr && !unseen(c):
			rows = append(rows, c)
		case c.DataAtom == atom.Thead || c.DataAtom == atom.Tbody || c.DataAtom == atom.Tfoot:
			rows = append(rows, rowsOf(c)...)
		}
	}
	return rows
}

// captionOf is the <caption> of a table; nil if it has none.
func captionOf(table *html.Node) *html.Node {
	for c := range table.ChildNodes() {
		if c.DataAtom == atom.Caption && !unseen(c) {
			return c
		}
	}
	return nil
}
