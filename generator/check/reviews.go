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
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// reviews: one for each phase that is over (MR01), with its conditions listed,
// and closed before the next gate, and no phase after one that failed (MR03).
func reviews(in *input) (diags diag.List) {
	if in.site == nil {
		return nil
	}
	gates := in.site.Reviews(cmp.Or(in.project, "."))
	for i := range gates {
		diags = append(diags, again(&gates[i], gates[:i])...)
		diags = append(diags, conditions(in, &gates[i], gates[i+1:], after(in, &gates[i]))...)
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

// again: a second page that lets the same phase pass is probably a copy of the first.
func again(q *site.Review, before []site.Review) diag.List {
	for _, b := range before {
		if q.Decision == passed && b.Decision == passed && site.SamePhase(q.Phase, b.Phase) && path.Dir(q.Page.Path) == path.Dir(b.Page.Path) {
			return diag.List{diag.New("MR01.twice", diag.Pos{File: q.Page.Path, Line: q.Page.Front.LineOf("phase")}, q.Phase, b.Page.Path)}
		}
	}
	return nil
}

// unreviewed: a site without a single review, whose plan has the phases of the method, is reported
// once.
func unreviewed(all []site.Phase) diag.List {
	var over []*site.Phase
	for i := range all {
		if p := &all[i]; stage(p) >= 0 && p.Standing.Done && p.Review == "" {
			over = append(over, p)
		}
	}
	if len(over) == 0 || over[0].Set.Col(kb.FieldReview) >= 0 { // PH03 reports each
		return nil
	}
	return diag.List{diag.New("MR01.none", cellOf(over[0], kb.FieldName), over[0].Name, len(over))}
}

// conditions: a review that lets a phase pass with conditions lists them. They
// are closed when another phase is reviewed, by their own day, and when the next
// phase (nil if none) begins or should have ended.
func conditions(in *input, q *site.Review, later []site.Review, coming *site.Phase) (diags diag.List) {
	if q.Decision != conditional {
		return nil
	}
	if len(q.Conditions) == 0 && !slices.ContainsFunc(q.Page.Headings, func(h kb.Heading) bool { return about(h.Text, "条件", "整改", "遗留", "condition") }) {
		return diag.List{diag.New("MR03.none", diag.Pos{File: q.Page.Path, Line: q.Page.Front.LineOf("decision")}, q.Page.Title)}
	}
	if slices.ContainsFunc(later, func(l site.Review) bool { return site.SamePhase(l.Phase, q.Phase) }) {
		return nil // reviewed again: the new review has the open ones
	}
	next := slices.IndexFunc(later, func(l site.Review) bool { return l.Date > q.Date && l.Date <= in.today })
	pos := diag.Pos{File: q.Page.Path, Line: q.Page.Front.LineOf("conditions")}
	for _, c := range q.Conditions {
		switch {
		case c.Done:
		case next >= 0:
			diags = append(diags, diag.New("MR03.open", pos, text.Clip(c.Name, 24), q.Phase, later[next].Phase, later[next].Date))
		case c.Due != "" && c.Due < in.today:
			diags = append(diags, diag.New("MR03.late", pos, text.Clip(c.Name, 24), c.Due, in.today.Sub(c.Due), cmp.Or(c.Owner, "—")))
		case coming == nil:
		case coming.PlannedEnd < in.today:
			diags = append(diags, diag.New("MR03.due", pos, text.Clip(c.Name, 24), q.Phase, coming.Name, coming.PlannedEnd))
		case c.Due == "" && begun(coming, in.today): // one with its own day has until then
			diags = append(diags, diag.New("MR03.begun", pos, text.Clip(c.Name, 24), q.Phase, coming.Name))
		}
	}
	return diags
}

// after is the phase that may begin after a review.
func after(in *input, q *site.Review) *site.Phase {
	for _, set := range in.sets(kb.SchemaPhases) {
		all := in.data.Phases(set, "")
		for i := range all {
			if p := &all[i]; p.Level == 0 && p.PlannedEnd != "" && site.SamePhase(q.Phase, p.Name) && in.speaksOf(q.Page, set) {
				return following(all, p)
			}
		}
	}
	return nil
}

// stopped: the phase after one that failed has not begun.
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
		if n.Level == p.Level && !n.Task.Milestone && comesAfter(n, p) && (next == nil || n.PlannedStart < next.PlannedStart) {
			next = n
		}
	}
	return next
}

// comesAfter tells whether one phase follows another: for phases of the method
// by their order in it, even if their days overlap; for others by their days.
func comesAfter(n, p *site.Phase) bool {
	if a, b := stage(p), stage(n); a >= 0 && b >= 0 {
		return b > a
	}
	return n.PlannedStart > p.PlannedEnd
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
	var last *site.Page // a phase that failed is reviewed again
	for _, q := range in.pages() {
		if q.Kind == "review" && site.SamePhase(field(q, "phase"), p.Name) && in.speaksOf(q, p.Set) && (last == nil || dayOf(q) >= dayOf(last)) {
			last = q
		}
	}
	return last
}

// speaksOf tells whether a page is about the plan: a review in the folder of
// another plan is about that one.
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

// reviewed: a phase that is done has a review page that lets it pass. Sites
// without any review page keep reviews elsewhere and are not reported here.
func reviewed(in *input, p *site.Phase) diag.List {
	if !p.Standing.Done || in.site == nil {
		return nil
	}
	q := review(in, p)
	if q == nil {
		if p.Set.Col(kb.FieldReview) < 0 && len(in.site.Of("review")) == 0 {
			return nil
		}
		return diag.List{diag.New("PH03.review", cellOf(p, kb.FieldReview), p.Name)}
	}
	if decision(q) == failed {
		return diag.List{diag.New("PH03.failed", cellOf(p, kb.FieldStatus), p.Name, q.Path)}
	}
	return nil
}
