package chart

import (
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// zoneOf is the name of the colour for probability p and impact i, each 1 to 5.
func zoneOf(p, i int) string { return "zone-" + itoa(vocab.Zone(p*i)) }

// drawMatrix draws risks by probability and impact, each of five levels. A cell shows the
// ids of its risks, or how many they are if the ids do not fit.
func drawMatrix(b *build) Picture {
	px, iy := b.cols.x, b.cols.group
	if px < 0 {
		px = b.data.Col(kb.FieldProbability)
	}
	if iy < 0 {
		iy = b.data.Col(kb.FieldImpact)
	}
	if px < 0 || iy < 0 {
		b.complain("DB43.x", b.data.ID(), strings.Join(b.columnNames(func(kb.Column) bool { return true }), ", "))
		return Picture{}
	}
	id := b.data.Col(kb.FieldID)
	var cells [6][6][]string
	total, off, closed := 0, 0, 0
	status := b.data.Col(kb.FieldStatus)
	for _, r := range b.rows {
		if status >= 0 && b.data.Schema == kb.SchemaRisks && vocab.Over(b.cell(r, status).Text) {
			closed++ // what is over is no longer a risk
			continue
		}
		p, i := vocab.LevelOf(b.cell(r, px), b.percent(px)), vocab.LevelOf(b.cell(r, iy), b.percent(iy))
		if p == 0 || i == 0 {
			off++
			continue
		}
		name := clean(b.cell(r, id).String())
		cells[p][i] = append(cells[p][i], orText(name, "•"))
		total++
	}
	if off > 0 {
		b.say("note.offgrid", itoa(off))
	}
	if closed > 0 {
		b.say("note.closed", itoa(closed))
	}
	if total == 0 && closed > 0 {
		return Picture{}
	}
	if total == 0 {
		b.complain("DB44.values", b.data.ID(), b.header(px))
		return Picture{}
	}
	cats := []string{"1", "2", "3", "4", "5"}
	t := Table{Header: []string{b.header(px), b.header(iy), b.words.text("rows"), ""}, Number: []bool{true, true, true, false}}
	if id >= 0 {
		t.Header[3] = b.header(id)
	} else {
		t.Header, t.Number = t.Header[:3], t.Number[:3]
	}
	var data []object
	gravest := [2]int{}
	for p := 5; p >= 1; p-- {
		for i := 5; i >= 1; i-- {
			list := cells[p][i]
			label := ""
			if n := len(list); n > 0 {
				label = b.words.text("risk.cell", itoa(n))
				if all := strings.Join(list, " "); id >= 0 && width(all) <= 110 {
					label = all
				}
				if p*i > gravest[0]*gravest[1] {
					gravest = [2]int{p, i}
				}
				row := []string{itoa(p), itoa(i), itoa(n)}
				if id >= 0 {
					row = append(row, b.words.list(list))
				}
				t.Rows = append(t.Rows, row)
			}
			data = append(data, object{
				"value": []any{i - 1, p - 1, len(list)}, "name": b.header(px) + " " + itoa(p) + b.words.text("list") + b.header(iy) + " " + itoa(i),
				"itemStyle": object{"color": light(zoneOf(p, i))}, "label": object{"show": label != "", "formatter": label},
			})
		}
	}
	heat := charts.NewHeatMap()
	heat.SetGlobalOptions(common(b)...)
	heat.AddSeries(b.words.text("rows"), nil)
	patch := commonPatch("item")
	axis := func(name string, vertical bool) object {
		a := gridAxis(cats, 0)
		a["axisLabel"].(object)["interval"] = 0
		a["name"], a["nameLocation"], a["nameGap"] = name, "middle", 26
		a["nameTextStyle"] = object{"color": light("text"), "fontSize": 12}
		if vertical {
			a["nameLocation"], a["nameGap"] = "end", 12
			a["nameTextStyle"].(object)["align"] = "left"
			a["nameTextStyle"].(object)["padding"] = []int{0, 0, 0, -22}
		}
		return a
	}
	patch["xAxis"], patch["yAxis"] = []object{axis(b.header(iy), false)}, []object{axis(b.header(px), true)}
	patch["grid"] = object{"left": 30, "right": 12, "top": 30, "bottom": 46, "outerBoundsMode": "none"}
	patch["series"] = []object{{
		"data": data, "itemStyle": object{"borderColor": light("paper"), "borderWidth": 2},
		"label": object{"color": light("zone-ink"), "fontSize": 12},
	}}
	p := Picture{Height: orInt(b.spec.Height, 350)}
	p.Option = option(heat, extra{Lang: b.words.lang, Formats: []format{{}}}, patch)
	p.Label = orText(clean(b.spec.Title), b.words.text("kind.matrix"))
	p.Desc = b.words.text("desc.matrix", itoa(total), b.header(px), itoa(gravest[0]), b.header(iy), itoa(gravest[1]), itoa(len(cells[gravest[0]][gravest[1]])))
	p.Table = t
	return p
}
