package sheet

import (
	"strconv"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// dates reads a column of days. The time of day, if any, is kept in Num as a
// fraction of the day.
func (y *lane) dates() []kb.Cell {
	spots, n := y.spots, years{y}
	out := make([]kb.Cell, len(spots))
	turns := n.turnsOfDays()
	for i, s := range spots {
		cell, done := y.readTyped(s)
		switch {
		case done:
		case turns != nil && turns(i) > 0:
			cell = y.day(s, turns(i))
		case turns != nil && turns(i) == 0: // undecided, and said
			cell = kb.Cell{Kind: kb.Fault, Text: "date", Shown: vocab.Trim(shown(s.c, y.is1904))}
		default:
			year := n.at(i)
			if year == 0 && s.c.kind == rawText {
				if year = n.around(i); year > 0 {
					y.complain("SH10.beside", s, vocab.Trim(s.c.text), year)
				}
			}
			cell = y.day(s, year)
			if cell.Kind == kb.Day {
				n.sayTitle(i)
			}
		}
		out[i] = cell
	}
	return out
}

func (y *lane) day(s spot, year int) kb.Cell {
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

// periodAsDay keeps "2026年9月" in a column of days as a period.
func (y *lane) periodAsDay(s spot, t string) kb.Cell {
	p, v := vocab.Period(t, y.year)
	if v == vocab.Fine {
		return kb.Cell{Kind: kb.Interval, Text: string(p), Shown: t}
	}
	y.complain("SH08.date", s, t)
	return kb.Cell{Kind: kb.Text, Text: t}
}

// numberDay reads a number as a day only if its format says so, or if its
// digits spell one: 20260930.
func (y *lane) numberDay(c *raw) (vocab.Moment, vocab.Verdict) {
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

// periods reads a column of periods. A month without a year gets that of its neighbour above
// or below; after December the next year begins.
func (y *lane) periods() []kb.Cell {
	spots, n := y.spots, years{y}
	res := make([]kb.Cell, len(spots))
	var open []int
	year := n.ofColumn()
	for i, s := range spots {
		cell, done := y.readTyped(s)
		if !done {
			known, decided := year(i)
			var v vocab.Verdict
			cell, v = y.onePeriod(s, known)
			if v == vocab.Yearless && decided { // undecided for good, and said
				cell = kb.Cell{Kind: kb.Fault, Text: "period", Shown: cell.Text}
			} else if v == vocab.Yearless {
				open = append(open, i)
			} else if v == vocab.Fine && known == y.year {
				n.sayTitle(i)
			}
		}
		res[i] = cell
	}
	n.neighbours(res, open)
	y.days(res[:y.body])
	return res
}

func (y *lane) onePeriod(s spot, year int) (kb.Cell, vocab.Verdict) {
	t := vocab.Trim(shown(s.c, y.is1904))
	p, v := y.rawPeriod(s.c, t, year)
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

func (y *lane) rawPeriod(c *raw, t string, year int) (kb.Period, vocab.Verdict) {
	col := y.c
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

// days turns a column of days into months, if all are the first or all the last day of a
// month, or if the header says months.
func (y *lane) days(cells []kb.Cell) {
	c := y.c
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
