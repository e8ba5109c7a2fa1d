// Package compare tells what changed between two versions of a workbook.
//
// In go two readings of one file; out come the tables that were added, removed or
// changed, with their rows, columns, periods and cells. Rows are matched by what
// identifies them (an id, a name, a name with its period), not by position: sorting a
// sheet is no change, and a line added on top is one added row.
package compare

import (
	"slices"

	"milepost/generator/digest"
	"milepost/generator/kb"
)

// Change is what happened to a table, a row or a column.
type Change string

// The changes.
const (
	Same    Change = "same"
	Added   Change = "added"
	Gone    Change = "gone"
	Altered Change = "altered"
)

// Table is one table in both versions.
type Table struct {
	Name   string `json:"name"`             // unique in the newer workbook; of a removed table, in the older one
	Called string `json:"called,omitempty"` // its old name, if that changed
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

// Part is a row, column or period that was added or removed.
type Part struct {
	Name   string `json:"name"`           // of a row, what identifies it, else its first cells
	Ref    string `json:"cell,omitempty"` // of a row "A7", of a column "C3", in the version that has it
	Change Change `json:"change"`         // Added or Gone
}

// Cell is a value that changed.
type Cell struct {
	Row    string `json:"row"`    // what identifies the row
	Column string `json:"column"` // the header
	Was    string `json:"was"`    // as shown, "" if the cell was empty
	Now    string `json:"now"`    // as shown now, "" if it is empty
	WasRef string `json:"cell_before,omitempty"`
	Ref    string `json:"cell"` // "B6"
}

// Workbooks compares two readings of a file, in the order of the newer one; removed tables
// come last.
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

// Changed tells whether a reader sees any change.
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

// pairs gives for each new table the index of the old one, -1 if there is none: the one with
// the same name, else the first unused one of the same known schema, else the first with the
// same columns.
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

// whole is a table that was added or removed.
func whole(d *kb.Dataset, c Change) Table {
	t := Table{Name: d.Name, Schema: d.Schema, Change: c}
	if c == Added {
		t.Rows = len(d.Rows)
	} else {
		t.Was = len(d.Rows)
	}
	return t
}
