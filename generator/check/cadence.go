package check

import (
	"slices"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// quarterly are the kinds of pages that a project writes once a quarter.
var quarterly = []struct{ kind, code string }{
	{"meeting", "ME01.quarter"},      // a meeting with users
	{"health-check", "HC01.quarter"}, // three scores
}

// cadence: a feedback meeting (ME01) and a health check (HC01) each quarter,
// from the first one to the last quarter that has ended; a retrospective each
// month while a project is optimised (MR02).
func cadence(in *input) (diags diag.List) {
	if in.site == nil || in.today == "" {
		return nil
	}
	for _, k := range quarterly {
		var have []kb.Period
		var last *site.Page
		for _, p := range in.pages() {
			if p.Kind != k.kind || p.Folder {
				continue
			}
			q := p.Quarter()
			if q == "" {
				continue
			}
			if last == nil || q >= last.Quarter() {
				last = p
			}
			have = append(have, q)
		}
		if len(have) == 0 {
			continue
		}
		slices.Sort(have)
		var missing []string
		for q := have[0]; q.End() < in.today; q = q.Next() {
			if !slices.Contains(have, q) {
				missing = append(missing, string(q))
			}
		}
		if len(missing) > 0 {
			diags = append(diags, diag.New(k.code, diag.Pos{File: last.Path, Line: 1}, diag.Names(missing)))
		}
	}
	for _, set := range in.sets(kb.SchemaPhases) {
		all := in.data.Phases(set, "")
		for i := range all {
			diags = append(diags, retros(in, &all[i])...)
		}
	}
	return diags
}

// retros: each whole month of the optimisation has a retrospective. One in the
// first days of a month may be for the month before.
func retros(in *input, p *site.Phase) diag.List {
	if stage(p) < 0 || method[stage(p)].name != "优化" || p.ActualStart == "" {
		return nil
	}
	have := map[kb.Period]bool{}
	for _, q := range in.pages() {
		if q.Kind != "retro" || field(q, "incident") != "" {
			continue
		}
		if m, ok := vocab.FilePeriod(field(q, "period")); ok {
			have[m] = true
		} else if day := dayOf(q); day != "" {
			early := vocab.MonthOf(day.AddDays(-10))
			if m := vocab.MonthOf(day); early == m || have[early] {
				have[m] = true
			} else {
				have[early] = true
			}
		}
	}
	until := in.today
	if p.ActualEnd != "" && p.ActualEnd < until {
		until = p.ActualEnd.AddDays(1)
	}
	var missing []string
	for m := nextMonth(vocab.MonthOf(p.ActualStart)); m.End() < until; m = nextMonth(m) {
		if !have[m] {
			missing = append(missing, string(m))
		}
	}
	switch {
	case len(missing) == 0:
		return nil
	case len(have) == 0:
		return diag.List{diag.New("MR02.none", cellOf(p, kb.FieldName), p.Name, p.ActualStart)}
	}
	return diag.List{diag.New("MR02.month", cellOf(p, kb.FieldName), p.Name, diag.Names(missing))}
}

func nextMonth(m kb.Period) kb.Period { return vocab.MonthOf(m.End().AddDays(1)) }
