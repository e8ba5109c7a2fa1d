package press

import (
	"slices"

	"milepost/generator/kb"
	"milepost/generator/site"
)

// periodic are the kinds of reports that are repeated.
var periodic = []string{kb.ReportWeekly, kb.ReportMonthly, kb.ReportQuarter}

// Due is a report that must be issued.
type Due struct {
	Period kb.Period
	Day    kb.Date // by which it must be issued
}

// Awaited tells whether a project must issue a kind of report: site.toml asks
// for it, or two were issued already. issued are those that were.
func (p *Press) Awaited(project, kind string) (issued []*site.Report, wanted bool) {
	for _, r := range p.site.Reports {
		if r.Project == project && r.Kind == kind && r.Issued != "" {
			issued = append(issued, r)
		}
	}
	_, asked := p.Setting(project, kind)
	return issued, asked || len(issued) >= 2
}

// Unissued is the reports that were not issued, from the first issued period (or
// the last full one) to the last that ends by a day.
func (p *Press) Unissued(project, kind string, until kb.Date) (out []Due) {
	issued, _ := p.Awaited(project, kind)
	at := Around(kind, Around(kind, p.site.Today).Start().AddDays(-1))
	if len(issued) > 0 {
		at = issued[0].Period
	}
	for ; at.End() <= until; at = Around(kind, at.End().AddDays(1)) {
		if !slices.ContainsFunc(issued, func(r *site.Report) bool { return r.Period == at }) {
			out = append(out, Due{at, p.DueDay(project, kind, at.End())})
		}
	}
	return out
}
