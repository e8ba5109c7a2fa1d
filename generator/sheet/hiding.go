package sheet

import (
	"encoding/xml"
	"slices"
	"strconv"
)

// hiding tells which rows and columns of a sheet are hidden. Reading and cleaning both use
// it, so that a page never shows what the published file hides.
//
// Rows hidden by a filter, and rows and columns in a collapsed group, are not secret:
// everybody can show them with one click. All others were hidden by hand.
type hiding struct {
	cols, rows spans // hidden by hand; known after decide
	viewed     spans // rows that a filter or a collapsed group hides

	colRuns, rowRuns   []run
	colFolds, rowFolds map[int]bool // columns and rows with the [+] of a collapsed group
	zero               bool         // rows are hidden unless they say otherwise
	above, left        bool         // the [+] is above the rows, left of the columns
	filter             span         // rows of the filter that is being read
	filters            []span
	merges             []rect
	crossed            bool // two <col> elements overlap: Excel would call the file damaged
}

// run is neighbouring hidden rows or columns.
type run struct {
	span
	grouped bool
}

func newHiding() *hiding {
	return &hiding{colFolds: map[int]bool{}, rowFolds: map[int]bool{}}
}

// maxMerges bounds the merged ranges of one sheet.
const maxMerges = 20_000

// see reads an element of the sheet; the depth of the root is 1.
func (h *hiding) see(e xml.StartElement, depth int) {
	switch name := e.Name.Local; {
	case depth == 2 && name == "sheetFormatPr":
		h.zero = yes(attr(e, "zeroHeight"))
	case depth == 3 && name == "outlinePr":
		h.above, h.left = attr(e, "summaryBelow") != "" && !yes(attr(e, "summaryBelow")), attr(e, "summaryRight") != "" && !yes(attr(e, "summaryRight"))
	case depth == 3 && name == "col":
		h.seeColumns(e)
	case depth == 3 && name == "mergeCell":
		if m, ok := parseRange(attr(e, "ref")); ok && len(h.merges) < maxMerges {
			h.merges = append(h.merges, m)
		}
	case depth == 2 && name == "autoFilter":
		r, _ := parseRange(attr(e, "ref"))
		h.filter = span{r.r0 + 1, r.r1}
	case depth == 3 && name == "filterColumn": // a filter without one shows every row
		h.filters = append(h.filters, h.filter)
	}
}

func (h *hiding) seeColumns(e xml.StartElement) {
	s := span{max(atoi(attr(e, "min")), 1), min(atoi(attr(e, "max")), maxCol)}
	if n := len(h.colRuns); n > 0 && s.lo <= h.colRuns[n-1].hi {
		h.crossed = true
	}
	if yes(attr(e, "collapsed")) {
		h.colFolds[s.lo] = true
	}
	if (yes(attr(e, "hidden")) || nothing(attr(e, "width"))) && s.lo <= s.hi && len(h.colRuns) < maxCol {
		h.colRuns = extend(h.colRuns, run{s, atoi(attr(e, "outlineLevel")) > 0})
	}
}

// seeRow takes a row, in ascending order.
func (h *hiding) seeRow(e xml.StartElement, n int) {
	if yes(attr(e, "collapsed")) {
		h.rowFolds[n] = true
	}
	hidden := attr(e, "hidden")
	if yes(hidden) || hidden == "" && (h.zero || nothing(attr(e, "ht"))) {
		h.rowRuns = extend(h.rowRuns, run{span{n, n}, atoi(attr(e, "outlineLevel")) > 0})
	}
}

// nothing tells whether a width or height is zero.
func nothing(size string) bool {
	f, err := strconv.ParseFloat(size, 64)
	return err == nil && f <= 0
}

// extend adds a run at the end.
func extend(runs []run, r run) []run {
	if n := len(runs); n > 0 && runs[n-1].hi+1 == r.lo && runs[n-1].grouped == r.grouped {
		runs[n-1].hi = r.hi
		return runs
	}
	return append(runs, r)
}

// decide fills cols, rows and viewed; it is called after the last element.
func (h *hiding) decide() {
	var folded spans
	h.cols, _ = byHand(h.colRuns, h.colFolds, h.left)
	h.rows, folded = byHand(h.rowRuns, h.rowFolds, h.above)
	filtered := h.rows.minus(h.rows.minus(union(h.filters)))
	h.rows = h.rows.minus(filtered)
	h.viewed = union(append(folded, filtered...))
}

// byHand separates the runs hidden by hand from those of collapsed groups.
func byHand(runs []run, folds map[int]bool, first bool) (hand, folded spans) {
	for _, r := range runs {
		sign := r.hi + 1
		if first {
			sign = r.lo - 1
		}
		if r.grouped && folds[sign] {
			folded = append(folded, r.span)
		} else {
			hand = append(hand, r.span)
		}
	}
	return union(hand), union(folded)
}

// any tells whether anything was hidden by hand.
func (h *hiding) any() bool { return len(h.cols) > 0 || len(h.rows) > 0 }

// shown is the visible part of a merged range whose first cell is hidden: its content shows
// there. ok is false if the first cell is visible, or the whole range is hidden.
func (h *hiding) shown(m rect) (rect, bool) {
	r := rect{h.cols.next(m.c0), h.rows.next(m.r0), m.c1, m.r1}
	return r, (r.c0 > m.c0 || r.r0 > m.r0) && r.c0 <= r.c1 && r.r0 <= r.r1
}

// span is the numbers from lo to hi, both included.
type span struct{ lo, hi int }

// spans are ascending and do not touch each other.
type spans []span

// at is the index of the first span that ends at n or later.
func (s spans) at(n int) int {
	i, _ := slices.BinarySearchFunc(s, n, func(x span, n int) int { return x.hi - n })
	return i
}

func (s spans) holds(n int) bool {
	i := s.at(n)
	return i < len(s) && s[i].lo <= n
}

// covers tells whether the spans hold all numbers from lo to hi.
func (s spans) covers(lo, hi int) bool {
	i := s.at(lo)
	return i < len(s) && s[i].lo <= lo && s[i].hi >= hi
}

// next is the first number from n on that is in no span.
func (s spans) next(n int) int {
	if i := s.at(n); i < len(s) && s[i].lo <= n {
		return s[i].hi + 1
	}
	return n
}

// minus is s without what other holds.
func (s spans) minus(other spans) (out spans) {
	for _, x := range s {
		for i := other.at(x.lo); i < len(other) && other[i].lo <= x.hi; i++ {
			if o := other[i]; o.lo > x.lo {
				out = append(out, span{x.lo, o.lo - 1})
			}
			x.lo = other[i].hi + 1
		}
		if x.lo <= x.hi {
			out = append(out, x)
		}
	}
	return out
}

// union sorts and joins spans.
func union(all []span) (out spans) {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b span) int { return a.lo - b.lo })
	for _, s := range all {
		switch n := len(out); {
		case s.lo > s.hi:
		case n > 0 && s.lo <= out[n-1].hi+1:
			out[n-1].hi = max(out[n-1].hi, s.hi)
		default:
			out = append(out, s)
		}
	}
	return out
}
