package check

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/kind"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// review is the review page of a phase, nil if there is none.
func review(in *input, p *site.Phase) *site.Page {
	if in.site == nil {
		return nil
	}
	if q := in.site.PageNamed(p.Review, p.Set.File); q != nil {
		return q
	}
	for _, q := range in.pages() {
		if q.Kind == "review" && site.SamePhase(field(q, "phase"), p.Name) && in.speaksOf(q, p.Set) {
			return q
		}
	}
	return nil
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
		day, _ := vocab.Day(field(q, "date"))
		return day
	}
	return ""
}

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
	if kind.Failed(field(q, "decision")) {
		return diag.List{diag.New("PH03.failed", cellOf(p, kb.FieldStatus), p.Name, q.Path)}
	}
	return nil
}
