package sheet

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"milepost/generator/text"
	"milepost/generator/vocab"
)

// rows sorts the lines below a header into records, totals, notes and headings. afterBlank:
// there is a blank line above the first one. If another table begins, it returns the rest.
func (x *locator) rows(t *table, lines []*line, afterBlank bool) (rest []*line) {
	x.fillMerges(t, lines)
	for i, l := range lines {
		var p linePart
		switch {
		case x.repeats(t, l), x.pageTitle(t, lines[i:]):
			p = partRepeat
		case x.anotherTable(t, lines[i:]):
			x.notesBelow(t)
			return lines[i:]
		case x.isNoteLine(t, l):
			p = partNote
			t.notes = append(t.notes, lineText(l))
		case x.isTotalLine(t, l):
			p = partTotal
			t.totals = append(t.totals, l)
		case x.isGroup(t, l), afterBlank && i == 0 && x.isSection(t, lines):
			p = partGroup
			t.groups = append(t.groups, ref(l.cells[0].col, l.n)+" "+vocab.Trim(l.cells[0].text))
		case x.isExample(t, l):
			p = partExample
			t.examples = append(t.examples, l)
			t.body = append(t.body, l) // it tells what the columns hold
		default:
			p = partData
			t.body = append(t.body, l)
		}
		x.name(t, p, l)
		if p != partNote {
			t.r1 = max(t.r1, l.n)
		}
	}
	x.notesBelow(t)
	return nil
}

// isSection tells a heading alone on its line, between a blank line and rows of the table.
func (x *locator) isSection(t *table, lines []*line) bool {
	l := lines[0]
	return t.c1 > t.c0 && len(t.body) > 0 && len(l.cells) == 1 && l.cells[0].kind == rawText && l.cells[0].col == t.c0 &&
		len(lines) > 1 && len(lines[1].cells) > 1 && x.wordLike(&l.cells[0])
}

// pageTitle tells a title that is repeated after a page break: the same words, or with 续,
// above the header again.
func (x *locator) pageTitle(t *table, lines []*line) bool {
	l := lines[0]
	if len(l.cells) != 1 || l.cells[0].kind != rawText || len(lines) < 2 || !x.repeats(t, lines[1]) {
		return false
	}
	w := vocab.Plain(l.cells[0].text)
	if slices.ContainsFunc(t.title, func(s string) bool { return vocab.Plain(s) == w }) {
		return true
	}
	return strings.HasPrefix(strings.Trim(w, "()[]"), "续") || strings.HasSuffix(strings.Trim(w, "()[]"), "续")
}

// numbered is a line that begins with a number: 1. 数据截至9月30日, (2) 红色表示延期, ①.
var numbered = regexp.MustCompile(`^(?:[(（]?\d{1,2}[.、)）:：．]|[①-⑳])\s*\PN`)

// notesBelow makes notes of the single texts at the end of a table: sentences, and numbered
// lines if the records are not numbered like that. Texts that were not notes at the end of
// an earlier piece of the table are not looked at again.
func (x *locator) notesBelow(t *table) {
	from := len(t.body)
	for from > max(1, t.below.looked) && lone(t.body[from-1]) {
		from--
	}
	if from == len(t.body) || t.c1 == t.c0 || t.r1 != t.body[len(t.body)-1].n {
		return
	}
	if from > t.below.looked {
		t.below.from = from
	}
	t.judge(t.below.from)
	for from < len(t.body) && !t.remark(t.body[from].cells[0].text) {
		from++
	}
	t.below.looked = from
	for _, l := range t.body[from:] {
		t.notes = append(t.notes, lineText(l))
		t.named[partNote] = append(t.named[partNote], l.n)
	}
	if n := len(t.body) - from; n > 0 {
		t.named[partData] = t.named[partData][:len(t.named[partData])-n]
		t.body = t.body[:from]
		t.r1 = t.lastRow()
	}
}

// loneTexts are the rows at the end of a table that hold one text each.
type loneTexts struct {
	from   int // index of the first
	looked int // texts before this index are not notes
}

func lone(l *line) bool { return len(l.cells) == 1 && l.cells[0].kind == rawText }

// manner is how the records of a table are written.
type manner struct {
	rows               int  // records looked at so far
	numbers, sentences bool // some begin with a number, some are sentences
}

// judge looks at the records before index i, each only once: a table may come in thousands
// of pieces.
func (t *table) judge(i int) {
	for ; t.manner.rows < i; t.manner.rows++ {
		if c := &t.body[t.manner.rows].cells[0]; c.kind == rawText {
			t.manner.numbers = t.manner.numbers || numbered.MatchString(vocab.Trim(c.text))
			t.manner.sentences = t.manner.sentences || sentence(c.text)
		}
	}
}

// remark tells whether a text is about the table, and not the name of a record.
func (t *table) remark(s string) bool {
	return !t.manner.sentences && sentence(s) || !t.manner.numbers && numbered.MatchString(vocab.Trim(s))
}

func sentence(s string) bool { return strings.ContainsAny(s, "。；") }

// lastRow is the last row of the table that is no note.
func (t *table) lastRow() int {
	n := t.r0
	for p, rows := range t.named {
		if linePart(p) == partNote || linePart(p) == partTitle {
			continue
		}
		for _, r := range rows {
			n = max(n, r)
		}
	}
	return n
}

