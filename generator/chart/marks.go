package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"milepost/generator/kb"
)

// series makes the series with go-echarts, and the patch with their data and looks.
func (c *axesChart) series() (maker, []object) {
	bar, line := charts.NewBar(), charts.NewLine()
	bar.SetGlobalOptions(common(c.b)...)
	var all []object
	for i, s := range c.f.series {
		color := seriesColor(i)
		if s.name == c.b.words.text("other") {
			color = light("rest")
		}
		o := object{"data": c.data(i), "tooltip": object{"valueFormatter": "@value" + itoa(c.axisOf(i))}}
		if c.axisOf(i) == 1 {
			o["yAxisIndex"] = 1
		}
		if c.bars() && (c.kind != "combo" || i == 0) {
			c.barLook(o, i, color)
			bar.AddSeries(s.name, nil)
		} else {
			c.lineLook(o, i, color)
			line.AddSeries(s.name, nil)
		}
		all = append(all, o)
	}
	if c.kind == "stacked" && c.labelled() {
		c.addTotals(all)
	}
	if t := c.goal; len(t.values) > 0 {
		c.addTarget(t, &all, line)
	}
	bar.Overlap(line)
	if c.lying {
		bar.XAxisList, bar.YAxisList = []opts.XAxis{{AxisLabel: &opts.AxisLabel{}}}, []opts.YAxis{{AxisLabel: &opts.AxisLabel{}}}
	}
	return bar, all
}

// labelled tells whether numbers are written at the marks: if the Spec says so, or if there is room.
func (c *axesChart) labelled() bool {
	switch {
	case c.b.spec.Labels:
		return true
	case c.kind == "bar":
		return len(c.f.cats)*len(c.f.series) <= 24 && (len(c.f.series) == 1 || len(c.goal.values) == 0)
	case c.kind == "stacked":
		return len(c.f.cats) <= 24
	}
	return len(c.f.series) == 1 && len(c.f.cats) <= 14 && c.kind != "share"
}

func (c *axesChart) barLook(o object, i int, color string) {
	o["itemStyle"] = fill(i, color)
	o["barMaxWidth"] = 42
	switch c.kind {
	case "stacked", "share":
		o["stack"] = "all"
		if i < colors || color == light("rest") {
			o["itemStyle"] = object{"color": color, "borderColor": light("paper"), "borderWidth": 1}
		}
		if c.grades {
			fills, inks := gradeColors(len(c.f.series))
			o["itemStyle"].(object)["color"] = fills[i]
			o["label"] = object{"show": true, "position": "inside", "formatter": "@label0", "color": inks[i], "fontSize": 11}
			o["labelLayout"] = object{"hideOverlap": true}
		}
	case "bar":
		o["barGap"], o["barCategoryGap"] = "12%", "36%"
		if c.labelled() {
			label := object{"show": true, "position": "top", "formatter": "@label" + itoa(c.axisOf(i)), "color": light("text"), "fontSize": 11}
			if c.lying {
				label["position"] = "right"
			} else if len(c.goal.values) > 0 { // else the line of the target could cross the numbers
				label["position"], label["color"] = "insideTop", light("paper")
				if i >= colors {
					label["color"] = light("text")
				}
			}
			o["label"] = label
		}
	}
}

func (c *axesChart) lineLook(o object, i int, color string) {
	marks := len(c.f.cats) * len(c.f.series)
	o["itemStyle"] = object{"color": color}
	o["lineStyle"] = object{"color": color, "width": 2.25}
	if i >= colors {
		o["lineStyle"].(object)["type"] = []int{7, 3, 2, 3}
	}
	o["symbol"], o["symbolSize"] = symbols[i%len(symbols)], 7
	o["showSymbol"] = len(c.f.cats) <= 36 && marks <= 160
	o["connectNulls"] = false
	if marks > 160 {
		o["lineStyle"].(object)["width"] = 1.5
	}
	if c.kind == "area" {
		o["areaStyle"] = object{"color": color, "opacity": 0.18}
	}
	if c.labelled() && c.kind != "combo" {
		o["label"] = object{"show": true, "position": "top", "formatter": "@label" + itoa(c.axisOf(i)), "color": light("text"), "fontSize": 11}
	}
}

// fill is the style of the areas of series i. After the last colour the colours
// begin again, and the areas are hollow.
func fill(i int, color string) object {
	if i < colors || color == light("rest") {
		return object{"color": color}
	}
	return object{"color": light("paper"), "borderColor": color, "borderWidth": 2}
}

