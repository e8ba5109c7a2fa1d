package sheet

import (
	"milepost/generator/kb"
)

// lane is what is needed to read the cells of one column. Reading does not change it.
type lane struct {
	*about
	*complaints
	f       *frame
	schema  string
	turned  bool  // the months across pass the end of an unknown year
	percent *raw  // a number above 1 where the table says %, nil if there is none
	units   []int // for each column of the frame, its column of units; -1 for none
	i       int   // of the column in the frame
	c       *column
	spots   []spot // the cells of the records, then those of the totals
	body    int    // how many are of records
}

func (y *typer) lane(i int) *lane {
	l := &lane{about: y.about, complaints: y.complaints, f: y.f, schema: y.schema, turned: y.turned, percent: y.percent, units: y.units, i: i, c: &y.f.cols[i]}
	l.spots = make([]spot, 0, len(y.f.rows)+len(y.f.totals))
	for r := range y.f.rows {
		l.spots = append(l.spots, y.f.rows[r].spots[i])
	}
	l.body = len(l.spots)
	for r := range y.f.totals {
		l.spots = append(l.spots, y.f.totals[r].spots[i])
	}
	return l
}

// column types all cells of the column: those of the records, then those of the totals.
func (y *lane) column() (out kb.Column, body, totals []kb.Cell) {
	c := y.c
	out = kb.Column{Header: c.text, Field: c.field, Known: c.field != "", Unit: y.v.Unit(c.unit), Ref: ref(c.col, max(c.row, 1)), Role: c.role}
	cells := y.cells(&out)
	for k := range cells {
		if cells[k].Ref == "" {
			cells[k].Ref = ref(y.spots[k].col, y.spots[k].row)
		}
		if s := y.spots[k].c; s != nil && s.computed {
			cells[k].Computed = true
		}
	}
	return out, cells[:y.body], cells[y.body:]
}

// record is the row of the i-th of the column's cells.
func (y *lane) record(i int) *record {
	if i >= y.body {
		return &y.f.totals[i-y.body]
	}
	return &y.f.rows[i]
}
