package kb

import (
	"strconv"
	"strings"
)

// String is the cell as a reader should see it.
func (c Cell) String() string {
	if c.Shown != "" || c.Kind == Missing {
		return c.Shown
	}
	if c.Kind == Number {
		return strconv.FormatFloat(c.Num, 'f', -1, 64)
	}
	return c.Text
}

// Parts is a set of the letters of RACI: what part somebody has in an activity.
type Parts uint8

// raci are the letters in their usual order; the index of a letter is its bit.
const raci = "RACI"

// PartsOf is the set of the letters in s.
func PartsOf(s string) (p Parts) {
	for i := range len(raci) {
		if strings.IndexByte(s, raci[i]) >= 0 {
			p |= 1 << i
		}
	}
	return p
}

// List is the letters in the order R A C I.
func (p Parts) List() (list []string) {
	for i := range len(raci) {
		if p&(1<<i) != 0 {
			list = append(list, raci[i:i+1])
		}
	}
	return list
}

// String is the letters joined: R/A.
func (p Parts) String() string { return strings.Join(p.List(), "/") }

// Worded tells whether cells of the kind are sorted and counted as words.
func (k CellKind) Worded() bool { return k == Text || k == Names || k == Letters }

// Letters are the letters of a cell of a RACI matrix, in the order R A C I.
func (c Cell) Letters() []string {
	if c.Kind == Letters || c.Kind == Text {
		return Parts(c.Num).List()
	}
	return nil
}

// Names are the people or roles of a cell.
func (c Cell) Names() []string {
	switch {
	case c.Kind == Names:
		return strings.Split(c.Text, "\n")
	case c.Kind == Text && c.Text != "":
		return []string{c.Text}
	}
	return nil
}

// Float is the number of the cell; ok is false unless it holds one.
func (c Cell) Float() (f float64, ok bool) { return c.Num, c.Kind == Number }

// Formula tells whether the fault is one of a formula: an error such as #REF!,
// or no result.
func (c Cell) Formula() bool {
	return c.Kind == Fault && (strings.HasPrefix(c.Text, "#") || c.Text == "formula")
}

// Date is the day of a date cell, "" otherwise.
func (c Cell) Date() Date {
	if c.Kind == Day {
		return Date(c.Text)
	}
	return ""
}

// Period is the period of a period cell, the day of a date cell, else "".
func (c Cell) Period() Period {
	if c.Kind == Interval || c.Kind == Day {
		return Period(c.Text)
	}
	return ""
}

// ID is the name a block uses for the dataset: "进度.xlsx#里程碑".
func (d *Dataset) ID() string { return d.File + "#" + d.Name }

// Col is the index of the column with the field, -1 if there is none.
func (d *Dataset) Col(field string) int {
	for i, c := range d.Columns {
		if c.Field == field {
			return i
		}
	}
	return -1
}

// ColNamed is the index of the column with the field or the header, -1 if there is none.
func (d *Dataset) ColNamed(name string) int {
	if i := d.Col(name); i >= 0 {
		return i
	}
	for i, c := range d.Columns {
		if strings.EqualFold(c.Header, name) {
			return i
		}
	}
	return -1
}

// Cell is the cell of a row by field; a Missing cell if there is no such column.
func (d *Dataset) Cell(row int, field string) Cell {
	if i := d.Col(field); i >= 0 && i < len(d.Rows[row].Cells) {
		return d.Rows[row].Cells[i]
	}
	return Cell{}
}
