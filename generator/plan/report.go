package plan

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/report"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// ofReport is a block that shows a part of a report. known is what is wrong with
// its settings.
func (d drawer) ofReport(b kb.Block, known diag.List, pos diag.Pos, id string) (theme.Block, diag.List) {
	part, diags := d.part(b, pos)
	diags = site.Merge(known, diags)
	if len(part.Sections) == 0 {
		return d.problem(b, diags, pos, id), diags
	}
	return theme.Block{ID: id, Kind: kb.BlockReport, Report: []document.Report{d.near(part, d.out)}}, diags
}

// near is a report with its links as seen from an output, and owners led to their pages.
func (m *maker) near(r document.Report, out string) document.Report {
	return r.LinkedWith(func(href string) string {
		if strings.Contains(href, "://") || strings.HasPrefix(href, "mailto:") {
			return href
		}
		to, frag, _ := strings.Cut(href, "#")
		return HrefFrag(out, to, frag)
	}, func(r document.Run) document.Text { return m.whose(r, out) })
}

// reportOf is the head, errata and sources of the report that a page is, at most one.
func (m *maker) reportOf(p *site.Page) []document.Report {
	r := m.site.ReportAt(p)
	if r == nil {
		return nil
	}
	doc, ok := m.press.Report(r)
	if !ok {
		return nil
	}
	return []document.Report{m.near(document.Report{Head: doc.Head, Errata: doc.Errata, Sources: doc.Sources}, p.Out)}
}

// briefOf is what a report says in two sentences; "" of any other page, and of an
// issued one that has lost its record.
func (m *maker) briefOf(p *site.Page) string {
	r := m.site.ReportAt(p)
	if r == nil {
		return ""
	}
	doc, ok := m.press.Report(r)
	if !ok {
		return ""
	}
	return report.Brief(&doc, r.Phase)
}

// besides are the reports of the same kind before and after.
func (m *maker) besides(p *site.Page) (prev, next theme.Ref) {
	own := m.site.ReportAt(p)
	var before, after *site.Report
	day := own.Period.End()
	for _, r := range m.site.Reports { // of each phase in the order of their periods
		if r.Project != own.Project || r.Kind != own.Kind || r == own {
			continue
		}
		if end := r.Period.End(); end < day {
			before = r
		} else if end > day && after == nil {
			after = r
		}
	}
	return reportRef(p.Out, before), reportRef(p.Out, after)
}

// reportRef leads from an output to a report, nowhere if there is none.
func reportRef(out string, r *site.Report) theme.Ref {
	if r == nil {
		return theme.Ref{}
	}
	return theme.Ref{Title: r.Page.Title, Href: Href(out, r.Page.Out), Kind: r.Page.Kind}
}

// apart gives each section of a report a block of its own, with an anchor that
// stays where a page shows it once.
func apart(b theme.Block, shown map[string]bool) []theme.Block {
	if b.Kind != kb.BlockReport {
		return []theme.Block{b}
	}
	whole := b.Report[0]
	out := make([]theme.Block, len(whole.Sections))
	for i, s := range whole.Sections {
		part := whole
		part.Sections = whole.Sections[i : i+1]
		out[i] = theme.Block{ID: "s-" + s.Kind, Kind: b.Kind, Day: b.Day, Live: b.Live, Report: []document.Report{part}}
		if shown[s.Kind] {
			out[i].ID = b.ID + "-" + s.Kind
		}
		shown[s.Kind] = true
	}
	return out
}

// contents is the headings of a page in reading order, with those of the
// sections of a report.
func contents(p *site.Page, fills []theme.Fill) (list []theme.TOCItem) {
	headings := p.Headings
	upTo := func(line int) {
		for len(headings) > 0 && headings[0].Line <= line {
			h := headings[0]
			list, headings = append(list, theme.TOCItem{Level: h.Level, ID: h.ID, Text: h.Text}), headings[1:]
		}
	}
	holes := p.Body.Get().Holes
	for i, f := range fills {
		for _, b := range f.Block {
			if b.Kind != kb.BlockReport || b.Report[0].Sections[0].Title == "" {
				continue
			}
			upTo(holes[i].Line)
			list = append(list, theme.TOCItem{Level: 2, ID: b.ID, Text: b.Report[0].Sections[0].Title})
		}
	}
	upTo(1 << 30)
	return list
}

// entryOf is a report in the list of its folder, or on the home page.
func (m *maker) entryOf(out string, r *site.Report) theme.ReportEntry {
	e := theme.ReportEntry{
		Ref:  reportRef(out, r),
		Kind: r.Kind, Period: r.Period, Phase: r.Phase, Issued: r.Issued, Approver: r.Approver, Author: r.Author,
	}
	if doc, ok := m.press.Report(r); ok {
		e.Overall = doc.Head.Overall
	}
	base := strings.TrimSuffix(r.Page.Path, path.Ext(r.Page.Path)) + "."
	for _, f := range m.site.Files {
		if ending, ok := strings.CutPrefix(f.Path, base); ok && !strings.ContainsAny(ending, "./") {
			e.Files = append(e.Files, theme.Ref{Title: ending, Href: Href(out, f.Path)})
		}
	}
	return e
}

// archive takes the reports out of a folder's pages, newest first.
func (m *maker) archive(sec *site.Section) (reports []theme.ReportEntry, rest []*site.Page) {
	var list []*site.Report
	for _, p := range sec.Pages {
		if r := m.site.ReportAt(p); r != nil {
			list = append(list, r)
		} else {
			rest = append(rest, p)
		}
	}
	slices.SortStableFunc(list, func(a, b *site.Report) int {
		return cmp.Or(cmp.Compare(b.Period.End(), a.Period.End()), cmp.Compare(a.Page.Path, b.Page.Path))
	})
	for _, r := range list {
		reports = append(reports, m.entryOf(sec.Out, r))
	}
	return reports, rest
}

// newest is the report that each project issued last.
func (m *maker) newest(out string) (list []theme.ReportEntry) {
	var projects []string
	for _, r := range m.site.Reports {
		if !slices.Contains(projects, r.Project) {
			projects = append(projects, r.Project)
		}
	}
	for _, p := range projects {
		if r := m.site.LastReport(p); r != nil {
			e := m.entryOf(out, r)
			if title := m.folderTitle(p); len(m.site.Data.Projects()) > 1 && p != "." && !strings.Contains(e.Title, title) {
				e.Title = title + " · " + e.Title
			}
			list = append(list, e)
		}
	}
	return list
}
