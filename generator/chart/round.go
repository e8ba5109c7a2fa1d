package chart

import (
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// maxSlices is the most parts of a ring that can be told apart.
const maxSlices = 8

// parts are the categories of the first series with their values, largest
// first unless they are to keep the sheet's order; negative ones are an error.
func (b *build) parts() (*frame, format, bool) {
	f := b.frame()
	if len(f.series) > 1 && len(f.cats) == 1 {
		f = turned(f, b.groupName())
	}
	if f.blank() {
		b.complain("DB44.values", b.data.ID(), b.whatY())
		return nil, format{}, false
	}
	if len(f.series) > 1 {
		b.say("note.groups", itoa(max(len(f.series), f.groups)), b.groupName(), "1")
		f.series = f.series[:1]
	}
	for i, v := range f.series[0].values {
		if v.ok && v.num < 0 {
			b.complain("DB48.negative", f.cats[i], formatOf(f.series).number(v.num))
			return nil, format{}, false
		}
	}
	return f, formatOf(f.series), true
}

// drawPie draws a ring of at most maxSlices parts, the smallest joined under Others.
func drawPie(b *build) Picture {
	whole, nf, ok := b.parts()
	if !ok {
		return Picture{}
	}
	f := &frame{name: whole.name, kind: axisWords, cats: whole.cats, series: []series{whole.series[0]}}
	if b.spec.Sort == "" {
		order := upTo(0, len(f.cats))
		v := f.series[0].values
		slices.SortStableFunc(order, func(i, j int) int {
			switch {
			case v[i].num > v[j].num:
				return -1
			case v[i].num < v[j].num:
				return 1
			}
			return 0
		})
		f.pick(order)
	}
	most := maxSlices
	if b.spec.Limit > 0 {
		most = min(b.spec.Limit, 12)
	}
	rest := -1
	if n := len(f.cats); n > most {
		other := value{ok: true}
		for _, v := range f.series[0].values[most-1:] {
			other.num += v.num
		}
		f.pick(upTo(0, most-1))
		f.cats = append(f.cats, b.words.text("other"))
		f.series[0].values = append(f.series[0].values, other)
		rest = most - 1
		b.say("note.other", itoa(n), f.name, itoa(n-most+1))
	}
	sum := 0.0
	for _, v := range f.series[0].values {
		sum += v.num
	}
	if sum == 0 {
		b.complain("DB44.values", b.data.ID(), b.whatY())
		return Picture{}
	}
	share := format{Percent: true, Digits: 1}
	var data []object
	var told []string
	for i, v := range f.series[0].values {
		color := seriesColor(i)
		if i == rest {
			color = light("rest")
		}
		part := share.number(v.num / sum)
		data = append(data, object{
			"name": f.cats[i], "value": v.num,
			"itemStyle": object{"color": color, "borderColor": light("paper"), "borderWidth": 2},
			"label":     object{"formatter": short(f.cats[i], 150) + "  " + part},
		})
		told = append(told, b.words.text("desc.part", f.cats[i], nf.withUnit(v.num), part))
	}
	pie := charts.NewPie()
	pie.SetGlobalOptions(common(b)...)
	pie.AddSeries(b.whatY(), nil, charts.WithPieChartOpts(opts.PieChart{Radius: []string{"42%", "68%"}, Center: []string{"50%", "50%"}}))
	patch := commonPatch("item")
	patch["series"] = []object{{
		"data": data, "startAngle": 90, "avoidLabelOverlap": true, "tooltip": object{"valueFormatter": "@value0"},
		"label":     object{"color": light("text"), "fontSize": 12},
		"labelLine": object{"lineStyle": object{"color": light("axis")}, "length": 10, "length2": 12},
	}}
	p := Picture{Height: orInt(b.spec.Height, 300)}
	p.Option = option(pie, extra{Lang: b.words.lang, Formats: []format{nf}}, patch)
	p.Label = b.label(f)
	p.Desc = b.words.text("desc.kind", b.words.text("kind.pie"), itoa(len(f.cats)), f.name) + b.words.join(told)
	p.Table = b.shareTable(whole, nf)
	return p
}

// shareTable is the table of parts with their share of the whole.
func (b *build) shareTable(f *frame, nf format) Table {
	t := b.table(f)
	sum := 0.0
	for _, v := range f.series[0].values {
		sum += v.num
	}
	if sum == 0 {
		return t
	}
	t.Header, t.Number = append(t.Header, b.words.text("share")), append(t.Number, true)
	for i := range t.Rows {
		v := f.series[0].values[i]
		t.Rows[i] = append(t.Rows[i], shown(value{num: v.num / sum, ok: v.ok}, format{Percent: true, Digits: 1}))
	}
	return t
}

// drawFunnel draws stages in the sheet's order from the widest down.
func drawFunnel(b *build) Picture {
	f, nf, ok := b.parts()
	if !ok {
		return Picture{}
	}
	whole := *f
	if n := len(f.cats); n > 12 {
		f.pick(upTo(0, 12))
		b.say("note.limit", itoa(n), f.name, "12")
	}
	var data []object
	var told []string
	high := 0.0
	for _, v := range f.series[0].values {
		high = max(high, v.num)
	}
	for i, v := range f.series[0].values {
		if !v.ok {
			continue
		}
		name := nf.withUnit(v.num)
		data = append(data, object{
			"name": f.cats[i], "value": v.num, "itemStyle": object{"color": seriesColor(i), "borderColor": light("paper"), "borderWidth": 1},
			"label": object{"formatter": short(f.cats[i], 240) + "  " + name},
		})
		told = append(told, f.cats[i]+" "+name)
	}
	funnel := charts.NewFunnel()
	funnel.SetGlobalOptions(common(b)...)
	funnel.AddSeries(b.whatY(), nil)
	patch := commonPatch("item")
	patch["series"] = []object{{
		"data": data, "sort": "none", "min": 0, "max": max(high, 1), "minSize": "2%", "maxSize": "100%", "gap": 3, "funnelAlign": "center",
		"left": 20, "top": 8, "bottom": 8, "width": "56%", "tooltip": object{"valueFormatter": "@value0"},
		"label":     object{"show": true, "position": "right", "color": light("text"), "fontSize": 12},
		"labelLine": object{"show": true, "length": 16, "lineStyle": object{"color": light("axis")}},
	}}
	p := Picture{Height: orInt(b.spec.Height, 40+38*len(data))}
	p.Option = option(funnel, extra{Lang: b.words.lang, Formats: []format{nf}}, patch)
	p.Label = b.label(f)
	p.Desc = b.words.text("desc.kind", b.words.text("kind.funnel"), itoa(len(f.cats)), f.name) + b.words.join(told)
	p.Table = b.shareTable(&whole, nf)
	return p
}

// drawGauge draws one value on its scale: the last of a course, else the value
// of all chosen rows joined.
func drawGauge(b *build) Picture {
	f := b.frame()
	if f.blank() {
		b.complain("DB44.values", b.data.ID(), b.whatY())
		return Picture{}
	}
	s := f.series[0]
	at := len(f.cats) - 1
	for !s.values[at].ok && at > 0 {
		at--
	}
	v := s.values[at].num
	nf := formatOf([]series{s})
	low, high := 0.0, niceTop(v)
	if nf.Percent {
		high = max(1, niceTop(v))
	}
	goal := b.cols.goal
	if nf.Percent && goal > 1.5 {
		goal /= 100
	}
	if b.cols.hasGoal {
		high = max(high, niceTop(goal))
	}
	if n, ok := parseNumber(b.spec.Min); ok {
		low = n
	}
	if n, ok := parseNumber(b.spec.Max); ok && n > low {
		high = n
	}
	low = min(low, v)
	gauge := charts.NewGauge()
	gauge.SetGlobalOptions(common(b)...)
	gauge.AddSeries(s.name, nil)
	patch := commonPatch("item")
	ring := []any{[]any{1, light("track")}}
	one := object{
		"data": []object{{"value": v, "name": short(s.name, 240)}}, "min": low, "max": high, "splitNumber": 1,
		"startAngle": 200, "endAngle": -20, "radius": 140, "center": []string{"50%", "61%"},
		"progress": object{"show": true, "width": 18, "itemStyle": object{"color": light("1")}},
		"axisLine": object{"lineStyle": object{"width": 18, "color": ring}},
		"pointer":  object{"show": false}, "axisTick": object{"show": false}, "splitLine": object{"show": false},
		"axisLabel": object{"color": light("muted"), "fontSize": 12, "distance": 4, "formatter": "@axis0"},
		"title":     object{"color": light("muted"), "fontSize": 13, "offsetCenter": []any{0, "6%"}},
		"detail":    object{"color": light("text"), "fontSize": 30, "offsetCenter": []any{0, "-22%"}, "formatter": "@value0"},
		"tooltip":   object{"valueFormatter": "@value0"},
	}
	all := []object{one}
	if b.cols.hasGoal && goal >= low && goal <= high {
		gauge.AddSeries(b.words.text("target"), nil)
		all = append(all, object{
			"data": []object{{"value": goal, "name": ""}}, "min": low, "max": high, "silent": true, "z": 5,
			"startAngle": 200, "endAngle": -20, "radius": 140, "center": []string{"50%", "61%"},
			"axisLine": object{"show": false}, "axisTick": object{"show": false}, "splitLine": object{"show": false}, "axisLabel": object{"show": false},
			"pointer": object{"icon": "rect", "width": 3, "length": 26, "offsetCenter": []any{0, "-84%"}, "itemStyle": object{"color": light("target")}},
			"detail":  object{"show": true, "formatter": b.words.text("target.value", nf.withUnit(goal)), "color": light("target"), "fontSize": 13, "offsetCenter": []any{0, "28%"}},
			"title":   object{"show": false}, "progress": object{"show": false},
		})
	}
	patch["series"] = all
	p := Picture{Height: orInt(b.spec.Height, 260)}
	p.Option = option(gauge, extra{Lang: b.words.lang, Formats: []format{nf}}, patch)
	p.Label = orText(clean(b.spec.Title), s.name)
	p.Desc = b.words.text("desc.one", s.name, f.cats[at], nf.withUnit(v))
	if b.cols.hasGoal {
		p.Desc += b.words.text("desc.target", nf.withUnit(goal))
	}
	p.Table = b.table(f)
	return p
}

func orInt(a, b int) int {
	if a > 0 {
		return a
	}
	return b
}
