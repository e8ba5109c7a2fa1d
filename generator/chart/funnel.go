package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// drawFunnel draws the stages in the sheet's order, each as a centred bar whose width is its
// value, with its share of the stage before. (The funnel of ECharts 6 is not used: its
// stages narrow towards the next one, so a stage looks as wide as a larger one below it.)
func drawFunnel(b *build) Picture {
	f, nf, ok := b.parts()
	if !ok {
		return Picture{}
	}
	whole := f.clone()
	if n, most := len(f.cats), orInt(b.spec.Limit, maxParts); n > most {
		f.pick(upTo(0, most))
		b.say("note.limit", itoa(n), f.name, itoa(most))
	}
	values := f.series[0].values
	high := values[largest(f.sizes(), 1)[0]].num
	if high == 0 {
		b.complain("DB44.zero", b.data.ID(), b.whatY())
		return Picture{}
	}
	var pads, bars []any
	var told []string
	for i, v := range values {
		if !v.ok {
			pads, bars = append(pads, nil), append(bars, nil)
			continue
		}
		said := nf.withUnit(v.num)
		if i > 0 {
			if kept := conversion(v, values[i-1]); kept.ok {
				said = b.words.text("funnel.kept", said, conversionText(kept))
			}
			if values[i-1].ok && v.num > values[i-1].num {
				b.say("note.grows", f.cats[i])
			}
		}
		pads = append(pads, (high-v.num)/2)
		bars = append(bars, object{"value": v.num, "name": f.cats[i], "label": object{"formatter": literal(said)}})
		told = append(told, f.cats[i]+" "+said)
	}
	p := Picture{Height: orInt(b.spec.Height, 30+38*len(values))}
	p.Option = b.funnelOption(f, nf, pads, bars, high)
	p.Label = b.label(f)
	p.Desc = b.words.text("desc.kind", b.words.text("kind.funnel"), itoa(len(f.cats)), f.name) + b.words.join(told)
	if last := conversion(values[len(values)-1], values[0]); last.ok && len(values) > 1 {
		b.finding = b.words.text("find.funnel", f.cats[0], f.cats[len(f.cats)-1], conversionText(last))
	}
	p.Table = b.funnelTable(whole)
	return p
}

func (b *build) funnelOption(f *frame, nf format, pads, bars []any, high float64) string {
	bar := charts.NewBar()
	bar.SetGlobalOptions(common(b)...)
	bar.AddSeries("", nil).AddSeries(b.whatY(), nil)
	bar.XAxisList, bar.YAxisList = []opts.XAxis{{AxisLabel: &opts.AxisLabel{}}}, []opts.YAxis{{AxisLabel: &opts.AxisLabel{}}}
	patch := commonPatch("item")
	patch["grid"] = object{"left": 8, "right": 150, "top": 8, "bottom": 8, "outerBoundsMode": "same", "outerBoundsContain": "axisLabel"}
	patch["xAxis"] = []object{{"type": "value", "show": false, "min": 0, "max": high}}
	patch["yAxis"] = []object{{
		"type": "category", "inverse": true, "data": f.cats,
		"axisLabel": object{"color": light("text"), "fontSize": 12, "interval": 0, "width": 190, "overflow": "truncate", "formatter": "@name190"},
		"axisLine":  object{"show": false}, "axisTick": object{"show": false},
	}}
	patch["series"] = []object{
		{"data": pads, "stack": "all", "silent": true, "itemStyle": object{"color": "transparent"}, "barCategoryGap": "22%", "tooltip": object{"show": false}},
		{
			"data": bars, "stack": "all", "itemStyle": object{"color": light("1")},
			"label": object{"show": true, "position": "right", "color": light("text"), "fontSize": 12}, "tooltip": object{"valueFormatter": "@value0"},
		},
	}
	return option(bar, extra{Lang: b.words.lang, Formats: []format{nf}, Names: f.cats}, patch)
}

// conversion is v as a share of from, an earlier stage: 30 of 40 is 75 %.
func conversion(v, from value) value {
	return value{num: v.num / from.num, ok: v.ok && from.ok && from.num > 0, digits: computed}
}

func conversionText(v value) string {
	return formatOf([]series{{percent: true, values: []value{v}}}).number(v.num)
}

// funnelTable has the stages, each with its share of the stage before and of the first.
func (b *build) funnelTable(f *frame) Table {
	t := b.table(f, series{})
	t.Header = append(t.Header, b.words.text("funnel.before"), b.words.text("funnel.first"))
	t.Number = append(t.Number, true, true)
	values := f.series[0].values
	for i := range t.Rows {
		before, first := value{}, value{}
		if i > 0 {
			before, first = conversion(values[i], values[i-1]), conversion(values[i], values[0])
		}
		for _, v := range []value{before, first} {
			s := "—"
			if v.ok {
				s = conversionText(v)
			}
			t.Rows[i] = append(t.Rows[i], s)
		}
	}
	return t
}
