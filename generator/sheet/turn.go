package sheet

import (
	"iter"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// turning is a list of months or quarters without years that passes the end of a year: 11,
// 12, 1.
type turning struct {
	cycle       int // 12 or 4
	first, last int // the earliest and the latest month or quarter
}

// findTurn tells whether the periods, in their order, pass the end of a year. Lists in no
// order do not.
func findTurn(ps []kb.Period) (turning, bool) {
	cycle := 0
	var d []int
	for _, p := range ps {
		n, c := inYear(p)
		if c == 0 || cycle != 0 && c != cycle {
			return turning{}, false
		}
		if cycle = c; !slices.Contains(d, n) {
			d = append(d, n)
		}
	}
	if slices.IsSorted(d) {
		return turning{}, false
	}
	if !wraps(d, cycle) {
		if slices.Reverse(d); slices.IsSorted(d) || !wraps(d, cycle) { // the latest first
			return turning{}, false
		}
	}
	return turning{cycle, d[0], d[len(d)-1]}, true
}

// wraps tells whether numbers grow, except for one short step over the end of the cycle.
func wraps(d []int, cycle int) bool {
	turns := 0
	for i := 1; i < len(d); i++ {
		if d[i] < d[i-1] {
			if turns++; cycle+d[i]-d[i-1] > cycle/4 {
				return false
			}
		}
	}
	return turns == 1 && d[len(d)-1] < d[0]
}

// inYear is the number of a month (also of a day's month) or quarter in its year, and how
// many a year has; 0, 0 for other periods.
func inYear(p kb.Period) (n, cycle int) {
	switch {
	case len(p) == 7 && p[5] == 'Q':
		return int(p[6] - '0'), 4
	case len(p) == 7 && p[5] <= '1', len(p) == 10:
		return vocab.Num(string(p[5:7])), 12
	}
	return 0, 0
}

// at is the number of a month or quarter counted from the year 0.
func (t turning) at(year, n int) int { return year*t.cycle + n }

// step is at for a period or day with a year.
func (t turning) step(p kb.Period) (int, bool) {
	n, c := inYear(p[:min(len(p), 7)])
	switch {
	case c == 12 && t.cycle == 4:
		n = (n + 2) / 3
	case c != t.cycle:
		return 0, false
	}
	return t.at(vocab.Num(string(p[:4])), n), true
}

// year is the year of month or quarter n, if that of t.first is first.
func (t turning) year(first, n int) int {
	if n < t.first {
		return first + 1
	}
	return first
}

// firstYear is the year of the first period of a turning list. The title or file name may
// mean its first or second year; what decides is: two years (2025-2026), a month or quarter
// that fits only one of them, or the day of the data. 0 if nothing decides.
func (y *about) firstYear(t turning) int {
	switch {
	case y.twoYears != 0:
		return y.twoYears
	case y.year == 0:
		return 0
	}
	early, late := y.year-1, y.year
	for _, p := range y.saidPeriods {
		s, ok := t.step(p)
		if !ok {
			continue
		}
		in := func(first int) bool { return s >= t.at(first, t.first) && s <= t.at(first+1, t.last) }
		if in(early) != in(late) {
			if in(early) {
				return early
			}
			return late
		}
	}
	if y.asOf != "" {
		if s, ok := t.step(kb.Period(y.asOf)); ok && s < t.at(late, t.first) {
			return early
		}
	}
	return 0
}

// twoYearsOf is the first of two years that follow each other in a text: 2025年11月至2026年1月.
func twoYearsOf(s string) int {
	var years []int
	s = text.Normal(s)
	for {
		m := vocab.YearIn.FindStringSubmatchIndex(s)
		if m == nil {
			break
		}
		if n := vocab.Num(s[m[2]:m[3]]); !slices.Contains(years, n) {
			years = append(years, n)
		}
		s = s[m[3]:]
	}
	if len(years) == 2 && years[1] == years[0]+1 {
		return years[0]
	}
	return 0
}

// periodSaidIn is the month or quarter, with its year, in a text.
func periodSaidIn(s string) (kb.Period, bool) {
	t := strings.TrimRight(text.Normal(vocab.PeriodIn.FindString(text.Normal(s))), ")]}-_. ,;:")
	if t == "" {
		return "", false
	}
	p, v := vocab.Period(strings.ReplaceAll(t, "_", "-"), 0)
	return p, v == vocab.Fine
}

// turns finds the years of a column of months without years that passes the end of a year,
// and reports them; if nothing decides, the cells are faults. It returns nil if there is
// nothing to decide.
func (y years) turns() func(i int) int {
	spots := y.spots[:y.body]
	var ps []kb.Period
	at := make([]int, len(spots)) // place of each cell's month in its year
	first, turn := -1, -1
	for i, p := range y.yearless() {
		ps = append(ps, p)
		if at[i], _ = inYear(p); first < 0 {
			first = i
		}
	}
	t, ok := findTurn(ps)
	if !ok {
		return nil
	}
	last := first
	for i := range spots {
		if at[i] > 0 {
			last = i
		}
		if at[i] > 0 && turn < 0 && at[i] < t.first != (at[first] < t.first) {
			turn = i
		}
	}
	year := sayTurn(y.about, y.complaints, t, y.firstYear(t), spots[first], spots[last], spots[turn])
	return func(i int) int {
		if year == 0 {
			return 0
		}
		return t.year(year, at[i])
	}
}

// turnsOfDays is turns for a column of days. Days with a year decide. For these the returned
// function gives -1.
func (y years) turnsOfDays() func(i int) int {
	spots := y.spots
	var ps, own []kb.Period
	at := make([]int, len(spots))
	first, last := -1, -1
	for i, s := range spots {
		if s.c == nil || s.c.kind != rawText {
			if s.c != nil && s.c.kind == rawNumber {
				if m, v := y.numberDay(s.c); v == vocab.Fine {
					ps, own = append(ps, kb.Period(m.Day)), append(own, kb.Period(m.Day))
				}
			}
			continue
		}
		switch m, v := vocab.Date(vocab.Trim(s.c.text), 0); {
		case v == vocab.Fine:
			ps, own = append(ps, kb.Period(m.Day)), append(own, kb.Period(m.Day))
		case v == vocab.Yearless && y.beside(i) == 0:
			m, _ = vocab.Date(vocab.Trim(s.c.text), 2000) // a leap year
			ps = append(ps, kb.Period(m.Day))
			if at[i], _ = inYear(kb.Period(m.Day)); first < 0 {
				first = i
			}
			last = i
		}
	}
	t, ok := findTurn(ps)
	if !ok || first < 0 {
		return nil
	}
	turn := first
	for i := first; i <= last; i++ {
		if at[i] > 0 && at[i] < t.first != (at[first] < t.first) {
			turn = i
			break
		}
	}
	year := ownFirst(t, own)
	if len(own) == 0 {
		year = y.firstYear(t)
	}
	year = sayTurn(y.about, y.complaints, t, year, spots[first], spots[last], spots[turn])
	return func(i int) int {
		switch {
		case at[i] == 0:
			return -1
		case year == 0:
			return 0
		}
		return t.year(year, at[i])
	}
}

// ownFirst is the first year of a turning list, by its periods with a year; 0 if they
// disagree.
func ownFirst(t turning, own []kb.Period) int {
	first := 0
	for _, p := range own {
		year := vocab.Num(string(p[:4]))
		if n, _ := inYear(p); n < t.first {
			year--
		}
		if first != 0 && year != first {
			return 0
		}
		first = year
	}
	return first
}

// yearless are the periods of the column that are written without a year, each with
// its place among the spots, as if they were of the year 2000.
func (y years) yearless() iter.Seq2[int, kb.Period] {
	return func(yield func(int, kb.Period) bool) {
		for i, s := range y.spots[:y.body] {
			if s.c == nil || s.c.kind == rawError || s.c.kind == rawFormula {
				continue
			}
			t := vocab.Trim(shown(s.c, y.is1904))
			if _, v := y.rawPeriod(s.c, t, 0); v != vocab.Yearless {
				continue
			}
			if p, _ := y.rawPeriod(s.c, t, 2000); !yield(i, p) {
				return
			}
		}
	}
}

// comesAgain reports a month or quarter without a year that comes a second time after a
// whole year: then no year can be given to either. Rows of another department may repeat
// the months.
func (y years) comesAgain() bool {
	spots := y.spots[:y.body]
	var run []int // the places since the last turn, each at spot at[k]
	var at []int
	for i, p := range y.yearless() {
		n, cycle := inYear(p)
		if cycle == 0 {
			return false
		}
		if k := slices.Index(run, n); k >= 0 && run[len(run)-1] != n {
			since := run[k:]
			sorted := slices.IsSorted(since) || slices.IsSortedFunc(since, func(a, b int) int { return b - a })
			if sorted && len(since) >= cycle-cycle/6 && !y.newBlock(i) {
				y.complain("SH10.again", spots[i], vocab.Trim(shown(spots[i].c, y.is1904)), ref(spots[at[k]].col, spots[at[k]].row))
				return true
			}
			run, at = nil, nil
		}
		if len(run) == 0 || run[len(run)-1] != n {
			run, at = append(run, n), append(at, i)
		}
	}
	return false
}

// newBlock tells whether a label of several rows changes in row i.
func (y years) newBlock(i int) bool {
	rows := y.f.rows
	label := func(r, k int) string {
		if r < 0 || r >= len(rows) || rows[r].spots[k].c == nil || rows[r].spots[k].c.kind != rawText {
			return ""
		}
		return vocab.Trim(rows[r].spots[k].c.text)
	}
	for k := range y.f.cols {
		now, above := label(i, k), ""
		if k == y.i || now == "" {
			continue
		}
		for r := i - 1; r >= 0 && above == ""; r-- {
			above = label(r, k)
		}
		prev, next := label(i-1, k), label(i+1, k)
		if above != "" && now != above && (prev == "" || prev == label(i-2, k)) && (next == "" || next == now) {
			return true
		}
	}
	return false
}

// sayTurn reports which year the list's first period got; 0 means none.
func sayTurn(a *about, k *complaints, t turning, year int, first, last, turn spot) int {
	from, to := vocab.Trim(shown(first.c, a.is1904)), vocab.Trim(shown(last.c, a.is1904))
	at, end := ref(first.col, first.row), ref(last.col, last.row)
	switch {
	case year > 0:
		k.complain("SH10.turn", turn, from, to, at, end, year, year+1)
	case a.year > 0:
		k.complain("SH10.undecided", turn, from, to, at, end, a.year)
	default:
		k.complain("SH10.turnyear", turn, from, to, at, end)
	}
	return year
}
