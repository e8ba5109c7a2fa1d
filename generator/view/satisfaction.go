package view

import (
	"cmp"
	"math"
	"slices"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/vocab"
)

// mostPanels is how many panels are drawn; the worst come first.
const mostPanels = 8

// satisfaction draws a small curve for each department (or dimension), all on one scale,
// to show which do not reach the target. It is a grid if departments have several scores.
func satisfaction(e eye) (document.Section, bool) {
	if e.set.Col(kb.FieldScore) < 0 {
		return document.Section{}, false
	}
	periods := distinct(len(e.set.Rows), func(row int) (kb.Period, bool) {
		p := e.set.Cell(row, kb.FieldPeriod).Period()
		return p, p != ""
	})
	slices.SortFunc(periods, func(a, b kb.Period) int { return a.Start().Sub(b.Start()) })
	periods = periods[max(0, len(periods)-most):]
	if len(periods) == 0 {
		return document.Section{}, false
	}
	if manyScores(e) {
		return dimensions(e, periods[len(periods)-1])
	}
	by := kb.FieldDepartment
	if e.set.Col(by) < 0 {
		by = kb.FieldDimension
	}
	names := []string{""}
	if e.set.Col(by) >= 0 {
		names = distinct(len(e.set.Rows), func(row int) (string, bool) { s := e.text(row, by); return s, s != "" })
	}
	p := pleased{eye: e, by: by, periods: periods}
	for _, name := range names {
		p.add(name)
	}
	return p.section()
}

type pleased struct {
	eye
	by        string
	periods   []kb.Period
	list      []ranked
	rows, n   int
	low, high float64
	unit      string
	decimals  int
	unset     int
}

// ranked is a panel and how far its last value is below the target; the largest gap comes first.
type ranked struct {
	panel document.Panel
	gap   float64
	judge bool
	last  document.Point
}

func (p *pleased) add(name string) {
	r := ranked{panel: document.Panel{Title: name, Points: make([]document.Point, len(p.periods)), Counts: make([]int, len(p.periods)), Few: make([]bool, len(p.periods))}}
	for i, at := range p.periods {
		r.panel.Points[i].At = at
	}
	for row := range p.set.Rows {
		if name != "" && p.text(row, p.by) != name {
			continue
		}
		at := slices.Index(p.periods, p.set.Cell(row, kb.FieldPeriod).Period())
		score := p.quantity(row, kb.FieldScore)
		if at < 0 || !score.OK {
			continue
		}
		p.rows++
		p.unit = score.Unit
		r.panel.Points[at].Value, r.panel.Points[at].OK = score.Num, true
		if n := p.quantity(row, kb.FieldResponses); n.OK {
			p.n += int(n.Num)
			r.panel.Counts[at], r.panel.Few[at] = int(n.Num), metric.Small(int(n.Num))
		}
		if t, ok := p.quantity(row, kb.FieldTarget).In(score.Unit); ok { // a target in another unit, 84 % for a score up to 5, does not count
			r.panel.Target = document.Number{Value: t.Num, Unit: t.Unit, OK: true}
		}
	}
	if p.set.Col(kb.FieldResponses) < 0 {
		r.panel.Counts, r.panel.Few = nil, nil
	}
	for _, pt := range r.panel.Points {
		if pt.OK {
			r.last = pt
		}
	}
	if !r.last.OK {
		p.unset++
		return
	}
	r.judge = r.panel.Target.OK
	r.gap = r.panel.Target.Value - r.last.Value
	p.list = append(p.list, r)
}

