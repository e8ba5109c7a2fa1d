package chart

import (
	"math"
	"strings"

	"milepost/generator/vocab"
)

// rightRoom is the space at the right of the axes, for the numbers of horizontal
// bars and the label of the target.
func (c *axesChart) rightRoom() int {
	if c.lying {
		return 48
	}
	if t := c.goal; len(t.values) > 0 && len(c.formats) == 1 {
		if v, same := constant(t); same {
			return int(width(c.b.words.text("target.value", t.name, c.formats[0].withUnit(v)))) + 16
		}
		return int(width(t.name)) + 20
	}
	return 20
}

// categoryAxis is the axis of the categories, which are periods, days or words.
func (c *axesChart) categoryAxis(x *extra) object {
	f := c.f
	label := object{"color": light("muted"), "fontSize": 12}
	axis := object{
		"type": "category", "data": f.cats, "axisLabel": label,
		"axisLine": object{"show": true, "lineStyle": object{"color": light("axis")}},
		"axisTick": object{"show": false}, "splitLine": object{"show": false},
	}
	switch {
	case f.kind == axisTimes && !c.bars():
		axis["type"] = "time"
		delete(axis, "data")
		label["hideOverlap"] = true
		month := "{MMM}"
		if c.b.words.lang != "en" {
			month = "{M}月"
		}
		label["formatter"] = object{"year": "{yyyy}", "month": month, "day": "{MM}-{dd}"}
	case f.kind != axisWords:
		label["formatter"], label["interval"], label["lineHeight"] = "@period", 0, 15
		x.Periods = f.cats
		axis["boundaryGap"] = c.bars() || len(f.cats) < 3 || c.labelled() // else the first number would be on the axis
	case c.lying:
		axis["inverse"] = true
		label["width"], label["formatter"], label["interval"] = 190, "@name190", 0
	default:
		label["interval"] = 0
		label["width"], label["overflow"] = int(float64(pictureWidth-80)/float64(max(len(f.cats), 1)))-4, "break"
		label["lineHeight"] = 15
		if w := label["width"].(int); w < 24 || len(f.cats) > 16 {
			delete(label, "width")
			delete(label, "overflow")
			label["interval"], label["hideOverlap"] = "auto", true
		}
	}
	return axis
}

// valueAxes are one or two axes. The name of each is its unit.
func (c *axesChart) valueAxes() []object {
	var axes []object
	for i, f := range c.formats {
		axis := object{
			"type": "value", "show": true,
			"axisLabel": object{"color": light("muted"), "fontSize": 12, "formatter": "@axis" + itoa(i)},
			"axisLine":  object{"show": false}, "axisTick": object{"show": false},
			"splitLine": object{"show": i == 0, "lineStyle": object{"color": light("grid")}},
		}
		if !f.Percent && f.Digits == 0 {
			axis["minInterval"] = 1
		}
		if f.Unit != "" {
			axis["name"] = c.b.unitName(f.Unit)
			axis["nameTextStyle"] = object{"color": light("muted"), "align": nameAlign(f.Unit)}
			axis["nameGap"] = 12
		}
		if c.labelled() {
			axis["boundaryGap"] = []any{0, "6%"}
		}
		low, high, scale := c.bounds(i)
		if i == 0 {
			low, high = or(c.low, low), or(c.high, high)
		}
		if scale {
			axis["scale"] = true
		}
		if low != nil {
			axis["min"] = *low
		}
		if high != nil {
			axis["max"] = *high
		}
		switch {
		case low == nil || high == nil:
		case f.Percent && *high == 1:
			axis["interval"] = percentStep(1 - *low)
		default:
			axis["interval"] = niceTop((*high - *low) / 5)
		}
		axes = append(axes, axis)
	}
	if c.lying && len(axes) > 0 {
		delete(axes[0], "name")
		if u := c.formats[0].Unit; u != "" {
			axes[0]["name"], axes[0]["nameLocation"], axes[0]["nameGap"] = c.b.unitName(u), "end", 6
			axes[0]["nameTextStyle"] = object{"color": light("muted"), "verticalAlign": "bottom", "padding": []int{0, 0, 8, 0}}
		}
	}
	return axes
}

