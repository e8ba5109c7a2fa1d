package view

import (
	"cmp"
	"slices"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// barEnd is the share at the end of the scale of a bar: above 100 %, so that readers see
// that a benefit passed its target.
const barEnd = 1.2

// benefits shows how much of what was promised has been reached: the share of each
// benefit, and the planned and actual sum of amounts over time.
func benefits(e eye) (document.Section, bool) {
	if e.set.Col(kb.FieldPlanned) < 0 && e.set.Col(kb.FieldActual) < 0 {
		return document.Section{}, false
	}
	g := gains{eye: e}
	g.fill()
	s := document.Section{Title: g.finding(), Note: g.note(), Blocks: []document.Block{g.table()}}
	if b, ok := g.cumulative(); ok {
		s.Blocks = append(s.Blocks, b, note(g.t("benefits.legend")))
	}
	return s, true
}

// gains is the benefits of a sheet.
type gains struct {
	eye
	list []gain
}

// gain is a benefit as a view shows it.
type gain struct{ site.Benefit }

func (g *gains) fill() {
	for _, b := range site.Benefits(g.set, g.data.Today()) {
		g.list = append(g.list, gain{b})
	}
	slices.SortStableFunc(g.list, func(a, b gain) int { return cmp.Compare(a.rank(), b.rank()) })
}

// rank sorts benefits: first those that are due and not measured, then the measured ones,
// smallest share first, then the others.
func (b gain) rank() float64 {
	switch {
	case b.Measured:
		return b.Share
	case b.Due:
		return -1e9
	}
	return 1e9
}

func (g *gains) when(row int) kb.Period { return site.BenefitPeriod(g.set, row) }
func (g *gains) unit(row int) string    { return site.BenefitUnit(g.set, row) }
func (g *gains) amount(row int) bool    { return site.BenefitAmount(g.set, row) }

// value is a cell with its unit; the unit may be in another column.
func (g *gains) value(row int, field string) string {
	s := g.figure(row, field)
	if s == "" || g.quantity(row, field).Unit != "" || g.text(row, kb.FieldUnit) == "" {
		return s
	}
	return g.t("benefits.with-unit", s, g.text(row, kb.FieldUnit))
}

// sum is the total of several rows, or the cell if there is one row.
func (g *gains) sum(b gain, field string, q metric.Quantity) string {
	if len(b.Rows) == 1 || !q.OK || g.quantity(b.Row, field).Num == q.Num {
		return g.value(b.Row, field)
	}
	return metric.Format(q.Num, g.unit(b.Row), g.lang)
}

func (g *gains) finding() string {
	kept, overdue := 0, 0
	least := -1
	for i, b := range g.list {
		switch {
		case b.Kept():
			kept++
		case b.Measured && least < 0:
			least = i
		case !b.Measured && b.Due:
			overdue++
		}
	}
	said := []string{g.several("benefits.kept", len(g.list), kept)}
	if least >= 0 {
		said = append(said, g.t("benefits.least", g.list[least].Name, metric.Attained(g.list[least].Share)))
	}
	if overdue > 0 {
		said = append(said, g.several("benefits.unmeasured", overdue))
	}
	if t, ok := g.sums(); ok {
		said = append(said, t.finding(g))
	}
	return g.clauses(said...)
}

func (g *gains) note() document.Text {
	blank := 0
	for _, b := range g.list {
		if !b.Measured {
			blank++
		}
	}
	missing := ""
	if blank > 0 {
		missing = g.several("benefits.blank", blank)
	}
	return g.line(g.several("benefits.note", len(g.list)), missing)
}

func (g *gains) table() document.Block {
	cols := []document.Column{{Title: g.t("benefits.benefit")}, {Title: g.t("benefits.aim")}, {Title: g.t("benefits.actual"), Kind: "number"}, {Title: g.t("benefits.share")}, {Title: g.t("benefits.state")}}
	var rows []document.Row
	for _, b := range g.list {
		about := document.Whose(g.text(b.Row, kb.FieldOwner))
		if by := g.text(b.Row, kb.FieldIndicator); by != "" && by != b.Name {
			if len(about) > 0 {
				by += " · "
			}
			about = append(document.Say(by), about...)
		}
		name := document.Cell{Text: document.Text{{Text: cmp.Or(b.Name, metric.Blank), Href: g.row(b.Row)}}, Sub: about}
		aim := g.sum(b, kb.FieldPlanned, b.Planned)
		if from := g.value(b.Row, kb.FieldBaseline); from != "" {
			aim = g.t("benefits.from-to", g.figure(b.Row, kb.FieldBaseline), aim)
		}
		actual := g.field(b.Row, kb.FieldActual)
		if v := g.sum(b, kb.FieldActual, b.Actual); v != "" {
			actual.Text = document.Text{strong(v)}
		}
		actual.Sub = document.Say(string(cmp.Or(kb.Period(g.set.Cell(b.Row, kb.FieldDate).Date()), g.when(b.Row))))
		rows = append(rows, document.Row{Cells: []document.Cell{name, {Text: document.Say(cmp.Or(aim, metric.Blank))}, actual, g.bar(b), {Mark: g.state(b)}}})
	}
	return listing("", cols, rows)
}

func (g *gains) bar(b gain) document.Cell {
	if !b.Measured {
		return document.Cell{Text: document.Say(metric.Blank), Void: true}
	}
	return document.Cell{Text: document.Say(metric.Attained(b.Share)),
		Bar: document.Gauge{Parts: []float64{min(barEnd, max(0, b.Share))}, Most: barEnd, Limit: 1, Tone: g.state(b).Tone}}
}

// state is the state of a benefit. It can be "short" or "unmeasured" only once it is due.
func (g *gains) state(b gain) document.Mark {
	over := vocab.Over(g.set.Cell(b.Row, kb.FieldStatus).Text)
	switch {
	case b.Kept():
		return document.Mark{Tone: document.Good, Word: g.t("benefits.is-kept")}
	case !b.Measured && b.Due && !over:
		return document.Mark{Tone: document.Bad, Word: g.t("benefits.is-unmeasured")}
	case !b.Measured:
		return document.Mark{Word: g.t("benefits.is-open")}
	case b.Due:
		return document.Mark{Tone: document.Warn, Word: g.t("benefits.is-short")}
	}
	return document.Mark{Word: g.t("benefits.is-coming")}
}
