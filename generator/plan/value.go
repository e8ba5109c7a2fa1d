package plan

import (
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
)

// value fills the hole of a value in prose.
func (m *maker) value(p *site.Page, h *kb.Hole) string {
	return m.drawer(p.Out).value(h.Args, diag.Pos{File: p.Path, Line: h.Line, Col: h.Col})
}

// value is safe HTML: the figure with its unit, a tooltip with file, sheet,
// cell and date, a link to its row; or a dash that says what is wrong.
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