// bounds are the ends of a value axis if ECharts would choose bad ones: bars and
// areas start at 0, shares end at 100 %, a line of high percents goes from a round
// percent to 100 %, and a target outside the data is on the axis, too (ECharts
// looks at the data only). scale is for ECharts to choose, not from 0.
func (c *axesChart) bounds(axis int) (low, high *float64, scale bool) {
	at := func(f float64) *float64 { return &f }
	f := c.formats[axis]
	if c.kind == "share" {
		return at(0), at(1), false
	}
	if top, ok := outOf(f.Unit); ok && axis == 0 && c.kind != "stacked" {
		high = at(top)
	}
	lowest, highest := c.extent(axis, false)
	withLow, withHigh := c.extent(axis, true)
	if c.kind == "stacked" {
		lowest, highest = c.stackExtent(lowest, highest)
		withLow, withHigh = min(withLow, lowest), max(withHigh, highest)
	}
	fromZero := c.bars() || c.kind == "area" || lowest < highest*0.55
	switch {
	case lowest >= 0 && withLow < 0: // for a target below 0, low is set at the end
	case lowest >= 0 && fromZero:
		low = at(0)
	case f.Percent && withLow >= 0.5 && withHigh <= 1:
		low = at(math.Floor(withLow*10-0.2) / 10)
	case lowest > 0:
		scale = true
	}
	if f.Percent && withHigh <= 1 && withHigh > 0.6 && c.kind != "stacked" {
		high = at(1)
	}
	step := niceTop((withHigh - min(withLow, valueOr(low, withLow))) / 5)
	if high != nil && withHigh > *high {
		high = nil // else the value would be cut off
	}
	if high == nil && withHigh > highest {
		high = at(math.Ceil(withHigh/step+0.05) * step)
		if low == nil {
			low = at(math.Floor(withLow/step) * step)
		}
	}
	if low == nil && withLow < lowest {
		low = at(math.Floor(withLow/step-0.05) * step)
		if withLow >= 0 {
			low = at(max(*low, 0))
		}
	}
	return low, high, scale
}

// percentStep is the step between labels for a range of shares.
func percentStep(r float64) float64 {
	switch {
	case r <= 0.1001:
		return 0.02
	case r <= 0.3001:
		return 0.05
	case r <= 0.5001:
		return 0.1
	}
	return 0.2
}

func or(a, b *float64) *float64 {
	if a != nil {
		return a
	}
	return b
}

func valueOr(p *float64, v float64) float64 {
	if p != nil {
		return *p
	}
	return v
}

// nameAlign is the alignment of a unit above its axis: a long one begins at the
// axis, to be inside the picture.
func nameAlign(unit string) string {
	if width(unit) > 44 {
		return "left"
	}
	return "center"
}

// outOf is the 5 of the unit "/5": a score of at most 5.
func outOf(unit string) (float64, bool) {
	rest, ok := strings.CutPrefix(unit, "/")
	if !ok {
		return 0, false
	}
	f, _, ok := vocab.Number(rest)
	return f, ok
}

// unitName is the name of a unit at a value axis.
func (b *build) unitName(unit string) string {
	if _, ok := outOf(unit); ok {
		return b.words.text("unit.outof", unit[1:])
	}
	return unit
}

// extent is the lowest and highest value on an axis, or also of the target if target is set.
func (c *axesChart) extent(axis int, target bool) (low, high float64) {
	first := true
	take := func(v value) {
		if !v.ok {
			return
		}
		if first {
			low, high, first = v.num, v.num, false
		}
		low, high = min(low, v.num), max(high, v.num)
	}
	for i, s := range c.f.series {
		if c.axisOf(i) == axis {
			for _, v := range s.values {
				take(v)
			}
		}
	}
	if axis == c.goalOn && target {
		for _, v := range c.goal.values {
			take(v)
		}
	}
	return low, high
}
