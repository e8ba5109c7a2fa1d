package plan

import (
	"cmp"

	"milepost/generator/chart"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// drawer turns data blocks into what the theme shows. It draws for one output.
type drawer struct {
	data  *site.Data
	lang  string
	out   string                                  // the output that shows the block
	words func(key string, args ...string) string // texts of the theme
	page  func(name, from string) theme.Ref       // the page a cell names, Href "" if none
}

func (m *maker) drawer(out string) drawer {
	return drawer{
		data: m.site.Data, lang: m.lang, out: out,
		words: m.theme.Text,
		page: func(name, from string) theme.Ref {
			q := m.site.PageNamed(name, from)
			if q == nil {
				return theme.Ref{}
			}
			return theme.Ref{Title: q.Title, Href: Href(out, q.Out), Kind: q.Kind}
		},
	}
}

// block is what fills the hole of a data block.
func (m *maker) block(p *site.Page, h *kb.Hole, id string) theme.Block {
	b, _ := m.drawer(p.Out).block(h.Block, diag.Pos{File: p.Path, Line: h.Line, Col: h.Col}, id)
	return b
}

// block draws a block, or says in words why it cannot. The diagnostics are
// those of [site.Data.Block] and of the chart.
func (d drawer) block(b kb.Block, pos diag.Pos, id string) (theme.Block, diag.List) {
	sets, diags := d.data.Block(b, pos)
	if len(sets) == 0 {
		return d.problem(b, diags, pos, id), diags
	}
	v, more := d.draw(b, sets, pos, id)
	diags = append(diags, more...)
	if v.Kind == "" {
		v = d.problem(b, diags, pos, id)
	}
	v.Source = d.sources(sets)
	return v, diags
}

// draw makes the block of a kind; its Kind is "" if nothing can be shown.
func (d drawer) draw(b kb.Block, sets []*kb.Dataset, pos diag.Pos, id string) (theme.Block, diag.List) {
	v := theme.Block{ID: id, Kind: b.Kind, Title: b.Get("title")}
	var diags diag.List
	ok := true
	switch b.Kind {
	case "chart":
		var spec chart.Spec
		spec, diags = chart.SpecOf(b, pos.File)
		var more diag.List
		v.Chart, more = d.chart(spec, sets[0], pos)
		v.Title = cmp.Or(spec.Title, v.Chart.Title)
		diags = site.Merge(diags, more)
		ok = v.Chart.Option != ""
	case "kpi":
		v.KPIs, diags = d.kpis(b, sets, pos)
		ok = len(v.KPIs) > 0
	case "gantt":
		v.Gantt, diags = d.gantt(b, sets, pos)
		ok = len(v.Gantt.Rows) > 0
	case "table":
		v.Table, diags = d.blockTable(b, sets[0], pos)
	case "raci":
		v.RACI, diags = d.raci(b, sets[0], pos)
		ok = len(v.RACI.Rows) > 0
	case "milestones":
		v.Milestones, diags = d.milestones(b, sets, pos)
		ok = len(v.Milestones) > 0
	}
	if !ok {
		v.Kind = ""
	}
	return v, diags
}

// problem stands in the place of a block that cannot be shown, with the worst
// of the reasons in words.
func (d drawer) problem(b kb.Block, diags diag.List, pos diag.Pos, id string) theme.Block {
	v := theme.Block{ID: id, Kind: "problem", Title: b.Get("title"), Where: pos.String()}
	worst := diag.Note
	for _, p := range diags {
		if v.Problem == "" || p.Level > worst && p.Level != diag.Off {
			worst = p.Level
			v.Problem, v.Where = p.Text(d.lang), p.Pos.String()
			switch hint := p.Hint(d.lang); {
			case hint == "":
			case d.lang == "en":
				v.Problem += " (" + hint + ")"
			default:
				v.Problem += "（" + hint + "）"
			}
		}
	}
	return v
}
