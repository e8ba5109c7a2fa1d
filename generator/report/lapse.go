package report

import (
	"slices"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
)

// lapse is the newest older value of an indicator that has no value in the period before
// its own. It is shown, but nothing is compared with it.
type lapse struct {
	last    fact.Fact
	n       float64   // the value of last
	at      kb.Period // the period of last
	missing kb.Period // the period before the indicator's own
}

// there tells whether there is such a value.
func (l lapse) there() bool { return l.last.Key != "" }

// lapsed finds the lapse of an indicator whose value is of the period own. There is none
// if the period before has a value.
func (it item) lapsed(own kb.Period, unit string) (l lapse) {
	l.missing = own.Last()
	prefix := fact.Key(it.family, it.key, fact.At) + "/"
	for _, f := range it.facts.Below(fact.At) {
		p := kb.Period(f.Key[len(prefix):])
		n, ok := f.Num()
		if !ok || f.Unit != unit || own.Holding(p.End()) != p || p.End() >= l.missing.Start() || p.End() <= l.at.End() {
			continue
		}
		l.last, l.n, l.at = f, n, p
	}
	return l
}

// lapses says which indicators have no value in the period before. Those with the same
// gap share a line.
func (m *maker) lapses(list []indicator) (lines []document.Line) {
	same := func(a, b indicator) bool { return a.lapse.at == b.lapse.at && a.lapse.missing == b.lapse.missing }
	for len(list) > 0 {
		first := list[0]
		var values []document.Text
		for _, k := range list {
			if same(k, first) {
				values = append(values, m.say("kpi.moved", the(k.name()), m.cited(k.full(k.lapse.n), k.lapse.last), k.value(m)))
			}
		}
		list = slices.DeleteFunc(list, func(k indicator) bool { return same(k, first) })
		lines = append(lines, m.line(document.Muted, "missing", m.say("kpi.lapse", m.absent(first.lapse), the(m.periodShort(first.lapse.at)), m.join("list", values...))))
	}
	return lines
}

// absent says in which period the value is missing: "9 月缺数".
func (m *maker) absent(l lapse) document.Text {
	return m.say("kpi.absent", the(m.periodShort(l.missing)))
}
