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

// ofReport is a block with a part of a report. known is what is wrong with its
// settings.
func (d drawer) ofReport(b kb.Block, known diag.List, pos diag.Pos, id string) (theme.Block, diag.List) {
	part, diags := d.part(b, pos)
	diags = site.Merge(known, diags)
	if len(part.Sections) == 0 {
		return d.problem(b, diags, pos, id), diags
	}
	return theme.Block{ID: id, Kind: kb.BlockReport, Report: []document.Report{d.linksFrom(part, d.out)}}, diags
}

// linksFrom is a report with its links made relative to an output, and with links to the
// pages of owners.
func (m *maker) linksFrom(r document.Report, out string) document.Report {
	return r.LinkedWith(func(href string) string {
		if strings.Contains(href, "://") || strings.HasPrefix(href, "mailto:") {
			return href
		}
		to, frag, _ := strings.Cut(href, "#")
		return HrefFrag(out, to, frag)
	}, func(r document.Run) document.Text { return m.linkOwners(r, out) })
}

// reportOf is the head, errata and sources of the report on a page, in a list of at
// most one.
func (m *maker) reportOf(p *site.Page) []document.Report {
	r := m.site.ReportAt(p)
	if r == nil {
		return nil
	}
	doc, ok := m.press.Report(r)
	if !ok {
		return nil
	}
	return []document.Report{m.linksFrom(document.Report{Head: doc.Head, Errata: doc.Errata, Sources: doc.Sources}, p.Out)}
}

// briefOf is a report in two sentences; "" for any other page, and for an issued
// one that has lost its record.
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

// reportNeighbours are the reports of the same kind before and after.
func (m *maker) reportNeighbours(p *site.Page) (prev, next theme.Ref) {
	own := m.site.ReportAt(p)
	var before, after *site.Report
	day := own.Period.End()
	for _, r := range m.site.Reports { // for each phase by period
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

// reportRef is a link from an output to a report, empty if there is none.
func reportRef(out string, r *site.Report) theme.Ref {
	if r == nil {
		return theme.Ref{}
	}
	return theme.Ref{Title: r.Page.Title, Href: Href(out, r.Page.Out), Kind: r.Page.Kind}
}

// splitSections gives each section of a report a block of its own. Its anchor
// is "s-" and the kind of section where a page shows it first, so that links
// to it last.
func splitSections(b theme.Block, shown map[string]bool) []theme.Block {
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

// contents is the headings of a page and the sections of a report on it, in
// reading order.
func contents(p *site.Page, fills []theme.Fill) (list []theme.TOCItem) {
	headings := p.Headings
	list = slices.Grow(list, len(headings))
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

// archive separates the reports, newest first, from a folder's other pages.
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

// newest is the last issued report of each project.
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
