package sheet

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"milepost/generator/text"
	"milepost/generator/vocab"
)

// head is the header of one column.
type head struct {
	col    int
	row    int      // of the lowest part
	levels []string // from top to bottom, each once
	cells  []*raw   // beside levels
	text   string   // the levels joined by a space
	word   string   // as looked up
	unit   string
}

// rename gives a column that reading makes a header.
func (h *head) rename(header string) {
	h.text, h.levels, h.cells = header, []string{header}, nil
	h.word, h.unit = vocab.Header(header)
}

// maxHeaderLine is how many lines are searched for a header: sheets begin with titles and
// remarks.
const maxHeaderLine = 15

// findHeader finds the header: its first line and number of lines. at is -1 if the lines are
// not a table, depth 0 if the table has no header.
func (x *headers) findHeader(lines []*line) (at, depth int) {
	best := 0.0
	at, depth = -1, 0
	for i := range lines[:min(len(lines), maxHeaderLine)] {
		if len(lines[i].cells) < 2 {
			continue
		}
		for k := 1; k <= 3 && i+k <= len(lines); k++ {
			if x.tries += 1 + len(lines[i].cells)*k/triesCells; x.tries > maxTries {
				x.over = true
				return -1, 0
			}
			if s := x.score(lines, i, k); s > best+1e-9 {
				best, at, depth = s, i, k
			}
		}
	}
	if at >= 0 && best >= 0.5 {
		return at, depth
	}
	return x.headless(lines)
}

// headless accepts rows without a header: at least two lines of two cells or more, mostly numbers.
func (x *headers) headless(lines []*line) (at, depth int) {
	if x.single && len(lines) > 2 {
		return x.list(lines)
	}
	wide, numbers, first := 0, 0, -1
	for i, l := range lines {
		if len(l.cells) < 2 {
			continue
		}
		wide++
		if first < 0 {
			first = i
		}
		for j := range l.cells {
			if !x.wordLike(&l.cells[j]) {
				numbers++
				break
			}
		}
		if i > 50 {
			break
		}
	}
	if wide >= 2 && 2*numbers >= wide {
		return first, 0
	}
	return -1, 0
}

// list accepts a sheet of one column: a word above numbers or dates.
func (x *headers) list(lines []*line) (at, depth int) {
	typed := 0
	for _, l := range lines[1:min(len(lines), 50)] {
		if !x.wordLike(&l.cells[0]) {
			typed++
		}
	}
	if !x.wordLike(&lines[0].cells[0]) || 2*typed < min(len(lines), 50)-1 {
		return -1, 0
	}
	return 0, 1
}

// score tells how well lines[i:i+k] fit as the header of the lines below.
func (x *headers) score(lines []*line, i, k int) float64 {
	below := lines[i+k:]
	below = below[:min(len(below), 20)]
	c0, c1 := lines[i].cells[0].col, 0
	for _, l := range lines[i : i+k] {
		c0, c1 = min(c0, l.cells[0].col), max(c1, l.cells[len(l.cells)-1].col)
	}
	if c1-c0 > 1000 || k > 1 && x.remarks(lines[i]) || k > 1 && !x.stacked(lines[i:i+k]) && !x.continued(lines[i:i+k], below) {
		return 0
	}
	heads := x.join(lines[i:i+k], c0, c1)
	from, to := x.dayRun(lines[i+k-1], below)
	firstRow := !slices.ContainsFunc(lines[:i], func(l *line) bool { return len(l.cells) > 1 })
	n, known, bad, long, words := 0, 0, 0, 0, 0
	seen := map[string]bool{}
	for j := range heads {
		h := &heads[j]
		if h.text == "" {
			continue
		}
		n++
		if (x.v.IsHeader(h.word) || k > 1 && x.knownPart(h)) && !x.answers(h.word, h.col, below, firstRow) {
			known++
		}
		if !heading(h, from, to) {
			bad++
		}
		for _, c := range h.cells {
			if x.wordLike(c) {
				words++
			}
		}
		if utf8.RuneCountInString(h.text) > 30 {
			long++
		}
		seen[h.word] = true
	}
	width, contrast := x.contrast(heads, below)
	if n < 2 || words == 0 || 5*bad > n || 2*n < width || len(below) == 0 && known < 2 {
		return 0
	}
	fn := float64(n)
	s := 2*float64(known)/fn + float64(contrast)/fn + 0.6*fn/float64(max(width, n)) - 0.5*float64(long)/fn
	s -= 0.5 * (fn - float64(len(seen))) / fn
	s -= 0.25 * float64(k-1)
	s += 0.6 * float64(x.covered(lines[i:i+k]))
	if len(below) > 0 {
		s -= x.goesOn(lines[i+k-1], below[0])
	}
	for _, l := range lines[:i] {
		if c := len(l.cells); c > 2 && 2*c > n {
			s -= 1
		} else if c == 2 && 2*c > n {
			s -= 0.4
		}
	}
	return s
}

