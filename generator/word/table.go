package word

import (
	"slices"
	"strconv"
	"strings"
)

const (
	maxColumns  = 63  // Word allows no more in a table
	narrowest   = 567 // twips, for a column of a table without shares: about three characters
	cellMargins = 114 // twips, left and right together, as in our table styles
)

func (t Table) write(w *body) {
	w.caption(w.doc.Labels.Table, &w.tables, true, t.Caption)
	columns := t.columns()
	if columns == 0 {
		return
	}
	if w.breaking { // only a paragraph can start a page
		w.paragraph(look{style: "Milepost Gap"}, func() {})
	}
	for _, band := range t.bands(columns, t.room(w.f.width)) {
		band.table(w)
		w.paragraph(look{style: "Milepost Gap"}, func() {}) // Word would join two tables with nothing between them
	}
}

// columns is the number of columns of the widest row.
func (t Table) columns() int {
	n := len(t.Columns)
	for _, rows := range [][]Row{t.Head, t.Rows} {
		for _, r := range rows {
			n = max(n, r.span())
		}
	}
	return n
}

func (r Row) span() (n int) {
	for _, c := range r.Cells {
		n += c.span()
	}
	return n
}

func (c Cell) span() int { return min(max(c.Span, 1), 1000) }

// room is how many columns fit beside each other.
func (t Table) room(width int) int {
	if slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Share > 0 }) {
		return maxColumns
	}
	return min(max(width/narrowest, 2), maxColumns)
}

// bands cuts a table that is too wide. Each band begins with the first column,
// which names the rows.
func (t Table) bands(columns, room int) []Table {
	for len(t.Columns) < columns {
		t.Columns = append(t.Columns[:len(t.Columns):len(t.Columns)], Column{})
	}
	if columns <= room {
		return []Table{t}
	}
	var all []Table
	for from := 1; from < columns; from += room - 1 {
		to := min(from+room-1, columns)
		band := t
		band.Columns = append([]Column{t.Columns[0]}, t.Columns[from:to]...)
		band.Head, band.Rows = cutRows(t.Head, from, to), cutRows(t.Rows, from, to)
		all = append(all, band)
	}
	return all
}

func cutRows(rows []Row, from, to int) []Row {
	out := make([]Row, len(rows))
	for i, r := range rows {
		out[i] = r.cut(from, to)
	}
	return out
}

// cut is the first column and those in [from, to). The text of a cell that spans
// several bands is in the first of them; the first cell of a row is in all.
func (r Row) cut(from, to int) (out Row) {
	at := 0
	for i, c := range r.Cells {
		next := at + c.span()
		switch lo, hi := max(at, from), min(next, to); {
		case i == 0:
			first := c
			first.Span = 1
			out.Cells = append(out.Cells, first)
			if from < next { // it spans columns of the band, too
				out.Cells = append(out.Cells, Cell{Span: min(next, to) - from, Tone: c.Tone, Solid: c.Solid, Up: c.Up})
			}
		case lo < hi:
			if c.Span = hi - lo; at < from {
				c.Runs = nil
			}
			out.Cells = append(out.Cells, c)
		}
		at = next
	}
	return out
}

// table writes the table itself.
func (t Table) table(w *body) {
	widths := t.widths(w.f.width)
	style := "Milepost Table"
	if t.Bare {
		style = "Milepost Bare"
	}
	w.start("w:tbl")
	w.start("w:tblPr")
	w.val("tblStyle", w.f.styles.id(style))
	w.empty("w:tblW", "w:w", strconv.Itoa(w.f.width), "w:type", "dxa")
	w.empty("w:tblLayout", "w:type", "fixed")
	first := "0"
	if len(t.Head) > 0 {
		first = "1"
	}
	w.empty("w:tblLook", "w:val", map[string]string{"0": "0600", "1": "0620"}[first], "w:firstRow", first,
		"w:lastRow", "0", "w:firstColumn", "0", "w:lastColumn", "0", "w:noHBand", "1", "w:noVBand", "1")
	if t.Alt != "" {
		w.val("tblDescription", t.Alt)
	}
	w.end()
	w.start("w:tblGrid")
	for _, width := range widths {
		w.empty("w:gridCol", "w:w", strconv.Itoa(width))
	}
	w.end()
	t.rows(w, t.Head, widths, true)
	t.rows(w, t.Rows, widths, false)
	if len(t.Head)+len(t.Rows) == 0 {
		t.rows(w, []Row{{}}, widths, false)
	}
	w.end()
}

