package check

import (
	"math"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
)

// selection: weights add up to 100 % (SE01), every candidate has scores within
// the scale (SE02), the choice has the top score or a reason (SE03), and scores
// have evidence (SE04).
func selection(in *input) (diags diag.List) {
	for _, set := range in.sets(kb.SchemaSelection) {
		var candidates []int
		for i, c := range set.Columns {
			if c.Role != "" {
				candidates = append(candidates, i)
			}
		}
		if set.Col(kb.FieldWeight) < 0 || len(candidates) < 2 {
			continue
		}
		diags = append(diags, weights(set)...)
		diags = append(diags, scores(set, candidates)...)
		diags = append(diags, winner(set)...)
		diags = append(diags, evidence(set)...)
	}
	return diags
}

// weights: 100 % in all, or within each category.
func weights(set *kb.Dataset) diag.List {
	col := set.Col(kb.FieldWeight)
	sum := 0.0
	var all []float64
	byCategory := map[string]float64{}
	for row := range set.Rows {
		w, ok := set.Rows[row].Cells[col].Float()
		if !ok {
			continue
		}
		sum += w
		all = append(all, w)
		byCategory[said(set, row, kb.FieldCategory)] += w
	}
	whole, shares := metric.Whole(all, set.Columns[col].Type == kb.TypePercent)
	if n := len(all); !shares || n < 2 || math.Abs(sum-whole) <= whole*0.005 {
		return nil
	}
	if len(byCategory) > 1 {
		each := true
		for _, s := range byCategory {
			each = each && math.Abs(s-whole) <= whole*0.005
		}
		if each {
			return nil
		}
	}
	return diag.List{diag.New("SE01.sum", at(set, -1, col), metric.Percent(sum/whole), metric.Percent(sum/whole-1))}
}

// scores: none is missing, negative, or off the scale of the others.
func scores(set *kb.Dataset, candidates []int) (diags diag.List) {
	n, upTo10, upTo5 := 0, 0, 0
	for row := range set.Rows {
		for _, col := range candidates {
			if f, ok := set.Rows[row].Cells[col].Float(); ok {
				n++
				if f <= 10 {
					upTo10++
				}
				if f <= 5 {
					upTo5++
				}
			}
		}
	}
	scale, usual := 0.0, usualOf100(set, candidates)
	switch {
	case n >= 6 && upTo5 < n && upTo5*10 >= n*9 && upTo10 == upTo5: // one 45 among scores of 5
		scale = 5
	case n >= 6 && upTo10 < n && upTo10*10 >= n*9:
		scale = 10
	}
	for row := range set.Rows {
		if said(set, row, kb.FieldCriterion) == "" {
			continue
		}
		for _, col := range candidates {
			c := set.Rows[row].Cells[col]
			switch {
			case c.Kind == kb.Missing:
				diags = append(diags, diag.New("SE02.blank", at(set, row, col), said(set, row, kb.FieldCriterion), set.Columns[col].Header))
			case c.Kind == kb.Number && c.Num >= 0 && c.Num <= 10 && usual > 0:
				diags = append(diags, diag.New("SE02.slip", at(set, row, col), said(set, row, kb.FieldCriterion), set.Columns[col].Header, c.String(), metric.Thousands(usual, 0)))
			case c.Kind == kb.Number && (c.Num < 0 || scale > 0 && c.Num > scale):
				most := "—"
				if scale > 0 {
					most = metric.Thousands(scale, 0)
				}
				diags = append(diags, diag.New("SE02.scale", at(set, row, col), said(set, row, kb.FieldCriterion), set.Columns[col].Header, c.String(), most))
			}
		}
	}
	return diags
}

// usualOf100 is the median score if scores are out of 100 and at most one in ten
// is 10 or less: such an 8 was probably meant as 80. Else it is 0.
func usualOf100(set *kb.Dataset, candidates []int) float64 {
	var all []float64
	low := 0
	for row := range set.Rows {
		for _, col := range candidates {
			if f, ok := set.Rows[row].Cells[col].Float(); ok {
				if all = append(all, f); f <= 10 {
					low++
				}
			}
		}
	}
	slices.Sort(all)
	if len(all) < 6 || low == 0 || low*10 > len(all) || all[len(all)/2] < 50 || all[len(all)-1] > 100 {
		return 0
	}
	return all[len(all)/2]
}

// winner: a note that names the choice names the candidate with the top score,
// or says why not.
func winner(set *kb.Dataset) diag.List {
	choice, ok := site.SelectionOf(set)
	if !ok || len(choice.Lacking) > 0 {
		return nil // SE02 reports the gap
	}
	rank := choice.Rank()
	top := choice.Columns[rank.Best]
	for _, note := range set.Notes {
		if !about(note, "选定", "选用", "中标", "中选", "首选", "拟选", "推荐", "建议选", "建议采购", "建议采用", "选择了", "最终选择", "结论：选", "selected:", "we chose", "winner", "recommend", "preferred") || about(note, "因为", "由于", "理由", "原因", "虽然", "because", "reason", "despite") {
			continue
		}
		for i, col := range choice.Columns {
			if col != top && strings.Contains(note, set.Columns[col].Role) && !strings.Contains(note, set.Columns[top].Role) && rank.Totals[i] < rank.Totals[rank.Best]-1e-9 {
				return diag.List{diag.New("SE03.winner", at(set, -1, col), set.Columns[col].Role, set.Columns[top].Role)}
			}
		}
	}
	return nil
}

// evidence: the scores of a criterion have evidence. An empty or missing
// column is reported once.
func evidence(set *kb.Dataset) (diags diag.List) {
	col := set.Col(kb.FieldEvidence)
	if len(set.Rows) == 0 {
		return nil
	}
	if col < 0 {
		return diag.List{diag.New("SE04.column", at(set, -1, set.Col(kb.FieldCriterion)), len(set.Rows))}
	}
	for row := range set.Rows {
		if blank(set, row, kb.FieldEvidence) && !blank(set, row, kb.FieldCriterion) {
			diags = append(diags, diag.New("SE04.evidence", at(set, row, col), said(set, row, kb.FieldCriterion)))
		}
	}
	if len(diags) == len(set.Rows) {
		return diag.List{diag.New("SE04.column", at(set, -1, col), len(set.Rows))}
	}
	return diags
}
