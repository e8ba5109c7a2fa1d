package check

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/kind"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// reviews: one for each phase that is over (MR01), conditions that are listed,
// and closed before the next gate, and no phase after one that failed (MR03).
func reviews(in *input) (diags diag.List) {
	if in.site == nil {
		return nil
	}
	gates := slices.DeleteFunc(slices.Clone(in.pages()), func(q *site.Page) bool { return q.Kind != "review" || q.Folder })
	slices.SortStableFunc(gates, func(a, b *site.Page) int { return cmp.Compare(dayOf(a), dayOf(b)) })
	for i, q := range gates {
		diags = append(diags, again(q, gates[:i])...)
		diags = append(diags, conditions(in, q, gates[i+1:])...)
	}
	for _, set := range in.sets(kb.SchemaPhases) {
		all := in.data.Phases(set, "")
		if len(gates) == 0 {
			diags = append(diags, unreviewed(all)...)
		}
		diags = append(diags, stopped(in, all)...)
	}
	return diags
}

// again: a second page that lets the same phase pass was mostly copied from the first.
func again(q *site.Page, before []*site.Page) diag.List {
	for _, b := range before {
		if decision(q) == passed && decision(b) == passed && site.SamePhase(field(q, "phase"), field(b, "phase")) && path.Dir(q.Path) == path.Dir(b.Path) {
			return diag.List{diag.New("MR01.twice", diag.Pos{File: q.Path, Line: q.Front.LineOf("phase")}, field(q, "phase"), b.Path)}
		}
	}
	return nil
}

// unreviewed: a site without a single review is told so once, if its plan has the phases of the method.
func unreviewed(all []site.Phase) diag.List {
	var over []*site.Phase
	for i := range all {
		if p := &all[i]; stage(p) >= 0 && p.Standing.Done && p.Review == "" {
			over = append(over, p)
		}
	}
	if len(over) == 0 || over[0].Set.Col(kb.FieldReview) >= 0 { // PH03 says it of each
		return nil
	}
	return diag.List{diag.New("MR01.none", cellOf(over[0], kb.FieldName), over[0].Name, len(over))}
}

// conditions: a review that lets a phase pass with conditions lists them, and
// they are closed when another phase is reviewed.
func conditions(in *input, q *site.Page, later []*site.Page) (diags diag.List) {
	if decision(q) != conditional {
		return nil
	}
	listed := q.Front.Values("conditions")
	if len(listed) == 0 && !slices.ContainsFunc(q.Headings, func(h kb.Heading) bool { return about(h.Text, "条件", "整改", "遗留", "condition") }) {
		return diag.List{diag.New("MR03.none", diag.Pos{File: q.Path, Line: q.Front.LineOf("decision")}, q.Title)}
	}
	if slices.ContainsFunc(later, func(l *site.Page) bool { return site.SamePhase(field(l, "phase"), field(q, "phase")) }) {
		return nil // reviewed again: what is open stands there
	}
	next := slices.IndexFunc(later, func(l *site.Page) bool {
		return dayOf(l) > dayOf(q) && dayOf(l) <= in.today
	})
	pos := diag.Pos{File: q.Path, Line: q.Front.LineOf("conditions")}
	for _, text := range listed {
		switch c := vocab.ConditionOf(text); {
		case vocab.Closed(text):
		case next >= 0:
			diags = append(diags, diag.New("MR03.open", pos, clip(text, 24), field(q, "phase"), field(later[next], "phase"), dayOf(later[next])))
		case c.Due != "" && c.Due < in.today:
			diags = append(diags, diag.New("MR03.late", pos, clip(c.Name, 24), c.Due, in.today.Sub(c.Due), cmp.Or(c.Owner, "—")))
		}
	}
	return diags
}

// stopped: what comes after a phase that did not pass has not begun.
func stopped(in *input, all []site.Phase) (diags diag.List) {
	for i := range all {
		p := &all[i]
		if p.Level > 0 || p.PlannedEnd == "" {
			continue
		}
		q := review(in, p)
		if q == nil || decision(q) != failed {
			continue
		}
		if n := following(all, p); n != nil && begun(n, in.today) {
			diags = append(diags, diag.New("MR03.failed", cellOf(n, kb.FieldActualStart), n.Name, p.Name, q.Path))
		}
	}
	return diags
}

// following is the phase that is planned next after another.
func following(all []site.Phase, p *site.Phase) (next *site.Phase) {
	for i := range all {
		n := &all[i]
		if n.Level == p.Level && !n.Task.Milestone && n.PlannedStart > p.PlannedEnd && (next == nil || n.PlannedStart < next.PlannedStart) {
			next = n
		}
	}
	return next
}

// begun tells whether somebody has worked on a phase.
func begun(p *site.Phase, today kb.Date) bool {
	return p.ActualStart != "" && p.ActualStart <= today || p.Standing.Actual.OK && p.Standing.Actual.Num > 0 || p.Standing.Done
}

// review is the review page of a phase, nil if there is none.
func review(in *input, p *site.Phase) *site.Page {
	if in.site == nil {
		return nil
	}
	if q := in.site.PageNamed(p.Review, p.Set.File); q != nil {
		return q
	}
	var last *site.Page // a gate that let nothing pass is reviewed again
	for _, q := range in.pages() {
		if q.Kind == "review" && site.SamePhase(field(q, "phase"), p.Name) && in.speaksOf(q, p.Set) && (last == nil || dayOf(q) >= dayOf(last)) {
			last = q
		}
	}
	return last
}

// speaksOf tells whether a page is about the plan: a review beside another plan
// is about that one.
func (in *input) speaksOf(q *site.Page, plan *kb.Dataset) bool {
	tables, _ := in.data.Current(path.Dir(q.Path), kb.SchemaPhases)
	return len(tables) != 1 || tables[0].Folder == "." || strings.HasPrefix(plan.File, tables[0].Folder+"/")
}

// field is the value of a front-matter key, lists joined.
func field(p *site.Page, key string) string {
	for _, f := range p.Front.Fields {
		if f.Key == key {
			return strings.Join(f.List, "、")
		}
	}
	return ""
}

func reviewDay(in *input, p *site.Phase) kb.Date {
	if q := review(in, p); q != nil {
		return dayOf(q)
	}
	return ""
}

// dayOf is the date of a page in its front matter.
func dayOf(q *site.Page) kb.Date {
	day, _ := vocab.Day(field(q, "date"))
	return day
}

// The decisions of a review.
const conditional, passed, failed = "conditional", "passed", "failed"

func decision(q *site.Page) string { return kind.Decision(field(q, "decision")) }

// reviewed: a phase that is done has a review page that lets it pass. A site
// without any review page has another way of keeping them.
func reviewed(in *input, p *site.Phase) diag.List {
	if !p.Standing.Done || in.site == nil {
		return nil
	}
	q := review(in, p)
	if q == nil {
		if p.Set.Col(kb.FieldReview) < 0 && !slices.ContainsFunc(in.site.Pages, func(q *site.Page) bool { return q.Kind == "review" }) {
			return nil
		}
		return diag.List{diag.New("PH03.review", cellOf(p, kb.FieldReview), p.Name)}
	}
	if decision(q) == failed {
		return diag.List{diag.New("PH03.failed", cellOf(p, kb.FieldStatus), p.Name, q.Path)}
	}
	return nil
}
