package site

import (
	"slices"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/sheet"
	"milepost/generator/vocab"
	"milepost/generator/where"
)

// PrivateBook tells whether the rows of a workbook are not for readers: because
// the settings say so, or because its answers tell who gave them.
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

// Shown is what a block of the kind may show of datasets: no row of a private
// one, and in a chart nobody's name. A table says itself that it is private.
func (d *Data) Shown(kind string, sets []*kb.Dataset) []*kb.Dataset {
	switch kind {
	case kb.BlockTable:
		return sets
	case kb.BlockChart:
		return d.veil(sets)
	}
	return slices.DeleteFunc(slices.Clone(sets), d.Private)
}

// forReaders is Shown of a block, with what it says of the rest.
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

// byPeople refuses a chart that is to be drawn by the people of a private dataset.
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

// veil takes the names of people out of private datasets.
func (d *Data) veil(sets []*kb.Dataset) []*kb.Dataset {
	out := slices.Clone(sets)
	for i, set := range out {
		if d.Private(set) && d.Course(set, "") == nil { // the curve of a plan tells its rows by their cells, and shows none
			out[i] = veiled(set)
		}
	}
	return out
}

// names tells whether a column says who somebody is.
func names(c *kb.Column) bool {
	return c.Type == kb.TypePerson || vocab.PersonalHeader(c.Header)
}

// veiled is a copy of a dataset without the texts of the columns that name people.
func veiled(set *kb.Dataset) *kb.Dataset {
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
