package report

import (
	"slices"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// mostGone is up to how many things that are gone are named.
const mostGone = 5

// side tells which of the two reports have figures for a section.
type side struct {
	section     string
	now, before bool // this report has, the last one had
	both        bool // at least one thing is in both, so that it can be compared
}

// sides are the sections whose figures are compared with the last report.
func (m *maker) sides() []side {
	plan, kpi, risk, service := side{section: Gantt}, side{section: KPI}, side{section: Risks}, side{section: SLA}
	plan.now, plan.before = len(m.tasks()) > 0, len(m.Told.Below(fact.Phase)) > 0
	for _, it := range m.tasks() {
		plan.both = plan.both || it.in(m.Told).there()
	}
	for _, k := range m.indicators() {
		kpi.now, kpi.before, kpi.both = kpi.now || k.ok, kpi.before || k.was.Key != "", kpi.both || k.cmp
	}
	risk.now, risk.before = len(m.items(fact.Risk)) > 0, len(m.Told.Below(fact.Risk)) > 0
	risk.both = risk.now && risk.before && !slices.ContainsFunc(m.items(fact.Risk), func(it item) bool {
		k := it.delta(m, kb.FieldScore).Kind
		return it.in(m.Told).there() && (k == fact.New || k == fact.Gone)
	})
	for _, it := range m.items(fact.SLA) {
		if vocab.TopSeverity(it.key) {
			now, was := it.served(), m.servedBefore(it)
			service.now, service.before = service.now || now.known, service.before || was.known
			service.both = service.both || now.known && was.known
		}
	}
	return []side{plan, kpi, risk, service}
}

// unchanged says for which sections nothing has changed: those of which both reports have
// figures. It also names those of which only one has; "" if there is nothing to compare at all.
func (m *maker) unchanged() string {
	var same, apart []document.Text
	for _, s := range m.sides() {
		switch name := the(m.word("section." + s.section)); {
		case s.both:
			same = append(same, name)
		case s.now || s.before:
			apart = append(apart, name)
		}
	}
	var parts []document.Text
	if len(same) > 0 {
		parts = append(parts, m.say("changes.none", m.join("list", same...)))
	}
	switch {
	case len(apart) > 0:
		parts = append(parts, m.say("changes.apart", m.join("list", apart...)))
	case len(same) == 0 && !m.Told.Empty():
		parts = append(parts, m.say("changes.nothing"))
	}
	return m.sentence(parts...).String()
}

// goneLines names the indicators and tasks of the last report that are in no sheet any more.
func (m *maker) goneLines() (lines []document.Line) {
	for _, family := range []string{kb.SchemaKPI, fact.Phase} {
		var all []document.Text
		pairs := fact.Renamed(m.Now, m.Told, family)
		for _, was := range itemsOf(m.Told, family) {
			asked := slices.ContainsFunc(pairs, func(p fact.Pair) bool { return p.Gone == was.key })
			if !asked && !was.in(m.Now).there() {
				all = append(all, the(was.name()))
			}
		}
		if len(all) == 0 {
			continue
		}
		key := "gone." + family
		list := m.join("list", all[:min(mostGone, len(all))]...)
		if len(all) > mostGone {
			list = m.say("gone.more", list, m.number(len(all)))
		}
		lines = append(lines, m.line(document.Warn, "gone", m.say(key, list)))
	}
	return lines
}
