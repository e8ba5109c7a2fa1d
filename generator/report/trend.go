package report

import (
	"cmp"
	"slices"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
)

// mostCourses is how many lines a reader can follow in the milestone trend.
const mostCourses = 6

// trend is what each report said of the day of each milestone: the days of the
// reports across, the days they said up. Only those are drawn that are not done
// and moved, the most moved first.
func (m *maker) trend(s *document.Section) {
	sets := append(slices.Clone(m.Past), m.Now)
	t := document.Trend{}
	var kept []fact.Set
	for _, set := range sets {
		if d := m.saidOn(set); d != "" {
			t.Said, kept = append(t.Said, d), append(kept, set)
		}
	}
	if len(t.Said) < 2 {
		return
	}
	var courses, rest []course
	for _, it := range m.leaves() {
		c := course{item: it}
		if !it.done() {
			c = m.course(it, kept, t.Said)
		}
		if c.moved > 0 {
			courses = append(courses, c)
		} else if it.count(kb.FieldMilestone) > 0 {
			rest = append(rest, c)
		}
	}
	slices.SortStableFunc(courses, func(a, b course) int { return cmp.Compare(b.moved, a.moved) })
	left := max(0, len(courses)-mostCourses)
	for _, c := range courses[:len(courses)-left] {
		t.Lines = append(t.Lines, c.Course)
	}
	t.Rest = m.rest(courses[len(courses)-left:], rest)
	if len(t.Lines) == 0 {
		if len(t.Rest) > 0 {
			s.Blocks = []document.Block{{Kind: document.Note, Text: t.Rest}}
		}
		return
	}
	s.Note = m.say("trend.note", m.count("report", len(t.Said)))
	s.Blocks = []document.Block{{Kind: document.Trends, Trend: t}}
}

// saidOn is the day of a report: its cutoff.
func (m *maker) saidOn(set fact.Set) kb.Date {
	if d := dateOf(set, fact.Report, "cutoff"); d != "" {
		return d
	}
	return kb.Period(set.Text(fact.Report, kb.FieldPeriod)).End()
}

// leaves is the milestones and the tasks that have none below them.
func (m *maker) leaves() (out []item) {
	tasks := m.tasks()
	for i, it := range tasks {
		leaf := i == len(tasks)-1 || tasks[i+1].count(kb.FieldLevel) <= it.count(kb.FieldLevel)
		if leaf || it.count(kb.FieldMilestone) > 0 {
			out = append(out, it)
		}
	}
	return out
}

// course is a milestone with how many days its day moved over all reports.
type course struct {
	document.Course
	item
	moved int
}

// course is what each record said of a task, on which day.
func (m *maker) course(it item, sets []fact.Set, said []kb.Date) course {
	c := course{item: it, Course: document.Course{Name: it.name(), Planned: it.date(kb.FieldPlannedEnd), Done: it.done(), Mark: m.taskMark(it)}}
	var low, high kb.Date
	for i, set := range sets {
		then := it.in(set)
		d := then.due()
		if d < said[i] && !then.done() { // a day that has passed is none
			d = ""
		}
		if e := then.date(kb.FieldActualEnd); e != "" {
			d = e
		}
		c.Dates = append(c.Dates, d)
		if d != "" && (low == "" || d < low) {
			low = d
		}
		high = max(high, d)
	}
	c.moved = high.Sub(low)
	return c
}

// unmovedIn says of which reports a day is the same: of those that name one.
func (m *maker) unmovedIn(c course) document.Text {
	named := 0
	for _, d := range c.Dates {
		if d != "" {
			named++
		}
	}
	switch {
	case named == len(c.Dates):
		return m.say("trend.unmoved", the(c.name()), m.date(c.due()))
	case named > 1:
		return m.say("trend.unmoved.some", the(c.name()), m.date(c.due()), m.count("report", named))
	}
	return m.say("trend.once", the(c.name()), m.date(c.due()))
}

// rest is the milestones that are not drawn: done, or said the same in each report.
func (m *maker) rest(more, rest []course) document.Text {
	var parts []document.Text
	for _, c := range rest {
		switch {
		case c.done():
			parts = append(parts, m.ended(c.item))
		case c.due() != "":
			parts = append(parts, m.unmovedIn(c))
		}
	}
	if len(more) > 0 {
		parts = append(parts, m.say("trend.more", m.count("task", len(more))))
	}
	if len(parts) == 0 {
		return nil
	}
	return m.sentence(m.say("trend.rest", m.join("clauses", parts...)))
}
