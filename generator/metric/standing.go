package metric

import (
	"math"

	"milepost/generator/kb"
)

// Task is a phase, task or milestone of a plan as the computations see it.
type Task struct {
	Level        int // 0 for phases
	PlannedStart kb.Date
	PlannedEnd   kb.Date
	ActualStart  kb.Date
	ActualEnd    kb.Date
	ForecastEnd  kb.Date
	Percent      Quantity // 0-1, as given
	Unread       bool     // the cell of the percent has something else than 0-1
	Status       string   // in normal form, "" if none
	Milestone    bool
}

// RAG is how many points behind plan make a state amber, and how many red. At
// exactly that number it still has the better state.
type RAG struct{ Amber, Red float64 }

// On is the day for which a standing or a state is computed.
type On struct {
	Today    kb.Date // days late count to here
	AsOf     kb.Date // the day of the actual values, where the expected share is taken; "" or after Today is Today
	Calendar Calendar
	RAG      RAG
}

// day is the day for which the expected share is computed.
func (on On) day() kb.Date {
	if on.AsOf == "" || on.Today != "" && on.AsOf > on.Today {
		return on.Today
	}
	return on.AsOf
}

// Standing is how far a task is on a day.
type Standing struct {
	Done     bool     // by status, by 100 %, or by its actual end
	Over     bool     // done or cancelled: nothing more is expected of it
	Status   string   // not_started, in_progress, done, paused, cancelled, late; "" if nothing says
	State    State    // Met if done, Missed if late, else by the points behind; NoState if nothing says
	Planned  Quantity // share of its planned working days that have passed at the end of AsOf
	Actual   Quantity // share that is done: given, else from its children
	AsOf     kb.Date  // the day of both
	Behind   float64  // Planned - Actual in points, 0 if it is done, ahead or nothing says
	Late     int      // days from its planned end to its actual end, or to today while it is not done
	Forecast kb.Date  // "" if it is over, or if nothing says
	ByPace   bool     // the forecast is not the sheet's: it follows from what is done so far
	Slip     int      // days from the planned end to the sheet's forecast
}

// Standings is the standing of each task. The tasks are in outline order,
// children below their parent with a greater Level.
//
//	planned  = working days passed / planned working days (the planned value of earned-value management with effort spread evenly)
//	actual   = given percent, else the mean of the children by planned working days
//	behind   = planned - actual
//	late     = today - planned end while not done, whatever a forecast says
//	by pace  = start + days passed / actual; of a parent not before its children
func Standings(tasks []Task, on On) []Standing {
	p := plan{tasks, on.Calendar}
	out := make([]Standing, len(tasks))
	for i := range tasks {
		out[i] = p.standing(i, on)
	}
	for i := len(tasks) - 1; i >= 0; i-- { // from the innermost outwards
		if !out[i].ByPace {
			continue
		}
		for _, j := range p.children(i) {
			out[i].Forecast = max(out[i].Forecast, out[j].Forecast)
		}
	}
	return out
}

// plan is the tasks of one table with the days they count by.
type plan struct {
	tasks []Task
	cal   Calendar
}

func (p plan) standing(i int, on On) Standing {
	t := p.tasks[i]
	s := Standing{AsOf: on.day()}
	s.Actual = p.actual(i)
	s.Done = t.ended() || t.Status != kb.StatusCancelled && s.Actual.OK && full(s.Actual.Num)
	s.Over = s.Done || t.Status == kb.StatusCancelled
	s.Planned = p.planned(i, s.AsOf)
	s.Late = t.late(s, on.Today)
	s.Status = t.status(s)
	if !s.Over && s.Planned.OK && s.Actual.OK {
		s.Behind = math.Max(0, round((s.Planned.Num-s.Actual.Num)*100))
	}
	s.State = t.state(s, on.RAG)
	if !s.Over {
		t.forecast(&s, on.Today)
	}
	return s
}

// full tells whether a share is all of it, but for rounding in the last digits.
func full(share float64) bool { return share >= 1-1e-9 }

// round removes the errors of binary fractions from points: 4.999999 is 5.
func round(points float64) float64 { return math.Round(points*1e6) / 1e6 }

// InPoints is a share in points of 100.
func InPoints(share float64) float64 { return round(share * 100) }

// ended tells whether the row itself says that the task is done. A row with an
// actual end, but with a status or percent of unfinished work, does not.
func (t Task) ended() bool {
	switch {
	case t.Status == kb.StatusCancelled:
		return false
	case t.Status == kb.StatusDone, t.Percent.OK && full(t.Percent.Num):
		return true
	case t.ActualEnd == "" || t.Status == kb.StatusNotStarted || t.Status == kb.StatusPaused:
		return false
	}
	return t.Status == "" || !t.Percent.OK
}

func (t Task) late(s Standing, today kb.Date) int {
	switch {
	case t.PlannedEnd == "" || t.Status == kb.StatusCancelled:
		return 0
	case t.ActualEnd != "":
		return max(0, t.ActualEnd.Sub(t.PlannedEnd))
	case s.Done || today == "" || t.PlannedEnd < t.PlannedStart: // if the end is before the start, nobody knows which is right
		return 0
	}
	return max(0, today.Sub(t.PlannedEnd))
}

