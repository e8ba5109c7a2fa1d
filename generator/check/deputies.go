package check

import (
	"slices"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// deputies: whoever holds one of the three posts alone has a deputy (PE02),
// and each deputy is still there.
func deputies(in *input, set *kb.Dataset) (diags diag.List) {
	col := set.Col(kb.FieldDeputy)
	if set.Col(kb.FieldRole) < 0 {
		return nil
	}
	var alone []int // rows
	for _, post := range vocab.Posts {
		var rows []int
		for _, m := range site.Members(set) {
			if post.Is(m.Role) && m.Here(in.today) {
				rows = append(rows, m.Row)
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

// departed finds deputies of people who are there: deputies whom the list does not
// have, or who have left.
func departed(in *input, set *kb.Dataset) (diags diag.List) {
	all := everybody(in)
	for _, m := range site.Members(set) {
		if !m.Here(in.today) {
			continue
		}
		for _, who := range m.Deputies {
			var own []site.Member
			for _, p := range all {
				for _, n := range slices.Concat(p.Names, p.Roles) {
					if text.Fold(n) == text.Fold(who) {
						own = append(own, p)
					}
				}
			}
			if len(own) == 0 && !isDepartment(who, nil) {
				diags = append(diags, diag.New("PE02.unknown", at(set, m.Row, set.Col(kb.FieldDeputy)), who, said(set, m.Row, kb.FieldName)))
			}
			if day := left(own, in.today); day != "" {
				diags = append(diags, diag.New("PE02.left", at(set, m.Row, set.Col(kb.FieldDeputy)), who, said(set, m.Row, kb.FieldName), day))
			}
		}
	}
	return diags
}
