package plan

import (
	"fmt"
	"math"
	"strconv"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// gantt is the plan and the course of all phases of the datasets.
func (d drawer) gantt(b kb.Block, sets []*kb.Dataset, pos diag.Pos) (theme.Gantt, diag.List) {
	phases, diags := d.data.Gantt(b, sets, pos)
	if len(phases) == 0 {
		return theme.Gantt{}, diags
	}
	axis := axisOf(phases)
	g := theme.Gantt{Start: axis.start, End: axis.end, Ticks: axis.ticks()}
	for i := range phases {
		g.Rows = append(g.Rows, d.ganttRow(&phases[i], axis))
	}
	return g, diags
}

func (d drawer) ganttRow(p *site.Phase, a axis) theme.GanttRow {
	file := d.fileOf(p.Set, p.Set.Cell(p.Row, "name"))
	r := theme.GanttRow{
		Name: p.Name, Level: p.Level, Owner: p.Owner, Status: p.State(), Milestone: p.Task.Milestone,
		LateDays: p.Late(), Tip: d.tip(p.Set, p.Set.Cell(p.Row, "name")), Href: d.rowHref(p.Set, p.Row, file),
	}
	if p.Progress.OK && !p.Task.Milestone {
		r.Percent, r.HasPct = math.Min(100, math.Round(p.Progress.Num*1000)/10), true
	}
	if p.Task.Milestone {
		r.Plan, r.Actual, r.Forecast = a.point(p.PlannedEnd), a.point(orDate(p.ActualEnd, p.ActualStart)), a.point(p.ForecastEnd)
		if r.Actual.Start != "" {
			r.Forecast = theme.Bar{}
		}
		return r
	}
	r.Plan = a.bar(orDate(p.PlannedStart, p.PlannedEnd), orDate(p.PlannedEnd, p.PlannedStart))
	switch {
	case p.ActualStart != "" && p.ActualEnd == "" && !p.Over():
		r.Actual = a.bar(p.ActualStart, a.end)
		r.Actual.End, r.Actual.Open = "", true
	default:
		r.Actual = a.bar(orDate(p.ActualStart, p.ActualEnd), orDate(p.ActualEnd, p.ActualStart))
	}
	if p.ForecastEnd != "" && p.ActualEnd == "" {
		from := d.forecastFrom(p)
		r.Forecast = a.bar(min(from, p.ForecastEnd), p.ForecastEnd)
	}
	return r
}

// forecastFrom is where the forecast bar begins: the day of the data if the
// phase has started, since the actual bar covers what was before.
func (d drawer) forecastFrom(p *site.Phase) kb.Date {
	if p.ActualStart == "" {
		return orDate(p.PlannedStart, p.ForecastEnd)
	}
	day, _ := d.data.AsOf(d.data.Whole(p.Set))
	return max(day, p.ActualStart)
}

func orDate(a, b kb.Date) kb.Date {
	if a != "" {
		return a
	}
	return b
}

// axis is a span of whole months.
type axis struct{ start, end kb.Date }

func axisOf(phases []site.Phase) axis {
	var a axis
	for _, p := range phases {
		for _, day := range []kb.Date{p.PlannedStart, p.PlannedEnd, p.ActualStart, p.ActualEnd, p.ForecastEnd} {
			if day != "" && (a.start == "" || day < a.start) {
				a.start = day
			}
			a.end = max(a.end, day)
		}
	}
	s, e := a.start.Time(), a.end.Time()
	a.start = kb.MakeDate(s.Year(), int(s.Month()), 1)
	a.end = kb.Period(fmt.Sprintf("%04d-%02d", e.Year(), e.Month())).End()
	return a
}

// at is the share of the axis before the day, in percent.
func (a axis) at(day kb.Date) float64 {
	x := float64(day.Sub(a.start)) / float64(a.end.Sub(a.start)+1) * 100
	return math.Round(x*1000) / 1000
}

// bar covers both days. Ends that are the wrong way round are shown as one day: rule PH02 names them.
func (a axis) bar(from, to kb.Date) theme.Bar {
	if from == "" {
		return theme.Bar{}
	}
	to = max(to, from)
	x := a.at(from)
	return theme.Bar{X: x, W: math.Round((a.at(to.AddDays(1))-x)*1000) / 1000, Start: from, End: to}
}

func (a axis) point(day kb.Date) theme.Bar {
	if day == "" {
		return theme.Bar{}
	}
	half := 50 / float64(a.end.Sub(a.start)+1)
	return theme.Bar{X: math.Round((a.at(day)+half)*1000) / 1000, Start: day, End: day}
}

// ticks mark months up to two years, quarters up to six, else years.
func (a axis) ticks() []theme.Tick {
	s, e := a.start.Time(), a.end.Time()
	months := (e.Year()-s.Year())*12 + int(e.Month()-s.Month()) + 1
	step := 1
	switch {
	case months > 72:
		step = 12
	case months > 24:
		step = 3
	}
	var out []theme.Tick
	for y, m := s.Year(), int(s.Month()); ; m++ {
		if m > 12 {
			y, m = y+1, 1
		}
		day := kb.MakeDate(y, m, 1)
		if day > a.end || day == "" || len(out) > 400 {
			return thin(out)
		}
		first := day == a.start
		if (m-1)%step != 0 && !first {
			continue
		}
		t := theme.Tick{X: a.at(day), Major: m == 1 || first}
		switch {
		case step == 12:
			t.Label = strconv.Itoa(y)
		case step == 3:
			t.Label = fmt.Sprintf("%d-Q%d", y, (m-1)/3+1)
			if !t.Major {
				t.Label = fmt.Sprintf("Q%d", (m-1)/3+1)
			}
		case m == 1:
			t.Label = strconv.Itoa(y)
		case t.Major:
			t.Label = fmt.Sprintf("%d-%02d", y, m)
		default:
			t.Label = fmt.Sprintf("%02d", m)
		}
		out = append(out, t)
	}
}

// thin takes the labels off ticks that stand closer than a label is wide.
func thin(ticks []theme.Tick) []theme.Tick {
	free := math.Inf(-1) // percent of the axis from where a label fits
	for i := range ticks {
		width := 1.6 * float64(len(ticks[i].Label)) // a bold digit with its margin is about 1.6 % of a 500 px axis
		if ticks[i].X < free && !ticks[i].Major {
			ticks[i].Label = ""
			continue
		}
		free = ticks[i].X + width
	}
	return ticks
}
