package check

import (
	"math"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
)

// satisfied: sample sizes are given, small ones are reported (SA01), scores are
// within their scale (SA02), a table has one scale (SA03), the answers add up
// (SA04).
func satisfied(in *input) (diags diag.List) {
	for _, set := range in.parts(kb.SchemaSatisfaction) {
		col := set.Col(kb.FieldScore)
		if col < 0 {
			continue
		}
		diags = append(diags, samples(set, col)...)
		odd := within(set, col)
		diags = append(diags, odd...)
		if len(odd) == 0 {
			diags = append(diags, mixed(set, col)...)
		}
	}
	for _, set := range in.parts(kb.SchemaSurvey) {
		diags = append(diags, counted(set)...)
	}
	for _, set := range in.joined(kb.SchemaSatisfaction) {
		if col := set.Col(kb.FieldScore); col >= 0 && set.Series != "" {
			diags = append(diags, changed(set, col)...)
		}
	}
	return diags
}

// gradeFields are the columns whose counts together are all answers of a
// survey.
var gradeFields = []string{kb.FieldGrade5, kb.FieldGrade4, kb.FieldGrade3, kb.FieldGrade2, kb.FieldGrade1, kb.FieldUnrated}

// counted: the answers of all grades add up to the number in the row (SA04). Percentages are
// not added.
func counted(set *kb.Dataset) (diags diag.List) {
	col := set.Col(kb.FieldResponses)
	for row := range set.Rows {
		sum, grades := 0.0, 0
		for _, f := range gradeFields {
			n, ok := set.Cell(row, f).Float()
			if !ok {
				continue
			}
			if c := set.Columns[set.Col(f)]; c.Type == kb.TypePercent || n != math.Trunc(n) {
				return nil
			}
			sum += n
			grades++
		}
		n, ok := set.Cell(row, kb.FieldResponses).Float()
		if ok && grades > 1 && sum != n {
			diags = append(diags, diag.New("SA04.sum", at(set, row, col), metric.Thousands(sum, 0), metric.Thousands(n, 0)))
		}
	}
	return diags
}

// changed reports the first period of a series with another scale.
func changed(set *kb.Dataset, score int) diag.List {
	unit, first := "", -1
	for row := range set.Rows {
		c := set.Rows[row].Cells[score]
		if c.Kind != kb.Number {
			continue
		}
		u := c.Unit
		if u == "" {
			u = set.Columns[score].Unit
		}
		if first < 0 {
			unit, first = u, row
		} else if u != unit {
			pos := at(set, row, score)
			return diag.List{diag.New("SA03.series", pos, c.String(), set.Rows[first].Cells[score].String(), cellName(pos, at(set, first, score)))}
		}
	}
	return nil
}

func samples(set *kb.Dataset, score int) (diags diag.List) {
	n := set.Col(kb.FieldResponses)
	if n < 0 {
		return diag.List{diag.New("SA01.column", at(set, -1, score))}
	}
	small, first := 0, -1
	for row := range set.Rows {
		c := set.Rows[row].Cells[n]
		switch {
		case set.Rows[row].Cells[score].Kind != kb.Number:
		case c.Kind == kb.Missing:
			diags = append(diags, diag.New("SA01.blank", at(set, row, n), set.Rows[row].Cells[score].String()))
		case c.Kind == kb.Number && c.Num < metric.SmallSample:
			if small++; first < 0 {
				first = row
			}
		}
	}
	if small > 0 {
		diags = append(diags, diag.New("SA01.small", at(set, first, n), small, metric.SmallSample))
	}
	return diags
}

func within(set *kb.Dataset, score int) (diags diag.List) {
	for row := range set.Rows {
		n, ok := set.Rows[row].Cells[score].Float()
		top := site.ScaleOf(set, row)
		if !ok || top == 0 || n >= 0 && n <= top*1.0000001 {
			continue
		}
		if about(set.Columns[score].Header, "nps", "净推荐") { // from -100 to 100
			continue
		}
		most := metric.Thousands(top, 1)
		if top == 1 && scalePercent(set, row, score) {
			most = "100%"
		}
		diags = append(diags, diag.New("SA02.scale", at(set, row, score), set.Rows[row].Cells[score].String(), most))
	}
	return diags
}

func scalePercent(set *kb.Dataset, row, score int) bool {
	return set.Columns[score].Type == kb.TypePercent || set.Rows[row].Cells[score].Unit == "%"
}

// mixed reports scores up to 5 beside scores up to 100 in a column without a
// scale.
func mixed(set *kb.Dataset, score int) diag.List {
	lo, hi := -1, -1
	for row := range set.Rows {
		n, ok := set.Rows[row].Cells[score].Float()
		if !ok || site.ScaleOf(set, row) != 0 {
			continue
		}
		if lo < 0 || n < set.Rows[lo].Cells[score].Num {
			lo = row
		}
		if hi < 0 || n > set.Rows[hi].Cells[score].Num {
			hi = row
		}
	}
	if lo < 0 {
		return nil
	}
	a, b := set.Rows[lo].Cells[score].Num, set.Rows[hi].Cells[score].Num
	if a <= 0 || a > 5 || b <= 20 || about(set.Columns[score].Header, "nps", "净推荐") || math.IsInf(b, 0) {
		return nil
	}
	pos := at(set, lo, score)
	other := at(set, hi, score)
	return diag.List{diag.New("SA03.mixed", pos, set.Rows[lo].Cells[score].String(), set.Rows[hi].Cells[score].String(), cellName(pos, other))}
}
