package plan

import (
	"strings"

	"milepost/generator/diag"
	"milepost/generator/document"
	"milepost/generator/kb"
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
	return theme.Block{ID: id, Kind: kb.BlockReport, Report: []document.Report{near(part, d.out)}}, diags
}

// near is a report with its links as seen from an output.
func near(r document.Report, out string) document.Report {
	return r.Linked(func(href string) string {
		if strings.Contains(href, "://") || strings.HasPrefix(href, "mailto:") {
			return href
		}
		to, frag, _ := strings.Cut(href, "#")
		return HrefFrag(out, to, frag)
	})
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
	return []document.Report{near(document.Report{Head: doc.Head, Errata: doc.Errata, Sources: doc.Sources}, p.Out)}
}
