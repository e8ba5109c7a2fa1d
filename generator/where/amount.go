package where

import (
	"cmp"
	"math"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// amount is a value as a number with its unit. A number without a unit has the
// unit of the cell that it is compared with.
type amount struct {
	num    float64 // as written, 万 counted
	size   float64 // how much of base one unit is
	base   string  // what the unit counts, "" for none
	bare   bool    // no unit, and no 万 that counts for itself
	shares bool    // a share in 0-1
	plain  bool    // a share to be compared with numbers in 0-1
	ok     bool
}

// amountOf reads "12000", "1.2万", "33.3%", "4小时", "1小时30分", and "2w" where w
// cannot be weeks.
func (c *Cond) amountOf(s string) amount {
	if f, ok := vocab.Share(s); ok {
		return amount{num: f, size: 1, base: "%", shares: true, ok: true}
	}
	f, unit, ok := vocab.Number(s)
	if !ok {
		if f, unit, ok = vocab.Duration(s); !ok {
			return amount{}
		}
	}
	if word, _ := vocab.Header(c.column.Header); c.numbers() && vocab.LettersCount(word, unitOf(c.column)) {
		var power int
		power, unit = vocab.CutLetter(unit)
		f *= math.Pow10(power)
	}
	base, size := vocab.Measure(unit)
	return amount{num: f, size: size, base: base, bare: unit == "" && bareDigits(s), ok: true}
}

// bareDigits tells whether a number has no word such as 万.
func bareDigits(s string) bool {
	return strings.Trim(text.Normal(s), "0123456789.,+-eE() ") == ""
}

// unitOf is the unit of a column's numbers.
func unitOf(c kb.Column) string {
	if c.Type == kb.TypePercent {
		return "%"
	}
	return c.Unit
}

// fit converts an amount to the unit of the column. The code says why it
// cannot: another unit, or a percentage that may be read in two ways.
func (c *Cond) fit(set *kb.Dataset, a *amount) (code string) {
	unit := unitOf(c.column)
	base, _ := vocab.Measure(unit)
	switch {
	case unit == "%" && a.bare:
		return c.fitShare(set, a)
	case a.shares && unit == "" && c.numbers():
		if a.plain = c.below1(set); !a.plain {
			return "DB04.share"
		}
	case c.numbers() && unit != "" && a.base != "" && a.base != base && !c.other(set, a.base):
		return "DB04.unit"
	}
	return ""
}

func (c *Cond) numbers() bool {
	switch c.column.Type {
	case kb.TypeNumber, kb.TypePercent, kb.TypeDuration:
		return true
	}
	return false
}

// other tells whether a cell has its own unit with this base.
func (c *Cond) other(set *kb.Dataset, base string) bool {
	for i := range set.Rows {
		if cells := set.Rows[i].Cells; c.col < len(cells) && cells[c.col].Unit != "" {
			if b, _ := vocab.Measure(cells[c.col].Unit); b == base {
				return true
			}
		}
	}
	return false
}

// below1 tells whether all numbers of the column are in 0-1: percentages without a
// sign.
func (c *Cond) below1(set *kb.Dataset) bool {
	for i := range set.Rows {
		if cells := set.Rows[i].Cells; c.col < len(cells) && cells[c.col].Kind == kb.Number && math.Abs(cells[c.col].Num) > 1 {
			return false
		}
	}
	return true
}

// fitShare reads a number without % for a column of percentages, as the sheet
// writes them: 0.92 beside 0.92, 92 under a header with (%). Beside 92% a
// number below 1 is a share of 1. Otherwise nobody can tell whether 1 is 1% or
// 100%.
func (c *Cond) fitShare(set *kb.Dataset, a *amount) (code string) {
	a.bare, a.shares, a.base = false, true, "%"
	small := math.Abs(a.num) < 1
	switch c.shares(set) {
	case fractions:
		return ""
	case hundreds:
		if a.num = vocab.Hundredth(a.num); small && a.num != 0 {
			return "DB04.percent"
		}
	case signed:
		if !small {
			return "DB04.percent"
		}
	}
	return ""
}

// How a column writes percentages.
const (
	signed    = iota // 92%
	hundreds         // 92
	fractions        // 0.92
)

// shares tells how the column writes percentages: by its header, else by its first
// number.
func (c *Cond) shares(set *kb.Dataset) int {
	if _, unit := vocab.Header(c.column.Header); unit == "%" {
		return hundreds
	}
	for i := range set.Rows {
		cells := set.Rows[i].Cells
		if c.col >= len(cells) || cells[c.col].Kind != kb.Number || cells[c.col].Num == 0 {
			continue
		}
		shown, unit, ok := vocab.Number(cells[c.col].String())
		switch {
		case !ok || unit != "":
			return signed
		case vocab.Near(shown, cells[c.col].Num):
			return fractions
		}
		return hundreds
	}
	return signed
}

// compare compares a number with the amount; ok is false if the units do not convert.
func (a *amount) compare(cell *kb.Cell, columnUnit string) (order int, ok bool) {
	if !a.ok {
		return 0, false
	}
	unit := cell.Unit
	if unit == "" {
		unit = columnUnit
	}
	base, size := vocab.Measure(unit)
	switch {
	case a.plain || a.bare && unit == columnUnit:
		return sign(cell.Num, a.num), true
	case a.bare: // counted in the unit of the column, if that says anything
		its, whole := vocab.Measure(columnUnit)
		if base != its && columnUnit != "" || unit == "%" && math.Abs(a.num) >= 1 {
			return 0, false
		}
		if columnUnit == "" {
			return sign(cell.Num, a.num), true
		}
		return sign(cell.Num*size, a.num*whole), true
	case base != a.base && base != "" && a.base != "", (base == "%") != a.shares:
		return 0, false
	case unit == "" || a.base == "" && base == "":
		return sign(cell.Num, a.num), true
	}
	return sign(cell.Num*size, a.num*a.size), true
}

// sign compares two numbers with the tolerance of vocab.Near.
func sign(a, b float64) int {
	if vocab.Near(a, b) {
		return 0
	}
	return cmp.Compare(a, b)
}
