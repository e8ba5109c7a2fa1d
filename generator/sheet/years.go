package sheet

import (
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// years finds the year of 9月 and 9月30日 in a column: from a column of years, the
// cells around it, title, sheet or file name (see turn.go for the end of a year).
type years struct{ *lane }

// around is the year for a day without one, if the nearest days above and below have the same
// year; else 0.
func (y years) around(i int) int {
	spots := y.spots
	if _, v := vocab.Date(vocab.Trim(spots[i].c.text), 0); v != vocab.Yearless {
		return 0
	}
	year := 0
	for _, step := range []int{-1, 1} {
		for j := i + step; j >= 0 && j < len(spots) && j > i-14 && j < i+14; j += step {
			n := y.ownYear(spots[j].c)
			if n == 0 {
				continue
			}
			if year != 0 && n != year {
				return 0
			}
			year = n
			break
		}
	}
	return year
}

// ownYear is the year in a day, 0 if it has none.
func (y years) ownYear(c *raw) int {
	m, v := vocab.Moment{}, vocab.NotOne
	switch {
	case c == nil:
	case c.kind == rawNumber:
		m, v = y.numberDay(c)
	case c.kind == rawText, c.kind == rawISO:
		m, v = vocab.Date(vocab.Trim(c.text), 0)
	}
	if v != vocab.Fine {
		return 0
	}
	return m.Day.Time().Year()
}

// at is the year for a day or period without one: from a column of years
// in the same row, else from title, sheet or file name.
func (y years) at(i int) int {
	if n := y.beside(i); n != 0 {
		return n
	}
	return y.year
}

// sayTitle reports that a cell got its year from the title, if it did.
func (y years) sayTitle(i int) {
	c := y.spots[i].c
	if y.titled || y.year == 0 || c.kind != rawText {
		return
	}
	t := vocab.Trim(c.text)
	if len(t) >= 4 && vocab.AllDigits(t[:4]) { // it begins with a year of its own, as most do
		return
	}
	_, day := vocab.Date(t, 0)
	_, period := vocab.Period(t, 0)
	if (day == vocab.Yearless || period == vocab.Yearless) && y.beside(i) == 0 {
		y.yearOfTitle(y.spots[i], t, y.year)
	}
}

// beside is the year in a column of years in the same row, 0 if there is none.
func (y years) beside(i int) int {
	spots := y.record(i).spots
	for k := range y.f.cols {
		if k == y.i || !vocab.YearColumn(y.f.cols[k].word) {
			continue
		}
		if n := yearOfCell(spots[k].c); n != 0 {
			return n
		}
	}
	return 0
}

// ofColumn gives the year for each cell without one: from a column of years; if some cells
// have a year, from the neighbours (year 0, decided false); else from title, sheet or file
// name, and the next year after the end of a year.
func (y years) ofColumn() func(i int) (year int, decided bool) {
	spots, body := y.spots, y.body
	if y.turned {
		return func(int) (int, bool) { return 0, true }
	}
	beside, own := false, false
	for i := range spots[:body] {
		if s := spots[i]; s.c != nil && s.c.kind != rawError && s.c.kind != rawFormula && !s.c.doubt {
			beside = beside || y.beside(i) != 0
			_, v := y.rawPeriod(s.c, vocab.Trim(shown(s.c, y.is1904)), 0)
			own = own || v == vocab.Fine
		}
	}
	if !beside && own {
		return func(int) (int, bool) { return 0, false }
	}
	if !beside && y.comesAgain() {
		return func(int) (int, bool) { return 0, true }
	}
	if !beside {
		if turns := y.turns(); turns != nil {
			return func(i int) (int, bool) {
				if i >= body {
					return 0, true
				}
				return turns(i), true
			}
		}
	}
	return func(i int) (int, bool) { return y.at(i), false }
}

// neighbours gives months without a year the year of the column's others.
func (y years) neighbours(res []kb.Cell, open []int) {
	spots := y.spots
	var lost, above []int // those for which there is no year, or that of a cell above
	for _, i := range open {
		year, month, back := 0, 0, 0
		for j := i - 1; j >= 0 && j > i-14; j-- {
			if p := res[j].Period(); len(p) >= 7 && p[5] != 'Q' && p[5] != 'H' && p[5] != 'W' {
				year, month, back = vocab.Num(string(p[:4])), vocab.Num(string(p[5:7])), i-j
				break
			}
		}
		if year > 0 {
			if p, v := y.rawPeriod(spots[i].c, vocab.Trim(shown(spots[i].c, y.is1904)), year); v == vocab.Fine && len(p) >= 7 && p[5] <= '1' {
				switch step := vocab.Num(string(p[5:7])) - month; {
				case step < -5:
					year++ // December, January
				case step >= 9 && back <= 12-step:
					year-- // January, December: the latest first
				}
			}
		}
		if year == 0 {
			year = y.quarterAbove(res, i)
		}
		from := "above"
		if year == 0 {
			year, from = y.below(res, i), "below"
		}
		if year == 0 {
			year, from = y.year, "title"
		}
		guessed := year == 0
		if guessed {
			year = y.lastYr
		}
		t := vocab.Trim(shown(spots[i].c, y.is1904))
		p, v := y.rawPeriod(spots[i].c, t, year)
		if v != vocab.Fine {
			lost = append(lost, i)
			res[i] = kb.Cell{Kind: kb.Fault, Text: "period", Shown: t}
			continue
		}
		switch {
		case guessed:
			y.complain("SH10.guessed", spots[i], t, year)
		case from == "below":
			y.complain("SH10.beside", spots[i], t, year)
		case from == "above":
			above = append(above, i)
		default:
			y.yearOfTitle(spots[i], t, year)
		}
		res[i] = kb.Cell{Kind: kb.Interval, Text: string(p), Shown: t}
		if len(p) == 10 {
			res[i].Kind = kb.Day
		}
	}
	if len(above) > 0 {
		first := spots[above[0]]
		y.complain("SH10.above", first, vocab.Trim(shown(first.c, y.is1904)), len(above), vocab.Num(string(res[above[0]].Period()[:4])))
	}
	switch len(lost) { // a row of months is one mistake
	case 0:
	case 1:
		y.complain("SH10.year", spots[lost[0]], res[lost[0]].Shown)
	default:
		y.complain("SH10.years", spots[lost[0]], res[lost[0]].Shown, len(lost))
	}
}

// quarterAbove is the year of a quarter directly below one with a year. The shorter way
// decides whether it goes forward or back; at a distance of two quarters nothing is decided.
func (y years) quarterAbove(res []kb.Cell, i int) int {
	if i == 0 {
		return 0
	}
	p := res[i-1].Period()
	q, v := vocab.Period(vocab.Trim(shown(y.spots[i].c, y.is1904)), 2000)
	if v != vocab.Fine || len(p) != 7 || len(q) != 7 || p[5] != 'Q' || q[5] != 'Q' {
		return 0
	}
	year, was, is := vocab.Num(string(p[:4])), int(p[6]), int(q[6])
	switch (is - was + 4) % 4 {
	case 1:
		return year + btoi(is < was)
	case 3:
		return year - btoi(is > was)
	}
	return 0
}

// below is the year from the next cell below with a year, one less if the end of a year is
// between them. It is 0 if the step is larger than a quarter of a year: 三季度 above
// 2026年一季度 may be of any year. Above 2026年上半年, it is of that year.
func (y years) below(res []kb.Cell, i int) int {
	spots := y.spots
	for j := i + 1; j < len(res) && j < i+14; j++ {
		p := res[j].Period()
		if len(p) < 4 {
			continue
		}
		year := vocab.Num(string(p[:4]))
		q, v := vocab.Period(vocab.Trim(shown(spots[i].c, y.is1904)), year)
		n, cycle := inYear(q)
		m, other := inYear(p)
		switch {
		case v != vocab.Fine || cycle == 0 || cycle != other || len(p) != len(q) || n <= m && m-n < cycle-cycle/4:
			return year
		case n > m && cycle-n+m <= cycle/4:
			return year - 1
		case n > m:
			return 0
		case j-i <= cycle-(m-n):
			return year + 1 // January above December: the latest first
		}
		return year
	}
	return 0
}
