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
	State bool // it has a column of marks, which says how each row stands
}

// GridHead is the head of a column.
type GridHead struct {
	Title string
	Class string
	Right bool // its cells are aligned at the right
	Last  bool
	Hide  bool
}

// GridRow is a row.
type GridRow struct {
	ID    string // anchor of a source, to which letters behind figures lead; "" of other rows
	Cells []GridCell
}

// GridCell is a cell with all that a phone needs: there each row is a card, and each
// cell stands with its own label.
type GridCell struct {
	Head  bool // it names the row
	Class string
	Right bool
	Last  bool
	Hide  bool // hidden in mails on phones
	Whole bool // its text stands on one line
	Tone  document.Tone
	Shift string // class that aligns the decimal point with the other cells of the column
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

// sourceOf is the anchor of the first source that a row names, "" if it names none.
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

// headColumn is the index of the column that names the rows: 0, or 1 if the first
// column holds nothing but short ids.
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

// Widths of texts, in halves of a Han character. On a phone a cell wider than
// longCell has a line of its own; one wider than halfCell has half a line, two of
// its four columns.
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

// decimals is, for each column, the largest number of digits behind the point.
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

// digitsAfter is the number of digits behind the point of a figure; % or ‰ may
// follow. ok is false if s does not end in a digit: 5 天.
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

// shift is the class that aligns the point of a figure with those of figures that
// have places digits behind it; "" if there is nothing to align.
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
