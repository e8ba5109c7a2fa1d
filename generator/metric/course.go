package metric

import (
	"slices"

	"milepost/generator/kb"
)

// Course is the planned and actual progress of a plan over time (an S-curve).
type Course struct {
	AsOf    kb.Date // the last day with an actual share, "" if none
	Days    []kb.Date
	Planned []float64 // 0-1, for each day
	Actual  []float64 // as far as AsOf
	Undated int       // tasks left out for want of dates
	Unread  int       // tasks left out because their progress cannot be read
}

// part is a task of a course with its share in the whole.
type part struct {
	Task
	weight, done float64
}

// CourseOf adds up the progress of those tasks for which keep holds, as their
// standings give it. The work of a task is done evenly: as planned from its
// planned start to its planned end, in fact from its actual start to its actual
// end or to the day of the data. A parent that is kept counts by what is kept
// below it, scaled to its own share, so that the last actual share of a course
// is the progress of the plan.
func CourseOf(tasks []Task, at []Standing, keep func(int) bool, on On) Course {
	c := collector{plan: plan{cal: on.Calendar}, course: Course{AsOf: on.day()}}
	for i := range tasks {
		if keep(i) {
			c.tasks, c.own = append(c.tasks, tasks[i]), append(c.own, at[i].Actual)
		}
	}
	for i := 0; i < len(c.tasks); i = c.next(i) {
		if t := c.tasks[i]; !t.Milestone && t.Status != kb.StatusCancelled {
			c.collect(i, c.weight(i), 1)
		}
	}
	if !c.known {
		c.course.AsOf = "" // nothing says how much is done: that is not 0 %
	}
	if len(c.parts) > 0 {
		c.course.Days = days(c.parts, c.course.AsOf)
		c.sum()
	}
	return c.course
}

// collector finds the tasks without tasks below them.
type collector struct {
	plan
	own    []Quantity // actual shares of the tasks
	parts  []part
	known  bool // the progress of some task is known
	course Course
}

// collect adds the tasks below one. It adds the task itself if there are none,
// or if nothing done below it could be scaled to its share.
func (c *collector) collect(i int, weight, scale float64) {
	children := c.children(i)
	below := c.mean(i, func(j int) Quantity { return c.own[j] })
	own := c.own[i]
	if len(children) == 0 || below.OK && below.Num == 0 && own.OK && own.Num > 0 {
		c.take(i, weight, scale)
		return
	}
	if own.OK && below.OK && below.Num > 0 {
		scale *= own.Num / below.Num
	}
	all := 0.0
	for _, j := range children {
		all += c.weight(j)
	}
	for _, j := range children {
		c.collect(j, weight*c.weight(j)/all, scale)
	}
}

func (c *collector) take(i int, weight, scale float64) {
	switch t := c.tasks[i]; {
	case t.PlannedStart == "" || t.PlannedEnd < t.PlannedStart:
		c.course.Undated++
	case t.Unread:
		c.course.Unread++
	default:
		c.known = c.known || c.own[i].OK
		c.parts = append(c.parts, part{t, weight, c.own[i].Num * scale})
	}
}

// days are about 40 days from the first start to the last end, with the day of the data
// among them.
func days(parts []part, asOf kb.Date) []kb.Date {
	first, last := parts[0].PlannedStart, parts[0].PlannedEnd
	for _, t := range parts {
		first, last = min(first, t.PlannedStart), max(last, t.PlannedEnd)
		if t.ActualStart != "" {
			first = min(first, t.ActualStart)
		}
	}
	last = max(last, asOf)
	step := max(last.Sub(first)/40, 1)
	out := []kb.Date{first.AddDays(-1)}
	for day := first.AddDays(step - 1); day < last; day = day.AddDays(step) {
		out = append(out, day)
	}
	out = append(out, last)
	if asOf > first {
		out = append(out, asOf)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (c *collector) sum() {
	total := 0.0
	for _, t := range c.parts {
		total += t.weight
	}
	for _, day := range c.course.Days {
		planned, actual := 0.0, 0.0
		for _, t := range c.parts {
			planned += t.weight * c.cal.Passed(t.PlannedStart, t.PlannedEnd, day)
			actual += t.weight * t.done * c.run(t, day, c.course.AsOf)
		}
		c.course.Planned = append(c.course.Planned, planned/total)
		if day <= c.course.AsOf {
			c.course.Actual = append(c.course.Actual, actual/total)
		}
	}
}

// run is the share of the work done so far that was done by a day. Work done
// before its start, or without an end yet, counts as done by the day of the
// data.
func (c *collector) run(t part, day, asOf kb.Date) float64 {
	from, to := t.ActualStart, t.ActualEnd
	if from == "" {
		from = min(t.PlannedStart, asOf)
	}
	if to == "" || to > asOf {
		to = asOf
	}
	return c.cal.Passed(min(from, to), to, day)
}
