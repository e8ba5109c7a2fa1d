package plan

import (
	"fmt"
	"math"
	"strconv"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// gantt is the rows and the time axis of all phases of the datasets.
func (d drawer) gantt(b kb.Block, sets []*kb.Dataset, pos diag.Pos) (theme.Gantt, diag.List) {
	phases, undated, diags := d.data.Gantt(b, sets, pos)
	if len(phases) == 0 {
		return theme.Gantt{}, diags
	}
	axis := axisOf(phases)
	g := theme.Gantt{Start: axis.start, End: axis.end, Ticks: axis.ticks()}
	for i := range phases {
		g.Rows = append(g.Rows, d.ganttRow(&phases[i], axis))
	}
	for _, p := range undated {
		g.Undated = append(g.Undated, theme.Ref{Title: p.Name, Href: d.phaseHref(&p)})
	}
	return g, diags
}

func (d drawer) phaseHref(p *site.Phase) string {
	return d.rowHref(p.Set, p.Row, d.fileOf(p.Set, p.Set.Cell(p.Row, kb.FieldName)))
}

func (d drawer) ganttRow(p *site.Phase, a axis) theme.GanttRow {
	r := theme.GanttRow{
		Name: p.Name, Level: p.Level, Owner: p.Owner, Who: d.ownerLinks(p.Owner), Milestone: p.Task.Milestone, Gate: p.Milestone,
		Standing: standingOf(p), Past: p.Past, Tip: d.tip(p.Set, p.Set.Cell(p.Row, kb.FieldName)), Href: d.phaseHref(p),
	}
	if half := p.Percent.OK && p.Percent.Num > 0 && p.Percent.Num < 1; p.Standing.Actual.OK && (!p.Task.Milestone || half) {
		r.Percent, r.HasPct = metric.InPercent(p.Standing.Actual.Num), true
	}
	r.Wrong = d.wrong(p)
	if p.Task.Milestone {
		r.Plan, r.Actual, r.Forecast = a.point(p.PlannedEnd), a.point(orDate(p.ActualEnd, p.ActualStart)), a.point(ahead(p))
		if r.Actual.Start != "" {
			r.Forecast = theme.Bar{}
		}
		return r
	}
	r.Plan = a.bar(orDate(p.PlannedStart, p.PlannedEnd), orDate(p.PlannedEnd, p.PlannedStart))
	switch open := p.ActualStart != "" && p.ActualEnd == "" && !p.Standing.Over; {
	case open && p.Past:
		r.Actual = a.bar(p.ActualStart, max(p.ActualStart, p.Standing.AsOf))
	case open:
		r.Actual = a.bar(p.ActualStart, a.end)
		r.Actual.End, r.Actual.Open = "", true
	default:
		r.Actual = a.bar(orDate(p.ActualStart, p.ActualEnd), orDate(p.ActualEnd, p.ActualStart))
	}
	if end := ahead(p); end != "" && p.ActualEnd == "" {
		r.Forecast = a.bar(min(forecastFrom(p), end), end)
	}
	return r
}

// standingOf is the standing of a phase for a template.
func standingOf(p *site.Phase) theme.Standing {
	s := p.Standing
	v := theme.Standing{Status: s.Status, State: string(s.State), Late: s.Late, Slip: s.Slip}
	if s.State == metric.Behind || s.State == metric.Off { // only if shown: it changes from day to day, and the page's key with it
		v.Behind, v.Planned, v.AsOf = int(math.Round(s.Behind)), metric.Percent(s.Planned.Num), s.AsOf
	}
	if s.Late > 0 && !s.Over {
		v.Slip = 0
		if !p.Past {
			v.Since = p.PlannedEnd
		}
	}
	if s.ByPace && s.State != metric.OnTrack {
		v.Pace = s.Forecast
	}
	return v
}

// wrong is impossible values of a row. Rules PH02 and PH04 report them; a
// reader of the chart must see them too.
func (d drawer) wrong(p *site.Phase) (out []theme.Wrong) {
	if p.PlannedStart != "" && p.PlannedEnd != "" && p.PlannedEnd < p.PlannedStart {
		out = append(out, theme.Wrong{What: "plan", A: string(p.PlannedStart), B: string(p.PlannedEnd)})
	}
	if p.ActualStart != "" && p.ActualEnd != "" && p.ActualEnd < p.ActualStart {
		out = append(out, theme.Wrong{What: "actual", A: string(p.ActualStart), B: string(p.ActualEnd)})
	}
	if c := p.Set.Cell(p.Row, kb.FieldPercentComplete); p.Unread && c.Kind == kb.Number { // cells that cannot be read are counted in the source line
		out = append(out, theme.Wrong{What: "percent", A: metric.Percent(c.Num)})
	}
	return out
}

// ahead is the forecast of the sheet, "" if there is none or it was computed
// by pace.
func ahead(p *site.Phase) kb.Date {
	if p.Standing.ByPace {
		return ""
	}
	return p.Standing.Forecast
}

// forecastFrom is where the forecast bar begins: at the day of the data if the
// phase has started, since the actual bar covers the days before.
func forecastFrom(p *site.Phase) kb.Date {
	if p.ActualStart == "" {
		return orDate(p.PlannedStart, p.ForecastEnd)
	}
	return max(p.ActualStart, p.Standing.AsOf)
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
		for _, day := range []kb.Date{p.PlannedStart, p.PlannedEnd, p.ActualStart, p.ActualEnd, ahead(&p)} {
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

// bar covers both days. If the end is before the start, it is one day long; wrong reports it.
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

// ticks are marks for months (up to two years), quarters (up to six years),
// else years.
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

// thin removes labels that would overlap.
func thin(ticks []theme.Tick) []theme.Tick {
	free := math.Inf(-1) // percent of the axis from which the next label fits
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
