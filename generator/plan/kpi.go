package plan

import (
	"math"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// maxTrend is how many points a sparkline has at most: two years of months.
const maxTrend = 24

// kpis is the indicators of a block.
func (d drawer) kpis(b kb.Block, sets []*kb.Dataset, pos diag.Pos) ([]theme.KPI, diag.List) {
	all, diags := d.data.Board(b, sets, pos)
	latest := d.data.Bound(b, pos)
	for i := range all {
		latest = max(latest, all[i].Period, valued(&all[i]))
	}
	out := make([]theme.KPI, 0, len(all))
	for i := range all {
		v := d.kpi(&all[i])
		v.Open = d.data.Bound(b, pos) == "" && open(&all[i])
		if p := valued(&all[i]); p != "" && p < latest && len(p) == len(latest) {
			v.Lacks, v.Period = string(latest), string(p)
		}
		out = append(out, v)
	}
	return out, diags
}

// open tells whether the state of an indicator changes when its deadline passes.
func open(k *site.Indicator) bool {
	switch k.Judgement.State {
	case metric.OnTrack, metric.Behind, metric.Off, metric.Unmet:
		return k.Deadline != ""
	}
	return false
}

// valued is the last period with a value of the indicator.
func valued(k *site.Indicator) kb.Period {
	if n := len(k.History); n > 0 {
		return k.History[n-1].Period
	}
	return ""
}

func (d drawer) kpi(k *site.Indicator) theme.KPI {
	j := k.Judgement
	v := theme.KPI{
		Name: k.Name, Definition: k.Definition, Owner: k.Owner, Who: d.ownerLinks(k.Owner), Deadline: k.Deadline, Period: string(k.Period),
		Baseline: d.figure(k.Baseline), Actual: d.figure(k.Actual), Target: d.target(k),
		Lower: j.Direction == metric.Lower, State: string(j.State), Why: j.Why,
	}
	if !k.Baseline.OK() {
		v.Baseline = theme.Figure{}
	}
	if j.OK {
		v.Attainment, v.Bar, v.HasBar = metric.Attained(j.Attainment), metric.Clamp(j.Attainment), true
	} else if k.Given.Cell.Kind == kb.Number {
		v.Attainment = metric.Figure(k.Given.Cell, "%", d.lang)
	}
	v.Because = d.because(k)
	d.trend(&v, k)
	return v
}

// because is the reason of a state in numbers and dates; "" for a state that needs
// none.
func (d drawer) because(k *site.Indicator) theme.Reason {
	j := k.Judgement
	actual, target := d.text(k.Actual), d.target(k).Text
	switch j.By {
	case metric.ByTime:
		r := theme.Reason{Key: "time", From: k.StartFrom, Args: []string{
			string(k.Start), string(k.Deadline), string(j.AsOf), metric.Percent(j.Expected), metric.Attained(j.Attainment),
		}}
		if n := math.Round(j.Behind); n > 0 {
			r.Key, r.Args = "time-behind", append(r.Args, metric.Thousands(n, 0))
		}
		return r
	case metric.ByDeadline:
		return theme.Reason{Key: "deadline", Args: []string{string(k.Deadline), actual, target}}
	case metric.ByThreshold, metric.NoDeadline, metric.NoStart:
		return theme.Reason{Key: j.By, Args: []string{actual, target}}
	}
	return theme.Reason{}
}

// figure is a value with its source; "—" if it is missing.
func (d drawer) figure(v site.Datum) theme.Figure {
	if v.Set == nil {
		return theme.Figure{Text: metric.Blank}
	}
	return theme.Figure{
		Text: d.text(v),
		Tip:  d.tip(v.Set, v.Cell),
		Href: d.rowHref(v.Set, v.Row, d.fileOf(v.Set, v.Cell)),
	}
}

func (d drawer) text(v site.Datum) string {
	switch {
	case v.Text != "":
		return v.Text
	case v.Cell.Kind == kb.Fault: // #REF! helps only the owner of the sheet
		return metric.Blank
	}
	return metric.FigureBeside(v.Cell, v.Unit, d.lang, v.Beside...)
}

// target is the target as written; for a step from the baseline also where it ends.
func (d drawer) target(k *site.Indicator) theme.Figure {
	f := d.figure(k.Target)
	if k.Parsed.Relative() {
		base, _ := k.Baseline.Cell.Float()
		t, ok := k.Parsed.Resolve(metric.Quantity{Num: base, Unit: k.Baseline.Unit, OK: k.Baseline.Cell.Kind == kb.Number})
		if ok {
			f.Text += " → " + metric.TargetText(t, d.lang)
		}
	}
	return f
}

// trend scales the history to 0-1, and says its first and last value in words.
func (d drawer) trend(v *theme.KPI, k *site.Indicator) {
	points := k.History[max(0, len(k.History)-maxTrend):]
	if len(points) < 2 {
		return
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range points {
		low, high = math.Min(low, p.Value.Cell.Num), math.Max(high, p.Value.Cell.Num)
	}
	for _, p := range points {
		y := .5
		if high > low {
			y = (p.Value.Cell.Num - low) / (high - low)
		}
		v.Trend = append(v.Trend, math.Round(y*1000)/1000)
	}
	first, last := points[0], points[len(points)-1]
	v.TrendText = string(first.Period) + " " + d.text(first.Value) + " → " + string(last.Period) + " " + d.text(last.Value)
}
