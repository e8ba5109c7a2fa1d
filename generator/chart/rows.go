package chart

import (
	"strings"

	"milepost/generator/where"
)

// filter puts into b.rows the rows for which all conditions of the spec hold.
func (b *build) filter() {
	var all []where.Cond
	for _, w := range b.spec.Where {
		c, problem := where.Parse(b.data, w)
		if problem != nil {
			b.diags = append(b.diags, problem.At(b.pos))
			continue
		}
		all = append(all, c)
	}
	if b.failed() {
		return
	}
	for r := range b.data.Rows {
		if b.meets(r, all) {
			b.rows = append(b.rows, r)
		}
	}
	if len(b.rows) == 0 && len(b.data.Rows) > 0 {
		b.complain("DB44.where", b.data.ID(), strings.Join(b.spec.Where, ", "))
	}
}

func (b *build) meets(row int, all []where.Cond) bool {
	for i := range all {
		if !all[i].Holds(b.data.Rows[row]) {
			return false
		}
	}
	return true
}
