package check

import (
	"milepost/generator/diag"
	"milepost/generator/kb"
)

// figuresOf are the fields with figures of a period. Agreed values, such as
// targets, need no period.
var figuresOf = map[string][]string{
	kb.SchemaKPI:          {kb.FieldActual},
	kb.SchemaSatisfaction: {kb.FieldScore},
	kb.SchemaSLA:          {kb.FieldCount, kb.FieldCompliance, kb.FieldResponseActual, kb.FieldResolveActual},
}

// undated: a row with a figure has a period, if the other rows have one (FR04). A
// month that is written once for several rows must be in merged cells: a blank
// cell does not mean the one above it.
func undated(in *input) (diags diag.List) {
	for _, schema := range periodic {
		for _, set := range in.joined(schema) {
			col := set.Col(kb.FieldPeriod)
			without, dated := []int{}, 0
			for row := range set.Rows {
				switch {
				case col < 0:
				case !blank(set, row, kb.FieldPeriod):
					dated++
				case hasFigure(set, row):
					without = append(without, row)
				}
			}
			if dated > 0 && len(without) > 0 {
				diags = append(diags, diag.New("FR04.undated", at(set, without[0], col), len(without), header(set, kb.FieldPeriod)))
			}
		}
	}
	return diags
}

func hasFigure(set *kb.Dataset, row int) bool {
	for _, f := range figuresOf[set.Schema] {
		if !blank(set, row, f) {
			return true
		}
	}
	return false
}
