package view

import (
	"cmp"
	"slices"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/vocab"
)

// barEnd is how far the bar of a share goes: beyond its aim, so that more than
// was planned can be seen.
const barEnd = 1.2

// benefits is how much of what was promised is there: the share of each benefit,
// and of amounts the sum over time as planned and as it is.
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

// gain is a benefit. Of values on the way from a baseline the newest counts; amounts
// of several periods add up to the last that has an actual one.
type gain struct {
	name     string
	rows     []int
	row      int // that stands for it
	planned  metric.Quantity
	actual   metric.Quantity
	share    float64
	measured bool // share is known
	due      bool // the day on which it should be there has passed
}

func (g *gains) fill() {
	for row := range g.set.Rows {
		name := cmp.Or(g.text(row, kb.FieldBenefit), g.text(row, kb.FieldIndicator))
		i := slices.IndexFunc(g.list, func(b gain) bool { return b.name == name })
		if i < 0 || name == "" {
			i, g.list = len(g.list), append(g.list, gain{name: name})
		}
		g.list[i].rows = append(g.list[i].rows, row)
	}
	for i := range g.list {
		g.judge(&g.list[i])
	}
	slices.SortStableFunc(g.list, func(a, b gain) int { return cmp.Compare(a.rank(), b.rank()) })
}

// judge finds the row that stands for a benefit, and how much of it is there.
func (g *gains) judge(b *gain) {
	slices.SortStableFunc(b.rows, func(x, y int) int { return cmp.Compare(g.when(x).End(), g.when(y).End()) })
	b.row = b.rows[0]
	amounts := true
	last := 0
	for i, row := range b.rows {
		amounts = amounts && g.amount(row) && g.unit(row) == g.unit(b.rows[0])
		if g.quantity(row, kb.FieldActual).OK {
			b.row, last = row, i
		}
	}
	b.planned, b.actual = g.quantity(b.row, kb.FieldPlanned), g.quantity(b.row, kb.FieldActual)
	if amounts {
		for _, row := range b.rows[:last] {
			if a := g.quantity(row, kb.FieldActual); b.row != row {
				b.planned.Num += g.quantity(row, kb.FieldPlanned).Num
				b.actual.Num += a.Num
			}
		}
	}
	from := g.quantity(b.row, kb.FieldBaseline)
	if b.actual.OK && b.planned.OK && b.actual.Unit == b.planned.Unit && (!from.OK || from.Unit == b.planned.Unit) {
		b.share, b.measured = metric.Attainment(from.Num, b.actual.Num, b.planned.Num)
	}
	day := cmp.Or(g.set.Cell(b.row, kb.FieldDate).Date(), g.when(b.row).End())
	b.due = day != "" && day < g.data.Today()
}

// rank puts what is not measured in time first, then the least realised.
func (b gain) rank() float64 {
	switch {
	case b.measured:
		return b.share
	case b.due:
		return -1e9
	}
	return 1e9
}

// when is the month that a row is of, "" if it does not say.
func (g *gains) when(row int) kb.Period {
	if p := g.set.Cell(row, kb.FieldPeriod).Period(); p != "" {
		return p
	}
	if d := g.set.Cell(row, kb.FieldDate).Date(); len(d) == 10 {
		return kb.Period(d[:7])
	}
	return ""
}

// unit is that of a row's values: of the cell, its column, or the column of units.
func (g *gains) unit(row int) string {
	return cmp.Or(g.quantity(row, kb.FieldPlanned).Unit, g.quantity(row, kb.FieldActual).Unit, g.text(row, kb.FieldUnit))
}

// value is a cell with its unit, also where that stands in a column of its own.
func (g *gains) value(row int, field string) string {
	s := g.figure(row, field)
	if s == "" || g.quantity(row, field).Unit != "" || g.text(row, kb.FieldUnit) == "" {
		return s
	}
	return g.t("benefits.with-unit", s, g.text(row, kb.FieldUnit))
}

// sum is an amount that several rows add up to, or the cell of the only one.
func (g *gains) sum(b gain, field string, q metric.Quantity) string {
	if len(b.rows) == 1 || !q.OK || g.quantity(b.row, field).Num == q.Num {
		return g.value(b.row, field)
	}
	return metric.Format(q.Num, g.unit(b.row), g.lang)
}

func (b gain) done() bool { return b.measured && b.share >= 1-1e-9 }

func (g *gains) finding() string {
	kept, overdue := 0, 0
	least := -1
	for i, b := range g.list {
		switch {
		case b.done():
			kept++
		case b.measured && least < 0:
			least = i
		case !b.measured && b.due:
			overdue++
		}
	}
	said := []string{g.several("benefits.kept", len(g.list), kept)}
	if least >= 0 {
		said = append(said, g.t("benefits.least", g.list[least].name, metric.Attained(g.list[least].share)))
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
		if !b.measured {
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
		about := nonEmpty(g.text(b.row, kb.FieldIndicator), g.text(b.row, kb.FieldOwner))
		if len(about) > 0 && about[0] == b.name {
			about = about[1:]
		}
		name := document.Cell{Text: document.Text{{Text: cmp.Or(b.name, metric.Blank), Href: g.row(b.row)}}, Sub: document.Say(g.dotted(about))}
		aim := g.sum(b, kb.FieldPlanned, b.planned)
		if from := g.value(b.row, kb.FieldBaseline); from != "" {
			aim = g.t("benefits.from-to", g.figure(b.row, kb.FieldBaseline), aim)
		}
		actual := g.field(b.row, kb.FieldActual)
		if v := g.sum(b, kb.FieldActual, b.actual); v != "" {
			actual.Text = document.Text{strong(v)}
		}
		actual.Sub = document.Say(string(cmp.Or(kb.Period(g.set.Cell(b.row, kb.FieldDate).Date()), g.when(b.row))))
		rows = append(rows, document.Row{Cells: []document.Cell{name, {Text: document.Say(cmp.Or(aim, metric.Blank))}, actual, g.bar(b), {Mark: g.state(b)}}})
	}
	return listing("", cols, rows)
}

func (g *gains) dotted(parts []string) string {
	var s string
	for i, p := range parts {
		if i > 0 {
			s += " · "
		}
		s += p
	}
	return s
}

func (g *gains) bar(b gain) document.Cell {
	if !b.measured {
		return document.Cell{Text: document.Say(metric.Blank), Void: true}
	}
	return document.Cell{Text: document.Say(metric.Attained(b.share)),
		Bar: document.Gauge{Parts: []float64{min(barEnd, max(0, b.share))}, Most: barEnd, Limit: 1, Tone: g.state(b).Tone}}
}

// state is how a benefit stands on the day by which it should be there.
func (g *gains) state(b gain) document.Mark {
	over := vocab.Over(g.set.Cell(b.row, kb.FieldStatus).Text)
	switch {
	case b.done():
		return document.Mark{Tone: document.Good, Word: g.t("benefits.is-kept")}
	case !b.measured && b.due && !over:
		return document.Mark{Tone: document.Bad, Word: g.t("benefits.is-unmeasured")}
	case !b.measured:
		return document.Mark{Word: g.t("benefits.is-open")}
	case b.due:
		return document.Mark{Tone: document.Warn, Word: g.t("benefits.is-short")}
	}
	return document.Mark{Word: g.t("benefits.is-coming")}
}
