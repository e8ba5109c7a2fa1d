package plan

import (
	"strings"

	"milepost/generator/diag"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
)

// value fills the hole of a value in prose.
func (m *maker) value(p *site.Page, h *kb.Hole) string {
	if r := m.site.ReportAt(p); r != nil && r.Record != nil {
		if f, ok := r.Record.Facts.Get(said(h)); ok {
			return `<span class="value" title="` + escape(strings.TrimSpace(f.Source.File+" "+f.Source.Cell)) + `">` + escape(f.Value) + `</span>`
		}
	}
	return m.drawer(p.Out).value(h.Args, diag.Pos{File: p.Path, Line: h.Line, Col: h.Col})
}

// said is the key under which a record keeps what a value in prose showed.
func said(h *kb.Hole) string { return fact.Key("said", fact.Part(strings.Join(h.Args, " "))) }

// Said is what the values in a page's prose show, to be kept with a report.
func (p *Plan) Said(page *site.Page) (all []fact.Fact) {
	m := p.maker
	holes := page.Body.Get().Holes
	for i := range holes {
		h := &holes[i]
		if h.Kind != kb.HoleValue {
			continue
		}
		d := m.drawer(page.Out)
		if v, _ := m.site.Data.Prose(h.Args, posOf(page, h)); v.Set != nil {
			all = append(all, fact.Fact{Key: said(h), Value: d.text(v), Unit: fact.UnitText,
				Source: fact.Source{File: d.fileOf(v.Set, v.Cell), Sheet: v.Set.Sheet, Cell: v.Cell.Ref}})
		}
	}
	return all
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
