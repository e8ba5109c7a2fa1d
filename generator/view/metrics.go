package view

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// mostDays is how many days a curve shows; older days are left out.
const mostDays = 31

// metrics draws a curve for each metric, and says on how many days it was beyond its threshold.
func metrics(e eye) (document.Section, bool) {
	m := readings{eye: e}
	m.fill()
	if len(m.list) == 0 {
		return document.Section{}, false
	}
	slices.SortStableFunc(m.list, func(a, b *gauged) int {
		return cmp.Or(cmp.Compare(b.over, a.over), cmp.Compare(b.near, a.near))
	})
	s := document.Section{Title: m.finding(), Note: m.note()}
	if m.n == 1 {
		return s, true
	}
	all := document.Multiples{}
	for _, g := range m.list[:min(len(m.list), mostPanels)] {
		all.List = append(all.List, m.panel(g))
	}
	s.Blocks = append(s.Blocks, document.Block{Kind: document.Panels, Panels: all})
	if left := len(m.list) - mostPanels; left > 0 {
		s.Blocks = append(s.Blocks, note(e.several("left", left)))
	}
	return s, true
}

// readings is the measurements of a sheet by metric and day.
type readings struct {
	eye
	list     []*gauged
	n, lost  int
	from, to kb.Date
}

// gauged is one metric of a system. Of several readings on a day the worst counts.
type gauged struct {
	system, name string
	days         []kb.Date
	at           map[kb.Date]int // row
	over         int             // number of days beyond the threshold
	worst        int             // row
	threshold    metric.Quantity
	near         float64 // the worst value divided by the threshold (if higher: the inverse); 1 is at the threshold
	higher       bool    // higher values are better
}

func (m *readings) fill() {
	for row := range m.set.Rows {
		day := m.set.Cell(row, kb.FieldTime).Date()
		v := m.quantity(row, kb.FieldValue)
		if day == "" || !v.OK {
			m.lost++
			continue
		}
		m.n++
		if m.from == "" || day < m.from {
			m.from = day
		}
		m.to = max(m.to, day)
		system, name := m.text(row, kb.FieldSystem), m.text(row, kb.FieldMetric)
		i := slices.IndexFunc(m.list, func(g *gauged) bool { return g.system == system && g.name == name })
		if i < 0 {
			i, m.list = len(m.list), append(m.list, &gauged{system: system, name: name, at: map[kb.Date]int{}, worst: row, higher: vocab.DirectionOfName(name) == vocab.Higher})
		}
		g := m.list[i]
		if before, seen := g.at[day]; !seen {
			g.days, g.at[day] = append(g.days, day), row
		} else if m.worse(g, row, before) {
			g.at[day] = row
		}
		if m.worse(g, row, g.worst) {
			g.worst = row
		}
		if t := m.quantity(row, kb.FieldThreshold); t.OK {
			g.threshold = t
		}
	}
	for _, g := range m.list {
		slices.Sort(g.days)
		for _, d := range g.days {
			if site.Beyond(m.set, g.at[d]) {
				g.over++
			}
		}
		if v, t := m.quantity(g.worst, kb.FieldValue).Num, g.threshold.Num; g.threshold.OK && t != 0 && v != 0 {
			if g.near = v / t; g.higher {
				g.near = t / v
			}
		}
	}
}

func (m *readings) worse(g *gauged, row, than int) bool {
	a, b := m.quantity(row, kb.FieldValue).Num, m.quantity(than, kb.FieldValue).Num
	if g.higher {
		return a < b
	}
	return a > b
}

// title is the name of the metric, with its system if several systems have it.
func (m *readings) title(g *gauged) string {
	for _, o := range m.list {
		if o != g && o.name == g.name {
			return strings.Join(nonEmpty(g.system, g.name), " · ")
		}
	}
	return g.name
}

func (m *readings) finding() string {
	days := m.to.Sub(m.from) + 1
	over, judged := 0, 0
	var next *gauged
	for _, g := range m.list {
		if g.over > 0 {
			over++
		}
		if g.threshold.OK {
			judged++
			if next == nil {
				next = g
			}
		}
	}
	switch {
	case judged == 0:
		return m.several("metrics.bare", len(m.list), days)
	case over == 0:
		first := m.several("metrics.within", judged, days)
		if next.near == 0 {
			return first
		}
		return m.clauses(first, m.t("metrics.nearest", m.title(next), m.day(m.set.Cell(next.worst, kb.FieldTime).Date()), m.value(next.worst), share(next.near, 1)))
	}
	g := m.list[0]
	key := "metrics.worst"
	if g.higher {
		key = "metrics.worst-low"
	}
	return m.clauses(m.several("metrics.over", over, days), m.several(key, g.over, m.title(g), m.value(g.worst), metric.Format(g.threshold.Num, g.threshold.Unit, m.lang)))
}

