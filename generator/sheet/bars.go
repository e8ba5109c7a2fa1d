package sheet

import (
	"strings"
	"unicode"

	"milepost/generator/vocab"
)

// dropBars leaves out the columns of days, weeks or months in which a plan draws its bars:
// the cells are coloured or hold marks, and other columns have start and end. It reports
// this once.
func (y *unfolding) dropBars() {
	f := y.f
	var bars []int
	marked := false
	for i := range f.cols {
		if !y.barHead(&f.cols[i]) {
			continue
		}
		only, any := marksOnly(f, i, y.v)
		if !only {
			return // some hold values: it is not a drawing
		}
		bars = append(bars, i)
		marked = marked || any
	}
	if len(bars) < 2 || !y.datedBeside(bars, marked) {
		return
	}
	first, last := &f.cols[bars[0]], &f.cols[bars[len(bars)-1]]
	y.complain("SH06.bars", spot{nil, first.col, max(first.row, 1)}, letterOf(first.col), letterOf(last.col), len(bars))
	f.drop(bars)
}

// barHead tells whether a column stands for a time: its header is a period, a
// day, or a part of one (第3周, 15).
func (y *unfolding) barHead(c *column) bool {
	for _, cell := range c.cells {
		if _, v, rest := y.headPeriod(cell); (v == vocab.Fine || v == vocab.Yearless) && rest == "" {
			return true
		}
		if cell.kind == rawText && dayWord.MatchString(cell.text) {
			return true
		}
	}
	return len(c.cells) > 0 && periodPart(c.cells[len(c.cells)-1])
}

// marksOnly tells whether the cells of a column are blank or marks, and whether there are marks.
func marksOnly(f *frame, i int, v *vocab.Words) (only, any bool) {
	for r := range f.rows {
		c := f.rows[r].spots[i].c
		if c == nil || look(v, c) == isBlank {
			continue
		}
		if !isMark(c) {
			return false, true
		}
		any = true
	}
	return true, any
}

// isMark tells a cell with only a mark: ■, √, 1, x.
func isMark(c *raw) bool {
	switch c.kind {
	case rawNumber:
		return c.num == 1
	case rawBool:
		return c.num != 0
	case rawText:
		t := strings.ToLower(vocab.Trim(c.text))
		return t == "1" || t == "x" || t == "v" || !strings.ContainsFunc(t, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
	}
	return false
}

// datedBeside tells whether other columns have start and end. For bars of marks it needs
// two such columns, because marks may be data.
func (y *unfolding) datedBeside(bars []int, marked bool) bool {
	is := map[int]bool{}
	for _, i := range bars {
		is[i] = true
	}
	n := 0
	for i := range y.f.cols {
		c := &y.f.cols[i]
		dated := c.prof.n > 0 && c.prof.most(isDay)
		if !is[i] && (dated || n > 0 && (strings.Contains(c.word, "工期") || strings.Contains(c.word, "duration"))) {
			n++
		}
	}
	return n > 1 || n == 1 && !marked
}

// drop removes columns from the frame.
func (f *frame) drop(cols []int) {
	gone := make([]bool, len(f.cols))
	for _, i := range cols {
		gone[i] = true
	}
	var keep []column
	for i := range f.cols {
		if !gone[i] {
			keep = append(keep, f.cols[i])
		}
	}
	for _, rows := range [][]record{f.rows, f.totals} {
		for r := range rows {
			spots := make([]spot, 0, len(keep))
			for i, s := range rows[r].spots {
				if !gone[i] {
					spots = append(spots, s)
				}
			}
			rows[r].spots = spots
		}
	}
	f.cols = keep
}
