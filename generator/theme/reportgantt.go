package theme

import (
	"math"

	"milepost/generator/document"
	"milepost/generator/kb"
)

// excerpt is the part of the plan from d.From to d.To, as it was on the day of a
// report. Bars may begin before the axis and end after it: the picture cuts them.
func (w teller) excerpt(d document.Gantt) Gantt {
	if len(d.Bars) == 0 || d.From == "" || d.To < d.From {
		return Gantt{}
	}
	a := days{d.From, d.To.AddDays(d.To.Sub(d.From) / 30)} // room for the whole diamond of a milestone on the last day
	g := Gantt{Start: d.From, End: d.To, Ticks: w.theme.months(a)}
	if d.Today >= a.from && d.Today <= a.to {
		g.Today = a.point(d.Today)
	}
	for _, b := range d.Bars {
		r := excerptRow(b, d.Today, a)
		r.PlanEnd, r.ForecastEnd = w.day(b.PlannedTo), w.day(b.ForecastTo)
		g.Rows = append(g.Rows, r)
	}
	return g
}

func excerptRow(b document.Bar, today kb.Date, a days) GanttRow {
	r := GanttRow{Name: b.Name, Owner: b.Sub, Who: refs(b.Whose), Level: b.Level, Milestone: b.Milestone, Said: b.Mark, Past: true}
	if b.Done.OK && !(b.Milestone && (b.Done.Value == 0 || b.Done.Value == 1)) {
		r.Percent, r.HasPct = percentOf(b.Done), true
	}
	if b.Due.OK {
		r.Due, r.HasDue = percentOf(b.Due), true
	}
	r.Slips = b.PlannedTo != "" && b.ForecastTo > b.PlannedTo
	if b.Milestone {
		r.Plan, r.Actual, r.Forecast = a.point(b.PlannedTo), a.point(b.ActualTo), a.point(b.ForecastTo)
		if r.Actual.Start != "" {
			r.Forecast = Bar{}
		}
		return r
	}
	r.Plan = a.bar(either(b.PlannedFrom, b.PlannedTo), either(b.PlannedTo, b.PlannedFrom))
	r.Actual = a.bar(b.ActualFrom, either(b.ActualTo, today))
	if b.ForecastTo != "" {
		from := either(b.ActualTo, max(today, b.PlannedFrom))
		if b.ActualFrom != "" {
			from = either(b.ActualTo, today)
		}
		r.Forecast = a.bar(min(from, b.ForecastTo), b.ForecastTo)
	}
	return r
}

func percentOf(n document.Number) float64 {
	if n.Unit == "%" {
		return math.Round(n.Value * 100)
	}
	return n.Value
}

func either(a, b kb.Date) kb.Date {
	if a != "" {
		return a
	}
	return b
}

// days is an axis from the first to the last day.
type days struct{ from, to kb.Date }

// at is the share of the axis before a day, in percent.
func (a days) at(d kb.Date) float64 {
	return math.Round(float64(d.Sub(a.from))/float64(a.to.Sub(a.from)+1)*1e5) / 1e3
}

// bar covers both days and those between. If to is before from, it is one day long.
func (a days) bar(from, to kb.Date) Bar {
	if from == "" {
		return Bar{}
	}
	to = max(from, to)
	x := a.at(from)
	return Bar{X: x, W: math.Round((a.at(to.AddDays(1))-x)*1e3) / 1e3, Start: from, End: to}
}

// point is a bar without width in the middle of a day.
func (a days) point(d kb.Date) Bar {
	if d == "" {
		return Bar{}
	}
	return Bar{X: math.Round((a.at(d)+a.at(d.AddDays(1)))/2*1e3) / 1e3, Start: d, End: d}
}

// monthLabel is the room that the name of a month needs, in percent of the axis.
const monthLabel = 9

// months returns ticks on the first days of months; those that have room get a label.
func (t *Theme) months(a days) (out []Tick) {
	free := math.Inf(-1)
	first := true
	for d := a.from; d <= a.to && len(out) < 400; {
		day := d.Time()
		next := kb.MakeDate(day.Year(), int(day.Month())+1, 1)
		if day.Month() == 12 {
			next = kb.MakeDate(day.Year()+1, 1, 1)
		}
		if day.Day() == 1 {
			tick := Tick{X: a.at(d), Major: day.Month() == 1}
			year := tick.Major && !first
			room := float64(monthLabel)
			if year {
				room *= 1.6
			}
			if tick.X >= free && tick.X <= 100-room {
				tick.Label = t.monthName(d, year)
				free = tick.X + room
				first = false
			}
			out = append(out, tick)
		}
		d = next
	}
	return out
}