// remarks tells a line above the header that is about the table: 编制：何静 | 数据日期：
// 11月26日, or a title with 单位：万元 beside it. A word with a colon and a value is no header.
func (x *headers) remarks(l *line) bool {
	if len(l.cells) > 4 {
		return false
	}
	said := false
	for i := range l.cells {
		c := &l.cells[i]
		if c.kind != rawText {
			return false
		}
		if w, _ := vocab.Header(c.text); x.v.IsHeader(w) {
			return false
		}
		t := vocab.Trim(text.Normal(c.text))
		label, rest, found := strings.Cut(t, ":")
		said = said || found && strings.TrimSpace(rest) != "" && utf8.RuneCountInString(label) <= 8 && !strings.ContainsAny(label, "([")
	}
	return said
}

// knownPart tells whether one part of a header, or both joined, are a known header word:
// 计划 above 起.
func (x *headers) knownPart(h *head) bool {
	if x.v.SaysHeader(h.word) {
		return true
	}
	for _, l := range h.levels {
		if w, _ := vocab.Header(l); x.v.IsHeader(w) {
			return true
		}
	}
	return false
}

// headerLike tells whether a cell can be a header: a text that is not a value, a period, a
// day, a year.
func headerLike(h *head) bool {
	for _, c := range h.cells {
		switch c.kind {
		case rawText:
			if v, _, ok := vocab.Number(c.text); ok && strings.TrimLeft(c.text, "0123456789.,+-") == "" && !yearLike(v) {
				return false
			}
			if _, ok := vocab.Share(c.text); ok {
				return false
			}
		case rawNumber:
			if c.style.shape != shapeDate && c.style.shape != shapeMonth && !yearLike(c.num) {
				return false
			}
		case rawISO:
		default:
			return false
		}
	}
	return true
}

func yearLike(f float64) bool { return f == float64(int(f)) && f >= 1990 && f <= 2099 }

// contrast counts the filled columns, and those with a word above numbers or dates.
func (x *headers) contrast(heads []head, below []*line) (width, contrast int) {
	for j := range heads {
		full, typed := 0, 0
		for _, l := range below {
			if c := l.at(heads[j].col); c != nil {
				full++
				if !x.wordLike(c) {
					typed++
				}
			}
		}
		if full > 0 {
			width++
			if 2*typed > full && heads[j].text != "" {
				contrast++
			}
		}
	}
	return width, contrast
}

// stacked tells whether lines can be one header: an upper cell spans columns (merged, or
// with blank cells beside it above words) and the lowest line has only words.
func (x *headers) stacked(lines []*line) bool {
	for u := range lines[:len(lines)-1] {
		upper, lower := lines[u], lines[u+1]
		if lower.n != x.g.below(upper.n) {
			return false
		}
		ok := x.partsLine(upper, lower)
		for _, m := range x.merges[upper.n] {
			if m.c1 > m.c0 && m.r0 == upper.n && m.r1 == upper.n || m.r1 > m.r0 && m.r0 <= upper.n && m.r1 >= lower.n {
				ok = true
			}
		}
		for i := range lower.cells {
			c := &lower.cells[i]
			if upper.at(c.col) == nil && len(upper.cells) > 1 && c.col > upper.cells[0].col {
				ok = true
			}
			if above := x.upperCell(upper, c.col); above != nil && periodHead(above) && periodPart(c) {
				continue
			}
			if !headerLike(&head{cells: []*raw{c}}) || !x.wordLike(c) && c.kind == rawText && !periodText(c.text) && !yearText(c.text) {
				return false
			}
		}
		if !ok || len(lower.cells) < 2 {
			return false
		}
	}
	return len(lines[0].cells) > 1
}

