package report

import (
	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// below gives a phase and the rows that belong to it, with the milestone that ends it.
func (m *maker) below(p item) (out []item) {
	in := false
	for _, it := range m.tasks() {
		switch {
		case it.key == p.key:
			in = true
		case it.count(kb.FieldLevel) <= p.count(kb.FieldLevel) && it.count(kb.FieldMilestone) == 0:
			in = false
		}
		if in {
			out = append(out, it)
		}
	}
	return out
}

// outcome compares the plan of a phase with the result.
func (m *maker) outcome(s *document.Section) {
	p, ok := m.phase()
	if !ok {
		return
	}
	s.Note = the(p.name())
	t := document.Table{Columns: []document.Column{m.column("task", "text", false), m.column("plan", "text", false), m.column("actual", "text", false), m.column("late", "number", false), m.column("state", "mark", false)}}
	for _, it := range m.below(p) {
		late := blank()
		if n := it.delay(); n > 0 {
			late = document.Cell{Text: m.count("day", n), Num: document.Number{Value: float64(n), Unit: "d", OK: true}, Tone: document.Bad}
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Text: m.cited(it.name(), it.fact(fact.Name)), Sub: document.Whose(it.text(kb.FieldOwner))},
			{Text: m.days(it.fact(kb.FieldPlannedStart), it.fact(kb.FieldPlannedEnd))},
			{Text: m.days(it.fact(kb.FieldActualStart), it.fact(kb.FieldActualEnd))},
			late, {Mark: m.taskMark(it)}}})
	}
	s.Blocks = []document.Block{{Kind: document.Grid, Table: t}, {Kind: document.Note, Text: m.sentence(m.standing(p))}}
}

// days is a span of days, or the end of it that is known.
func (m *maker) days(from, to fact.Fact) document.Text {
	switch {
	case from.Date() == "" && to.Date() == "":
		return blank().Text
	case from.Date() == "":
		return m.say("days.to", m.dated(to))
	case to.Date() == "":
		return m.say("days.from", m.dated(from))
	}
	return m.say("from-until", m.dated(from), m.dated(to))
}

// benefit shows the indicators over the phase: their values when it began, and at its end.
func (m *maker) benefit(s *document.Section) {
	p, ok := m.phase()
	all := m.indicators()
	if !ok || len(all) == 0 {
		return
	}
	from, to := p.span()
	if e := p.date(kb.FieldActualEnd); e != "" {
		to = e
	}
	s.Note = m.say("from-until", m.date(from), m.date(min(to, m.day)))
	t := document.Table{Columns: []document.Column{m.column("indicator", "text", false), m.column("baseline", "number", true), m.column("start", "number", false), m.column("end", "number", false),
		m.column("change", "number", false), m.column("target", "number", false), m.column("state", "mark", false)}}
	for _, k := range all {
		first, last := k.over(from, to)
		change := blank()
		a, hasA := first.Num()
		b, hasB := last.Num()
		if hasA && hasB && first.Key != last.Key {
			d := k.diff(b - a)
			change = document.Cell{Text: the(signed(d)), Num: d}
			if !vocab.Near(a, b) {
				change.Mark = m.better(map[bool]int{true: 1, false: -1}[(b > a) != k.lower()])
				change.Tone = change.Mark.Tone
			}
		}
		name := the(k.name())
		if u := unitWord(k.unit, m.Lang); u != "" {
			name = append(name, document.Run{Text: " " + u, Quiet: true})
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{{Text: name, Sub: document.Whose(k.text(kb.FieldOwner))}, m.kpiCell(k, k.fact(kb.FieldBaseline)), m.kpiCell(k, first), m.kpiCell(k, last),
			change, m.targetCell(k), m.judgedCell(k, last)}})
	}
	s.Blocks = []document.Block{{Kind: document.Grid, Table: t}}
}

// judgedCell is the state of an indicator, which follows from its newest value. If that is
// not the value at the end of the phase, the cell names its period.
func (m *maker) judgedCell(k indicator, end fact.Fact) document.Cell {
	c := document.Cell{Mark: m.stateMark(k.state)}
	p := kb.Period(k.text(kb.FieldPeriod))
	if k.ok && p != "" && !end.Same(k.now) {
		c.Sub = the(m.periodShort(p))
	}
	return c
}

// over gives the last value of an indicator before from (its baseline if there is none),
// and the last one between from and to.
func (k indicator) over(from, to kb.Date) (first, last fact.Fact) {
	first = k.fact(kb.FieldBaseline)
	for _, f := range k.facts.Below(fact.At) {
		p := kb.Period(f.Key[len(fact.Key(k.family, k.key, fact.At))+1:])
		if p.End() < from {
			first = f
		}
		if p.End() >= from && p.Start() <= to {
			last = f
		}
	}
	if p := kb.Period(k.text(kb.FieldPeriod)); last.Key == "" && k.ok && (p == "" || p.End() >= from && p.Start() <= to) {
		last = k.now
	}
	return first, last
}

// lessonFamily is the family of what was learned, from retrospectives and best practices.
const lessonFamily = "lesson"

func (m *maker) lessons(s *document.Section) {
	var lines []document.Line
	for _, it := range m.ofPhase(lessonFamily) {
		t := m.cited(it.name(), it.fact(fact.Name))
		if src := it.text(kb.FieldSource); src != "" {
			t = m.say("lesson.of", t, the(pageName(src)))
		}
		lines = append(lines, document.Line{Text: t})
	}
	if len(lines) > 0 {
		s.Blocks = []document.Block{{Kind: document.Lines, Lines: lines}}
	}
}