// data is the values for JSON: null for a gap, another look for a small sample, a
// star at the number of an incomplete sum. On an axis of days a series has only
// the days for which it has rows, so that a line connects them.
func (c *axesChart) data(i int) []any {
	s := c.f.series[i]
	out := make([]any, 0, len(s.values))
	for j, v := range s.values {
		days := c.f.kind == axisTimes && !c.bars()
		if days && !v.ok && !v.row {
			continue
		}
		var n any
		if v.ok {
			n = v.num
		}
		if days {
			n = []any{kb.Date(c.f.cats[j]).Time().UnixMilli(), n}
		}
		out = append(out, c.mark(i, v, n))
	}
	return out
}

// mark is one value with the settings in which it differs from the series.
func (c *axesChart) mark(i int, v value, n any) any {
	switch {
	case !v.ok:
	case c.grades && v.num < 0.05: // too thin for its number
		return object{"value": n, "label": object{"show": false}}
	case v.part && c.labelled() && (c.kind == "bar" || !c.bars()):
		return object{"value": n, "label": object{"formatter": c.formats[c.axisOf(i)].number(v.num) + "*"}}
	case v.small():
		mark := object{"value": n}
		switch {
		case c.kind == "share": // only the note tells it: a pale segment would look like another grade
		case c.bars():
			mark["itemStyle"] = object{"opacity": 0.55}
		default:
			mark["symbol"], mark["symbolSize"] = "circle", 9
			mark["itemStyle"] = object{"color": light("paper"), "borderColor": seriesColor(i), "borderWidth": 2}
		}
		return mark
	}
	return n
}

// addTotals writes the sum of each category at the end of its stack. The live chart
// removes these labels (total), as a reader can hide parts of the stack there.
func (c *axesChart) addTotals(all []object) {
	side := "top"
	if c.lying {
		side = "right"
	}
	for j := range c.f.cats {
		sum, last, star := 0.0, -1, ""
		for i, s := range c.f.series {
			v := s.values[j]
			if v.ok {
				sum, last = sum+v.num, i
			}
			if v.gap() || v.part {
				star = "*"
			}
		}
		if last < 0 || sum == 0 {
			continue
		}
		data := all[last]["data"].([]any)
		item, ok := data[j].(object)
		if !ok {
			item = object{"value": data[j]}
			data[j] = item
		}
		item["label"] = object{"show": true, "position": side, "formatter": c.formats[0].number(sum) + star, "color": light("text"), "fontSize": 11, "total": true}
	}
}

// addTarget adds the target: a line with a label if it is the same for all categories, else a series of steps.
func (c *axesChart) addTarget(t series, all *[]object, line *charts.Line) {
	color := light("target")
	if v, same := constant(t); same {
		text := literal(c.b.words.text("target.value", t.name, c.formats[c.goalOn].withUnit(v)))
		where := object{"yAxis": v}
		if c.lying {
			where = object{"xAxis": v}
		}
		at := c.seriesOn(c.goalOn)
		if at < 0 {
			return
		}
		(*all)[at]["markLine"] = object{
			"silent": true, "symbol": "none", "animation": false,
			"lineStyle": object{"color": color, "type": "dashed", "width": 1.5},
			"label":     object{"formatter": text, "position": "end", "color": color, "fontSize": 12, "textBorderWidth": 0},
			"data":      []object{where},
		}
		if c.lying {
			(*all)[at]["markLine"].(object)["label"].(object)["rotate"] = 0
		} else if len(c.formats) > 1 {
			(*all)[at]["markLine"].(object)["label"].(object)["position"] = "insideEndTop"
		}
		return
	}
	if c.lying {
		return
	}
	data := make([]any, len(t.values))
	for j, v := range t.values {
		if v.ok {
			data[j] = v.num
		}
		if c.f.kind == axisTimes && !c.bars() {
			data[j] = []any{kb.Date(c.f.cats[j]).Time().UnixMilli(), data[j]}
		}
	}
	line.AddSeries(t.name, nil)
	*all = append(*all, object{
		"data": data, "yAxisIndex": c.goalOn, "symbol": "none", "step": "middle", "connectNulls": true,
		"itemStyle": object{"color": color}, "lineStyle": object{"color": color, "type": "dashed", "width": 1.5},
		"tooltip":  object{"valueFormatter": "@value" + itoa(c.goalOn)},
		"endLabel": object{"show": true, "formatter": literal(t.name), "color": color},
	})
}

// seriesOn is the first series on a value axis, -1 if there is none.
func (c *axesChart) seriesOn(axis int) int {
	for i := range c.f.series {
		if c.axisOf(i) == axis {
			return i
		}
	}
	return -1
}

// constant is the value of a target that is the same for all categories.
func constant(t series) (float64, bool) {
	var first *value
	for i, v := range t.values {
		switch {
		case !v.ok:
		case first == nil:
			first = &t.values[i]
		case v.num != first.num:
			return 0, false
		}
	}
	if first == nil {
		return 0, false
	}
	return first.num, true
}