// covered counts the upper lines with a cell that is merged over columns with words below.
func (x *headers) covered(lines []*line) int {
	n := 0
	for u := range lines[:len(lines)-1] {
		upper, lower := lines[u], lines[u+1]
		for _, m := range x.merges[upper.n] {
			if m.c1 == m.c0 || m.r0 != upper.n || m.r1 != upper.n || len(upper.cells) < 2 {
				continue
			}
			words := 0
			for c := m.c0; c <= min(m.c1, m.c0+40); c++ {
				if cell := lower.at(c); cell != nil && cell.kind == rawText && headerLike(&head{cells: []*raw{cell}}) {
					words++
				}
			}
			if words > 1 {
				n++
				break
			}
		}
	}
	return n
}

// goesOn is what is subtracted from the score of a header that goes on in the next line:
// without it, parts of periods there would count as values.
func (x *headers) goesOn(upper, lower *line) float64 {
	switch both := []*line{upper, lower}; {
	case x.partsLine(upper, lower):
		return 1.2
	case x.covered(both) > 0 && x.stacked(both):
		return 0.6
	}
	return 0
}

// continued tells whether the lower lines continue the words of the upper ones (Percent / of
// Hires): they have only words, some of them above numbers or dates.
func (x *headers) continued(lines []*line, below []*line) bool {
	if len(below) == 0 || len(lines[0].cells) < 2 {
		return false
	}
	for _, l := range lines[1:] {
		typed := 0
		for i := range l.cells {
			c := &l.cells[i]
			if !x.wordLike(c) || x.v.Blank(vocab.Plain(c.text)) || len(c.text) > 60 || x.v.StatusWord(vocab.Plain(c.text)) != "" {
				return false
			}
			if _, contrast := x.contrast([]head{{col: c.col, text: "x"}}, below); contrast > 0 && lines[0].at(c.col) != nil {
				typed++
			}
		}
		if 2*typed <= len(l.cells) {
			return false
		}
	}
	return true
}

// yearText tells 2025 without 年.
func yearText(s string) bool {
	return vocab.AllDigits(s) && len(s) == 4 && yearLike(vocab.Atof(s))
}

func periodText(s string) bool {
	_, v := vocab.Period(s, 2000)
	return v != vocab.NotOne
}

// maxBands limits how many empty columns are tried as borders between tables.
const maxBands = 40

// bands splits lines at an empty column with a table on each side.
func (x *headers) bands(lines []*line) [][]*line {
	used := maps.Clone(x.g.hidden)
	if used == nil {
		used = map[int]bool{}
	}
	lo, hi := maxCol, 0
	for _, l := range lines {
		if len(l.cells) < 2 {
			continue
		}
		for i := range l.cells {
			used[l.cells[i].col] = true
		}
		lo, hi = min(lo, l.cells[0].col), max(hi, l.cells[len(l.cells)-1].col)
	}
	for _, l := range lines {
		for _, m := range x.merges[l.n] {
			if l.at(m.c0) != nil && len(l.cells) > 1 {
				for c := m.c0; c <= min(m.c1, hi); c++ {
					used[c] = true
				}
			}
		}
	}
	top := lines[:min(len(lines), 60)] // enough to tell a table
	for c, gaps := lo+1, 0; c < hi && gaps < maxBands; c++ {
		if used[c] {
			continue
		}
		gaps++
		end := c
		for !used[end] {
			end++
		}
		left, right := rect{1, 1, c - 1, maxRow}, rect{end, 1, maxCol, maxRow}
		if x.isTable(crop(top, left)) && x.isTable(crop(top, right)) {
			out := [][]*line{crop(lines, left)}
			if between := crop(lines, rect{c, 1, end - 1, maxRow}); len(between) > 0 {
				out = append(out, between) // lone lines, titles or notes
			}
			return append(out, x.bands(crop(lines, right))...)
		}
		c = end - 1
	}
	return [][]*line{lines}
}

func (x *headers) isTable(lines []*line) bool {
	at, _ := x.findHeader(lines)
	return at >= 0
}
