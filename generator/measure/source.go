package measure

import (
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// sources is the facts of each workbook of the project: its digest, its day,
// and how the day is known.
func (t *taker) sources() {
	for _, b := range t.site.Workbooks {
		if b.State == kb.Skipped || !t.mine(b.Path) {
			continue
		}
		t.source(b)
	}
}

func (t *taker) source(b *kb.Workbook) {
	asOf, from := t.data.BookStandsFor(b)
	kept, rows, unused := kb.Date(""), 0, 0
	for _, set := range t.data.Of(b.Path) {
		unused += t.after(set)
		kept, rows = max(kept, set.Kept), rows+len(set.Rows)
	}
	if t.then && asOf > t.scope.Cutoff {
		return
	}
	put := func(field, value, unit string) {
		if value != "" {
			t.add(fact.Fact{Key: fact.Key(fact.File, fact.Part(b.Path), field), Value: value, Unit: unit,
				Source: fact.Source{File: b.Path}, AsOf: asOf, Digest: b.Digest.Short()})
		}
	}
	put(fact.Name, b.Path, fact.UnitText)
	put(fact.Digest, b.Digest.Short(), fact.UnitText)
	put(fact.AsOf, string(asOf), fact.UnitDate)
	put(fact.From, string(from), fact.UnitState)
	put(fact.LastGood, string(kept), fact.UnitDate)
	put(fact.Rows, fact.Number(float64(rows)), "")
	if unused > 0 {
		put(fact.Unused, fact.Number(float64(unused)), "")
	}
	if t.data.PrivateBook(b) {
		put(fact.Private, "1", "")
	}
}

// after is how many records of a table are dated after the cutoff: they are not used.
func (t *taker) after(set *kb.Dataset) (n int) {
	field := site.RecordDay(set.Schema)
	if field == "" || set.Score < site.Sure {
		return 0
	}
	for row := range set.Rows {
		if !t.counts(set.Cell(row, field).Date()) {
			n++
		}
	}
	return n
}
