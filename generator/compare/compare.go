// Package compare tells what is other in a workbook than in the one before it.
//
// In go two readings of one file; out come the tables that came, went or
// changed, with the rows, columns, periods and cells that did. A row is known
// again by what names it (an id, a name, a name with its period), not by where
// it stands: sorting a sheet or adding a line on top changes nothing else.
package compare

import (
	"slices"

	"milepost/generator/digest"
	"milepost/generator/kb"
)

// Change is what became of a table, a row or a column.
type Change string

// The changes.
const (
	Same    Change = "same"
	Added   Change = "added"
	Gone    Change = "gone"
	Altered Change = "altered"
)

// Table is one table of a workbook beside the one before.
type Table struct {
	Name   string `json:"name"`             // unique in the newer workbook; of one that has gone, in the older
	Called string `json:"called,omitempty"` // its name before, if that was another
	Schema string `json:"schema"`
	Change Change `json:"change"`
	Rows   int    `json:"rows"`        // now
	Was    int    `json:"rows_before"` // rows before

	Columns []Part   `json:"columns,omitempty"`     // headers that came or went
	Periods []Part   `json:"periods,omitempty"`     // months, quarters, … that came or went
	Lines   []Part   `json:"row_changes,omitempty"` // rows that came or went
	Cells   []Cell   `json:"cells,omitempty"`       // values that changed, by row, then column
	Key     []string `json:"key,omitempty"`         // headers of the columns by which rows were known again; none: by all their cells
}

// Part is a row, column or period that came or went.
type Part struct {
	Name   string `json:"name"`           // of a row what names it, else its first cells
	Ref    string `json:"cell,omitempty"` // of a row "A7", of a column "C3", in the sheet that has it
	Change Change `json:"change"`         // Added or Gone
}

// Cell is a value that changed.
type Cell struct {
	Row    string `json:"row"`    // what names the row
	Column string `json:"column"` // the header
	Was    string `json:"was"`    // as shown, "" if the cell was empty
	Now    string `json:"now"`    // the same of now
	WasRef string `json:"cell_before,omitempty"`
	Ref    string `json:"cell"` // "B6"
}

// Workbooks compares two readings of a file, in the order of the newer one; the
// tables that have gone come last.
func Workbooks(was, now *kb.Workbook) []Table {
	before, after := tables(was), tables(now)
	var out []Table
	for i, j := range pairs(before, after) {
		if j < 0 {
			out = append(out, whole(after[i], Added))
			continue
		}
		out = append(out, between(before[j], after[i]))
		before[j] = nil
	}
	for _, d := range before {
		if d != nil {
			out = append(out, whole(d, Gone))
		}
	}
	return out
}

// Changed tells whether anything that a reader sees is other.
func Changed(tables []Table) bool {
	return slices.ContainsFunc(tables, func(t Table) bool { return t.Change != Same })
}

func tables(b *kb.Workbook) []*kb.Dataset {
	if b == nil {
		return nil
	}
	return datasets(b.Datasets)
}

func datasets(sealed []digest.Sealed[kb.Dataset]) []*kb.Dataset {
	out := make([]*kb.Dataset, len(sealed))
	for i := range sealed {
		d := sealed[i].Get()
		out[i] = &d
	}
	return out
}

// pairs gives for each table of now the index of the one before, -1 if it is
// new: that of the same name, else the first of the same schema, if it is a
// known one, that no other table takes, else the first with the same columns.
func pairs(before, now []*kb.Dataset) []int {
	out := make([]int, len(now))
	taken := make([]bool, len(before))
	find := func(same func(was *kb.Dataset, is *kb.Dataset) bool) {
		for i, d := range now {
			if out[i] >= 0 {
				continue
			}
			for j, b := range before {
				if !taken[j] && same(b, d) {
					out[i], taken[j] = j, true
					break
				}
			}
		}
	}
	for i := range out {
		out[i] = -1
	}
	find(func(was, is *kb.Dataset) bool { return was.Name == is.Name })
	find(func(was, is *kb.Dataset) bool { return was.Schema == is.Schema && is.Schema != kb.SchemaTable })
	find(func(was, is *kb.Dataset) bool {
		return was.Schema == is.Schema && slices.EqualFunc(was.Columns, is.Columns, alike)
	})
	return out
}

func alike(was, is kb.Column) bool { return was.Field == is.Field && was.Header == is.Header }

// whole is a table that came or went.
func whole(d *kb.Dataset, c Change) Table {
	t := Table{Name: d.Name, Schema: d.Schema, Change: c}
	if c == Added {
		t.Rows = len(d.Rows)
	} else {
		t.Was = len(d.Rows)
	}
	return t
}
