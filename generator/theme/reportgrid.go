package theme

import (
	"html/template"
	"strconv"
	"strings"

	"milepost/generator/document"
)

// Grid is a table of a report.
type Grid struct {
	Head  []GridHead
	Rows  []GridRow
	Left  int  // rows that are not shown
	State bool // a column of marks says how each row stands
}

// GridHead is the head of a column.
type GridHead struct {
	Title string
	Class string
	Right bool // its cells end below each other
	Last  bool
	Hide  bool
}

// GridRow is a row.
type GridRow struct {
	ID    string // of a source: where its letter leads
	Cells []GridCell
}

// GridCell is a cell with all that a phone needs to show it by itself.
type GridCell struct {
	Head  bool // it names the row
	Class string
	Right bool
	Last  bool
	Hide  bool // a phone that reads mail does without it
	Whole bool // its text stands on one line
	Tone  document.Tone
	Shift string // class that puts the point below those of the others
	Label string // the column's title
	Text  template.HTML
	Sub   template.HTML
	Tag   document.Mark // a word in a tint: the state of the row
	Word  document.Mark // a word beside a figure: 变好
	Curve Curve
	Tally []document.Tone
}

// The kinds of columns.
const (
	columnText   = "text"
	columnNumber = "number"
	columnDate   = "date"
	columnMark   = "mark"
	columnCurve  = "curve"
)

func (w teller) grid(t document.Table) Grid {
	g := Grid{Left: t.Left}
	head := headColumn(t)
	classes := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		classes[i] = columnClass(t, i, head)
		right := c.Kind == columnNumber || c.Kind == columnMark && i == len(t.Columns)-1
		g.State = g.State || c.Kind == columnMark
		g.Head = append(g.Head, GridHead{Title: c.Title, Class: classes[i], Right: right, Last: i == len(t.Columns)-1, Hide: w.mail && i > head && c.Kind == columnText})
	}
	places := decimals(t)
	for _, r := range t.Rows {
		var row GridRow
		for i, c := range r.Cells {
			if i >= len(t.Columns) {
				break
			}
			cell := w.gridCell(t.Columns[i], c, classes[i], places[i])
			cell.Head, cell.Right, cell.Last, cell.Hide = i == head, g.Head[i].Right, g.Head[i].Last, g.Head[i].Hide
			cell.Whole = t.Columns[i].Kind == columnDate || cell.Right || i < head
			row.Cells = append(row.Cells, cell)
		}
		if w.listing {
			row.ID = w.sourceOf(r)
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func (w teller) gridCell(col document.Column, c document.Cell, class string, places int) GridCell {
	out := GridCell{Class: class, Tone: c.Tone, Label: col.Title, Text: w.text(c.Text), Sub: w.text(c.Sub), Tally: c.Tally}
	if c.Tone != document.Plain {
		out.Class += " is-" + string(c.Tone)
	}
	if c.Void {
		out.Class += " void"
	}
	switch col.Kind {
	case columnMark:
		out.Tag = c.Mark
	case columnCurve:
		out.Curve = curveOf(c)
	case columnNumber:
		out.Word = c.Mark
		out.Shift = shift(c.Text.String(), places)
	default:
		out.Word = c.Mark
	}
	return out
}

// sourceOf is the anchor of the source that a row is about.
func (w teller) sourceOf(r document.Row) string {
	for _, c := range r.Cells {
		for _, run := range c.Text {
			if run.Ref > 0 && run.Ref <= len(w.report.Sources) {
				return sourceID(w.report.Sources[run.Ref-1])
			}
		}
	}
	return ""
}

// headColumn is the column that names the rows: the first, or the one behind a
// column of ids.
func headColumn(t document.Table) int {
	if len(t.Columns) < 2 || t.Columns[1].Kind != columnText || len(t.Rows) == 0 {
		return 0
	}
	for _, r := range t.Rows {
		if len(r.Cells) == 0 || width(r.Cells[0].Text.String()) > 8 {
			return 0
		}
		for _, run := range r.Cells[0].Text {
			if !run.Whole && width(run.Text) > 2 {
				return 0
			}
		}
	}
	return 1
}

// longCell is the width from which a cell takes a line of its own on a phone,
// halfCell that from which it takes two of the four places there.
const (
	longCell = 26
	halfCell = 10
)

func columnClass(t document.Table, i, head int) string {
	c := t.Columns[i]
	longest := 0
	for _, r := range t.Rows {
		if i < len(r.Cells) {
			longest = max(longest, width(r.Cells[i].Text.String())+width(r.Cells[i].Mark.Word))
		}
	}
	var class []string
	switch {
	case c.Kind == columnMark:
		class = append(class, "state")
		if i == len(t.Columns)-1 {
			class = append(class, "last")
		}
	case c.Kind == columnCurve:
		class = append(class, "curve")
	case c.Kind == columnNumber:
		class = append(class, "num")
	case c.Kind == columnDate:
		class = append(class, "date")
	case i < head:
		class = append(class, "id")
	case longest > longCell && i != head:
		class = append(class, "full")
	}
	if longest > halfCell && longest <= longCell && c.Kind != columnMark && c.Kind != columnCurve {
		class = append(class, "half")
	}
	if c.Minor {
		class = append(class, "minor")
	}
	return strings.Join(class, " ")
}

// decimals is the most digits behind the point in each column.
func decimals(t document.Table) []int {
	out := make([]int, len(t.Columns))
	for _, r := range t.Rows {
		for i, c := range r.Cells {
			if n, ok := digitsAfter(c.Text.String()); ok && i < len(out) {
				out[i] = max(out[i], n)
			}
		}
	}
	return out
}

// digitsAfter is how many digits a figure has behind its point; ok is false of
// what is no figure alone.
func digitsAfter(s string) (n int, ok bool) {
	s = strings.TrimRight(s, "%‰")
	if s == "" || s[len(s)-1] < '0' || s[len(s)-1] > '9' {
		return 0, false
	}
	if i := strings.LastIndexByte(s, '.'); i >= 0 {
		return len(s) - i - 1, true
	}
	return 0, true
}

// shift is the class that puts a figure's point below those of the others.
func shift(s string, places int) string {
	n, ok := digitsAfter(s)
	switch {
	case !ok || places == n || places > 4:
		return ""
	case n == 0:
		return "point-" + strconv.Itoa(places)
	}
	return "digits-" + strconv.Itoa(places-n)
}
