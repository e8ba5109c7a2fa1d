package chart

import (
	"math"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"

	"milepost/generator/text"
	"milepost/generator/vocab"
)

// niceTop is the next round number at or above v: 1, 2, 2.5, 5 or 10 times a power of ten.
func niceTop(v float64) float64 {
	if v <= 0 {
		return 1
	}
	p := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 2.5, 5, 10} {
		if v <= m*p*(1+1e-9) {
			return m * p
		}
	}
	return 10 * p
}

// drawRadar draws a profile of each series over three or more categories. Fewer are drawn as bars.
func drawRadar(b *build) Picture {
	f := b.frame()
	if b.failed() || b.nothing(f) {
		return Picture{}
	}
	if len(f.cats) < 3 {
		b.complain("DB51.radar", itoa(len(f.cats)), f.name)
		b.kind = "bar"
		b.notes = nil
		return drawAxes(b)
	}
	if !b.oneUnit(f) {
		return Picture{}
	}
	whole := f.clone()
	if n := max(len(f.series), f.groups); len(f.series) > 6 {
		f.keepLargest(6)
		b.say("note.groups", itoa(n), b.groupName(), "6")
	}
	if n := len(f.cats); n > 12 {
		f.pick(upTo(0, 12))
		b.say("note.limit", itoa(n), f.name, "12")
	}
	nf := formatOf(f.series)
	top := 0.0
	for _, s := range f.series {
		for _, v := range s.values {
			if v.ok {
				top = max(top, v.num)
			}
		}
	}
	highest := top
	top = niceTop(top)
	if nf.Percent && top <= 1 {
		top = 1
	}
	if v, ok := b.outerRing(nf, highest); ok {
		top = v
	}
	var indicators, data []object
	for _, c := range f.cats {
		indicators = append(indicators, object{"name": c, "max": top, "min": 0})
	}
	for i, s := range f.series {
		values := make([]any, len(s.values))
		for k, v := range s.values {
			if v.ok {
				values[k] = v.num
			}
		}
		color := seriesColor(i)
		data = append(data, object{
			"name": s.name, "value": values, "symbol": symbols[i%len(symbols)], "symbolSize": 6,
			"itemStyle": object{"color": color}, "lineStyle": object{"color": color, "width": 2},
			"areaStyle": object{"color": color, "opacity": 0.08},
		})
	}
	b.say("note.radar", nf.withUnit(top))
	radar := charts.NewRadar()
	radar.SetGlobalOptions(common(b)...)
	radar.AddSeries(b.whatY(), nil)
	lg, room := legend(names(f), false)
	height := orInt(b.spec.Height, 340+room)
	patch := commonPatch("item")
	patch["legend"] = lg
	patch["radar"] = object{
		"indicator": indicators, "center": []any{"50%", room + (height-room)/2}, "radius": (height - room - 80) / 2, "splitNumber": 4,
		"axisName":  object{"color": light("text"), "fontSize": 12, "formatter": "@name120"},
		"axisLine":  object{"lineStyle": object{"color": light("grid")}},
		"splitLine": object{"lineStyle": object{"color": light("grid")}}, "splitArea": object{"show": false},
	}
	patch["series"] = []object{{"data": data, "tooltip": object{"valueFormatter": "@value0"}}}
	p := Picture{Height: height}
	p.Option = option(radar, extra{Lang: b.words.lang, Formats: []format{nf}, Names: append(names(f), f.cats...)}, patch)
	p.Label = b.label(f)
	p.Desc = b.describe("radar", f, nf, series{})
	p.Table = b.table(whole, series{})
	return p
}

// outerRing is the max of the spec, if all values of the radar are at or below it.
func (b *build) outerRing(f format, highest float64) (float64, bool) {
	if b.spec.Max == "" {
		return 0, false
	}
	v, ok := b.onAxis("max", b.spec.Max, f, highest)
	if ok && v.num < highest && !vocab.Near(v.num, highest) {
		b.complain("DB50.max", b.spec.Max, f.withUnit(highest))
		return 0, false
	}
	return v.num, ok && v.num > 0
}

