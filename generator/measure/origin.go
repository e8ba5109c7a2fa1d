package measure

import (
	"slices"
	"strconv"
	"strings"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// origin is a table, or the part of a series from one file.
type origin struct {
	set  *kb.Dataset
	file string
}

// origins is what all facts of an origin have in common.
type origins struct {
	asOf   kb.Date
	digest string
}

// item writes the facts of one item of a family, most of them from one row.
type item struct {
	*taker
	set *kb.Dataset
	row int
	key string // FAMILY/ITEM
}

// of makes an item; its key is made of name.
func (t *taker) of(set *kb.Dataset, row int, family, name string) item {
	return item{t, set, row, fact.Key(family, fact.Part(name))}
}

// put writes a fact from the cell of a column; an empty value is no fact.
func (i item) put(field, column, value, unit string) {
	if value == "" {
		return
	}
	f := fact.Fact{Key: fact.Key(i.key, field), Value: value, Unit: unit}
	f.Source, f.AsOf, f.Digest = i.whence(i.set, i.row, column)
	i.add(f)
}

func (i item) text(field, column, value string) {
	i.put(field, column, strings.TrimSpace(value), fact.UnitText)
}

func (i item) state(field, column, value string) { i.put(field, column, value, fact.UnitState) }

func (i item) date(field, column string, value kb.Date) {
	i.put(field, column, string(value), fact.UnitDate)
}

func (i item) period(field, column string, value kb.Period) {
	i.put(field, column, string(value), fact.UnitPeriod)
}

func (i item) num(field, column string, n float64, unit string) {
	i.put(field, column, fact.Number(n), unit)
}

// column writes the text of a column under the column's own name.
func (i item) column(field string) { i.text(field, field, i.set.Cell(i.row, field).String()) }

// dated writes the day of a column under the column's own name.
func (i item) dated(field string) { i.date(field, field, i.set.Cell(i.row, field).Date()) }

// datum writes a number with its cell as the source; nothing if there is none.
func (i item) datum(field string, v site.Datum) {
	n, ok := v.Cell.Float()
	if v.Set == nil || !ok {
		return
	}
	f := fact.Fact{Key: fact.Key(i.key, field), Value: fact.Number(n), Unit: unit(v)}
	f.Source, f.AsOf, f.Digest = i.whenceCell(v.Set, v.Row, v.Cell)
	i.add(f)
}

// at writes the number of a period, with the period as its day.
func (i item) at(p kb.Period, field string, v site.Datum) {
	n, ok := v.Cell.Float()
	if v.Set == nil || !ok {
		return
	}
	key := fact.Key(i.key, fact.At, string(p))
	if field != "" {
		key = fact.Key(key, field)
	}
	f := fact.Fact{Key: key, Value: fact.Number(n), Unit: unit(v), AsOf: p.End()}
	f.Source, _, f.Digest = i.whenceCell(v.Set, v.Row, v.Cell)
	i.add(f)
}

// unit is the unit of a number in normal form.
func unit(v site.Datum) string {
	u := v.Cell.Unit
	if u == "" {
		u = v.Unit
	}
	return unitName(u)
}

func unitName(u string) string {
	if normal := vocab.DurationUnits[u]; normal != "" && u != "分" { // here 分 means points of a score, not minutes
		return normal
	}
	return u
}

// whence is the position of a cell, and the day and digest of its table.
func (t *taker) whence(set *kb.Dataset, row int, column string) (fact.Source, kb.Date, string) {
	if set == nil {
		return fact.Source{}, "", ""
	}
	col := set.Col(column)
	if row < 0 || row >= len(set.Rows) {
		src, asOf, sum := t.whenceCell(set, row, kb.Cell{})
		if col >= 0 {
			src.Cell = set.Columns[col].Ref
		}
		return src, asOf, sum
	}
	if col < 0 || set.Columns[col].Ref == "" { // without a column, the row is the source
		col = max(0, slices.IndexFunc(set.Columns, func(c kb.Column) bool { return c.Ref != "" }))
	}
	var cell kb.Cell
	if col < len(set.Rows[row].Cells) {
		cell = set.Rows[row].Cells[col]
	}
	if cell.Ref == "" { // a missing cell is where row and column meet
		cell.Ref = strings.TrimRight(set.Columns[col].Ref, "0123456789") + strconv.Itoa(set.Rows[row].Line)
	}
	return t.whenceCell(set, row, cell)
}

func (t *taker) whenceCell(set *kb.Dataset, row int, cell kb.Cell) (fact.Source, kb.Date, string) {
	o := origin{set, set.File}
	if cell.File != "" {
		o.file = cell.File
	} else if row >= 0 && row < len(set.Rows) {
		o.file = site.FileOf(set, set.Rows[row])
	}
	known, ok := t.known[o]
	if !ok {
		known = t.originsOf(o)
		t.known[o] = known
	}
	return fact.Source{File: o.file, Sheet: set.Sheet, Cell: cell.Ref}, known.asOf, known.digest
}

func (t *taker) originsOf(o origin) (known origins) {
	b := t.site.Book(o.file)
	if b == nil {
		return origins{asOf: o.set.AsOf}
	}
	p, from := t.data.StandsFor(o.set, b)
	if from != site.FromFile {
		known.asOf = p.End()
	}
	known.digest = b.Digest.Short()
	return known
}

func (t *taker) add(f fact.Fact) { t.facts = append(t.facts, f) }

// word and day write facts of the project as a whole.
func (t *taker) word(key, value string) {
	if value != "" {
		t.add(fact.Fact{Key: key, Value: value, Unit: fact.UnitText})
	}
}

func (t *taker) day(key string, value kb.Date) {
	if value != "" {
		t.add(fact.Fact{Key: key, Value: string(value), Unit: fact.UnitDate})
	}
}

// named makes the names of items different: by what is above them, else by a number.
type named map[string]int

func (n named) of(name string, more ...string) string {
	for _, m := range more {
		if n[fact.Part(name)] > 0 && m != "" {
			name = m + " › " + name
		}
	}
	key := fact.Part(name)
	if n[key]++; n[key] > 1 {
		return name + " " + strconv.Itoa(n[key])
	}
	return name
}

// place is a row of a table.
type place struct {
	set *kb.Dataset
	row int
}
