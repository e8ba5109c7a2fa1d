package sheet

import (
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// unitColumns is, for each column of a frame, its column of units, -1 for none. If the schema
// has a unit field, that is the column for all measures. Otherwise units of money belong to
// columns of money, other units (台, 人) to the other numbers.
func unitColumns(f *frame, v *vocab.Words) []int {
	out := make([]int, len(f.cols))
	for i := range out {
		out[i] = -1
	}
	if u := f.colOf(kb.FieldUnit); u >= 0 {
		for i := range f.cols {
			if measured[f.cols[i].field] {
				out[i] = u
			}
		}
		return out
	}
	for i := range f.cols {
		if vocab.CurrencyColumn(f.cols[i].word) {
			currencies(f, i, out, v)
		}
	}
	u := slices.IndexFunc(f.cols, func(c column) bool { return vocab.UnitColumn(c.word) })
	if u < 0 {
		return out
	}
	money, ok := unitsIn(f, u, v)
	if !ok {
		return out
	}
	amounts := slices.ContainsFunc(f.cols, func(c column) bool { return vocab.MoneyWord(c.word) && c.unit == "" && c.countable() })
	for i := range f.cols {
		if c := &f.cols[i]; i != u && c.unit == "" && c.countable() && (vocab.MoneyWord(c.word) == money || money && !amounts) {
			out[i] = u
		}
	}
	return out
}

// currencies assigns a column of currencies to the columns of money.
func currencies(f *frame, u int, out []int, v *vocab.Words) {
	if money, ok := unitsIn(f, u, v); !ok || !money {
		return
	}
	for i := range f.cols {
		c := &f.cols[i]
		if c.countable() && (c.unit == "" && vocab.MoneyWord(c.word) || vocab.IsMoney(c.unit)) {
			out[i] = u
		}
	}
}

// inCurrency joins the unit in the header and the currency in the row: 万元 and 美元 give
// 万美元; "" if both are the same currency.
func inCurrency(unit, money string) string {
	_, base := vocab.CutMultiple(unit)
	one, _ := vocab.Measure(base)
	if other, _ := vocab.Measure(money); base == "" || one == other {
		return ""
	}
	return strings.TrimSuffix(unit, base) + money
}

// countable tells a column of numbers.
func (c *column) countable() bool {
	p := &c.prof
	return c.role == "" && p.n > 0 && 2*(p.count[isNumber]+p.count[isShare]) >= p.n && !vocab.NameHeader(c.word) && !vocab.YearHeader(c.text)
}

// unitsIn tells whether a column holds units, and whether all are units of money.
func unitsIn(f *frame, u int, v *vocab.Words) (money, ok bool) {
	n, known := 0, 0
	money = true
	for i := range f.rows {
		unit := unitOf(f.rows[i].spots[u].c)
		if unit == "" || v.Blank(vocab.Plain(unit)) {
			continue
		}
		n++
		if v.IsUnit(unit) {
			known++
		}
		if !vocab.UnitLike(unit) && unit != "%" {
			return false, false
		}
		money = money && vocab.IsMoney(unit)
	}
	return money, n > 0 && 2*known >= n
}
