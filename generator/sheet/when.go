package sheet

import (
	"strconv"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// dates reads a column of days. The time of day, if any, is kept in Num as a
// fraction of the day.
func (y *typer) dates(spots []spot, col int) []kb.Cell {
	out := make([]kb.Cell, len(spots))
	turns := y.turnsOfDays(spots, col)
	for i, s := range spots {
		cell, done := y.readTyped(s)
		switch {
		case done:
		case turns != nil && turns(i) > 0:
			cell = y.day(s, turns(i))
		case turns != nil && turns(i) == 0: // undecided, and said
			cell = kb.Cell{Kind: kb.Fault, Text: "date", Shown: vocab.Trim(shown(s.c, y.is1904))}
		default:
			year := y.yearAt(i, col)
			if year == 0 && s.c.kind == rawText {
				if year = y.yearAround(spots, i); year > 0 {
					y.complain("SH10.beside", s, vocab.Trim(s.c.text), year)
				}
			}
			cell = y.day(s, year)
		}
		out[i] = cell
	}
	return out
}

// yearAround is the year for a day without one where the nearest days of the
// column above and below have the same; 0 otherwise.
func (y *typer) yearAround(spots []spot, i int) int {
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

// ownYear is the year of a day that says it, 0 if it does not.
func (y *typer) ownYear(c *raw) int {
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

func (y *typer) day(s spot, year int) kb.Cell {
	c := s.c
	t := vocab.Trim(shown(c, y.is1904))
	var m vocab.Moment
	v := vocab.NotOne
	switch c.kind {
	case rawISO:
		m, v = vocab.Date(c.text, 0)
	case rawText:
		m, v = vocab.Date(t, year)
		if v == vocab.NotOne {
			return y.periodAsDay(s, t)
		}
	case rawNumber:
		m, v = y.numberDay(c)
		if v == vocab.NotOne && c.num > 20000 && c.num < 80000 {
			y.complain("SH08.serial", s, t)
			return kb.Cell{Kind: kb.Fault, Text: "date", Shown: t}
		}
		if c.num == 0 {
			return kb.Cell{} // an empty date, as formulas leave it
		}
	}
	switch v {
	case vocab.Fine:
		cell := kb.Cell{Kind: kb.Day, Text: string(m.Day), Num: m.Time}
		if t != cell.Text {
			cell.Shown = t
		}
		return cell
	case vocab.Impossible:
		y.complain("SH08.impossible", s, t)
	case vocab.Ambiguous:
		y.complain("SH08.ambiguous", s, t)
	case vocab.Yearless:
		y.complain("SH10.year", s, t)
	default:
		y.complain("SH08.date", s, t)
		return kb.Cell{Kind: kb.Text, Text: t}
	}
	return kb.Cell{Kind: kb.Fault, Text: "date", Shown: t}
}

// periodAsDay keeps "2026年9月" in a column of days as the period it is.
func (y *typer) periodAsDay(s spot, t string) kb.Cell {
	p, v := vocab.Period(t, y.year)
	if v == vocab.Fine {
		return kb.Cell{Kind: kb.Interval, Text: string(p), Shown: t}
	}
	y.complain("SH08.date", s, t)
	return kb.Cell{Kind: kb.Text, Text: t}
}

// numberDay reads a number as a day only if its format says so, or if its
// digits spell one: 20260930.
func (y *typer) numberDay(c *raw) (vocab.Moment, vocab.Verdict) {
	switch c.style.shape {
	case shapeDate, shapeMonth:
		if c.num == 0 {
			return vocab.Moment{}, vocab.NotOne
		}
		return serial(c.num, y.is1904)
	case shapeGeneral, shapeNumber, shapeText:
		if c.num >= 19000101 && c.num <= 20991231 && c.num == float64(int(c.num)) {
			return vocab.Date(strconv.Itoa(int(c.num)), 0)
		}
	}
	return vocab.Moment{}, vocab.NotOne
}

// yearAt is the year for a day or period without one: from a column of years
// in the same row, else from title, sheet or file name.
func (y *typer) yearAt(i, col int) int {
	if n := y.yearBeside(i, col); n != 0 {
		return n
	}
	return y.year
}

// yearBeside is the year that a column of years says in the same row, 0 if none.
func (y *typer) yearBeside(i, col int) int {
	rows := y.f.rows
	if i >= len(rows) {
		rows, i = y.f.totals, i-len(rows)
	}
	for k := range y.f.cols {
		if k == col || i >= len(rows) {
			continue
		}
		switch y.f.cols[k].word {
		case "年", "年份", "年度", "year":
			if c := rows[i].spots[k].c; c != nil {
				if c.kind == rawNumber && yearLike(c.num) {
					return int(c.num)
				}
				if n := vocab.YearOf(c.text); n != 0 {
					return n
				}
			}
		}
	}
	return 0
}

// periods reads a column of periods. A month without its year takes that of
// its neighbour above or below, going on from December to January.
func (y *typer) periods(c *column, out *kb.Column, spots []spot, body, col int) []kb.Cell {
	res := make([]kb.Cell, len(spots))
	var open []int
	year := y.yearsOfColumn(spots, c, body, col)
	for i, s := range spots {
		cell, done := y.readTyped(s)
		if !done {
			n, decided := year(i)
			var v vocab.Verdict
			cell, v = y.onePeriod(s, c, n)
			if v == vocab.Yearless && decided { // undecided for good, and said
				cell = kb.Cell{Kind: kb.Fault, Text: "period", Shown: cell.Text}
			} else if v == vocab.Yearless {
				open = append(open, i)
			}
		}
		res[i] = cell
	}
	y.neighbours(spots, res, open, c)
	y.days(c, res[:body])
	return res
}

// yearsOfColumn is the year for each cell without one: that of a column of
// years, else that of its neighbours if any of the column has its own (0, not
// decided), else that of title, sheet or file name, the next one behind the
// turn of the year.
func (y *typer) yearsOfColumn(spots []spot, c *column, body, col int) func(i int) (year int, decided bool) {
	if y.turned {
		return func(int) (int, bool) { return 0, true }
	}
	beside, own := false, false
	for i := range spots[:body] {
		if s := spots[i]; s.c != nil && s.c.kind != rawError && s.c.kind != rawFormula && !s.c.doubt {
			beside = beside || y.yearBeside(i, col) != 0
			_, v := y.rawPeriod(s.c, c, vocab.Trim(shown(s.c, y.is1904)), 0)
			own = own || v == vocab.Fine
		}
	}
	if !beside && own {
		return func(int) (int, bool) { return 0, false }
	}
	if !beside && y.comesAgain(spots[:body], c, col) {
		return func(int) (int, bool) { return 0, true }
	}
	if !beside {
		if turns := y.turns(spots[:body], c); turns != nil {
			return func(i int) (int, bool) {
				if i >= body {
					return 0, true
				}
				return turns(i), true
			}
		}
	}
	return func(i int) (int, bool) { return y.yearAt(i, col), false }
}

func (y *typer) onePeriod(s spot, c *column, year int) (kb.Cell, vocab.Verdict) {
	t := vocab.Trim(shown(s.c, y.is1904))
	p, v := y.rawPeriod(s.c, c, t, year)
	switch v {
	case vocab.Fine:
		cell := kb.Cell{Kind: kb.Interval, Text: string(p), Shown: t}
		if len(p) == 10 {
			cell.Kind = kb.Day
		}
		if t == cell.Text {
			cell.Shown = ""
		}
		return cell, vocab.Fine
	case vocab.Yearless:
		return kb.Cell{Kind: kb.Text, Text: t}, vocab.Yearless
	case vocab.Impossible:
		y.complain("SH08.impossible", s, t)
		return kb.Cell{Kind: kb.Fault, Text: "period", Shown: t}, v
	case vocab.Ambiguous:
		y.complain("SH08.ambiguous", s, t)
		return kb.Cell{Kind: kb.Fault, Text: "period", Shown: t}, v
	}
	if s.c.kind == rawNumber && s.c.num > 20000 && s.c.num < 80000 {
		y.complain("SH08.serial", s, t)
		return kb.Cell{Kind: kb.Fault, Text: "period", Shown: t}, v
	}
	y.complain("SH08.period", s, t)
	return kb.Cell{Kind: kb.Text, Text: t}, v
}

func (y *typer) rawPeriod(c *raw, col *column, t string, year int) (kb.Period, vocab.Verdict) {
	switch c.kind {
	case rawNumber:
		switch {
		case c.style.shape == shapeMonth:
			m, v := serial(c.num, y.is1904)
			return vocab.MonthOf(m.Day), v
		case c.style.shape == shapeDate:
			m, v := serial(c.num, y.is1904)
			return kb.Period(m.Day), v
		case strings.TrimSpace(c.style.suffix) != "": // 0"月" shows 9 as 9月
			return vocab.Period(t, year)
		case yearLike(c.num):
			return kb.Period(t), vocab.Fine
		case c.num >= 1 && c.num <= 12 && (strings.Contains(col.word, "月") || strings.Contains(col.word, "month")):
			return vocab.Period(t+"月", year)
		}
		if m, v := vocab.Date(t, 0); v == vocab.Fine {
			return kb.Period(m.Day), vocab.Fine
		}
		return vocab.Period(t, year)
	case rawText, rawISO:
		if p, v := vocab.Period(t, year); v != vocab.NotOne {
			return p, v
		}
		if f, _, ok := vocab.Number(t); ok && yearLike(f) && vocab.AllDigits(t) {
			return kb.Period(t), vocab.Fine
		} else if ok && vocab.AllDigits(t) && f >= 1 && f <= 12 && strings.Contains(col.word, "月") {
			return vocab.Period(t+"月", year)
		}
		m, v := vocab.Date(t, year)
		return kb.Period(m.Day), v
	}
	return "", vocab.NotOne
}

// neighbours gives months without a year the year of the column's others.
func (y *typer) neighbours(spots []spot, res []kb.Cell, open []int, c *column) {
	var lost []int // those for which there is no year
	for _, i := range open {
		year, month, above := 0, 0, 0
		for j := i - 1; j >= 0 && j > i-14; j-- {
			if p := res[j].Period(); len(p) >= 7 && p[5] != 'Q' && p[5] != 'H' && p[5] != 'W' {
				year, month, above = vocab.Num(string(p[:4])), vocab.Num(string(p[5:7])), i-j
				break
			}
		}
		if year > 0 {
			if p, v := y.rawPeriod(spots[i].c, c, vocab.Trim(shown(spots[i].c, y.is1904)), year); v == vocab.Fine && len(p) >= 7 && p[5] <= '1' {
				switch step := vocab.Num(string(p[5:7])) - month; {
				case step < -5:
					year++ // December, January
				case step >= 9 && above <= 12-step:
					year-- // January, December: the latest first
				}
			}
		}
		if year == 0 {
			year = y.yearBelow(spots, res, i)
		}
		if year == 0 {
			year = y.year
		}
		guessed := year == 0
		if guessed {
			year = y.lastYr
		}
		t := vocab.Trim(shown(spots[i].c, y.is1904))
		p, v := y.rawPeriod(spots[i].c, c, t, year)
		if v != vocab.Fine {
			lost = append(lost, i)
			res[i] = kb.Cell{Kind: kb.Fault, Text: "period", Shown: t}
			continue
		}
		if guessed {
			y.complain("SH10.guessed", spots[i], t, year)
		}
		res[i] = kb.Cell{Kind: kb.Interval, Text: string(p), Shown: t}
		if len(p) == 10 {
			res[i].Kind = kb.Day
		}
	}
	switch len(lost) { // a row of months is one mistake
	case 0:
	case 1:
		y.complain("SH10.year", spots[lost[0]], res[lost[0]].Shown)
	default:
		y.complain("SH10.years", spots[lost[0]], res[lost[0]].Shown, len(lost))
	}
}

// yearBelow is the year of the next cell below that has one, less one if the months pass January on the way.
func (y *typer) yearBelow(spots []spot, res []kb.Cell, i int) int {
	for j := i + 1; j < len(res) && j < i+14; j++ {
		if p := res[j].Period(); len(p) >= 4 {
			year := vocab.Num(string(p[:4]))
			q, v := vocab.Period(vocab.Trim(shown(spots[i].c, y.is1904)), year)
			if v == vocab.Fine && len(q) == len(p) && q > p {
				return year - 1
			}
			if n, cycle := place(q); v == vocab.Fine && cycle == 12 && len(p) == 7 {
				if m, _ := place(p); m-n >= 9 && j-i <= 12-(m-n) {
					return year + 1 // January above December: the latest first
				}
			}
			return year
		}
	}
	return 0
}

// days turns a column of days into months where the days only stand for their
// months: all the first or all the last of a month, or so the header says.
func (y *typer) days(c *column, cells []kb.Cell) {
	n, first, last := 0, 0, 0
	for i := range cells {
		if cells[i].Kind != kb.Day {
			continue
		}
		n++
		d := kb.Date(cells[i].Text)
		if d[8:] == "01" {
			first++
		}
		if d == vocab.MonthOf(d).End() {
			last++
		}
	}
	if n == 0 || first != n && last != n && !strings.Contains(c.word, "月") && !strings.Contains(c.word, "month") {
		return
	}
	for i := range cells {
		if cells[i].Kind == kb.Day {
			if cells[i].Shown == "" {
				cells[i].Shown = cells[i].Text
			}
			cells[i].Kind, cells[i].Text, cells[i].Num = kb.Interval, string(vocab.MonthOf(kb.Date(cells[i].Text))), 0
		}
	}
}
