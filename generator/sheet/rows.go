package sheet

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"milepost/generator/text"
	"milepost/generator/vocab"
)

// rows sorts the lines below a header into records, totals, notes and
// headings. It returns the lines from where another table begins.
func (x *locator) rows(t *table, lines []*line) []*line {
	x.fillMerges(t, lines)
	for i, l := range lines {
		switch {
		case x.repeats(t, l):
		case x.anotherTable(t, lines[i:]):
			return lines[i:]
		case x.isNoteLine(t, l):
			t.notes = append(t.notes, lineText(l))
			continue
		case x.isTotalLine(l):
			t.totals = append(t.totals, l)
		case x.isGroup(t, l):
			t.groups = append(t.groups, ref(l.cells[0].col, l.n)+" "+vocab.Trim(l.cells[0].text))
		default:
			t.body = append(t.body, l)
		}
		t.r1 = max(t.r1, l.n)
	}
	return nil
}

// isTotalLine tells a line of totals by its label: the first text, or the text
// behind a number of the row ("一 | 小计") or a group ("财务部 | 小计").
func (x *locator) isTotalLine(l *line) bool {
	first, ok := firstText(l)
	if !ok || x.v.Total(first) {
		return ok
	}
	for i := range l.cells[:min(3, len(l.cells))] {
		if c := &l.cells[i]; c.kind == rawText && i > 0 && len(l.cells) > 2 && x.v.Sum(c.text) {
			return true
		}
	}
	return false
}

// firstText is the first text of the line among its first three cells.
func firstText(l *line) (string, bool) {
	for i := range l.cells[:min(3, len(l.cells))] {
		if l.cells[i].kind == rawText {
			return l.cells[i].text, true
		}
	}
	return "", false
}

// isNoteLine tells a remark below the rows from a record.
func (x *locator) isNoteLine(t *table, l *line) bool {
	c := &l.cells[0]
	if c.kind != rawText {
		return false
	}
	if x.v.Note(c.text) && (len(l.cells) == 1 || colonLine(l)) {
		return true
	}
	if len(l.cells) > 1 || len(t.heads) < 2 {
		return false
	}
	return utf8.RuneCountInString(c.text) > 40 || len(legend.FindAllString(text.Normal(c.text), 2)) > 1 || c.col != t.firstText() && x.wide(t, l)
}

// legend is one of the signs that a line below a table explains: R=执行 A=批准; √：完成 ×：未做.
var legend = regexp.MustCompile(`(?:^|[^\pL\d])(?:[A-Za-z]|[^\s\pL\d])\s?[=:]\s*[\pL]`)

// colonLine tells "填报人：项目经理 | 审核：总监": every cell is a label or a text.
func colonLine(l *line) bool {
	for i := range l.cells {
		if l.cells[i].kind == rawNumber {
			return false
		}
	}
	return strings.ContainsAny(l.cells[0].text, ":：")
}

// isGroup tells a heading that spans the table between its rows.
func (x *locator) isGroup(t *table, l *line) bool {
	return len(l.cells) == 1 && l.cells[0].kind == rawText && x.wide(t, l)
}

// wide tells whether the line's only cell is merged over half of the table.
func (x *locator) wide(t *table, l *line) bool {
	for _, m := range x.merges[l.n] {
		if m.holds(l.cells[0].col, l.n) && 2*(m.c1-m.c0+1) > t.c1-t.c0+1 && m.c1-m.c0 > 0 {
			return true
		}
	}
	return false
}

// firstText is the first column whose header is not a number of rows; the names stand there.
func (t *table) firstText() int { return t.c0 }

// repeats tells whether the line is the header again, as page breaks leave it.
func (x *locator) repeats(t *table, l *line) bool {
	same := 0
	for i := range l.cells {
		c := &l.cells[i]
		h := t.head(c.col)
		if h == nil || c.kind != rawText || len(h.levels) == 0 {
			return false
		}
		w := vocab.Plain(c.text)
		for _, level := range h.levels {
			if vocab.Plain(level) == w {
				same++
				break
			}
		}
	}
	return same == len(l.cells) && same > 0 && 2*same >= len(t.heads)
}

// anotherTable tells whether a new header begins here, perhaps below a title.
func (x *locator) anotherTable(t *table, lines []*line) bool {
	l := lines[0]
	if len(l.cells) == 1 && len(lines) > 1 && l.cells[0].kind == rawText && len(lines[1].cells) > 1 {
		l = lines[1]
		if x.repeats(t, l) {
			return false
		}
	}
	return len(x.tables) < maxTables && len(l.cells) > 1 && x.wordy(l) && !x.repeats(t, l)
}

// wordy tells whether most cells of the line are words of headers. 负责, 批准
// and 咨询 are headers only beside one for what is done: elsewhere they are
// the letters of a matrix.
func (x *locator) wordy(l *line) bool {
	known, letters := 0, 0
	for i := range l.cells {
		c := &l.cells[i]
		if c.kind != rawText {
			return false
		}
		w, _ := vocab.Header(c.text)
		if !x.v.IsHeader(w) || x.v.StatusWord(w) != "" {
			continue
		}
		known++
		if _, ok := vocab.Letters(c.text); ok {
			letters++
		}
	}
	return known >= 3 && 3*known >= 2*len(l.cells) && (letters == 0 || known > letters)
}

// continues tells whether the block goes on with the rows of the table after a blank line.
func (x *locator) continues(t *table, lines []*line) bool {
	if len(t.heads) == 0 || t.object {
		return len(t.heads) == 0
	}
	for i := range lines[:min(len(lines), 3)] {
		if l := lines[i]; len(l.cells) > 1 {
			if x.repeats(t, l) {
				return true
			}
			if x.isTotalLine(l) {
				return true
			}
			return !x.wordy(l) && !x.conflicts(t, l) && !(i > 0 && x.freshHeader(lines[i:]))
		}
	}
	c := &lines[0].cells[0]
	return c.kind == rawText && x.v.Note(c.text) || c.kind != rawText
}

// freshHeader tells whether the lines read better as a table of their own.
func (x *locator) freshHeader(lines []*line) bool {
	at, depth := x.findHeader(lines)
	return at == 0 && depth > 0
}

// conflicts tells whether the line has texts where the table has numbers and dates.
func (x *locator) conflicts(t *table, l *line) bool {
	typed, against := 0, 0
	for i := range l.cells {
		n, all := 0, 0
		for _, b := range t.body[max(0, len(t.body)-8):] {
			if c := b.at(l.cells[i].col); c != nil {
				all++
				if !x.wordLike(c) {
					n++
				}
			}
		}
		if all == 0 || 2*n < all {
			continue
		}
		typed++
		if x.wordLike(&l.cells[i]) && !x.v.Blank(vocab.Plain(l.cells[i].text)) {
			against++
		}
	}
	return typed > 0 && 2*against > typed
}

// unitsRow takes a line of units below the header: (元) | % | 天.
func (x *locator) unitsRow(t *table, l *line) bool {
	if len(l.cells) < 2 {
		return false
	}
	for i := range l.cells {
		c := &l.cells[i]
		if c.kind != rawText || !x.v.UnitWord(strings.Trim(vocab.Plain(c.text), "()[]/")) {
			return false
		}
	}
	for i := range l.cells {
		if h := t.head(l.cells[i].col); h != nil && h.unit == "" {
			h.unit = strings.Trim(vocab.Plain(l.cells[i].text), "()[]/")
		}
	}
	return true
}
