package report

import (
	"cmp"
	"slices"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
)

// The most rows of the plan: in a report, and in one for a single page.
const (
	mostBars      = 20
	mostBarsShort = 6
)

// window is the part of the plan that is shown: from the start of the report's period to
// the end of the next period, and edge days more.
func (m *maker) window() (from, to kb.Date) {
	from, to = m.from, m.horizon()
	if from == "" || to == "" {
		return m.day.AddDays(-30), m.day.AddDays(30)
	}
	return from, to.AddDays(edge)
}

// edge is how many days are drawn behind the end of the next period, so that a bar that
// ends there can be seen.
const edge = 10

// horizon is the end of the next period: the one after the report's or, if the cutoff is
// later than that, the one after the period of the cutoff.
func (m *maker) horizon() kb.Date {
	p := m.period
	if m.day > m.to {
		p = p.Holding(m.day)
	}
	return p.Next().End()
}

func (m *maker) gantt(s *document.Section) {
	all := m.tasks()
	if len(all) == 0 {
		return
	}
	from, to := m.window()
	near := where(all, func(it item) bool {
		a, b := it.span()
		if !it.done() { // it goes on until today at least
			b = max(b, m.day)
		}
		return a != "" && a <= to && b >= from
	})
	bars := m.few(near)
	if len(bars) == 0 {
		s.Why = m.word("gantt.none", string(from), string(to))
		return
	}
	var asOf kb.Date
	g := document.Gantt{From: from, To: to, Today: m.day}
	for _, it := range bars {
		f := it.fact(kb.FieldPercentComplete)
		asOf = max(asOf, f.AsOf)
		m.cite(f)
		g.Bars = append(g.Bars, m.bar(it))
	}
	if asOf != "" {
		s.Note = m.say("as-of", m.date(asOf))
	}
	s.Blocks = []document.Block{{Kind: document.Bars, Gantt: g}}
	if n := len(near) - len(bars); n > 0 {
		left := m.say("gantt.left", m.count("task", n))
		if late := len(where(near, late)) - len(where(bars, late)); late > 0 {
			left = m.say("gantt.left.late", m.count("task", n), m.number(late))
		}
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Note, Text: m.sentence(left)})
	}
	if lines := m.planLines(all); len(lines) > 0 && !m.kind.short {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Lines, Lines: lines})
	}
}

// few leaves out tasks if there are too many: first the innermost ones that are in order
// and no milestones. If that is not enough, only the most delayed ones stay.
func (m *maker) few(tasks []item) []item {
	most := mostBars
	if m.kind.short {
		most = mostBarsShort
	}
	for depth := 9; depth > 0 && len(tasks) > most; depth-- {
		tasks = where(tasks, func(it item) bool {
			return it.count(kb.FieldLevel) < depth || it.delay() > 0 || it.count(kb.FieldMilestone) > 0
		})
	}
	if len(tasks) <= most {
		return tasks
	}
	latest := slices.Clone(tasks)
	slices.SortStableFunc(latest, func(a, b item) int { return cmp.Compare(b.delay(), a.delay()) })
	latest = latest[:most]
	return where(tasks, func(it item) bool {
		return slices.ContainsFunc(latest, func(o item) bool { return o.key == it.key })
	})
}

func late(it item) bool { return !it.done() && it.delay() > 0 }

// span is the first and last day of a task, planned, actual or forecast.
func (it item) span() (from, to kb.Date) {
	for _, field := range []string{kb.FieldPlannedStart, kb.FieldActualStart, kb.FieldPlannedEnd, kb.FieldActualEnd, kb.FieldForecastEnd} {
		d := it.date(field)
		if d == "" {
			continue
		}
		if from == "" || d < from {
			from = d
		}
		to = max(to, d)
	}
	return from, to
}

