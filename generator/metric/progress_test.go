package metric

import (
	"testing"

	"milepost/generator/kb"
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

func TestProgress(t *testing.T) {
	var c Calendar
	tasks := []Task{
		{Level: 0, PlannedStart: "2026-03-02", PlannedEnd: "2026-03-27"},
		{Level: 1, PlannedStart: "2026-03-02", PlannedEnd: "2026-03-06", Percent: Q(1, "%")},
		{Level: 1, PlannedStart: "2026-03-09", PlannedEnd: "2026-03-27"},
		{Level: 2, PlannedStart: "2026-03-09", PlannedEnd: "2026-03-20", Percent: Q(.5, "%")},
		{Level: 2, PlannedStart: "2026-03-23", PlannedEnd: "2026-03-27", Status: "not_started"},
		{Level: 2, PlannedEnd: "2026-03-27", Milestone: true},
		{Level: 0, Percent: Q(.2, "%"), Status: "in_progress"},
		{Level: 0},
	}
	for _, r := range []struct {
		i    int
		want float64
		ok   bool
	}{{0, .5, true}, {2, 1. / 3, true}, {6, .2, true}, {7, 0, false}} {
		if got, ok := Progress(tasks, r.i, c); ok != r.ok || !closeTo(got, r.want) {
			t.Errorf("Progress(%d) = %v %v, want %v %v", r.i, got, ok, r.want, r.ok)
		}
	}
}

func TestLate(t *testing.T) {
	for _, c := range []struct {
		name    string
		task    Task
		late    int
		overdue int // on 2026-04-10
	}{
		{"finished late", Task{PlannedEnd: "2026-03-31", ActualEnd: "2026-04-03"}, 3, 0},
		{"finished early", Task{PlannedEnd: "2026-03-31", ActualEnd: "2026-03-20"}, 0, 0},
		{"forecast late", Task{PlannedEnd: "2026-04-30", ForecastEnd: "2026-05-10"}, 10, 0},
		{"unfinished past its end", Task{PlannedEnd: "2026-03-31"}, 0, 10},
		{"unfinished, forecast and past", Task{PlannedEnd: "2026-03-31", ForecastEnd: "2026-04-20"}, 20, 10},
		{"done by status only", Task{PlannedEnd: "2026-03-31", Status: "done"}, 0, 0},
		{"cancelled", Task{PlannedEnd: "2026-03-31", ForecastEnd: "2026-05-01", Status: "cancelled"}, 0, 0},
		{"no plan", Task{ActualEnd: "2026-03-31"}, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.task.Late(); got != c.late {
				t.Errorf("Late = %d, want %d", got, c.late)
			}
			if got := c.task.Overdue("2026-04-10"); got != c.overdue {
				t.Errorf("Overdue = %d, want %d", got, c.overdue)
			}
		})
	}
	week := Task{PlannedStart: "2026-11-02", PlannedEnd: "2026-11-13"}
	if got, ok := week.Expected("2026-11-06", Calendar{}); !ok || !closeTo(got, .5) {
		t.Errorf("Expected = %v %v, want .5", got, ok)
	}
	if got, _ := week.Expected("2026-12-31", Calendar{}); !closeTo(got, 1) {
		t.Errorf("Expected after the end = %v, want 1", got)
	}
}
