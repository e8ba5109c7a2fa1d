package check

import "milepost/generator/diag"

// training: nobody is trained who was not planned (TR02), and nobody passes who was not there.
func training(in *input) (diags diag.List) {
	for _, set := range in.parts("training") {
		for row := range set.Rows {
			planned, ok1 := set.Cell(row, "planned").Float()
			trained, ok2 := set.Cell(row, "trained").Float()
			passed, ok3 := set.Cell(row, "passed").Float()
			if ok1 && ok2 && trained > planned {
				pos := at(set, row, set.Col("trained"))
				diags = append(diags, diag.New("TR02.planned", pos, said(set, row, "course"), set.Cell(row, "trained").String(), set.Cell(row, "planned").String(), place(pos, at(set, row, set.Col("planned")))))
			}
			if ok2 && ok3 && passed > trained && set.Columns[set.Col("passed")].Type == set.Columns[set.Col("trained")].Type {
				pos := at(set, row, set.Col("passed"))
				diags = append(diags, diag.New("TR02.passed", pos, said(set, row, "course"), set.Cell(row, "passed").String(), set.Cell(row, "trained").String(), place(pos, at(set, row, set.Col("trained")))))
			}
		}
	}
	return diags
}
