package check

import (
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// quarterly are the kinds of pages that a project writes once a quarter.
var quarterly = []struct{ kind, code string }{
	{"meeting", "ME01.quarter"},      // users are heard
	{"health-check", "HC01.quarter"}, // three scores
}

// cadence: a feedback meeting (ME01) and a health check (HC01) each quarter,
// from the first one to the last quarter that is over. One page alone is no habit.
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
			q := quarterOf(p)
			if q == "" {
				continue
			}
			if last == nil || q >= quarterOf(last) {
				last = p
			}
			have = append(have, q)
		}
		if len(have) < 2 {
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
			diags = append(diags, diag.New(k.code, diag.Pos{File: last.Path, Line: 1}, strings.Join(missing, "、")))
		}
	}
	return diags
}

// quarterOf is the quarter a page speaks of: its quarter, else that of its date.
func quarterOf(p *site.Page) kb.Period {
	if q, ok := vocab.FilePeriod(field(p, "quarter")); ok && len(q) == 7 && q[5] == 'Q' {
		return q
	}
	day, ok := vocab.Day(field(p, "date"))
	if !ok {
		return ""
	}
	return kb.Period("0001-Q1").Holding(day)
}
