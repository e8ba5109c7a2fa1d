package sheet

import (
	"context"
	"strings"

	"milepost/generator/vocab"
)

// table is one table found on a grid, before its cells are read.
type table struct {
	rect
	g        *grid
	title    []string // lines above the header
	heads    []head
	headRows int // lines of header, units line included
	body     []*line
	totals   []*line
	notes    []string
	groups   []string // headings between the rows, "B7 二、试点"
	examples []*line  // the example row of one of our templates, also in body
	fills    map[int]*raw
	single   []rect // numbers merged over several rows: they count for the first row only
	object   bool
	named    [lineParts][]int // rows by what they are, see account
	manner   manner
	below    loneTexts
}

// locator finds the tables of one grid.
type locator struct {
	ctx context.Context
	headers
	tables []*table
	open   []*table    // tables that the next block may continue
	stray  []stray     // lone lines not yet given to a table
	cells  map[int]int // by row: how many cells have been given to a table
}

// headers finds the header in a group of lines and reads it.
type headers struct {
	g      *grid
	v      *vocab.Words
	forced int             // header rows the settings demand, -1 if none
	merges map[int][]rect  // by row, for the rows headers can stand in
	words  map[string]bool // what wordLike said of a text
	tries  int             // headers tried so far; wide ones count for more
	single bool            // the sheet holds one column only
	over   bool            // a limit was passed: lines were left out
}

// Bounds on the work of finding tables on one sheet, far above what people make.
const (
	maxTables = 100
	maxTries  = 40_000

	triesCells = 8 // so many cells of a header count as one more try
)

// stray is a lone line: a title or a note.
type stray struct {
	row   int
	text  string
	cells int
}

func strayOf(l *line) stray { return stray{l.n, lineText(l), len(l.cells)} }

// locate finds the tables of a grid: in the range within, if it is not nil, and with
// headerRows header rows, if that is not -1. outside are the rows that are in no table; over:
// a limit was passed.
func locate(ctx context.Context, g *grid, v *vocab.Words, within *rect, headerRows int) (tables []*table, outside []int, over bool) {
	x := &locator{ctx: ctx, headers: headers{g: g, v: v, forced: headerRows, words: map[string]bool{}}, cells: make(map[int]int, len(g.lines))}
	x.find(within)
	x.attach()
	return x.tables, x.unnamed(), x.over
}

// find finds the tables.
func (x *locator) find(within *rect) {
	g := x.g
	x.indexMerges()
	lines := make([]*line, len(g.lines))
	for i := range g.lines {
		lines[i] = &g.lines[i]
	}
	if within != nil {
		lines = crop(lines, *within)
		if len(lines) > 0 {
			x.region(lines, true)
		}
		return
	}
	x.single = len(lines) > 0
	for _, l := range lines {
		x.single = x.single && len(l.cells) == 1 && l.cells[0].col == lines[0].cells[0].col
	}
	for _, o := range g.objects {
		if inside := crop(lines, o.rect); len(inside) > 0 {
			lines = x.objectTable(o, inside, lines)
		}
	}
	for len(lines) > 0 && x.ctx.Err() == nil {
		n := 1
		for n < len(lines) && lines[n].n == g.below(lines[n-1].n) {
			n++
		}
		x.block(lines[:n])
		lines = lines[n:]
	}
}

// crop keeps the cells inside the range, and drops empty lines.
func crop(lines []*line, in rect) []*line { return filter(lines, in, true) }

// without drops the cells inside the range.
func without(lines []*line, in rect) []*line { return filter(lines, in, false) }

