package report

import (
	"cmp"
	"slices"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
)

// mostMoves: up to this many delayed tasks have a line of their own.
const mostMoves = 8

// taskChanges says what has changed in the plan.
func (m *maker) taskChanges() (lines []document.Line) {
	told := m.told()
	for _, it := range m.tasks() {
		was := it.in(m.Told)
		switch {
		case m.Told.Empty() || !was.there():
			continue
		case it.done() && !was.done():
			tone, word := document.Good, "done"
			if it.count(fact.Late) > 0 {
				tone = document.Warn
			}
			lines = append(lines, m.line(tone, word, m.ended(it)))
		case it.done():
			continue
		default:
			if l, ok := m.forecastChange(it, was); ok && (m.later(it) <= 0 || told[it.key]) {
				lines = append(lines, l)
			}
		}
	}
	if l, ok := m.untold(told); ok {
		lines = append(lines, l)
	}
	return lines
}

// later is by how many days the forecast end of a task is later than in the last report;
// 0 if it is done or its forecast follows from its pace.
func (m *maker) later(it item) int {
	was := it.in(m.Told)
	if it.done() || it.count(fact.ByPace) > 0 || !was.there() {
		return 0
	}
	return it.date(kb.FieldForecastEnd).Sub(was.due())
}

// told chooses the delayed tasks that have a line of their own, by key: those of the
// largest weight, then those whose end moved most.
func (m *maker) told() map[string]bool {
	moved := where(m.tasks(), func(it item) bool { return m.later(it) > 0 })
	slices.SortStableFunc(moved, func(a, b item) int {
		return cmp.Or(weightOf(b)-weightOf(a), m.later(b)-m.later(a))
	})
	out := map[string]bool{}
	for _, it := range moved[:min(mostMoves, len(moved))] {
		out[it.key] = true
	}
	return out
}

// untold counts the other delayed tasks, in one line.
func (m *maker) untold(told map[string]bool) (document.Line, bool) {
	n, most := 0, 0
	for _, it := range m.tasks() {
		if d := m.later(it); d > 0 && !told[it.key] {
			n, most = n+1, max(most, d)
		}
	}
	if n == 0 {
		return document.Line{}, false
	}
	return m.line(document.Bad, "worse", m.say("change.others", m.count("task", n), m.count("day", most))), true
}

// forecastChange says how the end of a task has moved since the last report.
func (m *maker) forecastChange(it, was item) (document.Line, bool) {
	now, before := it.fact(kb.FieldForecastEnd), was.fact(kb.FieldForecastEnd)
	from := before.Date()
	if from == "" {
		from = was.date(kb.FieldPlannedEnd)
	}
	total := it.count(fact.Slip)
	n := now.Date().Sub(from)
	forecast := m.say("change.forecast", the(it.name()), m.dated(now))
	switch {
	case now.Date() == "" && before.Date() != "" && before.Date() < m.day:
		return m.line(document.Bad, "worse", m.say("change.passed", the(it.name()), m.date(before.Date()))), true
	case it.count(fact.Late) > 0 && was.count(fact.Late) == 0 && n <= 0:
		return m.line(document.Bad, "worse", m.say("change.over", the(it.name()), m.ending(it))), true
	case now.Date() == "" || from == "" || n == 0 || it.count(fact.ByPace) > 0:
		return m.unstarted(it, was)
	case n > 0:
		again := "change.later"
		if was.count(fact.Slip) == 0 {
			again = "change.late"
		}
		return m.line(document.Bad, "worse", m.join("comma", forecast, m.say(again, m.count("day", n), m.count("day", max(total, n)))), m.buffer(it)), true
	case total > 0:
		return m.line(document.Good, "better", m.join("comma", forecast, m.say("change.earlier.late", m.count("day", -n), m.count("day", total)))), true
	}
	return m.line(document.Good, "better", m.join("comma", forecast, m.say("change.earlier", m.count("day", -n)))), true
}

// unstarted says that a task should have begun since the last report and has not.
func (m *maker) unstarted(it, was item) (document.Line, bool) {
	start := it.date(kb.FieldPlannedStart)
	before := dateOf(m.Told, fact.Report, "cutoff")
	if it.started() || start == "" || start >= m.day || start < before {
		return document.Line{}, false
	}
	return m.line(document.Bad, "worse", m.say("task.unstarted", the(it.name()), m.date(start), m.count("day", m.day.Sub(start)))), true
}
