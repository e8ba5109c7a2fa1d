package check

import (
	"path"
	"slices"

	"milepost/generator/diag"
	"milepost/generator/site"
)

// kept are the kinds of pages that somebody must keep right.
var kept = []string{"manual", "faq", "practice"}

// freshness: a review that is overdue (FR01), a page to be kept without an
// owner (FR02), data older than one and a half times its frequency (FR03).
func freshness(in *input) (diags diag.List) {
	if in.today == "" {
		return nil
	}
	if in.site != nil {
		diags = overdue(in)
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

func overdue(in *input) (diags diag.List) {
	owned := slices.ContainsFunc(in.site.Pages, func(p *site.Page) bool { return p.Owner != "" })
	for i, p := range in.site.Pages {
		if p.Due != "" && p.Due < in.today {
			if diags == nil {
				diags = make(diag.List, 0, len(in.site.Pages)-i) // where one is overdue, many are
			}
			diags = append(diags, diag.New("FR01.review", diag.Pos{File: p.Path, Line: p.ReviewedLine}, string(p.Due), in.today.Sub(p.Due), string(p.Front.Reviewed)))
		}
		if p.Front.Reviewed > in.today {
			diags = append(diags, diag.New("FR01.future", diag.Pos{File: p.Path, Line: p.ReviewedLine}, string(p.Front.Reviewed)))
		}
		if owned && p.Owner == "" && slices.Contains(kept, p.Kind) { // a site without any owner has not begun to name them
			diags = append(diags, diag.New("FR02.owner", diag.Pos{File: p.Path, Line: 1}, p.Title))
		}
	}
	return diags
}
