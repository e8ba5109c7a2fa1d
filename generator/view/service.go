package view

import (
	"cmp"
	"slices"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/metric"
)

// most is how many periods a grid or curve shows; older periods are left out.
const most = 12

// service is a grid of levels and months. A month without incidents is hatched, and does
// not count as 100 %. A cell is missed if its mean time to respond or to resolve is over the
// limit. The share of incidents in time is shown but not judged.
func service(e eye) (document.Section, bool) {
	levels := distinct(len(e.set.Rows), func(row int) (string, bool) {
		s := e.text(row, kb.FieldSeverity)
		return s, s != ""
	})
	periods := distinct(len(e.set.Rows), func(row int) (kb.Period, bool) {
		p := e.set.Cell(row, kb.FieldPeriod).Period()
		return p, p != ""
	})
	slices.SortFunc(periods, func(a, b kb.Period) int { return int(a.Start().Sub(b.Start())) })
	if len(levels) == 0 || len(periods) == 0 || e.set.Col(kb.FieldCount) < 0 && e.set.Col(kb.FieldCompliance) < 0 {
		return document.Section{}, false
	}
	g := grid{eye: e, levels: levels, periods: periods[max(0, len(periods)-most):]}
	return g.section(), true
}

// grid is an SLA table by level and period.
type grid struct {
	eye
	levels  []string
	periods []kb.Period
	missed  []miss
	cases   int
	cells   int   // with incidents, or with a mean
	partly  []low // cells whose share is below 100 %
}

// low is a cell with at least one incident over its limit.
type low struct {
	level, month string
	share        float64
}

// miss is a cell whose mean time is over its limit, in the period at.
type miss struct {
	at                        kb.Period
	level, month, took, limit string
}

func (g *grid) section() document.Section {
	years := manyYears(g.periods)
	cols := []document.Column{{Title: g.t("sla.level")}}
	for _, p := range g.periods {
		cols = append(cols, document.Column{Title: g.month(p, years), Kind: "number"})
	}
	cols = append(cols, document.Column{Title: g.t("total"), Kind: "number"})
	var rows []document.Row
	for _, level := range g.levels {
		rows = append(rows, g.row(level, years))
	}
	s := document.Section{
		Title:  g.finding(),
		Note:   document.Say(g.several("sla.note", g.cases, g.months(g.periods, years, years))),
		Blocks: []document.Block{{Kind: document.Heat, Table: document.Table{Columns: cols, Rows: rows}}, {Kind: document.Note, Text: document.Say(g.t("sla.legend"))}},
	}
	return s
}

func (g *grid) finding() string {
	switch n := len(g.missed); {
	case g.cases == 0:
		return g.t("sla.none")
	case n == 0 && len(g.partly) > 0: // no share is a miss, so the lowest one is named
		worst := slices.MinFunc(g.partly, func(a, b low) int { return cmp.Compare(a.share, b.share) })
		return g.several("sla.partly", len(g.partly), worst.month, worst.level, metric.Percent(worst.share), g.cells)
	case n == 0:
		return g.several("sla.kept", g.cells)
	default:
		m := g.missed[0]
		for _, later := range g.missed[1:] { // they are sorted by level
			if later.at.End() >= m.at.End() {
				m = later
			}
		}
		return g.several("sla.missed", n, m.month, m.level, m.took, m.limit)
	}
}

func (g *grid) row(level string, years bool) document.Row {
	limit := ""
	cells := make([]document.Cell, len(g.periods)+2)
	for i := range cells[1:] {
		cells[i+1] = document.Cell{Text: document.Say("—"), Void: true}
	}
	var cases, met float64
	known := true
	for row := range g.set.Rows {
		if g.text(row, kb.FieldSeverity) != level {
			continue
		}
		if limit == "" {
			limit = g.limits(row)
		}
		at := slices.Index(g.periods, g.set.Cell(row, kb.FieldPeriod).Period())
		if at < 0 {
			continue
		}
		cells[at+1] = g.cell(row, level, years)
		n, share := g.quantity(row, kb.FieldCount), g.quantity(row, kb.FieldCompliance)
		if n.OK {
			g.cases += int(n.Num)
			cases += n.Num
			met += n.Num * share.Num
			known = known && (share.OK || n.Num == 0)
		}
	}
	cells[0] = document.Cell{Text: document.Say(level), Sub: document.Say(limit)}
	if cases > 0 && known { // weighted by incidents: months with few count less
		cells[len(cells)-1] = document.Cell{Text: document.Say(metric.Percent(met / cases)), Sub: document.Say(g.several("cases", int(cases))), Tone: document.Muted,
			Num: document.Number{Value: met / cases, Unit: "%", OK: true}}
	}
	return document.Row{Cells: cells}
}

func (g *grid) limits(row int) string {
	var parts []string
	for _, f := range []string{kb.FieldResponseTarget, kb.FieldResolveTarget} {
		if s := g.figure(row, f); s != "" {
			parts = append(parts, g.t("sla."+f, s))
		}
	}
	return g.list(parts)
}

// cell is one month of a level.
func (g *grid) cell(row int, level string, years bool) document.Cell {
	n, share := g.quantity(row, kb.FieldCount), g.quantity(row, kb.FieldCompliance)
	if n.OK && n.Num == 0 {
		return document.Cell{Text: document.Say(g.t("sla.no-events")), Void: true}
	}
	took := g.figure(row, kb.FieldResolveActual)
	if q := g.quantity(row, kb.FieldResolveActual); q.OK {
		took = metric.Duration(q.Num, q.Unit, g.lang)
	}
	c := document.Cell{Text: document.Say(took)}
	if share.OK {
		c.Text, c.Num = document.Say(metric.Percent(share.Num)), document.Number{Value: share.Num, Unit: "%", OK: true}
		c.Sub = document.Say(took)
		if share.Num < 1-1e-9 {
			g.partly = append(g.partly, low{level, g.month(g.set.Cell(row, kb.FieldPeriod).Period(), years), share.Num})
		}
	}
	g.cells++
	if n.OK {
		c.Sub = document.Say(g.list(append([]string{g.several("cases", int(n.Num))}, nonEmpty(c.Sub.String())...)))
	}
	for _, f := range [][2]string{{kb.FieldResolveActual, kb.FieldResolveTarget}, {kb.FieldResponseActual, kb.FieldResponseTarget}} {
		actual, limit := g.quantity(row, f[0]), g.quantity(row, f[1])
		within, ok := actual.In(limit.Unit)
		if c.Tone != document.Bad && ok && limit.OK && within.Num > limit.Num*(1+1e-9) {
			c.Tone, c.Mark = document.Bad, document.Mark{Tone: document.Bad, Word: "✕"}
			c.Text = document.Text{{Text: c.Text.String(), Href: g.eye.row(row)}}
			g.missed = append(g.missed, miss{g.set.Cell(row, kb.FieldPeriod).Period(), level, g.month(g.set.Cell(row, kb.FieldPeriod).Period(), years),
				metric.Duration(actual.Num, actual.Unit, g.lang), metric.Duration(limit.Num, limit.Unit, g.lang)})
		}
	}
	return c
}
