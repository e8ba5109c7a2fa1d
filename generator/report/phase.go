package report

import (
	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
)

// tasks gives the rows of the plan.
func (m *maker) tasks() []item { return m.items(fact.Phase) }

// done tells whether a task is done or cancelled.
func (it item) done() bool {
	s := it.text(kb.FieldStatus)
	return s == kb.StatusDone || s == kb.StatusCancelled
}

// started tells whether work on a task has begun.
func (it item) started() bool {
	share, _ := it.num(kb.FieldPercentComplete)
	return it.has(kb.FieldActualStart) || share > 0 || it.done() || it.text(kb.FieldStatus) == kb.StatusInProgress
}

// delay is by how many days a task is late now or will be late, whichever is more.
func (it item) delay() int { return max(it.count(fact.Late), it.count(fact.Slip)) }

// standing says where a task stands: the share that is done, the share that was due, and
// when it will end.
func (m *maker) standing(it item) document.Text {
	if it.done() {
		return m.ended(it)
	}
	if m.kind.short {
		return m.join("clauses", m.progress(it), m.ending(it))
	}
	return m.join("clauses", m.progress(it), m.ending(it), m.buffer(it))
}

// progress says which share of a task is done, and how far that is from the share that was due.
func (m *maker) progress(it item) document.Text {
	done, due := it.fact(kb.FieldPercentComplete), it.fact(fact.Expected)
	a, ok := done.Num()
	e, known := due.Num()
	start := it.date(kb.FieldPlannedStart)
	switch {
	case !it.started() && start != "" && start < m.day:
		return m.say("task.unstarted", the(it.name()), m.date(start), m.count("day", m.day.Sub(start)))
	case !ok || it.count(kb.FieldMilestone) > 0 && a == 0:
		return the(it.name())
	case !known:
		return m.say("task.done-share", the(it.name()), m.figure(done))
	}
	behind := (e - a) * 100
	if b, ok := it.num(fact.Behind); ok && b > 0 {
		behind = b
	}
	switch {
	case behind > 1e-6:
		return m.say("task.behind", the(it.name()), m.figure(done, e), the(m.plain(e, "%", a)), m.points(behind))
	case behind < -1e-6:
		return m.say("task.ahead", the(it.name()), m.figure(done), m.points(-behind))
	}
	return m.say("task.as-due", the(it.name()), m.figure(done))
}

// ending says when a task that is not done will end.
func (m *maker) ending(it item) document.Text {
	forecast, plan := it.fact(kb.FieldForecastEnd), it.fact(kb.FieldPlannedEnd)
	pace := it.count(fact.ByPace) > 0
	var late document.Text
	if n := it.count(fact.Late); n > 0 {
		late = m.say("task.over", m.dated(plan), m.count("day", n))
	}
	switch {
	case pace && forecast.Date() != "":
		return m.join("comma", late, m.say("task.pace", m.date(forecast.Date())))
	case forecast.Date() == "" && late == nil && m.passed(it) != "":
		return m.say("task.passed", m.date(m.passed(it)))
	case forecast.Date() == "":
		return late
	case it.count(fact.Slip) > 0:
		return m.join("comma", late, m.say("task.forecast", m.dated(forecast), m.count("day", it.count(fact.Slip))))
	}
	return m.join("comma", late, m.say("task.on-plan", m.dated(forecast)))
}

// passed is the end that the last report forecast, if that day has passed; else "".
func (m *maker) passed(it item) kb.Date {
	d := it.in(m.Told).date(kb.FieldForecastEnd)
	if d != "" && d < m.day {
		return d
	}
	return ""
}

// dated is the day of a fact, with a link to its source.
func (m *maker) dated(f fact.Fact) document.Text {
	t := m.cited(m.dateWord(f.Date()), f)
	for i := range t {
		t[i].Whole = true
	}
	return t
}

// buffer says how much of a task's time buffer is used, and what follows if all is.
func (m *maker) buffer(it item) document.Text {
	all, ok := it.num(kb.FieldBuffer)
	used, known := it.num(fact.Used)
	if !ok || !known || all <= 0 || used <= 0 {
		return nil
	}
	if used >= all {
		next := m.after(it)
		if next == "" {
			return m.say("buffer.gone")
		}
		return m.say("buffer.moves", the(next))
	}
	return m.say("buffer.used", m.countOf("workday", all), m.cited(m.plain(used, ""), it.fact(kb.FieldBuffer)))
}

// countOf is count for a number that may have decimals.
func (m *maker) countOf(of string, n float64) document.Text {
	if n == float64(int(n)) {
		return m.count(of, int(n))
	}
	return the(m.word("count."+of, m.plain(n, "")))
}

// after is the name of the next task of the same level that is not done; "" if there is none.
func (m *maker) after(it item) string {
	tasks := m.tasks()
	for i, t := range tasks {
		if t.key != it.key {
			continue
		}
		for _, next := range tasks[i+1:] {
			if next.count(kb.FieldLevel) == t.count(kb.FieldLevel) && !next.done() && next.count(kb.FieldMilestone) == 0 {
				return next.name()
			}
		}
	}
	return ""
}

// ended says when a task was done, and how late.
func (m *maker) ended(it item) document.Text {
	end, plan := it.fact(kb.FieldActualEnd), it.date(kb.FieldPlannedEnd)
	if it.text(kb.FieldStatus) == kb.StatusCancelled {
		return m.say("task.cancelled", the(it.name()))
	}
	if end.Date() == "" {
		return m.say("task.done", the(it.name()))
	}
	switch n := end.Date().Sub(plan); {
	case plan == "" || n == 0:
		return m.say("task.ended", the(it.name()), m.dated(end))
	case n > 0:
		return m.say("task.ended.late", the(it.name()), m.dated(end), m.count("day", n))
	default:
		return m.say("task.ended.early", the(it.name()), m.dated(end), m.count("day", -n))
	}
}
