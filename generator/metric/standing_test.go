package metric

import (
	"testing"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

func TestWorkdays(t *testing.T) {
	// 2026: National Day 1-7 October off; Saturday 10 October and Sunday 27 September are worked.
	var off []kb.Date
	for d := 1; d <= 7; d++ {
		off = append(off, kb.MakeDate(2026, 10, d))
	}
	c := NewCalendar(off, []kb.Date{"2026-10-10", "2026-09-27"})
	for _, r := range []struct {
		name     string
		from, to kb.Date
		want     int
	}{
		{"one week", "2026-11-02", "2026-11-08", 5},
		{"one day", "2026-11-02", "2026-11-02", 1},
		{"a Sunday", "2026-11-08", "2026-11-08", 0},
		{"a worked Sunday", "2026-09-27", "2026-09-27", 1},
		{"October with holiday and make-up day", "2026-10-01", "2026-10-31", 18},
		{"backwards", "2026-11-08", "2026-11-02", 0},
		{"a missing end", "2026-11-08", "", 0},
		{"a whole year", "2026-01-01", "2026-12-31", 261 - 5 + 2},
	} {
		t.Run(r.name, func(t *testing.T) {
			if got := c.Workdays(r.from, r.to); got != r.want {
				t.Errorf("got %d, want %d", got, r.want)
			}
			if r.from == "" || r.to == "" {
				return
			}
			n := 0
			for d := r.from; d <= r.to; d = d.AddDays(1) {
				if c.IsWorkday(d) {
					n++
				}
			}
			if n != r.want {
				t.Errorf("day by day %d, want %d", n, r.want)
			}
		})
	}
}

func TestCalendarOf(t *testing.T) {
	day := func(s string) kb.Cell { return kb.Cell{Kind: kb.Day, Text: s, Ref: "A1"} }
	text := func(s string) kb.Cell { return kb.Cell{Kind: kb.Text, Text: s} }
	d := &kb.Dataset{File: "假期.csv", Columns: []kb.Column{{Header: "日期", Type: kb.TypeDate}, {Header: "至", Type: kb.TypeDate}, {Header: "安排"}}, Rows: []kb.Row{
		{Line: 2, Cells: []kb.Cell{day("2026-10-01"), day("2026-10-07"), text("国庆节放假")}},
		{Line: 3, Cells: []kb.Cell{day("2026-10-10"), {}, text("国庆节调休上班")}},
		{Line: 4, Cells: []kb.Cell{day("2026-10-12"), {}, text("？")}},
	}}
	c, diags := CalendarOf(d)
	if len(c.Off) != 5 || len(c.Work) != 1 {
		t.Errorf("got %+v", c)
	}
	if len(diags) != 1 || diags[0].Pos.Line != 4 {
		t.Errorf("got %v", diags)
	}
}

// on is Friday, 27 November 2026, with the usual tolerances.
var on = On{Today: "2026-11-27", RAG: RAG{5, 15}}

func TestProgress(t *testing.T) {
	tasks := []Task{
		{Level: 0, PlannedStart: "2026-03-02", PlannedEnd: "2026-03-27"},
		{Level: 1, PlannedStart: "2026-03-02", PlannedEnd: "2026-03-06", Percent: Q(1, "%")},
		{Level: 1, PlannedStart: "2026-03-09", PlannedEnd: "2026-03-27"},
		{Level: 2, PlannedStart: "2026-03-09", PlannedEnd: "2026-03-20", Percent: Q(.5, "%")},
		{Level: 2, PlannedStart: "2026-03-23", PlannedEnd: "2026-03-27", Status: "not_started"},
		{Level: 2, PlannedEnd: "2026-03-27", Milestone: true},
		{Level: 0, Percent: Q(.2, "%"), Status: "in_progress"},
		{Level: 0},
		{Level: 0, Unread: true, ActualEnd: "2026-03-27"},
	}
	got := Standings(tasks, on)
	for _, r := range []struct {
		i    int
		want float64
		ok   bool
	}{{0, .5, true}, {2, 1. / 3, true}, {6, .2, true}, {7, 0, false}, {8, 0, false}} {
		if a := got[r.i].Actual; a.OK != r.ok || !vocab.Near(a.Num, r.want) {
			t.Errorf("task %d: %v, want %v %v", r.i, a, r.want, r.ok)
		}
	}
}

func TestStandings(t *testing.T) {
	autumn := Task{PlannedStart: "2026-09-01", PlannedEnd: "2026-12-31", ActualStart: "2026-09-01"} // 88 working days, 64 by 27 November
	with := func(t Task, change func(*Task)) Task { change(&t); return t }
	share := func(p float64) Quantity { return Q(p, "%") }
	for _, c := range []struct {
		name string
		task Task
		asOf kb.Date
		want Standing
	}{
		{"little done late in its time", with(autumn, func(t *Task) { t.Percent = share(.1) }), "",
			Standing{Status: "in_progress", State: Off, Planned: share(64. / 88), Actual: share(.1), Behind: 62.727273}},
		{"a status does not hide it", with(autumn, func(t *Task) { t.Percent, t.Status = share(.6), "in_progress" }), "",
			Standing{Status: "in_progress", State: Behind, Planned: share(64. / 88), Actual: share(.6), Behind: 12.727273, Forecast: "2027-01-25", ByPace: true}},
		{"as far as it should be", with(autumn, func(t *Task) { t.Percent = share(.7) }), "",
			Standing{Status: "in_progress", State: OnTrack, Planned: share(64. / 88), Actual: share(.7), Behind: 2.727273, Forecast: "2027-01-04", ByPace: true}},
		{"ahead is not behind", with(autumn, func(t *Task) { t.Percent = share(.9) }), "",
			Standing{Status: "in_progress", State: OnTrack, Planned: share(64. / 88), Actual: share(.9), Forecast: "2026-12-07", ByPace: true}},
		{"expected on the day of the data", with(autumn, func(t *Task) { t.Percent = share(.45) }), "2026-10-30",
			Standing{Status: "in_progress", State: OnTrack, Planned: share(.5), Actual: share(.45), Behind: 5, AsOf: "2026-10-30", Forecast: "2027-01-12", ByPace: true}},
		{"data of tomorrow is of today", with(autumn, func(t *Task) { t.Percent = share(.7); t.ForecastEnd = "2026-12-31" }), "2027-01-31",
			Standing{Status: "in_progress", State: OnTrack, Planned: share(64. / 88), Actual: share(.7), Behind: 2.727273, Forecast: "2026-12-31"}},
		{"past its end", Task{PlannedEnd: "2026-11-07"}, "",
			Standing{Status: "late", State: Missed, Late: 20}},
		{"the last day is not late", Task{PlannedEnd: "2026-11-27"}, "", Standing{}},
		{"a forecast that has passed hides nothing", Task{PlannedEnd: "2026-05-29", ForecastEnd: "2026-06-05", Percent: share(.6), Status: "in_progress"}, "",
			Standing{Status: "late", State: Missed, Late: 182, Actual: share(.6)}},
		{"a forecast to come hides nothing", Task{PlannedEnd: "2026-11-20", ForecastEnd: "2026-12-04"}, "",
			Standing{Status: "late", State: Missed, Late: 7, Forecast: "2026-12-04", Slip: 14}},
		{"forecast late, not yet late", Task{PlannedEnd: "2026-12-04", ForecastEnd: "2026-12-18"}, "",
			Standing{Forecast: "2026-12-18", Slip: 14}},
		{"100 % is done without an actual end", with(autumn, func(t *Task) { t.Percent, t.Status, t.PlannedEnd = share(1), "in_progress", "2026-11-20" }), "",
			Standing{Done: true, Over: true, Status: "done", State: Met, Planned: share(1), Actual: share(1)}},
		{"done by status alone", with(autumn, func(t *Task) { t.Status = "done" }), "",
			Standing{Done: true, Over: true, Status: "done", State: Met, Planned: share(64. / 88), Actual: share(1)}},
		{"finished late", Task{PlannedEnd: "2026-03-31", ActualEnd: "2026-04-03"}, "",
			Standing{Done: true, Over: true, Status: "done", State: Met, Late: 3, Actual: share(1)}},
		{"finished early", Task{PlannedEnd: "2026-03-31", ActualEnd: "2026-03-20"}, "",
			Standing{Done: true, Over: true, Status: "done", State: Met, Actual: share(1)}},
		{"cancelled", Task{PlannedEnd: "2026-03-31", ForecastEnd: "2026-12-31", Status: "cancelled"}, "",
			Standing{Over: true, Status: "cancelled"}},
		{"paused and past its end", Task{PlannedEnd: "2026-11-07", Status: "paused"}, "",
			Standing{Status: "paused", State: Missed, Late: 20}},
		{"not begun, as planned", Task{PlannedStart: "2026-12-01", PlannedEnd: "2026-12-31", Percent: share(0)}, "",
			Standing{Status: "not_started", State: OnTrack, Planned: share(0), Actual: share(0)}},
		{"not begun, though it should have", Task{PlannedStart: "2026-11-02", PlannedEnd: "2026-12-31", Status: "not_started"}, "",
			Standing{Status: "not_started", State: Off, Planned: share(20. / 44), Actual: share(0), Behind: 45.454545}},
		{"dates the wrong way round, and past", Task{PlannedStart: "2026-09-30", PlannedEnd: "2026-09-01", Percent: share(.5)}, "",
			Standing{Status: "in_progress", Actual: share(.5)}},
		{"dates the wrong way round", Task{PlannedStart: "2026-12-30", PlannedEnd: "2026-12-01", Percent: share(.5)}, "",
			Standing{Status: "in_progress", Actual: share(.5)}},
		{"a gate is reached or not", Task{PlannedStart: "2026-11-27", PlannedEnd: "2026-11-27", Milestone: true, Percent: share(0)}, "",
			Standing{Status: "not_started", Actual: share(0)}},
		{"nothing is known", Task{}, "", Standing{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := on
			at.AsOf = c.asOf
			if c.want.AsOf == "" {
				c.want.AsOf = at.Today
			}
			got := Standings([]Task{c.task}, at)[0]
			if c.want.State == "" {
				c.want.State = got.State
				if got.State != NoState && got.State != "" {
					t.Errorf("state %q, want none", got.State)
				}
			}
			if !c.want.ByPace && c.want.Forecast == "" && got.ByPace {
				got.Forecast, got.ByPace = "", false
			}
			got.Planned.Unit, got.Actual.Unit, c.want.Planned.Unit, c.want.Actual.Unit = "", "", "", ""
			if !vocab.Near(got.Planned.Num, c.want.Planned.Num) || !vocab.Near(got.Actual.Num, c.want.Actual.Num) {
				t.Errorf("planned %v, actual %v", got.Planned, got.Actual)
			}
			got.Planned.Num, got.Actual.Num, c.want.Planned.Num, c.want.Actual.Num = 0, 0, 0, 0
			if got != c.want {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

// A parent without a percent, dates or status of its own is what its children are.
func TestStandingsFollowTheChildren(t *testing.T) {
	tasks := []Task{
		{},
		{Level: 1, PlannedStart: "2026-11-02", PlannedEnd: "2026-11-13", Percent: Q(1, "%")},
		{Level: 1, PlannedStart: "2026-11-16", PlannedEnd: "2026-12-11", Percent: Q(0, "%")},
		{},
		{Level: 1, PlannedEnd: "2026-11-13", Status: "done"},
		{Level: 1, PlannedEnd: "2026-11-20", Status: "cancelled"},
	}
	got := Standings(tasks, on)
	if s := got[0]; !vocab.Near(s.Actual.Num, 1./3) || !vocab.Near(s.Planned.Num, 20./30) || s.State != Off || s.Behind != 33.333333 {
		t.Errorf("got %+v", s)
	}
	if s := got[3]; !s.Done || s.Status != "done" {
		t.Errorf("all that counts is done: %+v", s)
	}
}

// The forecast of a parent is not before that of its children: at its pace the second child
// takes until March, although the sum of both is faster.
func TestParentIsForecastNotBeforeItsChildren(t *testing.T) {
	got := Standings([]Task{
		{PlannedStart: "2026-05-06", PlannedEnd: "2026-08-14", ActualStart: "2026-05-06"},
		{Level: 1, PlannedStart: "2026-05-06", PlannedEnd: "2026-06-26", Percent: Q(1, "%")},
		{Level: 1, PlannedStart: "2026-06-29", PlannedEnd: "2026-08-14", ActualStart: "2026-06-29", Percent: Q(.6, "%")},
	}, On{Today: "2026-11-26", RAG: on.RAG})
	if got[2].Forecast != "2027-03-07" || got[0].Forecast != got[2].Forecast || !got[0].ByPace {
		t.Errorf("child %s, parent %s", got[2].Forecast, got[0].Forecast)
	}
}

func TestCourse(t *testing.T) {
	tasks := []Task{
		{PlannedStart: "2026-11-02", PlannedEnd: "2026-12-11", ActualStart: "2026-11-02"},
		{Level: 1, PlannedStart: "2026-11-02", PlannedEnd: "2026-11-13", ActualStart: "2026-11-02", ActualEnd: "2026-11-12", Percent: Q(1, "%")},
		{Level: 1, PlannedStart: "2026-11-16", PlannedEnd: "2026-12-11", ActualStart: "2026-11-16", Percent: Q(.25, "%")},
		{Level: 1, PlannedEnd: "2026-12-11", Milestone: true},
		{PlannedStart: "2026-12-14", PlannedEnd: "2026-12-18", Percent: Q(0, "%")},
		{Percent: Q(.5, "%")},
	}
	all := func(int) bool { return true }
	for _, c := range []struct {
		name   string
		given  Quantity // percent of the first task
		keep   func(int) bool
		actual float64
		left   int
	}{
		{"the parent follows its children", Quantity{}, all, .5 * 30 / 35, 1},
		{"its own percent counts", Q(.8, "%"), all, .8 * 30 / 35, 1},
		{"nothing of it is done", Q(0, "%"), all, 0, 1},
		{"phases alone", Quantity{}, func(i int) bool { return i == 0 }, .5, 0},
		{"a task alone", Quantity{}, func(i int) bool { return i == 2 }, .25, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan := append([]Task(nil), tasks...)
			plan[0].Percent = c.given
			got := CourseOf(plan, Standings(plan, on), c.keep, on)
			if n := len(got.Actual); n == 0 || !vocab.Near(got.Actual[n-1], c.actual) || got.AsOf != on.Today || got.Days[n-1] != on.Today {
				t.Errorf("got %+v, want %v at the end", got, c.actual)
			}
			if n := len(got.Days); !vocab.Near(got.Planned[n-1], 1) || got.Planned[0] != 0 {
				t.Errorf("planned from %v to %v", got.Planned[0], got.Planned[n-1])
			}
			if got.Undated != c.left {
				t.Errorf("%d left out, want %d", got.Undated, c.left)
			}
		})
	}
}
