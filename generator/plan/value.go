package plan

import (
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/press"
	"milepost/generator/site"
)

// value is the HTML of a value in prose, from the record if the page is an
// issued report.
func (m *maker) value(p *site.Page, h *kb.Hole) string {
	span := func(class, title, text string) string {
		return `<span class="` + class + `" title="` + escape(title) + `">` + escape(text) + `</span>`
	}
	if lost := m.site.Lost(p); lost != nil {
		return span("value fault", lost[0].Text(m.lang), metric.Blank)
	}
	live := m.drawer(p.Out).value(h.Args, posOf(p, h))
	r := m.site.ReportAt(p)
	if r == nil || r.Record == nil {
		return live
	}
	f, ok := r.Record.Facts.Get(press.ValueKey(h))
	if !ok { // it was written after the report was issued
		return live + " " + span("live", m.theme.Text("block.live"), m.theme.Text("value.live"))
	}
	return span("value", strings.TrimSpace(f.Source.File+" "+f.Source.Cell), f.Value)
}

// value is safe HTML: the figure with its unit, a tooltip with file, sheet,
// cell and date, a link to its row; or a dash with the reason as its tooltip.
func (d drawer) value(args []string, pos diag.Pos) string {
	v, diags := d.data.Prose(args, pos)
	if v.Set == nil {
		why := ""
		if len(diags) > 0 {
			why = diags[0].Text(d.lang)
		}
		return `<span class="value fault" title="` + escape(why) + `">` + metric.Blank + `</span>`
	}
	class := "value"
	switch {
	case v.Cell.Kind == kb.Fault:
		class += " fault"
	case !v.OK():
		class += " missing"
	case v.Cell.Computed:
		class += " computed"
	}
	href := d.rowHref(v.Set, v.Row, d.fileOf(v.Set, v.Cell))
	return `<a class="` + class + `" href="` + escape(href) + `" title="` + escape(d.tip(v.Set, v.Cell)) + `">` + escape(d.text(v)) + `</a>`
}
