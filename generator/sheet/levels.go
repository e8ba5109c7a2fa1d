package sheet

import (
	"math"
	"regexp"
	"strings"

	"milepost/generator/vocab"
)

// ranks are the forms in which people number levels, highest level first.
var ranks = []*regexp.Regexp{
	regexp.MustCompile(`^[一二三四五六七八九十]{1,3}[、.．]`),
	regexp.MustCompile(`^[(（][一二三四五六七八九十]{1,3}[)）]`),
	regexp.MustCompile(`^\d{1,2}[、.．](?:\D|$)`),
	regexp.MustCompile(`^[(（]\d{1,2}[)）]`),
}

// sumLevels finds rows with sums of the rows below them, as in pivot tables and in lists
// numbered 一、 and 1.: they become totals, and a new column names the parent of each other
// row. A row is a parent only if all its numbers are the sums of its children's.
func (y *unfolding) sumLevels() {
	f := y.f
	if len(f.rows) < 3 || len(f.cols) < 2 || f.rows[0].spots[0].c == nil {
		return
	}
	depth := f.depths()
	if depth == nil {
		return
	}
	parents := map[int]bool{}
	owner := make([]string, len(f.rows))
	for i := range f.rows {
		children := childrenOf(depth, i)
		if len(children) == 0 || !f.addsUp(i, children) {
			continue
		}
		parents[i] = true
		for _, k := range children {
			owner[k] = vocab.Trim(f.rows[i].spots[0].c.text)
		}
	}
	if len(parents) == 0 {
		return
	}
	f.cols[0].typ = "text" // 1.工资 is no quantity
	f.addOwners(owner, y.v.ParentHeader.In(y.lang))
	y.moveToTotals(parents, func(r record) {
		y.complain("SH06.parent", r.spots[0], vocab.Trim(r.spots[0].c.text), y.v.ParentHeader.In(y.lang))
	})
}

// depths are the levels of the rows, by spaces before the label, indent or numbering; nil if
// there is only one level.
func (f *frame) depths() []int {
	spaces, indents, numbers := make([]int, len(f.rows)), make([]int, len(f.rows)), make([]int, len(f.rows))
	spaced, indented, levels := false, false, map[int]bool{}
	for i := range f.rows {
		c := f.rows[i].spots[0].c
		if c == nil || c.kind != rawText {
			return nil
		}
		spaces[i] = len([]rune(c.text)) - len([]rune(strings.TrimLeft(c.text, " \t　\u00a0")))
		indents[i] = c.style.indent
		spaced, indented = spaced || spaces[i] > 0, indented || indents[i] > 0
		for k, r := range ranks {
			if r.MatchString(vocab.Trim(c.text)) {
				numbers[i] = k + 1
				levels[k] = true
				break
			}
		}
	}
	switch {
	case spaced:
		return spaces
	case indented:
		return indents
	case len(levels) > 1:
		return numbers
	}
	return nil
}

// childrenOf are the rows one level below row i.
func childrenOf(depth []int, i int) []int {
	var out []int
	for k := i + 1; k < len(depth) && depth[k] > depth[i]; k++ {
		if depth[k] == depth[i+1] {
			out = append(out, k)
		}
	}
	return out
}

// addsUp tells whether all numbers of a row are the sums of its children's,
// but for rounding.
func (f *frame) addsUp(i int, children []int) bool {
	checked := false
	for col := 1; col < len(f.cols); col++ {
		c := f.rows[i].spots[col].c
		if c == nil || c.kind != rawNumber {
			continue
		}
		sum := 0.0
		for _, k := range children {
			if n := f.rows[k].spots[col].c; n != nil && n.kind == rawNumber {
				sum += n.num
			}
		}
		if d := math.Abs(sum - c.num); d > 0.006*float64(len(children)) && d > 1e-6*math.Abs(c.num) {
			return false
		}
		checked = true
	}
	return checked
}

// addOwners adds a column with the parent of each row after the labels.
func (f *frame) addOwners(owner []string, header string) {
	label := f.cols[0].head
	label.rename(header)
	f.cols = append(f.cols[:1:1], append([]column{{head: label}}, f.cols[1:]...)...)
	put := func(r *record, name string) {
		s := spot{nil, r.spots[0].col, r.spots[0].row}
		if name != "" {
			s.c = &raw{kind: rawText, text: name, style: general, col: s.col}
		}
		r.spots = append(r.spots[:1:1], append([]spot{s}, r.spots[1:]...)...)
	}
	for i := range f.rows {
		put(&f.rows[i], owner[i])
	}
	for i := range f.totals {
		put(&f.totals[i], "")
	}
}
