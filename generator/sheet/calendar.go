package sheet

import (
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// Years, months and quarters in columns of their own, and rows with sums of the periods
// above them.

// monthNumbers tells whether all cells hold a month's number, 1 to 12.
func monthNumbers(spots []spot) bool { return numbersTo(spots, 12) }

func numbersTo(spots []spot, most int) bool {
	any := false
	for _, s := range spots {
		if s.c == nil || s.c.blank() {
			continue
		}
		if n := wholeNumber(s.c); n < 1 || n > most {
			return false
		}
		any = true
	}
	return any
}

// joinYears makes one column of periods from a column of years and one of months, quarters
// or halves: 年 2026 | 月 1 is 2026-01. The year may be only in the first of its rows.
func (y *unfolding) joinYears() {
	f := y.f
	yi := f.yearCol()
	if yi < 0 || len(f.rows) == 0 {
		return
	}
	for _, kind := range []struct {
		is   func(word string) bool
		name string // of the period, with its number or word for 0: 3月, 3季度, 上半年
	}{{vocab.MonthColumn, "0月"}, {vocab.QuarterColumn, "0季度"}, {vocab.HalfColumn, "h0"}, {vocab.SpanColumn, "0"}} {
		pi := slices.IndexFunc(f.cols, func(c column) bool { return kind.is(c.word) })
		if pi < 0 {
			continue
		}
		periods := y.periodsDown(yi, pi, kind.name)
		if periods == nil {
			continue
		}
		for i := range f.rows {
			s := &f.rows[i].spots[pi]
			s.c = &raw{kind: rawText, text: string(periods[i]), style: general, col: s.c.col}
		}
		c := &f.cols[pi]
		c.rename(y.v.PeriodHeader.In(y.lang))
		c.typ = "period"
		c.prof = measure(y.v, f.rows, pi)
		f.drop([]int{yi})
		return
	}
}

// periodsDown is the period of each record, with the year of its row or of the rows above.
// It returns nil if one is not a period.
func (y *unfolding) periodsDown(yi, pi int, name string) []kb.Period {
	out := make([]kb.Period, len(y.f.rows))
	year, last := 0, kb.Period("")
	for i, r := range y.f.rows {
		c := r.spots[pi].c
		if c == nil || c.blank() {
			return nil
		}
		t := vocab.Trim(shown(c, y.is1904))
		switch {
		case wholeNumber(c) > 0:
			t = strings.Replace(name, "0", t, 1)
		case t == "上" || t == "下":
			t += "半年"
		}
		if _, v := vocab.Period(t, 0); v != vocab.Yearless {
			return nil
		}
		own := r.spots[yi].c
		goesOn := own == nil || own.blank()
		if !goesOn {
			year = yearOfCell(own)
		}
		p, v := vocab.Period(t, year)
		if year == 0 || v != vocab.Fine || goesOn && p <= last {
			return nil
		}
		out[i], last = p, p
	}
	return out
}

// coarseRows makes totals of the rows with sums of the periods above them: 一季度 below 1月
// to 3月.
func (y *unfolding) coarseRows() {
	f := y.f
	for i := range f.cols {
		if p := &f.cols[i].prof; p.count[isPeriod] > 2 && p.most(isPeriod) {
			if sums := y.sums(i); len(sums) > 0 {
				y.moveToTotals(sums, func(r record) { y.complain("SH06.sums", r.spots[i], shown(r.spots[i].c, y.is1904)) })
			}
			return
		}
	}
}

// sums finds the rows whose period contains the periods of the rows next to it.
func (y *unfolding) sums(col int) map[int]bool {
	rows := y.f.rows
	periods := make([]string, len(rows))
	var count [7]int
	for i := range rows {
		c := rows[i].spots[col].c
		if c == nil || c.kind != rawText {
			continue
		}
		if p, v := vocab.Period(vocab.Trim(c.text), 2000); v == vocab.Fine {
			periods[i] = string(p)
			count[grainOf(p)]++
		}
	}
	base := 0
	for g, n := range count {
		if n > 0 && n >= count[base] {
			base = g
		}
	}
	out := map[int]bool{}
	summed := false // some quarter holds two months of the column: it is a sum, and so are its like
	for i, p := range periods {
		if p == "" || grain(p) >= base {
			continue
		}
		if above, below := partsOf(periods, i, -1, base), partsOf(periods, i, 1, base); above+below > 0 {
			out[i] = true
			summed = summed || max(above, below) > 1
		}
	}
	if !summed {
		return nil
	}
	return out
}

// partsOf counts the periods inside the i-th one, going up or down from it to the first one
// outside.
func partsOf(periods []string, i, step, base int) int {
	seen := map[string]bool{}
	for j := i + step; j >= 0 && j < len(periods); j += step {
		p := periods[j]
		if p == "" || grain(p) != base {
			continue
		}
		if !within(p, periods[i]) {
			break
		}
		seen[p] = true
	}
	return len(seen)
}

// moveToTotals makes totals of records.
func (y *unfolding) moveToTotals(which map[int]bool, say func(record)) {
	kept := make([]record, 0, len(y.f.rows)-len(which))
	for i, r := range y.f.rows {
		if !which[i] {
			kept = append(kept, r)
			continue
		}
		say(r)
		y.complaints.totals[r.spots[0].row] = true
		y.f.t.isTotal(r.spots[0].row)
		y.f.totals = append(y.f.totals, r)
	}
	y.f.rows = kept
	slices.SortStableFunc(y.f.totals, func(a, b record) int { return a.line - b.line })
	for i := range y.f.cols {
		y.f.cols[i].prof = measure(y.v, y.f.rows, i)
	}
}

func grain(p string) int { return grainOf(kb.Period(p)) }

// within tells whether a month or quarter is part of a longer period.
func within(p, longer string) bool {
	n, cycle := inYear(kb.Period(p))
	if cycle == 0 || p[:4] != longer[:4] {
		return false
	}
	switch grain(longer) {
	case 1:
		return true
	case 2:
		return (n-1)*2/cycle+1 == vocab.Num(longer[6:])
	case 3:
		return cycle == 12 && (n-1)/3+1 == vocab.Num(longer[6:])
	}
	return false
}
