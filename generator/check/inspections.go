package check

import (
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// maxWeeks is how many weeks without an inspection one message names.
const maxWeeks = 4

// inspections: every system has one in each week that is worked (IN01), from
// its first to its last.
func inspections(in *input) (diags diag.List) {
	for _, set := range in.joined(kb.SchemaInspections) {
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
