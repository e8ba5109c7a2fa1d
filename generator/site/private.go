package site

import (
	"slices"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/sheet"
	"milepost/generator/vocab"
	"milepost/generator/where"
)

// PrivateBook tells whether readers must not see the rows of a workbook: the
// settings say so, or its answers show who gave them.
func (d *Data) PrivateBook(b *kb.Workbook) bool {
	if b.Private != "" {
		return b.Private == kb.PrivateYes
	}
	if yes, ok := d.personal.Load(b); ok {
		return yes.(bool)
	}
	yes := slices.ContainsFunc(d.Of(b.Path), func(set *kb.Dataset) bool { return sheet.Personal(set) != "" })
	d.personal.Store(b, yes)
	return yes
}

// Private tells whether a dataset holds rows of a private workbook.
func (d *Data) Private(set *kb.Dataset) bool { return slices.ContainsFunc(d.Books(set), d.PrivateBook) }

// Shown is the datasets that a block of the kind may show: without private
// ones; in a chart without names of people. A table tells its readers that it
// is private.
func (d *Data) Shown(kind string, sets []*kb.Dataset) []*kb.Dataset {
	switch kind {
	case kb.BlockTable:
		return sets
	case kb.BlockChart:
		return d.hideNames(sets)
	}
	return slices.DeleteFunc(slices.Clone(sets), d.Private)
}

// forReaders is Shown for a block, with a diagnostic if something was left
// out.
func (d *Data) forReaders(b kb.Block, sets []*kb.Dataset, pos diag.Pos) ([]*kb.Dataset, diag.List) {
	if b.Kind == kb.BlockChart {
		if refused := d.byPeople(b, sets, pos); refused != nil {
			return nil, refused
		}
	}
	shown := d.Shown(b.Kind, sets)
	if len(shown) == len(sets) {
		return shown, nil
	}
	i := slices.IndexFunc(sets, d.Private)
	return shown, diag.List{diag.New("DB11.rows", attrPos(b, "data", pos), sets[i].ID())}
}

// byPeople reports a chart of a private dataset that has people on an axis or as
// groups.
func (d *Data) byPeople(b kb.Block, sets []*kb.Dataset, pos diag.Pos) diag.List {
	for _, set := range sets {
		if !d.Private(set) {
			continue
		}
		for _, key := range []string{"x", "group"} {
			if col, problem := where.Column(set, b.Get(key)); problem == nil && names(&set.Columns[col]) {
				return diag.List{diag.New("DB11.name", attrPos(b, key, pos), set.Columns[col].Header, set.ID())}
			}
		}
	}
	return nil
}

// hideNames removes the names of people from private datasets.
func (d *Data) hideNames(sets []*kb.Dataset) []*kb.Dataset {
	out := slices.Clone(sets)
	for i, set := range out {
		if d.Private(set) && d.Course(set, "") == nil { // the curve of a plan finds its rows by their cells (rowID), and shows no names
			out[i] = withoutNames(set)
		}
	}
	return out
}

// names tells whether a column holds names of people.
func names(c *kb.Column) bool {
	return c.Type == kb.TypePerson || vocab.PersonalHeader(c.Header)
}

// withoutNames is a copy of a dataset with empty cells in the columns that name
// people.
func withoutNames(set *kb.Dataset) *kb.Dataset {
	v := *set
	blank := func(rows []kb.Row) []kb.Row {
		rows = slices.Clone(rows)
		for i := range rows {
			rows[i].Cells = slices.Clone(rows[i].Cells)
			for k := range min(len(rows[i].Cells), len(set.Columns)) {
				if names(&set.Columns[k]) {
					rows[i].Cells[k] = kb.Cell{Ref: rows[i].Cells[k].Ref, File: rows[i].Cells[k].File}
				}
			}
		}
		return rows
	}
	v.Rows, v.Totals = blank(set.Rows), blank(set.Totals)
	return &v
}
