package report

import (
	"cmp"
	"slices"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
)

// How many entries the plan of the next period has: in a report, and in one for a single page.
const (
	mostNext      = 8
	mostNextShort = 3
)

// ahead is an entry of the plan of the next period. Where there is no room for all, those
// of the largest weight are told.
type ahead struct {
	document.Appointment
	weight int
}

// next lists what is due from the day after the cutoff to the end of the next period:
// starts and ends of tasks, decisions, actions.
func (m *maker) next(s *document.Section) {
	from, to := m.day.AddDays(1), m.horizon()
	if m.day == "" || to == "" {
		return
	}
	s.Note = m.say("from-until", m.date(from), m.date(to))
	var agenda []ahead
	within := func(d kb.Date) bool { return d >= from && d <= to }
	for _, it := range m.tasks() {
		if it.done() {
			continue
		}
		if d := it.date(kb.FieldPlannedStart); within(d) && !it.started() && it.count(kb.FieldMilestone) == 0 && d != it.date(kb.FieldPlannedEnd) {
			agenda = append(agenda, ahead{document.Appointment{From: d, Text: m.say("next.start", m.cited(it.name(), it.fact(kb.FieldPlannedStart))), Who: it.text(kb.FieldOwner)}, 0})
		}
		if d := it.due(); within(d) {
			agenda = append(agenda, ahead{document.Appointment{From: d, Text: m.nextEnd(it), Who: it.text(kb.FieldOwner)}, weightOf(it)})
		}
	}
	for _, family := range []string{fact.Decision, fact.Action} {
		for _, it := range m.waiting(family) {
			if d := it.date(dueFact); within(d) {
				agenda = append(agenda, ahead{document.Appointment{From: d, Text: m.say("next."+family, m.called(it)), Who: it.text(kb.FieldOwner)}, 2})
			}
		}
	}
	if shown := m.weightiest(agenda); len(shown) > 0 {
		s.Blocks = []document.Block{{Kind: document.Agenda, Agenda: shown}}
		if n := len(agenda) - len(shown); n > 0 && !m.kind.short {
			s.Blocks = append(s.Blocks, document.Block{Kind: document.Note, Text: m.sentence(m.say("next.left", m.count("task", n)))})
		}
	}
	if late := m.lateActions(); len(late) > 0 && !m.kind.short {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Lines, Lines: late})
	}
}

// weightOf is larger for milestones and phases than for tasks, and larger for late ones.
func weightOf(it item) (w int) {
	if it.count(kb.FieldMilestone) > 0 || it.count(kb.FieldLevel) == 0 {
		w += 2
	}
	if it.delay() > 0 {
		w++
	}
	return w
}

// weightiest gives the entries for which there is room, in the order of their days.
func (m *maker) weightiest(all []ahead) (out []document.Appointment) {
	most := mostNext
	if m.kind.short {
		most = mostNextShort
	}
	byDay := func(a, b ahead) int { return cmp.Compare(a.From, b.From) }
	all = slices.Clone(all)
	slices.SortStableFunc(all, byDay)
	slices.SortStableFunc(all, func(a, b ahead) int { return b.weight - a.weight })
	all = all[:min(most, len(all))]
	slices.SortStableFunc(all, byDay)
	for _, a := range all {
		out = append(out, a.Appointment)
	}
	return out
}

// nextEnd says that a task ends or a milestone is due, as planned or as forecast.
func (m *maker) nextEnd(it item) document.Text {
	forecast, plan := it.date(kb.FieldForecastEnd), it.date(kb.FieldPlannedEnd)
	name := m.cited(it.name(), it.fact(kb.FieldPlannedEnd))
	key := "next.end"
	if it.count(kb.FieldMilestone) > 0 {
		key = "next.milestone"
	}
	if forecast != "" && plan != "" && forecast != plan {
		return m.say(key+".forecast", name, m.date(plan))
	}
	return m.say(key, name)
}

// lateActions lists the actions that are overdue.
func (m *maker) lateActions() (lines []document.Line) {
	for _, it := range m.waiting(fact.Action) {
		if n := m.overdueBy(it); n > 0 {
			lines = append(lines, m.line(document.Bad, "overdue.word", m.join("comma", m.called(it), m.say("action.overdue", m.date(it.date(dueFact)), m.count("day", n)), document.Whose(it.text(kb.FieldOwner)))))
		}
	}
	return lines
}
