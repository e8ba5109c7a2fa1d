package check

import (
	"milepost/generator/diag"
	"milepost/generator/kb"
)

// training: nobody is trained who was not planned (TR02), and nobody passes who was not there.
func training(in *input) (diags diag.List) {
	for _, set := range in.parts(kb.SchemaTraining) {
		for row := range set.Rows {
			planned, ok1 := set.Cell(row, kb.FieldPlanned).Float()
			trained, ok2 := set.Cell(row, kb.FieldTrained).Float()
			passed, ok3 := set.Cell(row, kb.FieldPassed).Float()
			if ok1 && ok2 && trained > planned {
				pos := at(set, row, set.Col(kb.FieldTrained))
				diags = append(diags, diag.New("TR02.planned", pos, said(set, row, kb.FieldCourse), set.Cell(row, kb.FieldTrained).String(), set.Cell(row, kb.FieldPlanned).String(), place(pos, at(set, row, set.Col(kb.FieldPlanned)))))
			}
			if ok2 && ok3 && passed > trained && set.Columns[set.Col(kb.FieldPassed)].Type == set.Columns[set.Col(kb.FieldTrained)].Type {
				pos := at(set, row, set.Col(kb.FieldPassed))
				diags = append(diags, diag.New("TR02.passed", pos, said(set, row, kb.FieldCourse), set.Cell(row, kb.FieldPassed).String(), set.Cell(row, kb.FieldTrained).String(), place(pos, at(set, row, set.Col(kb.FieldTrained)))))
			}
		}
	}
	return diags
}
