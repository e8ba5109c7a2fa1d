package press

import (
	"slices"
	"strconv"
	"strings"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/measure"
	"milepost/generator/parallel"
	"milepost/generator/report"
	"milepost/generator/site"
)

// Projects is the facts of all projects as one set: those of each below
// project/ID/, and the files of all. It is made when first asked for, the
// projects in parallel.
func (p *Press) Projects(scope measure.Scope) fact.Set {
	scope.Project = ""
	return once(&p.mu, p.joined, scope, func() fact.Set {
		return p.join(scope, func(own fact.Set) fact.Set { return own })
	})
}

// Of is the facts for a kind of report.
func (p *Press) Of(kind string, scope measure.Scope) fact.Set {
	if kind == kb.ReportPortfolio {
		return p.Projects(scope)
	}
	return p.Facts(scope)
}

// join makes one set of the facts of all projects, as far as seen lets them
// through.
func (p *Press) join(scope measure.Scope, seen func(fact.Set) fact.Set) fact.Set {
	all := p.site.Projects()
	overdue := p.overdue()
	parts := make([][]fact.Fact, len(all))
	parallel.Ranges(len(all), 1, func(i, _ int) {
		own := scope
		own.Project = all[i].Folder
		parts[i] = append(below(&all[i], seen(p.Facts(own))), p.line(&all[i], i+1, overdue[all[i].Folder])...)
	})
	scope.Project = "."
	return fact.Of(slices.Concat(append(parts, p.Facts(scope).Below(fact.Report))...))
}

// below is the facts of a project that a portfolio shows, below the project's id.
// Facts about files stay as they are.
func below(project *site.Project, own fact.Set) (out []fact.Fact) {
	id := fact.Part(project.Key())
	for _, f := range own.All() {
		family, item, field := fact.Split(f.Key)
		switch {
		case family == fact.File:
			out = append(out, f)
			continue
		case !slices.Contains(shownOf, family), strings.HasPrefix(field, fact.At+"/"):
			continue
		case family == fact.Phase && !shownTask(own, item), family == fact.Comply && own.Text(family, item, fact.State) != "expired":
			continue
		}
		f.Key = fact.Key(fact.Project, id, f.Key)
		out = append(out, f)
	}
	return out
}

// shownTask tells whether a portfolio shows a task: phases, milestones, and other
// tasks that are late, since they make the project late.
func shownTask(own fact.Set, item string) bool {
	said := func(field string) string { return own.Text(fact.Phase, item, field) }
	return said(kb.FieldLevel) == "0" || said(kb.FieldMilestone) != "" || said(fact.Late) != "" || said(kb.FieldForecastEnd) > said(kb.FieldPlannedEnd)
}

// shownOf are the families that a portfolio shows, or takes reasons from.
var shownOf = []string{fact.Report, fact.RAG, kb.SchemaKPI, fact.Phase, fact.Risk, fact.SLA, fact.Incident, fact.Pleased, fact.Comply}

// line is the facts of a project's line in a portfolio, beside its own facts.
func (p *Press) line(project *site.Project, order, overdue int) (out []fact.Fact) {
	add := func(field, value, unit string) {
		if value != "" {
			out = append(out, fact.Fact{Key: fact.Key(fact.Project, fact.Part(project.Key()), field), Value: value, Unit: unit})
		}
	}
	add(fact.Order, strconv.Itoa(order), "")
	add(fact.Overdue, strconv.Itoa(overdue), "")
	if n := site.Unread(p.site, project.Folder); n > 0 {
		add(fact.Unread, strconv.Itoa(n), "")
	}
	if project.Page != nil {
		add(fact.Page, project.Page.Path, fact.UnitText)
	}
	if r := p.site.LastReport(project.Folder); r != nil {
		add(fact.Last, r.Page.Title, fact.UnitText)
		add(fact.LastPage, r.Page.Path, fact.UnitText)
	}
	if kind, period := p.missing(project.Folder); kind != "" {
		add(fact.Missing, string(period), fact.UnitPeriod)
		add(fact.NoReport, kind, fact.UnitState)
	}
	return out
}

// missing is the newest report that a project should have issued, monthly ones
// first.
func (p *Press) missing(project string) (kind string, period kb.Period) {
	for _, kind := range []string{kb.ReportMonthly, kb.ReportWeekly, kb.ReportQuarter} {
		if _, wanted := p.Awaited(project, kind); !wanted {
			continue
		}
		for _, due := range slices.Backward(p.Unissued(project, kind, Around(kind, p.site.Today).Start().AddDays(-1))) {
			if due.Day < p.site.Today {
				return kind, due.Period
			}
		}
	}
	return "", ""
}

// overdue is how many pages of each project have passed their day of review.
func (p *Press) overdue() map[string]int {
	n := map[string]int{}
	for _, page := range p.site.Pages {
		if page.Due != "" && page.Due < p.site.Today {
			n[p.site.Data.Project(page.Path)]++
		}
	}
	return n
}

// Portfolio is the state of all projects today, in the language of a page,
// without private workbooks.
func (p *Press) Portfolio(page *site.Page) document.Report {
	lang := p.langOf(page)
	return once(&p.mu, p.made, made{section: kb.ReportPortfolio + " " + lang}, func() document.Report {
		now := p.join(measure.Scope{Cutoff: p.site.Today}, func(own fact.Set) fact.Set { return measure.Public(p.site, own) })
		return p.make(report.Input{Kind: kb.ReportPortfolio, Lang: lang, Now: now, Sections: []string{report.Projects, report.Roadmap}})
	})
}

// pages changes links to source paths of pages into links to their outputs.
func (p *Press) pages(doc document.Report) document.Report {
	return doc.Linked(func(href string) string {
		if page := p.site.Page(href); page != nil {
			return page.Out
		}
		return ""
	})
}