func (t Task) status(s Standing) string {
	switch {
	case s.Done:
		return kb.StatusDone
	case t.Status == kb.StatusCancelled || t.Status == kb.StatusPaused:
		return t.Status
	case s.Late > 0:
		return kb.StatusLate
	case t.Status != "":
		return t.Status
	case t.ActualStart != "" || s.Actual.OK && s.Actual.Num > 0:
		return kb.StatusInProgress
	case s.Actual.OK:
		return kb.StatusNotStarted
	}
	return ""
}

func (t Task) state(s Standing, rag RAG) State {
	switch {
	case s.Done:
		return Met
	case s.Over:
		return NoState
	case s.Late > 0:
		return Missed
	case !s.Planned.OK || !s.Actual.OK:
		return NoState
	}
	return rag.Of(s.Behind)
}

// Of is the state of something that is this many points behind.
func (r RAG) Of(behind float64) State {
	switch {
	case behind <= r.Amber:
		return OnTrack
	case behind <= r.Red:
		return Behind
	}
	return Off
}

// far limits forecasts by pace to three years: a task that has hardly begun
// says nothing about its end.
const far = 3 * 365

// forecast is the sheet's forecast unless it has passed, else it is computed by
// pace.
func (t Task) forecast(s *Standing, today kb.Date) {
	if t.ForecastEnd != "" && t.ForecastEnd >= today {
		s.Forecast = t.ForecastEnd
		if t.PlannedEnd != "" {
			s.Slip = max(0, t.ForecastEnd.Sub(t.PlannedEnd))
		}
		return
	}
	start := t.ActualStart
	if start == "" {
		start = t.PlannedStart
	}
	if start == "" || t.ActualStart == "" && t.PlannedEnd != "" && t.PlannedEnd < start || s.AsOf < start || !s.Actual.OK || s.Actual.Num <= 0 {
		return
	}
	days := math.Ceil(float64(s.AsOf.Sub(start)+1)/s.Actual.Num - 1e-9)
	if days > far {
		return
	}
	if end := start.AddDays(int(days) - 1); end >= today {
		s.Forecast, s.ByPace = end, true
	}
}

// planned is the share of the planned working days of a task that have passed
// at the end of the day; of a task without dates that of its children.
func (p plan) planned(i int, day kb.Date) Quantity {
	t := p.tasks[i]
	switch {
	case day == "" || t.Milestone:
		return Quantity{}
	case t.PlannedStart != "" && t.PlannedEnd >= t.PlannedStart:
		return Q(p.cal.Passed(t.PlannedStart, t.PlannedEnd, day), "%")
	case t.PlannedStart != "" || t.PlannedEnd != "":
		return Quantity{}
	}
	return p.mean(i, func(j int) Quantity { return p.planned(j, day) })
}

// Passed is the share of the working days from one day to another that have
// passed at the end of a day; of a span without working days that of all days.
func (c Calendar) Passed(from, to, day kb.Date) float64 {
	switch all := c.Workdays(from, to); {
	case day < from:
		return 0
	case day >= to:
		return 1
	case all > 0:
		return float64(c.Workdays(from, day)) / float64(all)
	}
	return float64(day.Sub(from)+1) / float64(to.Sub(from)+1)
}

// actual is the progress of a task: its given percent, 1 if it has ended, else the
// mean of its children. It is not OK if a child's is not, or if the percent cannot be
// read: a computed figure would look like the one in the sheet.
func (p plan) actual(i int) Quantity {
	t := p.tasks[i]
	switch {
	case t.Unread:
		return Quantity{}
	case t.Percent.OK:
		return t.Percent
	case t.ended():
		return Q(1, "%")
	}
	if len(p.children(i)) > 0 {
		return p.mean(i, p.actual)
	}
	return Quantity{Unit: "%", OK: t.Status == kb.StatusNotStarted}
}

// mean is the mean of the children, weighted by planned working days.
func (p plan) mean(i int, of func(int) Quantity) Quantity {
	var sum, all float64
	for _, j := range p.children(i) {
		q := of(j)
		if !q.OK {
			return Quantity{}
		}
		w := p.weight(j)
		sum, all = sum+q.Num*w, all+w
	}
	if all == 0 {
		return Quantity{}
	}
	return Q(sum/all, "%")
}

// children are the tasks directly below one that count: no milestones, no cancelled ones.
func (p plan) children(i int) (out []int) {
	for j := i + 1; j < len(p.tasks) && p.tasks[j].Level > p.tasks[i].Level; j = p.next(j) {
		if c := p.tasks[j]; !c.Milestone && c.Status != kb.StatusCancelled {
			out = append(out, j)
		}
	}
	return out
}

// next is the first task after one that is not below it.
func (p plan) next(i int) int {
	j := i + 1
	for j < len(p.tasks) && p.tasks[j].Level > p.tasks[i].Level {
		j++
	}
	return j
}

// weight is the planned working days of a task, at least 1.
func (p plan) weight(i int) float64 {
	t := p.tasks[i]
	return float64(max(1, p.cal.Workdays(t.PlannedStart, t.PlannedEnd)))
}
