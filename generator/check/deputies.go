package check

import (
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// deputies: who holds one of the three posts alone has somebody to stand in
// (PE02), and whoever is named is still there.
func deputies(in *input, set *kb.Dataset) (diags diag.List) {
	col := set.Col(kb.FieldDeputy)
	if set.Col(kb.FieldRole) < 0 {
		return nil
	}
	var alone []int // rows
	for _, post := range vocab.Posts {
		var rows []int
		for row := range set.Rows {
			if post.Is(said(set, row, kb.FieldRole)) && present(in, set, row) {
				rows = append(rows, row)
			}
		}
		if len(rows) == 1 {
			alone = append(alone, rows[0])
		}
	}
	if col < 0 {
		if len(alone) == len(vocab.Posts) {
			diags = append(diags, diag.New("PE02.column", at(set, -1, set.Col(kb.FieldRole))))
		}
		return diags
	}
	for _, row := range alone {
		if blank(set, row, kb.FieldDeputy) {
			diags = append(diags, diag.New("PE02.deputy", at(set, row, col), said(set, row, kb.FieldRole), said(set, row, kb.FieldName)))
		}
	}
	return append(diags, departed(in, set)...)
}

// present tells whether a person of the list is there today.
func present(in *input, set *kb.Dataset, row int) bool {
	from, to := set.Cell(row, kb.FieldFrom).Date(), set.Cell(row, kb.FieldTo).Date()
	return (from == "" || in.today == "" || from <= in.today) && (to == "" || in.today == "" || to >= in.today)
}

// departed finds deputies of people who are there and who have left themselves.
func departed(in *input, set *kb.Dataset) (diags diag.List) {
	all := everybody(in)
	for row := range set.Rows {
		if !present(in, set, row) {
			continue
		}
		for _, who := range vocab.People(said(set, row, kb.FieldDeputy)) {
			var own []person
			for _, p := range all {
				for _, n := range p.names {
					if text.Fold(n) == text.Fold(who) {
						own = append(own, p)
					}
				}
			}
			if day := left(in, own); day != "" {
				diags = append(diags, diag.New("PE02.left", at(set, row, set.Col(kb.FieldDeputy)), who, said(set, row, kb.FieldName), day))
			}
		}
	}
	return diags
}
