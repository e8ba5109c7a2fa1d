package report

import (
	"cmp"
	"slices"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
)

// mostCourses is the most lines in the milestone trend: more can't be told apart.
const mostCourses = 6

// trend draws on which day each report expected each milestone and task: reports from left
// to right, expected days upwards. Only those that are not done and have moved are drawn,
// the most moved first.
func (m *maker) trend(s *document.Section) {
	t := document.Trend{}
	var kept []*Past
	for _, past := range append(slices.Clone(m.Past), Remember(m.Now)) {
		if past.said != "" {
			t.Said, kept = append(t.Said, past.said), append(kept, past)
		}
	}
	if len(t.Said) < 2 {
		return
	}
	var courses, rest []course
	for _, it := range m.leaves() {
		c := course{item: it}
		if !it.done() {
			c = m.course(it, kept)
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

// Past is an earlier record, and what it says about the end of each task.
type Past struct {
	Facts fact.Set
	said  kb.Date        // its cutoff
	ends  map[string]end // by key of the task
}

// end is the end of a task by a record. day is when it ended or was to end; "" if it was
// not done and that day had passed. forecast is the forecast day.
type end struct{ day, forecast kb.Date }

// Remember reads a record for the reports that come after it, once for all of them.
func Remember(set fact.Set) *Past {
	p := &Past{Facts: set, said: saidOn(set), ends: map[string]end{}}
	for _, it := range itemsOf(set, fact.Phase) {
		e := end{it.due(), it.date(kb.FieldForecastEnd)}
		if e.day < p.said && !it.done() { // nobody expected that day any more
			e.day = ""
		}
		if d := it.date(kb.FieldActualEnd); d != "" {
			e.day = d
		}
		p.ends[it.key] = e
	}
	return p
}

// saidOn is the cutoff of a report or, without one, the end of its period.
func saidOn(set fact.Set) kb.Date {
	if d := dateOf(set, fact.Report, "cutoff"); d != "" {
		return d
	}
	return kb.Period(set.Text(fact.Report, kb.FieldPeriod)).End()
}

// leaves gives the milestones, and the tasks without tasks below them.
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

// course is a milestone or task, and by how many days its end moved over all reports.
type course struct {
	document.Course
	item
	moved int
}

// course gives the end of a task that each record names.
func (m *maker) course(it item, records []*Past) course {
	c := course{item: it, Course: document.Course{Name: it.name(), Planned: it.date(kb.FieldPlannedEnd), Done: it.done(), Mark: m.taskMark(it)}}
	var low, high kb.Date
	for _, past := range records {
		d := past.ends[it.key].day
		c.Dates = append(c.Dates, d)
		if d != "" && (low == "" || d < low) {
			low = d
		}
		high = max(high, d)
	}
	c.moved = high.Sub(low)
	return c
}

// unmovedIn says in how many reports the day of a task is the same: in all, or in all that name one.
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

// rest says what is not drawn: the milestones of rest, which are done or have not moved,
// and how many more have moved.
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