// The most columns and rows of a heat map; together they make fewer cells than maxMarks.
const (
	maxHeatColumns = 60
	maxHeatRows    = 32
)

// drawHeat draws a cell for each category (column) and series (row), in one of five steps of blue by its value.
func drawHeat(b *build) Picture {
	f := b.frame()
	if b.failed() || b.nothing(f) {
		return Picture{}
	}
	if !b.oneUnit(f) {
		return Picture{}
	}
	whole := f.clone()
	if n, most := len(f.cats), maxHeatColumns; n > most {
		f.pick(f.filled())
		if f.kind == axisWords {
			f.pick(upTo(0, min(len(f.cats), most)))
			b.say("note.limit", itoa(n), f.name, itoa(len(f.cats)))
		} else {
			f.pick(upTo(max(len(f.cats)-most, 0), len(f.cats)))
			b.say("note.latest", itoa(n), f.name, itoa(len(f.cats)))
		}
		f.series = slices.DeleteFunc(f.series, func(s series) bool { return !slices.ContainsFunc(s.values, func(v value) bool { return v.ok }) })
	}
	if n := max(len(f.series), f.groups); len(f.series) > maxHeatRows || n > len(f.series) {
		f.keepLargest(maxHeatRows)
		b.say("note.groups", itoa(n), b.groupName(), itoa(len(f.series)))
	}
	if f.blank() {
		b.complain("DB44.values", b.data.ID(), b.whatY())
		return Picture{}
	}
	nf := formatOf(f.series)
	scale := heatScaleOf(f, nf)
	var data []object
	lowest, highest := [2]int{-1, -1}, [2]int{-1, -1}
	at := func(p [2]int) float64 { return f.series[p[0]].values[p[1]].num }
	for k, s := range f.series {
		for i, v := range s.values {
			if !v.ok {
				continue
			}
			if p := [2]int{k, i}; lowest[0] < 0 {
				lowest, highest = p, p
			} else if v.num < at(lowest) {
				lowest = p
			} else if v.num > at(highest) {
				highest = p
			}
			step := scale.step(v.num)
			ink := "heat-ink-1"
			if step >= 4 {
				ink = "heat-ink-2"
			}
			data = append(data, object{
				"value": []any{i, k, v.num}, "name": f.cats[i] + " " + s.name, "itemStyle": object{"color": light("heat-" + itoa(step))}, "label": object{"color": light(ink)},
			})
		}
	}
	heat := charts.NewHeatMap()
	heat.SetGlobalOptions(common(b)...)
	heat.AddSeries(b.whatY(), nil)
	patch := commonPatch("item")
	x := extra{Lang: b.words.lang, Formats: []format{nf}}
	xAxis := gridAxis(f.cats, float64(pictureWidth-160)/float64(len(f.cats)))
	if f.kind != axisWords {
		x.Periods = f.cats
		xAxis["axisLabel"] = object{"color": light("muted"), "fontSize": 12, "formatter": "@period", "interval": 0, "lineHeight": 15}
	}
	x.Names = append(names(f), f.cats...)
	yAxis := gridAxis(names(f), 170)
	yAxis["inverse"] = true
	yAxis["axisLabel"].(object)["formatter"] = "@name170"
	patch["xAxis"], patch["yAxis"] = []object{xAxis}, []object{yAxis}
	patch["grid"] = object{"left": 8, "right": 12, "top": 34, "bottom": 8, "outerBoundsMode": "same", "outerBoundsContain": "axisLabel"}
	patch["visualMap"] = scale.legend(nf)
	patch["series"] = []object{{
		"data": data, "tooltip": object{"valueFormatter": "@value0"},
		"itemStyle": object{"borderColor": light("paper"), "borderWidth": 2},
		"label":     object{"show": len(data) <= 240 && len(f.cats) <= 24, "formatter": "@label0", "fontSize": 11},
	}}
	p := Picture{Height: orInt(b.spec.Height, 90+28*len(f.series))}
	p.Option = option(heat, x, patch)
	p.Label = b.label(f)
	p.Desc = b.words.text("desc.kind", b.words.text("kind.heatmap"), itoa(len(f.cats)), f.name) +
		b.words.text("desc.grid", itoa(len(f.cats)), itoa(len(f.series)),
			b.cellsAlike(f, at(highest)), nf.withUnit(at(highest)), b.cellsAlike(f, at(lowest)), nf.withUnit(at(lowest)))
	p.Table = b.table(whole, series{})
	return p
}

