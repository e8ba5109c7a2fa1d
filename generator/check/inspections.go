package check

import (
	"cmp"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// inspections: every system has an inspection in each working week from its
// first to its last (IN01), and something is done about what is found (IN02).
func inspections(in *input) (diags diag.List) {
	for _, set := range in.joined(kb.SchemaInspections) {
		diags = append(diags, undone(set)...)
		var without []diag.Either // weeks, in the order found
		of := map[diag.Either][]string{}
		last := map[diag.Either]int{} // row
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
			diags = append(diags, diag.New("IN01.week", at(set, last[key], set.Col(kb.FieldDate)), diag.Names(of[key]), key))
		}
	}
	return diags
}

// weeksIn names weeks by their Mondays.
func weeksIn(mondays []kb.Date) diag.Either {
	names := make([]string, len(mondays))
	for i, m := range mondays {
		names[i] = string(m)
	}
	return firstOf(names)
}

// undone reports faults about which nothing was done: neither action nor note
// says so, or they only say that it waits (IN02.waits). A sheet without a
// column for either is reported once.
func undone(set *kb.Dataset) (diags diag.List) {
	col := set.Col(kb.FieldAction)
	for row := range set.Rows {
		if !site.Idle(set, row) {
			continue
		}
		what := strings.TrimSpace(said(set, row, kb.FieldSystem) + " " + said(set, row, kb.FieldItem))
		day, found := set.Cell(row, kb.FieldDate).String(), set.Cell(row, kb.FieldResult).String()
		p := at(set, row, max(col, set.Col(kb.FieldResult)))
		waits := cmp.Or(said(set, row, kb.FieldAction), said(set, row, kb.FieldNote))
		switch {
		case !site.TellsDeeds(set):
			return diag.List{diag.New("IN02.column", at(set, row, set.Col(kb.FieldResult)), day, what, found)}
		case waits != "":
			diags = append(diags, diag.New("IN02.waits", p, day, what, found, waits))
		default:
			diags = append(diags, diag.New("IN02.action", p, day, what, found))
		}
	}
	return diags
}