func (m *maker) bar(it item) document.Bar {
	b := document.Bar{
		Name: it.name(), Level: it.count(kb.FieldLevel), Milestone: it.count(kb.FieldMilestone) > 0,
		Sub:         m.join("dots", the(it.text(kb.FieldOwner)), m.date(it.date(kb.FieldPlannedEnd))).String(),
		Owner:       it.text(kb.FieldOwner),
		PlannedFrom: it.date(kb.FieldPlannedStart), PlannedTo: it.date(kb.FieldPlannedEnd),
		ActualFrom: it.date(kb.FieldActualStart), ActualTo: it.date(kb.FieldActualEnd),
		Done: shareOf(it.fact(kb.FieldPercentComplete)), Due: shareOf(it.fact(fact.Expected)),
		Mark: m.taskMark(it),
	}
	if b.Milestone && b.Done.Value == 0 { // "0 %" says nothing of a milestone
		b.Done.OK, b.Due.OK = false, false
	}
	if !it.done() {
		b.ForecastTo = it.date(kb.FieldForecastEnd)
		if b.ActualFrom != "" && b.ActualTo == "" {
			b.ActualTo = min(m.day, cmp.Or(it.fact(kb.FieldPercentComplete).AsOf, m.day))
		}
	}
	return b
}

func shareOf(f fact.Fact) document.Number {
	n, ok := f.Num()
	return document.Number{Value: n, Unit: "%", OK: ok}
}

// taskMark says in a word how a task stands: 晚 13 天.
func (m *maker) taskMark(it item) document.Mark {
	switch n := it.delay(); {
	case it.done() && n > 0:
		return document.Mark{Tone: document.Muted, Word: m.word("mark.done-late", m.countWord("day", n))}
	case it.done():
		return document.Mark{Tone: document.Good, Word: m.word("done")}
	case n > 0:
		return document.Mark{Tone: document.Bad, Word: m.word("mark.late", m.countWord("day", n))}
	case !it.started():
		return document.Mark{Tone: document.Muted, Word: m.word("mark.unstarted")}
	}
	st := metric.State(it.text(fact.State))
	if st == "" || st == metric.NoState {
		return document.Mark{}
	}
	return m.stateMark(st)
}

// planLines says what bars can't show: used buffers, forecasts that follow from the pace,
// that have passed or that never move, and the next milestone.
func (m *maker) planLines(all []item) (lines []document.Line) {
	for _, it := range all {
		if it.done() {
			continue
		}
		if b := m.buffer(it); len(b) > 0 {
			lines = append(lines, document.Line{Text: m.sentence(m.say("plan.of", the(it.name()), b))})
		}
		switch {
		case it.count(fact.ByPace) > 0 && it.date(kb.FieldForecastEnd) > it.date(kb.FieldPlannedEnd):
			lines = append(lines, document.Line{Text: m.sentence(m.say("plan.pace", the(it.name()), m.date(it.date(kb.FieldForecastEnd))))})
		case !it.has(kb.FieldForecastEnd) && m.passed(it) != "":
			lines = append(lines, document.Line{Text: m.sentence(m.say("change.passed", the(it.name()), m.date(m.passed(it))))})
		}
		if n := m.unmoved(it); n >= 3 && it.delay() > 0 {
			lines = append(lines, document.Line{Text: m.sentence(m.say("plan.unmoved", the(it.name()), m.dated(it.fact(kb.FieldForecastEnd)), m.count("report", n)))})
		}
	}
	if next, d, ok := m.nextMilestone(all); ok {
		lines = append(lines, document.Line{Text: m.sentence(m.say("milestone.next", the(next.name()), m.date(d), m.left(d)))})
	}
	return lines
}

// due is the day on which a task is to end: the forecast or, without one, the planned end.
func (it item) due() kb.Date {
	if d := it.date(kb.FieldForecastEnd); d != "" {
		return d
	}
	return it.date(kb.FieldPlannedEnd)
}

func (m *maker) nextMilestone(all []item) (next item, day kb.Date, ok bool) {
	for _, it := range all {
		if d := it.due(); it.count(kb.FieldMilestone) > 0 && !it.done() && d >= m.day && (day == "" || d < day) {
			next, day, ok = it, d, true
		}
	}
	return next, day, ok
}

// unmoved is how many reports in a row, including this one, have forecast the same day.
func (m *maker) unmoved(it item) int {
	said := it.date(kb.FieldForecastEnd)
	n := 1
	for i := len(m.Past) - 1; i >= 0 && said != "" && m.Past[i].ends[it.key].forecast == said; i-- {
		n++
	}
	return n
}
