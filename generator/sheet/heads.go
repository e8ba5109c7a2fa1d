package sheet

import (
	"strings"

	"milepost/generator/vocab"
)

// join makes the headers of the columns from the lines.
func (x *headers) join(lines []*line, c0, c1 int) []head {
	heads := make([]head, c1-c0+1)
	for i := range heads {
		heads[i].col = c0 + i
	}
	for li, l := range lines {
		lowest := li == len(lines)-1
		var left *raw // of this row, to fill blanks beside it
		leftUpper := ""
		for i := range heads {
			h := &heads[i]
			c := x.headerCell(l, h.col)
			upper := strings.Join(h.levels, " ")
			if c != nil {
				left, leftUpper = c, upper
			} else if !lowest && left != nil && upper == leftUpper && !x.rowMerged(l) && lowerText(lines[li+1:], h.col) && lowerText(lines[li+1:], left.col) {
				c = left
			}
			if c == nil {
				continue
			}
			h.row = l.n
			if t := oneLine(shown(c, x.g.is1904)); len(h.levels) == 0 || h.levels[len(h.levels)-1] != t {
				h.levels = append(h.levels, t)
				h.cells = append(h.cells, c)
			}
		}
	}
	for i := range heads {
		h := &heads[i]
		if h.row == 0 && len(lines) > 0 {
			h.row = lines[len(lines)-1].n
		}
		h.text = strings.Join(h.levels, " ")
		h.word, h.unit = vocab.Header(h.text)
		h.unit = x.v.UnitPart(h.unit)
	}
	return heads
}

// headerCell is a cell of the header; a merged cell counts in all its columns.
func (x *headers) headerCell(l *line, col int) *raw {
	if c := l.at(col); c != nil {
		return c
	}
	for _, m := range x.merges[l.n] {
		if m.holds(col, l.n) && m.r0 == l.n {
			return l.at(m.c0)
		}
	}
	return nil
}

func (x *headers) rowMerged(l *line) bool {
	for _, m := range x.merges[l.n] {
		if m.c1 > m.c0 {
			return true
		}
	}
	return false
}

func lowerText(lines []*line, col int) bool {
	for _, l := range lines {
		if l.at(col) != nil {
			return true
		}
	}
	return false
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
