package sheet

import (
	"regexp"

	"milepost/generator/diag"
)

// pointed is a number with three digits behind one point: 1.250, but not 0.125.
var pointed = regexp.MustCompile(`^[-+−]?[1-9]\d{0,2}\.\d{3}$`)

// thousandPoints tells of numbers that may be a thousand times what they are read as. A
// program separates fields by semicolons where the comma is the mark of its
// decimals, and the point there groups thousands.
func thousandPoints(p string, g *grid) diag.List {
	if !g.semicolons {
		return nil
	}
	var first diag.Pos
	text, n := "", 0
	for i := range g.lines {
		for k := range g.lines[i].cells {
			c := &g.lines[i].cells[k]
			if c.forced || !pointed.MatchString(c.text) {
				continue
			}
			if n++; n == 1 {
				first, text = diag.Pos{File: p, Line: g.lines[i].src, Cell: ref(c.col, g.lines[i].n)}, c.text
			}
		}
	}
	if n == 0 {
		return nil
	}
	return diag.List{diag.New("SH12.point", first, text, n)}
}
