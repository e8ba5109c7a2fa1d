package sheet

import (
	"regexp"
	"strings"
	"unicode"

	"milepost/generator/vocab"
)

// wholeNumber is the number of a cell that holds a whole number and nothing
// else, as a number or as text; -1 for any other cell.
func wholeNumber(c *raw) int {
	switch c.kind {
	case rawNumber:
		if f := c.num; f == float64(int(f)) && f >= 0 && f <= 9999 && c.style.shape == general.shape && c.style.decimals == 0 {
			return int(f)
		}
	case rawText:
		if t := vocab.Trim(c.text); !c.forced && len(t) <= 4 && vocab.AllDigits(t) {
			return vocab.Num(t)
		}
	}
	return -1
}

// dayRun finds days in a header: neighbouring numbers that count up, 1 2 3 … or 26 … 31 1 2
// …. All numbers of the line must belong to the run. If the cells below are numbers too, at
// least five are needed. It returns the columns of the run.
func (x *headers) dayRun(l *line, below []*line) (from, to int) {
	last, count := -1, 0
	for i := range l.cells {
		c := &l.cells[i]
		n := wholeNumber(c)
		switch {
		case n < 0 && x.wordLike(c):
			continue
		case n < 1 || n > 31:
			return 0, 0
		case count == 0:
			from = c.col
		case c.col != to+1 || n != last+1 && (n != 1 || last < 28):
			return 0, 0
		}
		to, last = c.col, n
		count++
	}
	if count < 3 || wholeNumber(l.at(from)) != 1 && count < 7 {
		return 0, 0
	}
	if numbersBelow(below, from, to) && (count < 5 || len(below) > 0 && counts(below[0], from, to)) {
		return 0, 0
	}
	return from, to
}

// numbersBelow tells whether most cells of the columns hold numbers.
func numbersBelow(below []*line, from, to int) bool {
	full, numbers := 0, 0
	for _, l := range below {
		for i := range l.cells {
			if c := &l.cells[i]; c.col >= from && c.col <= to {
				full++
				if c.kind == rawNumber || c.kind == rawText && !wordLike(c.text) {
					numbers++
				}
			}
		}
	}
	return 2*numbers > full
}

// counts tells whether the cells of the columns count up by one.
func counts(l *line, from, to int) bool {
	for col := from + 1; col <= to; col++ {
		a, b := l.at(col-1), l.at(col)
		if a == nil || b == nil || wholeNumber(b) != wholeNumber(a)+1 {
			return false
		}
	}
	return true
}

// partWord is a part of a year, a month or a week: 1周, 第3周, W2, 15日, 周一.
var partWord = regexp.MustCompile(`^(?:第?\d{1,2}(?:周|日|号|天|旬)|[wd]\d{1,2}|(?:周|星期|礼拜)?[一二三四五六日天]|mon|tue|wed|thu|fri|sat|sun|[mtwfs])$`)

// dayWord is a day of a month in a header, 9/1; in a cell it may be anything.
var dayWord = regexp.MustCompile(`^(?:0?[1-9]|1[0-2])[/.-](?:0?[1-9]|[12]\d|3[01])$`)

// periodPart tells whether a header cell can be a part of the period above it.
func periodPart(c *raw) bool {
	if n := wholeNumber(c); n >= 1 && n <= 53 {
		return true
	}
	return c.kind == rawText && (partWord.MatchString(vocab.Plain(c.text)) || periodText(c.text))
}

// periodHead tells whether a header cell names a period that can have parts: a year, a month, a day.
func periodHead(c *raw) bool {
	switch c.kind {
	case rawNumber:
		return c.style.shape == shapeDate || c.style.shape == shapeMonth || yearLike(c.num)
	case rawISO:
		return true
	case rawText:
		if n := wholeNumber(c); n >= 1 && n <= 31 || n > 0 && yearLike(float64(n)) {
			return true
		}
		_, day := vocab.Date(c.text, 2000)
		return periodText(c.text) || day != vocab.NotOne || dayWord.MatchString(c.text) || partWord.MatchString(vocab.Plain(c.text))
	}
	return false
}

