package chart

import (
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// point is one row of a scatter chart.
type point struct {
	x, y  float64
	name  string
	group int
}

// drawScatter draws a point for each row: one number over another, in the colour of its group.
func drawScatter(b *build) Picture {
	b.pickPoints()
	if b.failed() {
		return Picture{}
	}
	x, y := b.cols.x, b.cols.ys[0]
	xs, ok := b.pointSeries(x)
	ys, fine := b.pointSeries(y)
	if !ok || !fine {
		return Picture{}
	}
	points, groups := b.points(x, y)
	if len(points) == 0 {
		b.complain("DB44.values", b.data.ID(), b.header(y))
		return Picture{}
	}
	drawn := points
	if n := len(points); n > maxMarks {
		drawn = make([]point, 0, maxMarks)
		for i := range maxMarks {
			drawn = append(drawn, points[i*n/maxMarks])
		}
		b.say("note.spread", itoa(n), itoa(maxMarks))
	}
	xf, yf := formatOf([]series{xs}), formatOf([]series{ys})
	data := make([][]object, len(groups))
	for _, p := range drawn {
		data[p.group] = append(data[p.group], object{"value": []float64{p.x, p.y}, "name": p.name})
	}
	chart := charts.NewScatter()
	chart.SetGlobalOptions(common(b)...)
	var all []object
	for i, g := range groups {
		chart.AddSeries(g, nil)
		all = append(all, object{
			"data": data[i], "symbol": symbols[i%len(symbols)], "symbolSize": 9, "itemStyle": merged(fill(i, seriesColor(i)), object{"opacity": 0.75}),
			"tooltip": object{"formatter": "@point"},
		})
	}
	lg, top := legend(groups, false)
	patch := commonPatch("item")
	patch["legend"] = lg
	patch["grid"] = object{"left": 8, "right": 24, "top": top + 28, "bottom": 26, "outerBoundsMode": "same", "outerBoundsContain": "axisLabel"}
	axis := func(i int, f format, name string) object {
		if f.Unit != "" {
			name += " (" + f.Unit + ")"
		}
		return object{
			"type": "value", "scale": true, "name": name, "nameTextStyle": object{"color": light("muted")},
			"axisLabel": object{"color": light("muted"), "fontSize": 12, "formatter": "@axis" + itoa(i)},
			"axisLine":  object{"show": i == 0, "lineStyle": object{"color": light("axis")}}, "axisTick": object{"show": false},
			"splitLine": object{"show": i == 1, "lineStyle": object{"color": light("grid")}},
		}
	}
	xAxis, yAxis := axis(0, xf, b.header(x)), axis(1, yf, b.header(y))
	xAxis["nameLocation"], xAxis["nameGap"] = "middle", 28
	yAxis["nameTextStyle"].(object)["align"] = "left"
	patch["xAxis"], patch["yAxis"], patch["series"] = []object{xAxis}, []object{yAxis}, all
	p := Picture{Height: orInt(b.spec.Height, 340+top)}
	p.Option = option(chart, extra{Lang: b.words.lang, Formats: []format{xf, yf}, Point: []string{b.header(x), b.header(y)}}, patch)
	p.Label = orText(clean(b.spec.Title), b.words.text("with", b.header(x), b.header(y)))
	p.Desc = b.words.text("kind.scatter") + b.words.text("stop") + b.tellPoints(points, xf, yf)
	p.Table = b.pointTable(points, groups, xf, yf)
	return p
}

// pickPoints takes the first column of numbers for x, if the spec names none, and checks that x and y have numbers.
func (b *build) pickPoints() {
	if b.cols.x < 0 {
		for i, c := range b.data.Columns {
			if numeric(c) && !serial(c) && i != b.cols.group && (len(b.spec.Y) == 0 || !slices.Contains(b.cols.ys, i)) {
				b.cols.x = i
				break
			}
		}
		if len(b.spec.Y) == 0 {
			b.cols.ys = slices.DeleteFunc(b.cols.ys, func(y int) bool { return y == b.cols.x })
		}
	}
	known := strings.Join(b.columnNames(numeric), ", ")
	switch {
	case b.cols.x < 0 || len(b.cols.ys) == 0:
		b.complain("DB43.none", b.data.ID())
	case !numeric(b.data.Columns[b.cols.x]):
		b.complain("DB48.scatter", b.header(b.cols.x), known)
	case !numeric(b.data.Columns[b.cols.ys[0]]):
		b.complain("DB48.scatter", b.header(b.cols.ys[0]), known)
	}
}

func (b *build) points(x, y int) (points []point, groups []string) {
	at := map[string]int{}
	name := b.nameColumn()
	missing := 0
	for _, r := range b.rows {
		_, xok := b.cell(r, x).Float()
		_, yok := b.cell(r, y).Float()
		xv, _, _ := b.inUnit(r, x)
		yv, _, _ := b.inUnit(r, y)
		if !xok || !yok || !finite(xv) || !finite(yv) {
			missing++
			continue
		}
		g := b.header(y)
		if b.cols.group >= 0 {
			g = b.groupOf(r, b.cols.group)
		}
		k, seen := at[g]
		if !seen {
			if len(groups) == maxSeries {
				k = maxSeries - 1 // all further groups share the last colour
			} else {
				k = len(groups)
				groups = append(groups, g)
			}
			at[g] = k
		}
		points = append(points, point{xv, yv, clean(b.cell(r, name).String()), k})
	}
	if len(at) > maxSeries {
		groups[maxSeries-1] = b.words.text("other")
		b.say("note.other", itoa(len(at)), b.groupName(), itoa(len(at)-maxSeries+1))
	}
	if missing > 0 {
		b.say("note.gaps", itoa(missing))
	}
	return points, groups
}

// nameColumn is the column that names a row: the first of texts, -1 if there is none.
func (b *build) nameColumn() int {
	for i, c := range b.data.Columns {
		if c.Type == kb.TypeText && i != b.cols.group {
			return i
		}
	}
	return -1
}

// pointSeries has the numbers of a column and their unit. Several units give a diagnostic, and false.
func (b *build) pointSeries(col int) (series, bool) {
	b.chooseUnits([]int{col})
	var out series
	var units []string
	for _, r := range b.rows {
		c := b.cell(r, col)
		if c.Kind != kb.Number || !finite(c.Num) {
			continue
		}
		num, unit, percent := b.inUnit(r, col)
		if !slices.Contains(units, unit) {
			units = append(units, unit)
		}
		out.percent = percent
		out.values = append(out.values, value{num: num, ok: true, digits: decimalsOf(c, format{Percent: percent}.scaled(num))})
	}
	if len(units) > 1 {
		b.complain("DB52.units", b.header(col), b.words.list(b.unitNames(units)))
		return series{}, false
	}
	if len(units) == 1 && !out.percent {
		out.unit = vocab.UnitName(units[0], b.words.lang)
	}
	return out, true
}

func (b *build) tellPoints(points []point, xf, yf format) string {
	low, high := points[0], points[0]
	for _, p := range points {
		low.x, low.y = min(low.x, p.x), min(low.y, p.y)
		high.x, high.y = max(high.x, p.x), max(high.y, p.y)
	}
	return b.words.text("desc.points", itoa(len(points)),
		b.header(b.cols.x), xf.withUnit(low.x), xf.withUnit(high.x),
		b.header(b.cols.ys[0]), yf.withUnit(low.y), yf.withUnit(high.y))
}

func (b *build) pointTable(points []point, groups []string, xf, yf format) Table {
	t := Table{Header: []string{b.words.text("item")}, Number: []bool{false}}
	if n := b.nameColumn(); n >= 0 {
		t.Header[0] = b.header(n)
	}
	grouped := b.cols.group >= 0
	if grouped {
		t.Header, t.Number = append(t.Header, b.groupName()), append(t.Number, false)
	}
	t.Header = append(t.Header, b.header(b.cols.x), b.header(b.cols.ys[0]))
	t.Number = append(t.Number, true, true)
	for i, p := range points {
		if i == maxTable {
			t.More = len(points) - maxTable
			break
		}
		row := []string{orText(p.name, itoa(i+1))}
		if grouped {
			row = append(row, groups[p.group])
		}
		t.Rows = append(t.Rows, append(row, xf.number(p.x), yf.number(p.y)))
	}
	return t
}