// widths is the width of each column, together about total; none is less than 20.
func (t Table) widths(total int) []int {
	share := func(c Column) float64 {
		if c.Share > 0 && c.Share < 1e6 {
			return c.Share
		}
		return 1
	}
	sum, done := 0.0, 0.0
	for _, c := range t.Columns {
		sum += share(c)
	}
	out, left := make([]int, len(t.Columns)), 0
	for i, c := range t.Columns {
		done += share(c)
		right := int(done / sum * float64(total))
		out[i], left = max(right-left, 20), right
	}
	return out
}

// rows writes rows, each with empty cells up to the last column.
func (t Table) rows(w *body, rows []Row, widths []int, head bool) {
	for i, r := range rows {
		w.start("w:tr")
		w.start("w:trPr")
		w.empty("w:cantSplit")
		if head {
			w.empty("w:tblHeader")
		}
		w.end()
		at := 0
		for _, c := range r.Cells {
			merge := ""
			switch {
			case c.Up && i > 0:
				merge = "continue"
			case i+1 < len(rows) && rows[i+1].up(at):
				merge = "restart"
			}
			t.cell(w, c, at, widths, head, merge)
			at += c.span()
		}
		for ; at < len(widths); at++ {
			t.cell(w, Cell{}, at, widths, head, "")
		}
		w.end()
	}
}

// up tells whether the cell that begins at a column is one with the cell above it.
func (r Row) up(column int) bool {
	at := 0
	for _, c := range r.Cells {
		if at == column {
			return c.Up
		}
		at += c.span()
	}
	return false
}

// cell writes a cell that begins at column at. merge is "" or how Word marks a cell over
// several rows: "restart" in the first of them, "continue" in the others.
func (t Table) cell(w *body, c Cell, at int, widths []int, head bool, merge string) {
	width := 0
	for _, v := range widths[at : at+c.span()] {
		width += v
	}
	w.start("w:tc")
	w.start("w:tcPr")
	w.empty("w:tcW", "w:w", strconv.Itoa(width), "w:type", "dxa")
	if c.span() > 1 {
		w.val("gridSpan", strconv.Itoa(c.span()))
	}
	if merge != "" {
		w.val("vMerge", merge)
	}
	if tone, ok := tones[c.Tone]; ok {
		fill := tone.tint
		if c.Solid {
			fill = tone.ink
		}
		w.empty("w:shd", "w:val", "clear", "w:color", "auto", "w:fill", fill)
	}
	if head {
		w.val("vAlign", "bottom")
	}
	w.end()
	style := "Milepost Cell"
	if head {
		style = "Milepost Head"
	}
	if c.Chart != nil && c.Chart.drawn() {
		w.paragraph(look{style: "Milepost Figure", keep: true}, func() { w.chart(*c.Chart, width-cellMargins) })
	}
	w.paragraph(look{style: style, align: aligned(t.Columns[at].Align)}, func() {
		w.runs(unbroken(c.Runs), Run{Bold: c.Bold})
	})
	w.end()
}

// unbroken is runs without line breaks at the end.
func unbroken(runs []Run) []Run {
	if n := len(runs); n > 0 && strings.HasSuffix(runs[n-1].Text, "\n") {
		runs = append([]Run{}, runs...)
		runs[n-1].Text = strings.TrimRight(runs[n-1].Text, "\n")
	}
	return runs
}