func filter(lines []*line, in rect, keep bool) []*line {
	var out []*line
	for _, l := range lines {
		same := true
		for i := range l.cells {
			if in.holds(l.cells[i].col, l.n) != keep {
				same = false
				break
			}
		}
		if same {
			out = append(out, l)
			continue
		}
		c := &line{n: l.n, src: l.src}
		for i := range l.cells {
			if in.holds(l.cells[i].col, l.n) == keep {
				c.cells = append(c.cells, l.cells[i])
			}
		}
		if len(c.cells) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// objectTable reads a table object, whose author set header and totals.
func (x *locator) objectTable(o object, inside, lines []*line) []*line {
	head := min(o.header, len(inside))
	if x.forced >= 0 {
		head = min(x.forced, len(inside))
	}
	t := &table{rect: o.rect, g: x.g, headRows: head, object: true}
	t.heads = x.join(inside[:head], o.c0, o.c1)
	end := len(inside)
	for end > head && inside[end-1].n > o.r1-o.totals {
		end--
		t.totals = append([]*line{inside[end]}, t.totals...)
		x.name(t, partTotal, inside[end])
	}
	for _, l := range inside[:head] {
		x.name(t, partHeader, l)
	}
	x.fillMerges(t, inside[head:end])
	for _, l := range inside[head:end] {
		if x.isTotalLine(t, l) {
			t.totals = append(t.totals, l)
			x.name(t, partTotal, l)
			continue
		}
		t.body = append(t.body, l)
		x.name(t, partData, l)
	}
	x.tables = append(x.tables, t)
	return without(lines, o.rect)
}

// block reads lines without a blank row between them: first the cells that continue an open
// table, then those beside it.
func (x *locator) block(lines []*line) {
	var still []*table
	was := x.open
	x.open = nil // from here on the tables that begin in this block
	for _, t := range was {
		mine := crop(lines, rect{t.c0, 1, t.c1, maxRow})
		if len(mine) == 0 || !x.continues(t, mine) {
			continue
		}
		if rest := x.rows(t, mine, true); len(rest) > 0 {
			x.region(rest, false)
		} else {
			still = append(still, t)
		}
		lines = without(lines, rect{t.c0, 1, t.c1, maxRow})
	}
	if len(lines) > 0 {
		for _, band := range x.bands(lines) {
			x.region(band, false)
		}
	}
	x.open = append(still, x.open...)
}

// region reads one table, or the lone lines around one.
func (x *locator) region(lines []*line, whole bool) {
	if len(x.tables) >= maxTables {
		x.over = true
		return
	}
	at, depth := 0, x.forced
	if x.forced < 0 {
		at, depth = x.findHeader(lines)
	}
	if at < 0 {
		for _, l := range lines {
			x.stray = append(x.stray, strayOf(l))
		}
		return
	}
	depth = min(depth, len(lines))
	heads := lines[at : at+depth]
	if x.forced < 0 && depth > 0 {
		at, depth, heads = x.oneOfTwins(lines, at, depth)
	}
	for _, l := range lines[:at] {
		x.stray = append(x.stray, strayOf(l))
	}
	t := &table{g: x.g, headRows: depth}
	t.c0, t.c1 = extent(lines[at:], whole || depth == 0, x, at, depth)
	t.r0, t.r1 = lines[at].n, lines[at].n
	t.heads = x.join(heads, t.c0, t.c1)
	rows := lines[at+depth:]
	if depth > 0 {
		t.r1 = lines[at+depth-1].n
	}
	if depth > 0 && len(rows) > 0 && x.forced < 0 && x.unitsRow(t, rows[0]) {
		depth++
		t.headRows++
		t.r1 = rows[0].n
		rows = rows[1:]
	}
	x.give(t)
	for _, l := range lines[at : at+depth] {
		x.name(t, partHeader, l)
	}
	x.tables = append(x.tables, t)
	x.open = append(x.open, t)
	if rest := x.rows(t, rows, false); len(rest) > 0 {
		x.open = x.open[:len(x.open)-1]
		x.region(rest, false)
	}
}

// oneOfTwins treats a header written twice (see twin) as one: both lines belong to it, and
// the Chinese one is read.
func (x *locator) oneOfTwins(lines []*line, at, depth int) (int, int, []*line) {
	if at+1 < len(lines) {
		if l := x.twin(lines[at], lines[at+1]); l != nil {
			return at, 2, []*line{l}
		}
	}
	if at > 0 {
		if l := x.twin(lines[at-1], lines[at]); l != nil {
			return at - 1, 2, []*line{l}
		}
	}
	return at, depth, lines[at : at+depth]
}

// extent is the first and last column of a table, by its header and its rows.
func extent(lines []*line, all bool, x *locator, at, depth int) (c0, c1 int) {
	c0, c1 = maxCol, 1
	for i, l := range lines {
		if !all && i >= depth && len(l.cells) == 1 {
			continue // a note may stand anywhere
		}
		c0, c1 = min(c0, l.cells[0].col), max(c1, l.cells[len(l.cells)-1].col)
	}
	if c0 > c1 {
		c0, c1 = lines[0].cells[0].col, lines[0].cells[0].col
	}
	return c0, c1
}

// give assigns the lone lines read so far to the table t below them, or as notes to the
// table above.
func (x *locator) give(t *table) {
	var above *table
	if n := len(x.tables); n > 0 {
		above = x.tables[n-1]
	}
	for _, s := range x.stray {
		if above != nil && (x.v.Note(s.text) || s.row-above.r1 == 1 && t.r0-s.row > 1) {
			above.notes = append(above.notes, s.text)
			x.nameStray(above, partNote, s)
			continue
		}
		t.title = append(t.title, s.text)
		x.nameStray(t, partTitle, s)
	}
	x.stray = nil
}

// attach assigns the remaining lone lines to a table object below them, else to the last
// table.
func (x *locator) attach() {
	if len(x.tables) == 0 {
		return
	}
	for _, s := range x.stray {
		best := x.tables[len(x.tables)-1]
		for _, t := range x.tables {
			if t.object && t.r0 > s.row && !x.v.Note(s.text) {
				t.title = append(t.title, s.text)
				x.nameStray(t, partTitle, s)
				best = nil
				break
			}
		}
		if best != nil {
			best.notes = append(best.notes, s.text)
			x.nameStray(best, partNote, s)
		}
	}
	x.stray = nil
}

func (t *table) head(col int) *head {
	if i := col - t.c0; i >= 0 && i < len(t.heads) {
		return &t.heads[i]
	}
	return nil
}

// wordLike tells a text that is not a number, date, share or period.
func (x *headers) wordLike(c *raw) bool {
	if c.kind != rawText {
		return false
	}
	if w, ok := x.words[c.text]; ok {
		return w
	}
	w := wordLike(c.text)
	if len(x.words) < 10_000 {
		x.words[c.text] = w
	}
	return w
}

func wordLike(s string) bool {
	if len(s) > 60 || !strings.ContainsAny(s, "0123456789０１２３４５６７８９") {
		return true
	}
	if _, _, ok := vocab.Number(s); ok {
		return false
	}
	if _, ok := vocab.Share(s); ok {
		return false
	}
	if _, v := vocab.Date(s, 2000); v != vocab.NotOne {
		return false
	}
	_, v := vocab.Period(s, 2000)
	return v == vocab.NotOne
}

func lineText(l *line) string {
	var parts []string
	for i := range l.cells {
		parts = append(parts, vocab.Trim(shown(&l.cells[i], false)))
	}
	return strings.Join(parts, " ")
}
