package chart

import (
	"slices"

	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// unitOfCell is the unit in which a number is written: that of the cell (as in rows of
// indicators), else of its column, else what the row says in the column 单位. percent tells
// that the number is a share of 1.
func (b *build) unitOfCell(row, col int) (unit string, percent bool) {
	c, column := b.cell(row, col), b.data.Columns[col]
	whole := column.Unit
	if column.Type == kb.TypePercent {
		whole = "%"
	}
	unit = orText(c.Unit, whole)
	if unit == "" {
		return clean(b.cell(row, b.unitCol).String()), false
	}
	return unit, unit == "%" && b.shareOfOne(col)
}

// unitColumn is the column 单位, which says the unit of each row; -1: there is none.
func unitColumn(d *kb.Dataset) int {
	return slices.IndexFunc(d.Columns, func(c kb.Column) bool {
		w, _ := vocab.Header(c.Header)
		return c.Type == kb.TypeText && (c.Field == kb.FieldUnit || vocab.UnitColumn(w))
	})
}

// chooseUnits decides which units are converted into which (b.into): if possible into the
// unit of the spec, else into the one that most cells have.
func (b *build) chooseUnits(ys []int) {
	if b.into == nil {
		b.into = map[string]string{}
	}
	count := map[string]int{}
	var units []string
	for _, y := range ys {
		for _, r := range b.rows {
			if y < 0 || b.cell(r, y).Kind != kb.Number {
				continue
			}
			u, _ := b.unitOfCell(r, y)
			if count[u] == 0 {
				units = append(units, u)
			}
			count[u]++
		}
	}
	slices.SortStableFunc(units, func(a, c string) int { return count[c] - count[a] })
	units = b.takeUnit(units)
	for i, to := range units {
		for _, u := range units[i+1:] {
			if _, ok := vocab.Convert(1, u, to); ok && b.into[u] == "" && b.into[to] == "" {
				b.into[u] = to
				b.say("note.converted", vocab.UnitName(u, b.words.lang), vocab.UnitName(to, b.words.lang))
			}
		}
	}
}

// takeUnit puts the unit of the spec first, if a number has it, or else converts into it.
// A unit that cannot be converted gives a diagnostic.
func (b *build) takeUnit(units []string) []string {
	want := b.spec.Unit
	if d, ok := vocab.DurationUnits[text.Fold(want)]; ok {
		want = d
	}
	if want == "" {
		return units
	}
	if i := slices.Index(units, want); i >= 0 {
		return append([]string{want}, slices.Delete(units, i, i+1)...)
	}
	for _, u := range units {
		if u == "" {
			b.into[u] = want
		} else if _, ok := vocab.Convert(1, u, want); ok {
			b.into[u] = want
			b.say("note.converted", vocab.UnitName(u, b.words.lang), vocab.UnitName(want, b.words.lang))
		} else {
			b.complain("DB50.unit", b.spec.Unit, vocab.UnitName(u, b.words.lang))
		}
	}
	return units
}

// inUnit is the number of a cell, converted as chooseUnits decided, and its unit then.
func (b *build) inUnit(row, col int) (num float64, unit string, percent bool) {
	num = b.cell(row, col).Num
	unit, percent = b.unitOfCell(row, col)
	to, ok := b.into[unit]
	if !ok {
		return num, unit, percent
	}
	if f, ok := vocab.Convert(num, unit, to); ok {
		num = f
	}
	return num, to, percent
}

// unitNames are the names of the units in the reader's language.
func (b *build) unitNames(units []string) []string {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = orText(vocab.UnitName(u, b.words.lang), b.words.text("unit.none"))
	}
	return names
}