func (m *readings) value(row int) string { return m.figure(row, kb.FieldValue) }

func (m *readings) note() document.Text {
	gaps, lost, shown := 0, "", ""
	for _, g := range m.list {
		if daily(g.days) {
			gaps += g.days[len(g.days)-1].Sub(g.days[0]) + 1 - len(g.days)
		}
	}
	missing := ""
	if gaps > 0 {
		missing = m.several("metrics.gaps", gaps)
	}
	if m.lost > 0 {
		lost = m.several("metrics.lost", m.lost)
	}
	if m.to.Sub(m.from) >= mostDays {
		shown = m.t("metrics.shown", mostDays)
	}
	return m.line(m.t("metrics.note", m.span(m.from, m.to), m.n), missing, shown, lost)
}

// daily tells whether a metric is read every day, or meant to be.
func daily(days []kb.Date) bool {
	return len(days) > 2 && 2*len(days) > days[len(days)-1].Sub(days[0])
}

func (m *readings) panel(g *gauged) document.Panel {
	days := g.days
	if daily(days) { // a day without a reading is a gap
		var all []kb.Date
		for d := days[0]; d <= days[len(days)-1]; d = d.AddDays(1) {
			all = append(all, d)
		}
		days = all
	}
	days = days[max(0, len(days)-mostDays):]
	p := document.Panel{Title: m.title(g), Limit: true, Low: document.Number{OK: true}, High: document.Number{OK: true}, Target: document.Number{Value: g.threshold.Num, Unit: g.threshold.Unit, OK: g.threshold.OK}}
	low, high, decimals, unit := math.Inf(1), 0.0, 0, ""
	for _, d := range days {
		row, ok := g.at[d]
		pt := document.Point{At: kb.Period(d), OK: ok}
		bad := false
		if ok {
			q := m.quantity(row, kb.FieldValue)
			pt.Value, unit = q.Num, q.Unit
			low, high = min(low, q.Num), max(high, q.Num)
			decimals = max(decimals, places(q))
			bad = site.Beyond(m.set, row)
		}
		p.Points, p.Bad = append(p.Points, pt), append(p.Bad, bad)
	}
	if g.threshold.OK {
		low, high = min(low, g.threshold.Num), max(high, g.threshold.Num)
	}
	p.Target.Decimals, p.Target.Unit = decimals, cmp.Or(p.Target.Unit, unit)
	p.High.Value, p.High.Unit = high*1.15, unit
	p.Low.Unit, p.Low.Decimals = unit, decimals
	if g.higher { // values near 100 % would look equal on a scale from 0
		span := max(high-low, math.Abs(high)*.01)
		p.Low.Value, p.High.Value = low-span/2, high+span/2
	}
	last := g.at[g.days[len(g.days)-1]]
	p.Text = document.Say(m.value(last))
	p.Sub = document.Say(strings.Join(nonEmpty(m.beside(g), m.extreme(g)), " · "))
	if g.over > 0 {
		p.Mark = document.Mark{Tone: document.Bad, Word: m.several("metrics.days", g.over)}
	}
	return p
}

// beside is the system of a panel, "" if the title names it.
func (m *readings) beside(g *gauged) string {
	if strings.HasPrefix(m.title(g), g.system) {
		return ""
	}
	return g.system
}

// extreme is the worst value, with the days on which it was read; of many days, with their number.
func (m *readings) extreme(g *gauged) string {
	key := "metrics.highest"
	if g.higher {
		key = "metrics.lowest"
	}
	var days []string
	for _, day := range g.days {
		if !m.worse(g, g.worst, g.at[day]) {
			days = append(days, string(day[5:]))
		}
	}
	when := m.eye.list(days)
	if len(days) > 4 {
		when = m.several("days", len(days))
	}
	return m.t(key, m.value(g.worst), when)
}

// places is the number of decimals that a value needs, at most two.
func places(q metric.Quantity) int {
	v := q.Num
	if q.Unit == "%" {
		v *= 100
	}
	for n := range 2 {
		if f := v * math.Pow10(n); math.Abs(f-math.Round(f)) < 1e-6 {
			return n
		}
	}
	return 2
}