// upperCell is the cell above a column in an upper header line: the cell itself, a merged
// one, or the nearest one to the left.
func (x *headers) upperCell(l *line, col int) *raw {
	if c := x.headerCell(l, col); c != nil {
		return c
	}
	if x.rowMerged(l) {
		return nil
	}
	for i := len(l.cells) - 1; i >= 0; i-- {
		if l.cells[i].col < col {
			return &l.cells[i]
		}
	}
	return nil
}

// heading tells whether a head of several lines can head a column: each cell
// is a text, a period, a day, a year, or a part of the period above it. run
// are the columns of day numbers.
func heading(h *head, from, to int) bool {
	if h.col >= from && h.col <= to {
		return true
	}
	for i, c := range h.cells {
		if i > 0 && periodPart(c) && periodHead(h.cells[i-1]) {
			continue
		}
		if !headerLike(&head{cells: []*raw{c}}) {
			return false
		}
	}
	return true
}

// partsLine tells whether the lower line holds parts of the periods above it
// and nothing else: weeks or days under months, weekdays under days.
func (x *headers) partsLine(upper, lower *line) bool {
	if len(lower.cells) < 2 || lower.n != x.g.below(upper.n) || lower.cells[0].col <= upper.cells[0].col {
		return false
	}
	for i := range lower.cells {
		c := &lower.cells[i]
		above := x.upperCell(upper, c.col)
		if above == nil || !periodHead(above) || !periodPart(c) {
			return false
		}
	}
	return true
}

// answers tells whether a word that may be a value or a header (满意, 进行中, 负责) is a value
// here: the cells below hold such words too, or are empty.
func (x *headers) answers(word string, col int, below []*line, first bool) bool {
	if !x.v.Answer(word) {
		return false
	}
	full, same := 0, 0
	for _, l := range below {
		if c := l.at(col); c != nil {
			full++
			if c.kind == rawText && x.v.Answer(vocab.Plain(c.text)) {
				same++
			}
		}
	}
	if full == 0 {
		return !first
	}
	return 2*same >= full
}

// twin finds a header that is written twice: Chinese headers and, above or below, field
// names of a program (planned_end). It returns the Chinese line, nil if there are no twins.
func (x *headers) twin(a, b *line) *line {
	if b.n != x.g.below(a.n) || !sameColumns(a, b) {
		return nil
	}
	switch {
	case x.fieldNames(a) && x.hanHeaders(b):
		return b
	case x.fieldNames(b) && x.hanHeaders(a):
		return a
	}
	return nil
}

// sameColumns tells whether at least four fifths of the cells of both lines are in the same
// columns.
func sameColumns(a, b *line) bool {
	both := 0
	for i := range a.cells {
		if b.at(a.cells[i].col) != nil {
			both++
		}
	}
	return both > 1 && 5*both >= 4*max(len(a.cells), len(b.cells))
}

var fieldName = regexp.MustCompile(`^[a-z][a-z0-9]*(?:[A-Z_][A-Za-z0-9]*)+$`)

// fieldNames tells a line of names in Latin letters of which most are headers
// we know or are written as programs do: planned_end, plannedEnd.
func (x *headers) fieldNames(l *line) bool {
	known := 0
	for i := range l.cells {
		c := &l.cells[i]
		if c.kind != rawText || len(c.text) > 40 || strings.ContainsFunc(c.text, func(r rune) bool { return r > unicode.MaxASCII }) {
			return false
		}
		if w, _ := vocab.Header(c.text); x.v.IsHeader(w) && !x.v.Answer(w) || fieldName.MatchString(c.text) {
			known++
		}
	}
	return 2*known > len(l.cells)
}

// hanHeaders tells a line of Chinese headers, of which at least half are known.
func (x *headers) hanHeaders(l *line) bool {
	han, known := 0, 0
	for i := range l.cells {
		c := &l.cells[i]
		if c.kind != rawText || len(c.text) > 60 {
			return false
		}
		if strings.ContainsFunc(c.text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			han++
		}
		if w, _ := vocab.Header(c.text); x.v.IsHeader(w) && !x.v.Answer(w) {
			known++
		}
	}
	return 5*han >= 4*len(l.cells) && 2*known >= len(l.cells)
}
