package chart

import (
	"math"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// drawGauge draws one value on a scale: the newest one if the dataset has a column
// of periods or days, else one value of all chosen rows.
func drawGauge(b *build) Picture {
	if b.cols.x < 0 && b.spec.Agg == "" {
		b.cols.x = slices.IndexFunc(b.data.Columns, func(c kb.Column) bool { return isTime(c.Type) })
		b.years = false
	}
	f := b.frame()
	if b.failed() || b.nothing(f) {
		return Picture{}
	}
	if n := max(len(f.series), f.groups); n > 1 {
		b.say("note.groups", itoa(n), b.groupName(), "1")
	}
	s := f.series[0]
	if at := slices.IndexFunc(f.series, func(s series) bool { return slices.ContainsFunc(s.values, func(v value) bool { return v.ok }) }); at > 0 {
		s = f.series[at]
	}
	at := len(f.cats) - 1
	for !s.values[at].ok && at > 0 {
		at--
	}
	if len(f.cats) > 1 {
		b.say("note.newest", f.cats[at])
	}
	v := s.values[at]
	g := &gauge{b: b, v: v, name: s.name, nf: formatOf([]series{s})}
	g.scale()
	p := Picture{Height: orInt(b.spec.Height, 260)}
	p.Option = g.option()
	p.Label = orText(clean(b.spec.Title), s.name)
	p.Desc = b.words.text("desc.one", s.name, f.cats[at], g.nf.withUnit(v.num))
	b.finding = b.words.text("find.one", f.cats[at], g.nf.withUnit(v.num))
	if b.cols.x < 0 {
		b.finding = g.nf.withUnit(v.num)
	}
	if g.goal.ok {
		p.Desc += b.words.text("desc.target", b.targetName(), g.nf.withUnit(g.goal.num))
		b.finding += b.against(v, g.goal, b.targetName(), g.nf)
	}
	p.Table = b.table(f, series{})
	return p
}

// gauge is a value on a scale.
type gauge struct {
	b         *build
	v, goal   value
	name      string
	nf        format
	low, high float64
}

// scale reads the target and chooses the ends of the scale, which has the value,
// the target and, if the settings do not say otherwise, 0.
func (g *gauge) scale() {
	b, most := g.b, math.Abs(g.v.num)
	if b.cols.hasGoal {
		if v, ok := b.onAxis("target", b.spec.Target, g.nf, most); ok {
			g.goal = v
			g.nf = formatOf([]series{{percent: g.nf.Percent, unit: g.nf.Unit, values: []value{g.v}}}, v)
		}
	}
	lowest, highest := g.v.num, g.v.num
	if g.goal.ok {
		lowest, highest = min(lowest, g.goal.num), max(highest, g.goal.num)
	}
	g.low, g.high = 0, niceTop(highest)
	if g.nf.Percent {
		g.high = max(1, g.high)
	}
	if lowest < 0 {
		g.low = -niceTop(-lowest)
	}
	g.ends(lowest, highest)
}

// ends reads the ends in the settings. One that would cut off the value or the
// target is refused, and so are both if min is not below max.
func (g *gauge) ends(lowest, highest float64) {
	b := g.b
	low, hasLow := g.end("min", b.spec.Min, highest)
	high, hasHigh := g.end("max", b.spec.Max, highest)
	if hasLow && hasHigh && low.num >= high.num {
		b.complain("DB50.range", b.spec.Min, b.spec.Max)
		return
	}
	if hasLow && low.num > lowest && !vocab.Near(low.num, lowest) {
		b.complain("DB50.min", b.spec.Min, g.nf.withUnit(lowest))
		hasLow = false
	}
	if hasHigh && high.num < highest && !vocab.Near(high.num, highest) {
		b.complain("DB50.max", b.spec.Max, g.nf.withUnit(highest))
		hasHigh = false
	}
	if hasLow {
		if g.low = low.num; g.high <= g.low { // the value and the target are at min
			g.high = g.low + niceTop(math.Abs(g.low))
		}
	}
	if hasHigh {
		if g.high = high.num; g.high <= g.low { // they are at max
			g.low = g.high - niceTop(math.Abs(g.high))
		}
	}
}

func (g *gauge) end(key, s string, highest float64) (value, bool) {
	if s == "" {
		return value{}, false
	}
	return g.b.onAxis(key, s, g.nf, highest)
}

func (g *gauge) option() string {
	b := g.b
	chart := charts.NewGauge()
	chart.SetGlobalOptions(common(b)...)
	chart.AddSeries(g.name, nil)
	ring := []any{[]any{1, light("track")}}
	dial := func(o object) object {
		merge(o, object{"min": g.low, "max": g.high, "startAngle": 200, "endAngle": -20, "radius": 140, "center": []string{"50%", "61%"}})
		return o
	}
	all := []object{dial(object{
		"data": []object{{"value": g.v.num, "name": short(g.name, 240)}}, "splitNumber": 1,
		"progress": object{"show": true, "width": 18, "itemStyle": object{"color": light("1")}},
		"axisLine": object{"lineStyle": object{"width": 18, "color": ring}},
		"pointer":  object{"show": false}, "axisTick": object{"show": false}, "splitLine": object{"show": false},
		"axisLabel": object{"color": light("muted"), "fontSize": 12, "distance": 4, "formatter": "@axis0"},
		"title":     object{"color": light("muted"), "fontSize": 13, "offsetCenter": []any{0, "6%"}},
		"detail":    object{"color": light("text"), "fontSize": 30, "offsetCenter": []any{0, "-22%"}, "formatter": "@value0"},
		"tooltip":   object{"valueFormatter": "@value0"},
	})}
	if g.goal.ok {
		chart.AddSeries(b.targetName(), nil)
		text := literal(b.words.text("target.value", b.targetName(), g.nf.withUnit(g.goal.num)))
		all = append(all, dial(object{
			"data": []object{{"value": g.goal.num, "name": ""}}, "silent": true, "z": 5,
			"axisLine": object{"show": false}, "axisTick": object{"show": false}, "splitLine": object{"show": false}, "axisLabel": object{"show": false},
			"pointer": object{"icon": "rect", "width": 3, "length": 26, "offsetCenter": []any{0, "-84%"}, "itemStyle": object{"color": light("target")}},
			"detail":  object{"show": true, "formatter": text, "color": light("target"), "fontSize": 13, "offsetCenter": []any{0, "28%"}},
			"title":   object{"show": false}, "progress": object{"show": false},
		}))
	}
	patch := commonPatch("item")
	patch["series"] = all
	return option(chart, extra{Lang: b.words.lang, Formats: []format{g.nf}}, patch)
}
