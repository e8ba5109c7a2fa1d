package check

import (
	"path"
	"slices"
	"strconv"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// kept are the kinds of pages that need an owner who keeps them right.
var kept = []string{"manual", "faq", "practice"}

// freshness: data older than one and a half times its frequency (FR03).
func freshness(in *input) (diags diag.List) {
	if in.today == "" {
		return nil
	}
	for _, set := range in.data.All() {
		books := in.data.Books(set)
		if len(books) == 0 {
			continue
		}
		if due := site.StaleAfter(set); due != "" && due < in.today {
			newest := books[len(books)-1]
			last, step := site.Frequency(set)
			diags = append(diags, diag.New("FR03.data", diag.Pos{File: newest.Path, Sheet: set.Sheet}, path.Base(newest.Path), last, step, in.today.Sub(last.End())))
		}
	}
	return diags
}

// withOverdue is one list of the others' diagnostics and those about the care of pages: a
// review that is overdue or dated in the future (FR01), no owner though the page is to be
// kept (FR02). On a large site those are thousands: the list is made in its length, and
// the words of all are one block of memory.
func withOverdue(in *input, others []diag.List) diag.List {
	if in.today == "" {
		return slices.Concat(others...)
	}
	owned := slices.ContainsFunc(in.site.Pages, func(p *site.Page) bool { return p.Owner != "" })
	late := func(p *site.Page) bool { return p.Due != "" && p.Due < in.today }
	early := func(p *site.Page) bool { return p.Reviewed > in.today }
	lost := func(p *site.Page) bool { return owned && p.Owner == "" && slices.Contains(kept, p.Kind) } // on a site without any owner this is not reported
	room, words := 0, 0
	for _, p := range in.site.Pages {
		if late(p) {
			room, words = room+1, words+3
		}
		if early(p) {
			room, words = room+1, words+1
		}
		if lost(p) {
			room, words = room+1, words+1
		}
	}
	for _, l := range others {
		room += len(l)
	}
	said := make([]string, 0, words)
	args := func(list ...string) []string {
		said = append(said, list...)
		return said[len(said)-len(list) : len(said) : len(said)]
	}
	all := make(diag.List, 0, room)
	for _, p := range in.site.Pages {
		reviewed := diag.Pos{File: p.Path, Line: p.ReviewedLine}
		if late(p) {
			all = append(all, diag.Words("FR01.review", reviewed, args(string(p.Due), strconv.Itoa(in.today.Sub(p.Due)), string(p.Reviewed))...))
		}
		if early(p) {
			all = append(all, diag.Words("FR01.future", reviewed, args(string(p.Reviewed))...))
		}
		if lost(p) {
			all = append(all, diag.Words("FR02.owner", diag.Pos{File: p.Path, Line: 1}, args(p.Title)...))
		}
	}
	for _, l := range others {
		all = append(all, l...)
	}
	return all
}

// periodic are the schemas with rows for each period.
var periodic = []string{kb.SchemaKPI, kb.SchemaSatisfaction, kb.SchemaSurvey, kb.SchemaSLA}

// periodGaps: between the first and the last month or quarter of a table none is
// missing (FR04). If more are missing than exist, the table is not kept by period.
func periodGaps(in *input) (diags diag.List) {
	for _, schema := range periodic {
		for _, set := range in.joined(schema) {
			col := set.Col(kb.FieldPeriod)
			have := map[kb.Period]int{} // the first row of each
			var all []kb.Period
			for row := range set.Rows {
				if p := set.Cell(row, kb.FieldPeriod).Period(); len(p) == len("2026-09") {
					if _, ok := have[p]; !ok {
						have[p] = row
						all = append(all, p)
					}
				}
			}
			slices.Sort(all)
			var missing []string
			after := -1
			for i := 1; i < len(all) && len(all[i]) == len(all[0]); i++ {
				for p := all[i-1].Next(); p.Start() < all[i].Start() && len(missing) < 2*len(all); p = p.Next() {
					missing = append(missing, string(p))
					after = have[all[i]]
				}
			}
			if len(missing) == 0 || len(missing) >= len(all) {
				continue
			}
			diags = append(diags, diag.New("FR04.gap", at(set, after, col), firstOf(missing)))
		}
	}
	return diags
}
