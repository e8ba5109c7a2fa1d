package check

import (
	"milepost/generator/diag"
	"milepost/generator/kb"
)

// figuresOf are the fields that say something of a period, in the tables that are
// kept by period. What was agreed, such as a target, may stand without one.
var figuresOf = map[string][]string{
	kb.SchemaKPI:          {kb.FieldActual},
	kb.SchemaSatisfaction: {kb.FieldScore},
	kb.SchemaSLA:          {kb.FieldCount, kb.FieldCompliance, kb.FieldResponseActual, kb.FieldResolveActual},
}

// undated: a row with a figure says of which period it is, where the others do
// (FR04). Whoever writes the month once, for the rows below it too, must merge the
// cells: a blank cell is not the one above it.
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
