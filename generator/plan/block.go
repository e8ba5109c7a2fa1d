package plan

import (
	"cmp"

	"milepost/generator/chart"
	"milepost/generator/diag"
	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/press"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// drawer turns data blocks into views for the theme. It draws for one output.
type drawer struct {
	data       *site.Data
	lang       string
	out        string                                  // the output that shows the block
	words      func(key string, args ...string) string // texts of the theme
	page       func(name, from string) theme.Ref       // the page a cell names, Href "" if none
	review     func(*site.Phase) theme.Ref             // the page on which a phase was reviewed
	part       func(kb.Block, diag.Pos) (document.Report, diag.List)
	linksFrom  func(r document.Report, out string) document.Report
	ownerLinks func(said string) []theme.Ref // owners with links to their pages; nil if none has a page
}

func (m *maker) drawer(out string) drawer {
	return drawer{
		data: m.site.Data, lang: m.lang, out: out,
		words:      m.theme.Text,
		part:       m.press.Part,
		linksFrom:  m.linksFrom,
		ownerLinks: func(said string) []theme.Ref { return m.ownerLinks(said, out) },
		page: func(name, from string) theme.Ref {
			return pageRef(m.site.PageNamed(name, from), out)
		},
		review: func(p *site.Phase) theme.Ref { return pageRef(site.ReviewOf(m.site, p), out) },
	}
}

// pageRef is a link from an output to a page; empty for no page.
func pageRef(q *site.Page, out string) theme.Ref {
	if q == nil {
		return theme.Ref{}
	}
	return theme.Ref{Title: q.Title, Href: Href(out, q.Out), Kind: q.Kind}
}

// block is the view of a data block on a page.
func (m *maker) block(p *site.Page, h *kb.Hole, id string) theme.Block {
	d, r := m.drawer(p.Out), m.site.ReportAt(p)
	if lost := m.site.Lost(p); lost != nil && press.Follows(h.Block) {
		return d.problem(h.Block, lost, posOf(p, h), id)
	}
	issued := r != nil && r.Record != nil && press.Follows(h.Block)
	if issued {
		if b, ok := m.kept(r, h.Block, id); ok {
			return b
		}
	}
	b, _ := d.block(h.Block, posOf(p, h), id)
	b.Live = issued
	return b
}

func posOf(p *site.Page, h *kb.Hole) diag.Pos {
	return diag.Pos{File: p.Path, Line: h.Line, Col: h.Col}
}

// block draws a block, or a problem that says why it cannot. The diagnostics
// are those of [site.Data.Block] and of the chart.
func (d drawer) block(b kb.Block, pos diag.Pos, id string) (theme.Block, diag.List) {
	sets, diags := d.data.Block(b, pos)
	if b.OfReport() {
		return d.ofReport(b, diags, pos, id)
	}
	if len(sets) == 0 {
		return d.problem(b, diags, pos, id), diags
	}
	v, more := d.draw(b, sets, pos, id)
	diags = append(diags, more...)
	if v.Kind == "" {
		v = d.problem(b, diags, pos, id)
	}
	v.Source = d.sources(sets, func(set *kb.Dataset) *kb.Dataset { return d.data.Uncut(b, set, pos) })
	return v, diags
}

// asked is a block with its datasets.
type asked struct {
	kb.Block
	sets []*kb.Dataset
	pos  diag.Pos
}

// drawings has a function for each kind of block; ok is false if nothing can be
// shown.
var drawings = []struct {
	kind string
	draw func(d drawer, v *theme.Block, a asked) (ok bool, diags diag.List)
}{
	{kb.BlockChart, drawChart},
	{kb.BlockKPI, func(d drawer, v *theme.Block, a asked) (ok bool, diags diag.List) {
		v.KPIs, diags = d.kpis(a.Block, a.sets, a.pos)
		return len(v.KPIs) > 0, diags
	}},
	{kb.BlockGantt, func(d drawer, v *theme.Block, a asked) (ok bool, diags diag.List) {
		v.Gantt, diags = d.gantt(a.Block, a.sets, a.pos)
		return len(v.Gantt.Rows) > 0, diags
	}},
	{kb.BlockTable, func(d drawer, v *theme.Block, a asked) (ok bool, diags diag.List) {
		v.Table, diags = d.blockTable(a.Block, a.sets[0], a.pos)
		return true, diags
	}},
	{kb.BlockRACI, func(d drawer, v *theme.Block, a asked) (ok bool, diags diag.List) {
		v.RACI, diags = d.raci(a.Block, a.sets[0], a.pos)
		return len(v.RACI.Rows) > 0, diags
	}},
	{kb.BlockMilestones, func(d drawer, v *theme.Block, a asked) (ok bool, diags diag.List) {
		v.Milestones, diags = d.milestones(a.Block, a.sets, a.pos)
		return len(v.Milestones) > 0, diags
	}},
}

func drawChart(d drawer, v *theme.Block, a asked) (ok bool, diags diag.List) {
	spec, diags := chart.SpecOf(a.Block, a.pos.File)
	c, more := d.chart(spec, a.sets[0], d.data.Bound(a.Block, a.pos), a.pos)
	v.Chart, v.Title = c, cmp.Or(spec.Title, c.Title)
	return c.Option != "", site.Merge(diags, more)
}

// draw makes the view of a block from datasets that [site.Data.Block] has
// checked and cut; its Kind is "" if nothing can be shown.
func (d drawer) draw(b kb.Block, sets []*kb.Dataset, pos diag.Pos, id string) (theme.Block, diag.List) {
	v := theme.Block{ID: id, Kind: b.Kind, Title: b.Get("title")}
	for _, k := range drawings {
		if k.kind != b.Kind {
			continue
		}
		ok, diags := k.draw(d, &v, asked{b, sets, pos})
		if !ok {
			v.Kind = ""
		}
		return v, diags
	}
	v.Kind = ""
	return v, nil
}

// problem is shown instead of a block that cannot be drawn: the worst of the
// diagnostics in words.
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
