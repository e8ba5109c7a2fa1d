package check

import (
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// maxWeeks is how many weeks without an inspection one message names.
const maxWeeks = 4

// inspections: every system has one in each week that is worked (IN01), from
// its first to its last, and something is done about what is found (IN02).
func inspections(in *input) (diags diag.List) {
	for _, set := range in.joined(kb.SchemaInspections) {
		diags = append(diags, undone(set)...)
		var without []string // weeks, as found first
		of := map[string][]string{}
		last := map[string]int{} // row
		for _, r := range site.RoundsOf(set, in.data.Calendar()) {
			if len(r.Missed) == 0 {
				continue
			}
			key := weeksIn(r.Missed)
			if of[key] == nil {
				without = append(without, key)
				last[key] = r.Rows[len(r.Rows)-1]
			}
			of[key] = append(of[key], r.System)
		}
		for _, key := range without {
			diags = append(diags, diag.New("IN01.week", at(set, last[key], set.Col(kb.FieldDate)), strings.Join(of[key], "、"), key))
		}
	}
	return diags
}

// weeksIn names weeks by their Mondays.
func weeksIn(mondays []kb.Date) string {
	var names []string
	for _, m := range mondays[:min(len(mondays), maxWeeks)] {
		names = append(names, string(m))
	}
	if len(mondays) > maxWeeks {
		return strings.Join(names, "、") + " …"
	}
	return strings.Join(names, "、")
}

// undone finds what was abnormal and has neither an action nor a note. A sheet
// that has no column for either is told so once.
func undone(set *kb.Dataset) (diags diag.List) {
	col := set.Col(kb.FieldAction)
	for row := range set.Rows {
		c := set.Cell(row, kb.FieldResult)
		if !vocab.Faulty(c.String()) || vocab.Closed(c.String()) || !blank(set, row, kb.FieldAction) || !blank(set, row, kb.FieldNote) {
			continue
		}
		what := strings.TrimSpace(said(set, row, kb.FieldSystem) + " " + said(set, row, kb.FieldItem))
		day := set.Cell(row, kb.FieldDate).String()
		if col < 0 && set.Col(kb.FieldNote) < 0 {
			return diag.List{diag.New("IN02.column", at(set, row, set.Col(kb.FieldResult)), day, what, c.String())}
		}
		diags = append(diags, diag.New("IN02.action", at(set, row, max(col, set.Col(kb.FieldResult))), day, what, c.String()))
	}
	return diags
}