func (p *pleased) section() (document.Section, bool) {
	if len(p.list) == 0 {
		return document.Section{}, false
	}
	p.scale()
	slices.SortStableFunc(p.list, func(a, b ranked) int { return cmp.Compare(b.gap, a.gap) })
	m := document.Multiples{Low: document.Number{Value: p.low, Unit: p.unit, Decimals: 0, OK: true}, High: document.Number{Value: p.high, Unit: p.unit, OK: true}}
	var reached, short []string
	for i := range p.list {
		r := &p.list[i]
		r.panel.Target.Decimals, r.panel.Target.Unit = p.decimals, p.unit
		shown := p.beside(r)
		r.panel.Text = document.Say(shown)
		switch {
		case !r.judge:
		case r.gap <= 1e-9:
			reached = append(reached, r.panel.Title)
			r.panel.Mark = document.Mark{Tone: document.Good, Word: p.t("satisfaction.reached")}
		default:
			short = append(short, r.panel.Title+" "+shown)
			r.panel.Mark = document.Mark{Tone: document.Plain, Word: p.t("satisfaction.short", p.gapText(r.gap))}
		}
		if i < mostPanels {
			m.List = append(m.List, r.panel)
		}
	}
	last := p.month(p.periods[len(p.periods)-1], manyYears(p.periods))
	when := p.months(p.periods, true, manyYears(p.periods))
	note := p.several("satisfaction.note", p.rows, when, metric.Thousands(float64(p.n), 0))
	if p.n == 0 {
		note = p.several("satisfaction.note-bare", p.rows, when)
	}
	s := document.Section{Title: p.finding(last, reached, short), Note: document.Say(note), Blocks: []document.Block{{Kind: document.Panels, Panels: m}}}
	legend := p.t("satisfaction.legend")
	if p.n == 0 {
		legend = ""
	}
	if left := len(p.list) - mostPanels; left > 0 {
		legend = p.clauses(legend, p.several("left", left))
	}
	if legend != "" {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Note, Text: document.Say(legend)})
	}
	return s, true
}

func (p *pleased) finding(last string, reached, short []string) string {
	switch {
	case len(reached) == 0 && len(short) == 0:
		lowest := slices.MinFunc(p.list, func(a, b ranked) int { return cmp.Compare(a.last.Value, b.last.Value) }).last.Value
		var names []string
		for _, r := range p.list {
			if vocab.Near(r.last.Value, lowest) {
				names = append(names, r.panel.Title)
			}
		}
		if names[0] == "" {
			return p.t("satisfaction.one", last, p.show(lowest))
		}
		return p.t("satisfaction.lowest", last, p.some(names), p.show(lowest))
	case len(reached)+len(short) == 1 && p.list[0].panel.Title == "":
		key := "satisfaction.alone-short"
		if len(reached) == 1 {
			key = "satisfaction.alone-reached"
		}
		return p.t(key, last, p.beside(&p.list[0]), p.show(p.list[0].panel.Target.Value))
	case len(short) == 0:
		return p.t("satisfaction.all", last)
	case len(reached) == 0:
		return p.t("satisfaction.no-one", last, p.some(short))
	}
	return p.t("satisfaction.some", last, p.some(reached), p.some(short))
}

// beside is a score as show writes it, with more digits if it would otherwise look equal
// to the target: 4.496 beside 4.5.
func (p *pleased) beside(r *ranked) string {
	v, goal := r.last.Value, r.panel.Target.Value
	if r.judge && !vocab.Near(v, goal) && p.show(v) == p.show(goal) {
		return metric.FigureBeside(kb.Cell{Kind: kb.Number, Num: v}, p.unit, p.lang, goal)
	}
	return p.show(v)
}

// show is a score in the sheet's unit.
func (p *pleased) show(v float64) string {
	if p.unit == "%" {
		return metric.Percent(v)
	}
	return metric.Format(v, p.unit, p.lang)
}

func (p *pleased) gapText(gap float64) string {
	if p.unit == "%" {
		return p.t("points", metric.Apart(gap))
	}
	return metric.Format(gap, p.unit, p.lang)
}

// scale is the same for all panels; its ends are round.
func (p *pleased) scale() {
	p.low, p.high = p.list[0].last.Value, p.list[0].last.Value
	for _, r := range p.list {
		for _, pt := range r.panel.Points {
			if pt.OK {
				p.low, p.high = min(p.low, pt.Value), max(p.high, pt.Value)
			}
		}
		if r.panel.Target.OK {
			p.low, p.high = min(p.low, r.panel.Target.Value), max(p.high, r.panel.Target.Value)
		}
	}
	step := 1.0
	switch {
	case p.unit == "%":
		step = .1
	case p.high > 10:
		step = 10
	case p.high <= 5:
		step, p.decimals = .5, 2
	}
	p.low, p.high = floorTo(p.low-step/2, step), ceilTo(p.high+step/2, step)
	if p.unit == "%" {
		p.low, p.high = max(p.low, 0), min(p.high, 1)
	}
}

func floorTo(v, step float64) float64 { return math.Floor(v/step+1e-9) * step }

func ceilTo(v, step float64) float64 { return math.Ceil(v/step-1e-9) * step }