// isTotalLine tells a line of totals by its label: the first text, or the text after a row
// number ("一 | 小计") or a group ("财务部 | 小计").
func (x *locator) isTotalLine(t *table, l *line) bool {
	first, ok := firstText(l)
	if !ok || x.v.Total(first) {
		return ok
	}
	if len(t.body) > 1 && (x.v.Comparison(first) || vocab.SumOfPeriod(first)) || t.sumsUp(l) || len(t.heads) > 2 && len(l.cells) == 1 && vocab.Tally(first) {
		return true
	}
	for i := range l.cells[:min(3, len(l.cells))] {
		if c := &l.cells[i]; c.kind == rawText && i > 0 && len(l.cells) > 2 && x.v.Sum(c.text) {
			return true
		}
	}
	return false
}

// sumWords are what spreadsheets write after the name of a group in its line of totals.
var sumWords = []string{"汇总", "小计", "合计", "总计", "计数", "平均值", "最大值", "最小值", " 计", " total", " count", " average", " max", " min"}

// withoutSumWord cuts such a word off: 硬件 汇总, R&D Total.
func withoutSumWord(s string) (name string, ok bool) {
	for _, w := range sumWords {
		if n := len(s) - len(w); n > 0 && strings.EqualFold(s[n:], w) {
			return vocab.Trim(s[:n]), true
		}
	}
	return "", false
}

// sumsUp tells the line of totals of a group by its label: the name above it in the same
// column, and a word of sumWords.
func (t *table) sumsUp(l *line) bool {
	for i := range l.cells[:min(3, len(l.cells))] {
		c := &l.cells[i]
		if c.kind != rawText || len(c.text) > 80 {
			continue
		}
		name, ok := withoutSumWord(vocab.Trim(c.text))
		if !ok || name == "" {
			continue
		}
		for k := len(t.body) - 1; k >= 0; k-- {
			if above := t.cell(t.body[k], c.col); above != nil {
				return above.kind == rawText && vocab.Plain(above.text) == vocab.Plain(name)
			}
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

// isNoteLine tells whether a line is a remark, and not a record.
func (x *locator) isNoteLine(t *table, l *line) bool {
	c := &l.cells[0]
	if c.col > t.c1 || l.cells[len(l.cells)-1].col < t.c0 {
		return true // beside the table: none of its columns would show it
	}
	if c.kind != rawText {
		return false
	}
	if x.v.Note(c.text) && (len(l.cells) == 1 || colonLine(l)) {
		return true
	}
	if len(l.cells) > 1 || len(t.heads) < 2 {
		return false
	}
	return utf8.RuneCountInString(c.text) > 40 || len(legend.FindAllString(text.Normal(c.text), 2)) > 1 || c.col != t.labelColumn() && x.wide(t, l)
}

// legend is a sign with its meaning, in a line below a table: R=执行 A=批准; √：完成 ×：未做.
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

// labelColumn is the column with the names of the records: the first.
func (t *table) labelColumn() int { return t.c0 }

// repeats tells whether the line repeats the header, as after a page break.
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
		l, lines = lines[1], lines[1:]
		if x.repeats(t, l) {
			return len(x.tables) < maxTables // the next of several tables, each below its title
		}
	}
	return len(x.tables) < maxTables && len(l.cells) > 1 && x.wordy(lines) && !x.repeats(t, l)
}

// wordy tells whether most cells of the first line are header words. A word that may also
// be a value (负责 in a RACI matrix, 满意 in a survey) counts only above other values.
func (x *locator) wordy(lines []*line) bool {
	l, below := lines[0], lines[1:min(len(lines), 21)]
	known := 0
	for i := range l.cells {
		c := &l.cells[i]
		if c.kind != rawText {
			return false
		}
		if w, _ := vocab.Header(c.text); x.v.IsHeader(w) && x.v.StatusWord(w) == "" && !x.answers(w, c.col, below, false) {
			known++
		}
	}
	return known >= 3 && 3*known >= 2*len(l.cells)
}

// continues tells whether the lines after a blank line are more rows of the table.
func (x *locator) continues(t *table, lines []*line) bool {
	if len(t.heads) == 0 || t.object {
		return len(t.heads) == 0
	}
	for i := range lines[:min(len(lines), 3)] {
		if l := lines[i]; len(l.cells) > 1 {
			if x.repeats(t, l) {
				return i == 0 || x.pageTitle(t, lines[i-1:])
			}
			if x.isTotalLine(t, l) {
				return true
			}
			return !x.wordy(lines[i:]) && !x.conflicts(t, l) && !(i > 0 && x.freshHeader(lines[i:]))
		}
	}
	c := &lines[0].cells[0]
	return c.kind == rawText && x.v.Note(c.text) || c.kind != rawText
}

// freshHeader tells whether the lines begin with a header of their own.
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
	known := 0
	for i := range l.cells {
		c := &l.cells[i]
		if c.kind != rawText {
			return false
		}
		w := vocab.Plain(c.text)
		u := strings.Trim(w, "()[]/")
		known += btoi(x.v.UnitWord(u) || x.v.IsUnit(u))
		if !x.v.UnitWord(u) && (!strings.HasPrefix(w, "(") || x.v.Unit(u) == "") {
			return false
		}
	}
	if 2*known < len(l.cells) {
		return false
	}
	for i := range l.cells {
		if h := t.head(l.cells[i].col); h != nil && h.unit == "" {
			h.unit = strings.Trim(vocab.Plain(l.cells[i].text), "()[]/")
		}
	}
	return true
}
