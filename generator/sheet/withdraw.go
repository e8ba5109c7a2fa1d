package sheet

import (
	"slices"
	"strings"
)

// withdraw moves the cells hidden by hand from the lines to w.aside, where formulas can
// still use them.
func (w *worksheet) withdraw(h *hiding) {
	for i := range w.lines {
		w.viewedRows += btoi(h.viewed.holds(w.lines[i].n))
	}
	w.merges = h.merges
	if !h.any() {
		return
	}
	w.unseen = h.rows
	moved := w.moveMerges(h)
	for i := range w.lines {
		w.thin(&w.lines[i], h)
	}
	w.lines = slices.DeleteFunc(w.lines, func(l line) bool { return len(l.cells) == 0 })
	for _, c := range moved {
		w.put(c)
	}
	for _, s := range h.cols {
		for c := s.lo; c <= s.hi; c++ {
			if w.grid.hidden[c] {
				w.hiddenCols = append(w.hiddenCols, strings.TrimRight(ref(c, 1), "1"))
			}
		}
	}
}

// thin removes the hidden cells from a line. The header of a table object stays even if its
// row is hidden, as in a published file (see secrets).
func (w *worksheet) thin(l *line, h *hiding) {
	hidden, lost := h.rows.holds(l.n), false
	kept := l.cells[:0]
	for _, c := range l.cells {
		byCol := h.cols.holds(c.col)
		if !byCol && (!hidden || w.heads(c.col, l.n)) {
			kept = append(kept, c)
			continue
		}
		w.aside = append(w.aside, asideCell{c, spotKey{l.n, c.col}})
		w.grid.hidden[c.col] = w.grid.hidden[c.col] || byCol
		lost = lost || !byCol
	}
	l.cells = kept
	if lost {
		w.hiddenRows = append(w.hiddenRows, l.n)
	}
}

// heads tells whether a cell is in the header of a table object.
func (w *worksheet) heads(col, row int) bool {
	return slices.ContainsFunc(w.objects, func(o object) bool { return o.headers().holds(col, row) })
}

// moveMerges moves the content of merged ranges whose first cell is hidden to the first
// visible cell, where a spreadsheet program shows it.
func (w *worksheet) moveMerges(h *hiding) (moved []asideCell) {
	for i, m := range w.merges {
		seen, ok := h.shown(m)
		if !ok {
			continue
		}
		if l := w.line(m.r0); l != nil {
			if c := l.at(m.c0); c != nil {
				cell := asideCell{*c, spotKey{seen.r0, seen.c0}}
				cell.col = seen.c0
				moved = append(moved, cell)
			}
		}
		w.merges[i] = seen
	}
	return moved
}

// line is the line of a row, nil if it holds nothing.
func (w *worksheet) line(row int) *line {
	if i, ok := w.place(row); ok {
		return &w.lines[i]
	}
	return nil
}

func (w *worksheet) place(row int) (int, bool) {
	return slices.BinarySearchFunc(w.lines, row, func(l line, n int) int { return l.n - n })
}

// put adds a cell to the lines, unless there is one.
func (w *worksheet) put(c asideCell) {
	i, ok := w.place(c.at.row)
	if !ok {
		w.lines = slices.Insert(w.lines, i, line{n: c.at.row, src: c.at.row})
	}
	l := &w.lines[i]
	at, taken := slices.BinarySearchFunc(l.cells, c.col, func(r raw, col int) int { return r.col - col })
	if !taken {
		l.cells = slices.Insert(slices.Clip(l.cells), at, c.raw)
	}
}
