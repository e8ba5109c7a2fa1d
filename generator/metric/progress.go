package metric

import "milepost/generator/kb"

// Task is a phase, task or milestone of a plan as the computations see it.
type Task struct {
	Level        int // 0 for phases
	PlannedStart kb.Date
	PlannedEnd   kb.Date
	ActualStart  kb.Date
	ActualEnd    kb.Date
	ForecastEnd  kb.Date
	Percent      Quantity // 0-1, as given
	Unread       bool     // something stands where the percent should, but it cannot be read
	Status       string   // in normal form, "" if none
	Milestone    bool
}

// Done tells whether the task has ended.
func (t Task) Done() bool {
	return t.Status == "done" || t.Status == "" && t.ActualEnd != "" || t.ActualEnd != "" && t.Percent.OK && t.Percent.Num >= 1
}

// Over tells whether nothing more is expected of the task: done or cancelled.
func (t Task) Over() bool { return t.Done() || t.Status == "cancelled" }

// Late is by how many days the task has finished or is forecast to finish after
// its plan, from the data alone; 0 if it is in time or nothing says.
func (t Task) Late() int {
	end := t.ActualEnd
	if end == "" {
		end = t.ForecastEnd
	}
	if end == "" || t.PlannedEnd == "" || t.Status == "cancelled" {
		return 0
	}
	return max(0, end.Sub(t.PlannedEnd))
}

// Overdue is by how many days an unfinished task is past its planned end on the
// day today.
func (t Task) Overdue(today kb.Date) int {
	if t.Over() || t.ActualEnd != "" || t.PlannedEnd == "" || today == "" {
		return 0
	}
	return max(0, today.Sub(t.PlannedEnd))
}

// Expected is the share of the planned working days that have passed at the end
// of the day today (the planned value of earned-value management with effort
// spread evenly); ok is false without both dates or without a working day.
func (t Task) Expected(today kb.Date, c Calendar) (share float64, ok bool) {
	if today == "" || t.PlannedStart == "" || t.PlannedEnd < t.PlannedStart {
		return 0, false
	}
	all := c.Workdays(t.PlannedStart, t.PlannedEnd)
	if all == 0 {
		return 0, false
	}
	passed := c.Workdays(t.PlannedStart, min(today, t.PlannedEnd))
	return float64(passed) / float64(all), true
}

// weight is the planned working days of a task, at least 1: children count by how long they take.
func (t Task) weight(c Calendar) float64 {
	return float64(max(1, c.Workdays(t.PlannedStart, t.PlannedEnd)))
}

// Progress is the progress of tasks[i]: its given percent, else the mean of its
// children weighted by planned working days, else 1 if it is done. Tasks stand
// in outline order, children below their parent with a greater Level;
// milestones and cancelled tasks do not count. ok is false if a child is
// unknown, and if the percent is there but unread: a figure put in its place
// would pass for the one in the sheet.
func Progress(tasks []Task, i int, c Calendar) (share float64, ok bool) {
	t := tasks[i]
	switch {
	case t.Unread:
		return 0, false
	case t.Percent.OK:
		return t.Percent.Num, true
	case t.Done():
		return 1, true
	}
	var sum, all float64
	for j := i + 1; j < len(tasks) && tasks[j].Level > t.Level; {
		child := tasks[j]
		if !child.Milestone && child.Status != "cancelled" {
			p, ok := Progress(tasks, j, c)
			if !ok {
				return 0, false
			}
			sum += p * child.weight(c)
			all += child.weight(c)
		}
		for j++; j < len(tasks) && tasks[j].Level > child.Level; j++ {
		}
	}
	if all == 0 {
		return 0, t.Status == "not_started"
	}
	return sum / all, true
}
