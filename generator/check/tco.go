package check

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/text"
)

// tco: the total is the sum of its parts (TC01), all candidates over the same
// years and in one currency (TC02), at least three years (TC03).
func tco(in *input) (diags diag.List) {
	for _, set := range in.sets(kb.SchemaTCO) {
		diags = append(diags, sums(set)...)
		diags = append(diags, unpriced(set)...)
		diags = append(diags, currency(set)...)
		diags = append(diags, years(in, set)...)
	}
	return diags
}

// sums compares the total of each row with its four parts. Other columns of
// costs may be included.
func sums(set *kb.Dataset) (diags diag.List) {
	col := set.Col(kb.FieldTotal)
	if col < 0 {
		return nil
	}
	for row := range set.Rows {
		total, ok := set.Rows[row].Cells[col].Float()
		none := set.Rows[row].Cells[col].Kind == kb.Missing
		sum, all, parts := 0.0, 0.0, 0
		for i, c := range set.Columns {
			n, is := set.Rows[row].Cells[i].Float()
			if !is || i == col || c.Field == kb.FieldYear {
				continue
			}
			if slices.Contains(site.Costs, c.Field) {
				sum += n
				parts++
				all += n
			} else if !c.Known && c.Type == kb.TypeNumber {
				all += n
			}
		}
		if none && parts >= 2 {
			diags = append(diags, diag.New("TC01.blank", at(set, row, col), costed(set, row), metric.Thousands(max(sum, all), 2)))
		}
		if !ok || parts < 2 || fits(total, sum) || fits(total, all) {
			continue
		}
		if parts < len(site.Costs) { // one of the four may have another name
			sum = all
		}
		diags = append(diags, diag.New("TC01.sum", at(set, row, col), said(set, row, kb.FieldCandidate), metric.Thousands(total, 2), metric.Thousands(sum, 2), metric.Thousands(total-sum, 2)))
	}
	return diags
}

// costed is how a message names a row of costs: 甲 2027.
func costed(set *kb.Dataset, row int) string {
	return strings.TrimSpace(said(set, row, kb.FieldCandidate) + " " + said(set, row, kb.FieldYear))
}

// unpriced reports candidates without a value in a column of costs where others
// have one: nobody can tell whether it costs nothing or was forgotten.
func unpriced(set *kb.Dataset) (diags diag.List) {
	for _, cost := range site.Costs {
		var without []string
		priced, last := map[string]bool{}, map[string]int{}
		for row := range set.Rows {
			name := said(set, row, kb.FieldCandidate)
			if _, seen := last[name]; name != "" && !seen {
				without = append(without, name)
			}
			if last[name] = row; !blank(set, row, cost) {
				priced[name] = true
			}
		}
		if set.Col(cost) < 0 || len(priced) == 0 {
			continue
		}
		for _, name := range without {
			if !priced[name] {
				diags = append(diags, diag.New("TC01.part", at(set, last[name], set.Col(cost)), name, header(set, cost)))
			}
		}
	}
	return diags
}

// fits tells whether two sums are equal but for rounding of the parts.
func fits(a, b float64) bool { return math.Abs(a-b) <= math.Max(0.02, math.Abs(b)*0.001) }

func currency(set *kb.Dataset) diag.List {
	first := -1
	for row := range set.Rows {
		c := said(set, row, kb.FieldCurrency)
		if c == "" {
			continue
		}
		if first < 0 {
			first = row
			continue
		}
		if a := said(set, first, kb.FieldCurrency); text.Fold(a) != text.Fold(c) {
			pos := at(set, row, set.Col(kb.FieldCurrency))
			return diag.List{diag.New("TC02.currency", pos, c, a, cellName(pos, at(set, first, set.Col(kb.FieldCurrency))))}
		}
	}
	return nil
}

// years compares the years of the candidates. A table without years has nothing to compare.
func years(in *input, set *kb.Dataset) (diags diag.List) {
	col := set.Col(kb.FieldYear)
	if col < 0 || set.Col(kb.FieldCandidate) < 0 {
		return nil
	}
	var names []string
	of := map[string][]string{}
	for row := range set.Rows {
		name, year := said(set, row, kb.FieldCandidate), said(set, row, kb.FieldYear)
		if name == "" || year == "" {
			continue
		}
		if of[name] == nil {
			names = append(names, name)
		}
		if !slices.Contains(of[name], year) {
			of[name] = append(of[name], year)
		}
	}
	if len(names) == 0 {
		return nil
	}
	longest := slices.MaxFunc(names, func(a, b string) int { return cmp.Compare(len(of[a]), len(of[b])) })
	for _, name := range names {
		var missing []string
		for _, y := range of[longest] {
			if !slices.Contains(of[name], y) {
				missing = append(missing, y)
			}
		}
		if len(missing) > 0 {
			diags = append(diags, diag.New("TC02.years", at(set, rowOf(set, kb.FieldCandidate, name), set.Col(kb.FieldCandidate)), name, diag.Names(missing), longest))
		}
	}
	if least := in.number("TC03", "years", 3); len(of[longest]) < least {
		diags = append(diags, diag.New("TC03.years", at(set, -1, col), len(of[longest]), least))
	}
	return diags
}

// rowOf is the first row with the text in a field, -1 if none.
func rowOf(set *kb.Dataset, field, s string) int {
	for row := range set.Rows {
		if said(set, row, field) == s {
			return row
		}
	}
	return -1
}
