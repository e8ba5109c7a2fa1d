package sheet

import (
	"regexp"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// across is a column of a wide table: its period, and the rest of its header.
type across struct {
	col     int // in the frame
	period  kb.Period
	verdict vocab.Verdict
	cell    *raw // the header cell that holds the period
	grain   int  // how fine the period is, see grainOf
	rest    []string
}

// spans finds the columns whose header is or begins with a period, or has one
// in two parts: 2025 above 上半年, 9月 above 15.
func (y *unfolding) spans() []across {
	var out []across
	distinct := map[kb.Period]bool{}
	for i := range y.f.cols {
		if s, ok := y.span(i); ok {
			out = append(out, s)
		}
	}
	out = y.withoutAgreed(y.withoutQuestions(out))
	for _, s := range out {
		distinct[y.sample(&s)] = true
	}
	if len(distinct) < 2 && len(out) > 1 {
		return nil
	}
	return out
}

// span reads the header of one column.
func (y *unfolding) span(i int) (s across, ok bool) {
	c := &y.f.cols[i]
	for li, cell := range c.cells {
		p, v, rest := y.headPeriod(cell)
		if v != vocab.Fine && v != vocab.Yearless {
			continue
		}
		s = across{col: i, period: p, verdict: v, cell: cell}
		part := -1
		if li+1 < len(c.cells) && rest == "" {
			if both, p, v := y.partOf(cell, c.cells[li+1]); both != nil {
				s.cell, s.period, s.verdict, part = both, p, v, li+1
			}
		}
		for lj, l := range c.levels {
			if lj != li && lj != part {
				s.rest = append(s.rest, l)
			}
		}
		if rest != "" {
			s.rest = append(s.rest, rest)
		}
		s.grain = grainOf(y.sample(&s))
		return s, true
	}
	return s, false
}

// sample is the period of a column; without a year it is taken in 2000.
func (y *unfolding) sample(s *across) kb.Period {
	if s.verdict == vocab.Fine {
		return s.period
	}
	return y.monthIn(s.cell, s, 2000)
}

// partOf joins a period with its part in the header row below: 2025 and 上半年, 9月 and 15.
// It returns nil if the two do not fit.
func (y *unfolding) partOf(upper, lower *raw) (both *raw, p kb.Period, v vocab.Verdict) {
	period, _, _ := y.headPeriod(upper)
	n := wholeNumber(lower)
	t := vocab.Trim(shown(lower, y.is1904))
	join := func(s string) (*raw, kb.Period, vocab.Verdict) {
		both := &raw{kind: rawText, text: s, style: general, col: upper.col}
		if p, v, rest := y.headPeriod(both); rest == "" && (v == vocab.Fine || v == vocab.Yearless) {
			return both, p, v
		}
		return nil, "", vocab.NotOne
	}
	switch _, cycle := inYear(period); {
	case len(period) == 4 && n >= 1 && n <= 12:
		return join(string(period) + "年" + t + "月")
	case len(period) == 4:
		if _, v := vocab.Period(t, 0); v == vocab.Yearless {
			return join(string(period) + "年" + t)
		}
	case len(period) == 7 && cycle == 12 && n >= 1 && n <= 31:
		return join(string(period[:4]) + "年" + string(period[5:]) + "月" + t + "日")
	case period == "" && n >= 1 && n <= 31 && strings.HasSuffix(vocab.Trim(shown(upper, y.is1904)), "月"):
		return join(vocab.Trim(shown(upper, y.is1904)) + t + "日")
	}
	return nil, "", vocab.NotOne
}

// question is a header that numbers a question: Q1 效率, Q2. Is it fast?
var question = regexp.MustCompile(`^[Qq](\d{1,2})([^\d/\-'].*)?$`)

// withoutQuestions leaves out Q1, Q2 that number questions, not quarters: more
// than four of them, or each with a text of its own (Q1 效率 | Q2 稳定).
func (y *unfolding) withoutQuestions(spans []across) []across {
	asked, most := 0, 0
	texts := map[string]bool{}
	numbers := map[string]bool{}
	for i := range y.f.cols {
		m := question.FindStringSubmatch(vocab.Trim(y.f.cols[i].text))
		if m == nil {
			continue
		}
		asked++
		most = max(most, vocab.Num(m[1]))
		numbers[m[1]] = true
		if t := vocab.Plain(m[2]); t != "" {
			texts[t] = true
		}
	}
	if asked == 0 || most < 5 && !(len(texts) == asked && len(numbers) == asked && asked > 1) {
		return spans
	}
	return slices.DeleteFunc(spans, func(s across) bool {
		return question.MatchString(vocab.Trim(y.f.cols[s.col].text))
	})
}

// grainOf tells how fine a period is: 1 a year, 2 a half, 3 a quarter, 4 a month, 5 a week, 6 a day.
func grainOf(p kb.Period) int {
	switch {
	case len(p) == 10:
		return 6
	case len(p) < 7:
		return 1
	}
	if g := strings.IndexByte("HQ W", p[5]) + 2; g > 1 {
		return g
	}
	return 4
}

// finest separates the columns with the table's most frequent kind of period (of two
// equally frequent ones the finer) from the others: a quarter among months is their sum.
func (y *unfolding) finest(spans []across) (own, others []across) {
	var count [7]int
	for _, s := range spans {
		count[s.grain]++
	}
	base := 0
	for g, n := range count {
		if n > 0 && n >= count[base] {
			base = g
		}
	}
	for _, s := range spans {
		if s.grain == base {
			own = append(own, s)
			continue
		}
		others = append(others, s)
		c := &y.f.cols[s.col]
		y.complain("SH06.coarse", spot{nil, c.col, max(c.row, 1)}, c.text)
	}
	return own, others
}

// coarseYears gives the others that have no year the year of the period before them, else
// of the one after them.
func (y *unfolding) coarseYears(own, others []across) {
	for i := range others {
		s := &others[i]
		if s.verdict == vocab.Fine {
			continue
		}
		k := max(slices.IndexFunc(own, func(o across) bool { return o.col > s.col }), 0)
		if k == 0 && own[0].col < s.col {
			k = len(own)
		}
		near := own[max(k-1, 0)]
		if near.verdict != vocab.Fine || len(near.period) < 4 {
			continue
		}
		if p := y.monthIn(s.cell, s, vocab.Num(string(near.period[:4]))); p != "" {
			s.period, s.verdict = p, vocab.Fine
		}
	}
}

// spanText is the text of a column's period, without the rest of its header.
func (y *unfolding) spanText(s *across) string {
	c := s.cell
	t := vocab.Trim(shown(c, y.is1904))
	if len(s.rest) > 0 {
		_, _, rest := y.headPeriod(c)
		t = y.periodPart(t, rest)
	}
	return t
}

// periodPart is the part of a header that is its period, before or after the rest.
func (y *unfolding) periodPart(t, rest string) string {
	if before, ok := strings.CutSuffix(t, rest); ok {
		return before
	}
	_, _, part, _ := y.measureHead(t)
	return part
}

// headPeriod reads a header as a period, or as a period and the rest: 9月满意度.
func (y *unfolding) headPeriod(c *raw) (kb.Period, vocab.Verdict, string) {
	switch c.kind {
	case rawNumber:
		m, v := serial(c.num, y.is1904)
		switch {
		case c.style.shape == shapeMonth:
			return vocab.MonthOf(m.Day), v, ""
		case c.style.shape == shapeDate:
			return kb.Period(m.Day), v, ""
		case yearLike(c.num):
			return kb.Period(vocab.PlainNumber(c.num)), vocab.Fine, ""
		}
		return "", vocab.NotOne, ""
	case rawISO:
		m, v := vocab.Date(c.text, 0)
		return kb.Period(m.Day), v, ""
	}
	t := vocab.Trim(c.text)
	if vocab.AllDigits(t) && len(t) == 4 && yearLike(vocab.Atof(t)) {
		return kb.Period(t), vocab.Fine, ""
	}
	if p, v := vocab.Period(t, 0); v != vocab.NotOne {
		return p, v, ""
	}
	if m, v := vocab.Date(t, 0); v == vocab.Fine || v == vocab.Yearless {
		return kb.Period(m.Day), v, ""
	}
	if p, v, _, rest := y.measureHead(t); rest != "" {
		return p, v, rest
	}
	r := []rune(t)
	for n := min(len(r)-1, 10); n > 1; n-- {
		if r[n] >= '0' && r[n] <= '9' || r[n-1] >= '0' && r[n-1] <= '9' && y.measureField(string(r[n:])) == "" {
			continue // 2025年1季度 is no month; 2026-10实际 is one
		}
		if p, v := vocab.Period(string(r[:n]), 0); v == vocab.Fine || v == vocab.Yearless {
			return p, v, strings.TrimSpace(string(r[n:]))
		}
	}
	return "", vocab.NotOne, ""
}

// spanYears gives months without a year the year of the header before them (after December
// the next year), else of the header after them, else of title, sheet or file name (see turn).
func (y *unfolding) spanYears(spans []across) {
	own := slices.IndexFunc(spans, func(s across) bool { return s.verdict == vocab.Fine })
	if own < 0 {
		y.titleYears(spans)
		return
	}
	y.yearsOn(spans[own:])
	next := spans[own].period
	for i := own - 1; i >= 0; i-- {
		year := vocab.Num(string(next[:4]))
		p := y.monthIn(spans[i].cell, &spans[i], year)
		if len(p) == len(next) && p > next && len(spans[i].rest) == 0 {
			p = y.monthIn(spans[i].cell, &spans[i], year-1)
		}
		spans[i].period, spans[i].verdict, next = p, vocab.Fine, p
	}
}

// yearsOn counts the years on from the first column, which has a year.
func (y *unfolding) yearsOn(spans []across) {
	year, last := 0, kb.Period("")
	for i := range spans {
		s := &spans[i]
		if s.verdict == vocab.Fine {
			year, last = vocab.Num(string(s.period[:4])), s.period
			continue
		}
		cell := s.cell
		p := y.monthIn(cell, s, year)
		if len(p) == len(last) && p < last && len(s.rest) == 0 {
			year++
			p = y.monthIn(cell, s, year)
		}
		s.period, s.verdict, last = p, vocab.Fine, p
	}
}

// titleYears is for tables in which no month has a year: it takes the year of title, sheet
// or file name, unless there is a column of years.
func (y *unfolding) titleYears(spans []across) {
	if y.f.yearCol() >= 0 {
		return
	}
	var ps []kb.Period
	for i := range spans {
		ps = append(ps, y.monthIn(spans[i].cell, &spans[i], 2000))
	}
	t, turned := findTurn(ps)
	year := y.year
	if turned {
		head := func(i int) spot {
			c := &y.f.cols[spans[i].col]
			return spot{spans[i].cell, c.col, max(c.row, 1)}
		}
		before := func(p kb.Period) bool { n, _ := inYear(p); return n < t.first }
		turn := slices.IndexFunc(ps, func(p kb.Period) bool { return before(p) != before(ps[0]) })
		year = sayTurn(y.about, y.complaints, t, y.firstYear(t), head(0), head(len(spans)-1), head(turn))
		y.turned = year == 0
	}
	if year == 0 {
		return
	}
	for i := range spans {
		s, n := &spans[i], year
		if turned {
			k, _ := inYear(ps[i])
			n = t.year(year, k)
		}
		s.period, s.verdict = y.monthIn(s.cell, s, n), vocab.Fine
	}
	if c := &y.f.cols[spans[0].col]; !turned {
		y.yearOfTitle(spot{spans[0].cell, c.col, max(c.row, 1)}, c.text, year)
	}
}

// once drops and reports a period that is there twice with the same rest.
func (y *unfolding) once(spans []across) []across {
	seen := map[string]int{}
	out := spans[:0:0]
	for _, s := range spans {
		key := string(s.period) + "\x00" + strings.Join(s.rest, " ")
		if s.verdict != vocab.Fine {
			key = vocab.Trim(shown(s.cell, y.is1904)) + "\x00" + key
		}
		c := &y.f.cols[s.col]
		if first, twice := seen[key]; twice {
			y.complain("SH11.twice", spot{nil, c.col, max(c.row, 1)}, c.text, ref(y.f.cols[first].col, max(c.row, 1)))
			continue
		}
		seen[key] = s.col
		out = append(out, s)
	}
	return out
}

// monthIn reads the header of a column in a given year.
func (y *unfolding) monthIn(c *raw, s *across, year int) kb.Period {
	_, _, rest := y.headPeriod(c)
	t := strings.TrimSpace(y.periodPart(vocab.Trim(shown(c, y.is1904)), rest))
	if p, v := vocab.Period(t, year); v == vocab.Fine {
		return p
	}
	m, _ := vocab.Date(t, year)
	return kb.Period(m.Day)
}
