package sheet

import (
	"regexp"

	"milepost/generator/diag"
)

// pointed is a number with three digits after one point: 1.250, but not 0.125.
var pointed = regexp.MustCompile(`^[-+−]?[1-9]\d{0,2}\.\d{3}$`)

// thousandPoints reports numbers such as 1.250 that may mean 1250: programs that write
// semicolons between fields often use the comma for decimals and the point for thousands.
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