// cellsAlike names the cells whose value is num, the first few of them.
func (b *build) cellsAlike(f *frame, num float64) string {
	var names []string
	for _, s := range f.series {
		for i, v := range s.values {
			if v.ok && vocab.Near(v.num, num) {
				names = append(names, f.cats[i]+" "+s.name)
			}
		}
	}
	return b.words.some(names, mostAlike)
}

// heatScale is the five steps of a map's colours: the first begins at low, each is span
// wide. whole: the values are whole numbers, and so are the ends of the steps.
type heatScale struct {
	low, span float64
	whole     bool
}

// heatScaleOf divides 0 to 100 % if the values are such shares, else the range of the values.
func heatScaleOf(f *frame, nf format) heatScale {
	low, high, first := 0.0, 0.0, true
	for _, s := range f.series {
		for _, v := range s.values {
			if !v.ok {
				continue
			}
			if first {
				low, high, first = v.num, v.num, false
			}
			low, high = min(low, v.num), max(high, v.num)
		}
	}
	switch {
	case nf.Percent && low >= 0 && high <= 1:
		return heatScale{low: 0, span: 0.2}
	case !nf.Percent && nf.Digits == 0:
		if low >= 1 && (low < high/3 || high <= 5) {
			low = 1
		}
		return heatScale{low: low, span: math.Ceil((high - low + 1) / 5), whole: true}
	case low >= 0 && low < high/3:
		low = 0
	}
	if high == low {
		high = low + 1
	}
	return heatScale{low: low, span: (high - low) / 5}
}

// tiny puts 60 % into the step that begins at 60 %, though 0.6/0.2 is 2.9999…
const tiny = 1e-9

// step is the number of a value's step, 1 to 5.
func (h heatScale) step(v float64) int {
	return min(max(1+int((v-h.low)/h.span+tiny), 1), 5)
}

// gridAxis is the axis of a map's columns or rows; room is the width for a label, in px.
func gridAxis(cats []string, room float64) object {
	label := object{"color": light("muted"), "fontSize": 12, "interval": 0, "lineHeight": 15}
	if room >= 24 {
		label["width"], label["overflow"] = int(room), "break"
	} else {
		label["interval"] = "auto"
	}
	return object{
		"type": "category", "data": cats, "axisLabel": label, "splitArea": object{"show": false},
		"axisLine": object{"show": false}, "axisTick": object{"show": false},
	}
}

// legend shows the five steps with their colours. It colours no cell: they have their colours already.
func (h heatScale) legend(nf format) object {
	edge := nf
	if !h.whole {
		size := h.span
		if nf.Percent {
			size *= 100
		}
		edge.Digits = max(edge.Digits, digitsFor(size))
	}
	var pieces []object
	for i := range 5 {
		from, to := h.low+h.span*float64(i), h.low+h.span*float64(i+1)
		label := edge.number(from) + "–" + edge.number(to)
		if h.whole {
			label = edge.number(from)
			if h.span > 1 {
				label += "–" + edge.number(to-1)
			}
		}
		piece := object{"gte": from - tiny*h.span, "lt": to - tiny*h.span, "label": label, "color": light("heat-" + itoa(i+1))}
		if i == 0 {
			delete(piece, "gte")
		}
		if i == 4 {
			delete(piece, "lt")
		}
		pieces = append(pieces, piece)
	}
	return object{
		"type": "piecewise", "show": true, "orient": "horizontal", "left": "center", "top": 0, "itemWidth": 16, "itemHeight": 12, "itemGap": 12,
		"pieces": pieces, "textStyle": object{"color": light("muted"), "fontSize": 12}, "dimension": 2, "hoverLink": false, "selectedMode": false,
	}
}

// digitsFor is how many decimals the ends of steps of this size need so that they differ.
func digitsFor(step float64) int { return min(text.Decimals(step, maxDigits), maxDigits) }
