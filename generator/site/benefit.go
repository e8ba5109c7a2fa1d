package site

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/metric"
)

// Benefit is something that a project promised. If its rows are values on the way from a
// baseline, the newest counts; if they are amounts, those up to the last actual one are
// added.
type Benefit struct {
	Name     string
	Rows     []int // of its sheet, sorted by period
	Row      int   // whose values count
	Planned  metric.Quantity
	Actual   metric.Quantity
	Share    float64 // of what was planned
	Measured bool    // Share is known
	Day      kb.Date // by which it is promised, "" if nothing says
	Due      bool    // that day has passed
}

// Kept tells whether the whole benefit has been reached.
func (b Benefit) Kept() bool { return b.Measured && b.Share >= 1-1e-9 }

// Benefits reads the benefits of a sheet, in its order, as they are on a day.
func Benefits(set *kb.Dataset, today kb.Date) (list []Benefit) {
	for row := range set.Rows {
		said := func(field string) string { return strings.TrimSpace(set.Cell(row, field).String()) }
		name := cmp.Or(said(kb.FieldBenefit), said(kb.FieldIndicator))
		i := slices.IndexFunc(list, func(b Benefit) bool { return b.Name == name })
		if i < 0 || name == "" {
			i, list = len(list), append(list, Benefit{Name: name})
		}
		list[i].Rows = append(list[i].Rows, row)
	}
	for i := range list {
		list[i].judge(set, today)
	}
	return list
}

// judge finds the row whose values count, and the share that is reached.
func (b *Benefit) judge(set *kb.Dataset, today kb.Date) {
	slices.SortStableFunc(b.Rows, func(x, y int) int {
		return cmp.Compare(BenefitPeriod(set, x).End(), BenefitPeriod(set, y).End())
	})
	b.Row = b.Rows[0]
	amounts := true
	last := 0
	for i, row := range b.Rows {
		amounts = amounts && BenefitAmount(set, row) && BenefitUnit(set, row) == BenefitUnit(set, b.Rows[0])
		if QuantityOf(set, row, kb.FieldActual).OK {
			b.Row, last = row, i
		}
	}
	b.Planned, b.Actual = QuantityOf(set, b.Row, kb.FieldPlanned), QuantityOf(set, b.Row, kb.FieldActual)
	if amounts {
		for _, row := range b.Rows[:last] {
			if a := QuantityOf(set, row, kb.FieldActual); b.Row != row {
				b.Planned.Num += QuantityOf(set, row, kb.FieldPlanned).Num
				b.Actual.Num += a.Num
			}
		}
	}
	from := QuantityOf(set, b.Row, kb.FieldBaseline)
	if b.Actual.OK && b.Planned.OK && b.Actual.Unit == b.Planned.Unit && (!from.OK || from.Unit == b.Planned.Unit) {
		b.Share, b.Measured = metric.Attainment(from.Num, b.Actual.Num, b.Planned.Num)
	}
	b.Day = cmp.Or(set.Cell(b.Row, kb.FieldDate).Date(), BenefitPeriod(set, b.Row).End())
	b.Due = b.Day != "" && b.Day < today
}

// BenefitPeriod is the period of a row, else the month of its date, "" if it has neither.
func BenefitPeriod(set *kb.Dataset, row int) kb.Period {
	if p := set.Cell(row, kb.FieldPeriod).Period(); p != "" {
		return p
	}
	if d := set.Cell(row, kb.FieldDate).Date(); len(d) == 10 {
		return kb.Period(d[:7])
	}
	return ""
}

// BenefitUnit is the unit of a row's values: that of the cell, of its column, or in the
// column of units.
func BenefitUnit(set *kb.Dataset, row int) string {
	for _, field := range []string{kb.FieldPlanned, kb.FieldActual} {
		if i := set.Col(field); i >= 0 {
			if u := cmp.Or(set.Rows[row].Cells[i].Unit, set.Columns[i].Unit); u != "" {
				return u
			}
		}
	}
	return strings.TrimSpace(set.Cell(row, kb.FieldUnit).String())
}

// BenefitAmount tells whether a row is an amount that can be added, not a value on
// the way from a baseline.
func BenefitAmount(set *kb.Dataset, row int) bool {
	return !QuantityOf(set, row, kb.FieldBaseline).OK && QuantityOf(set, row, kb.FieldPlanned).OK
}
