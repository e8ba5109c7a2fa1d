package plan

import (
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// raci is the matrix of activities and roles, with the number of letters of
// each role.
func (d drawer) raci(b kb.Block, set *kb.Dataset, pos diag.Pos) (theme.RACI, diag.List) {
	m, diags := d.data.Matrix(b, set, pos)
	v := theme.RACI{Roles: m.Roles}
	for i := range m.Roles {
		v.Load = append(v.Load, loadOf(m, i))
	}
	for _, r := range m.Rows {
		v.Rows = append(v.Rows, theme.RACIRow{Activity: r.Activity, Cells: r.Letters, Tip: d.tip(set, set.Cell(r.Row, kb.FieldActivity))})
	}
	return v, diags
}

func loadOf(m site.Matrix, role int) theme.RACILoad {
	l := theme.RACILoad{Role: m.Roles[role]}
	for _, r := range m.Rows {
		for _, letter := range r.Letters[role] {
			switch letter {
			case "R":
				l.R++
			case "A":
				l.A++
			case "C":
				l.C++
			case "I":
				l.I++
			}
		}
	}
	return l
}
