package chart

import (
	"cmp"
	"math"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"milepost/generator/vocab"
)

const (
	maxSlices = 8  // parts of a ring that can be told apart, unless limit says another number
	maxParts  = 12 // stages of a funnel, unless limit says another number
)

// parts are the categories of the first series with their values. Values that cannot be
// parts of one whole give a diagnostic, and false.
func (b *build) parts() (*frame, format, bool) {
	if b.cols.group >= 0 && b.cols.x < 0 {
		b.cols.x = b.cols.group
	}
	b.cols.group = -1
	f := b.frame()
	if b.failed() || b.nothing(f) {
		return nil, format{}, false
	}
	if len(f.series) > 1 && len(f.cats) == 1 && b.oneUnit(f) {
		f = turned(f, b.groupName())
	}
	if b.failed() || b.nothing(f) || !b.oneWhole(f) {
		return nil, format{}, false
	}
	if len(f.series) > 1 {
		b.say("note.limit", itoa(max(len(f.series), f.groups)), b.groupName(), "1")
		f.series = f.series[:1]
	}
	gaps := 0
	for _, v := range f.series[0].values {
		if v.gap() {
			gaps++
		}
	}
	if gaps > 0 {
		b.say("note.parts", itoa(gaps))
	}
	return f, formatOf(f.series), true
}

// oneUnit tells whether all series have the same unit; if not, it gives a diagnostic.
func (b *build) oneUnit(f *frame) bool {
	for _, s := range f.series {
		if first := f.series[0]; s.unit != first.unit || s.percent != first.percent {
			b.complain("DB52.axes", first.name, b.unitText(first), s.name, b.unitText(s))
			return false
		}
	}
	return true
}

// oneWhole tells whether the values can be parts of one whole: none is negative, and they
// are not plan, actual or target of one thing. If not, it gives a diagnostic.
func (b *build) oneWhole(f *frame) bool {
	for i, v := range f.series[0].values {
		if v.ok && v.num < 0 {
			b.complain("DB48.negative", f.cats[i], formatOf(f.series).number(v.num))
			return false
		}
	}
	if b.cols.apart >= 0 && len(f.series) > 1 {
		b.complain("DB52.unlike", b.words.some(names(f), 4))
		return false
	}
	kinds := map[string]bool{}
	for _, c := range f.cats {
		if m := vocab.Aspect(c); m == vocab.Plan || m == vocab.Actual || m == vocab.Target {
			kinds[m] = true
		}
	}
	if len(kinds) > 1 {
		b.complain("DB52.unlike", b.words.some(f.cats, 4))
		return false
	}
	return true
}

// drawPie draws a ring. If it has too many parts, the smallest are joined under Others.
func drawPie(b *build) Picture {
	whole, nf, ok := b.parts()
	if !ok {
		return Picture{}
	}
	sum := sumOf(whole.series[0].values)
	switch {
	case sum == 0:
		b.complain("DB44.zero", b.data.ID(), b.whatY())
		return Picture{}
	case nf.Percent && math.Abs(sum-1) > 0.02 && b.cols.over < 0 && !vocab.PartOfWhole(b.whatY()):
		b.complain("DB52.rate", b.whatY())
		return Picture{}
	}
	f := &frame{name: whole.name, kind: axisWords, cats: whole.cats, series: []series{whole.series[0]}}
	rest := b.joinSmallest(f)
	share := shareFormat(f.series[0].values, sum)
	var data []object
	var told []string
	for i, v := range f.series[0].values {
		if !v.ok {
			continue
		}
		color := seriesColor(i)
		style := fill(i, color)
		if i == rest {
			style = object{"color": light("rest")}
		}
		if i < colors || i == rest {
			style["borderColor"], style["borderWidth"] = light("paper"), 2
		}
		part := share.number(v.num / sum)
		data = append(data, object{"name": f.cats[i], "value": v.num, "itemStyle": style, "told": part})
		told = append(told, b.words.text("desc.part", f.cats[i], nf.withUnit(v.num), part))
	}
	pie := charts.NewPie()
	pie.SetGlobalOptions(common(b)...)
	pie.AddSeries(b.whatY(), nil, charts.WithPieChartOpts(opts.PieChart{Radius: []string{"42%", "68%"}, Center: []string{"50%", "50%"}}))
	patch := commonPatch("item")
	patch["series"] = []object{{
		"data": data, "startAngle": 90, "avoidLabelOverlap": true, "tooltip": object{"valueFormatter": "@value0"},
		"label":     object{"color": light("text"), "fontSize": 12, "formatter": "@name150"},
		"labelLine": object{"lineStyle": object{"color": light("axis")}, "length": 10, "length2": 12},
	}}
	p := Picture{Height: orInt(b.spec.Height, 300)}
	p.Option = option(pie, extra{Lang: b.words.lang, Formats: []format{nf}, Names: f.cats}, patch)
	p.Label = b.label(f)
	p.Desc = b.words.text("desc.kind", b.words.text("kind.pie"), itoa(len(whole.cats)), f.name) + b.words.join(told)
	if top := largest(f.sizes(), 1)[0]; top != rest {
		b.finding = b.words.text("find.part", f.cats[top], share.number(f.series[0].values[top].num/sum))
	}
	p.Table = b.shareTable(whole, nf, sum)
	return p
}

func sumOf(values []value) float64 {
	sum := 0.0
	for _, v := range values {
		if v.ok {
			sum += v.num
		}
	}
	return sum
}

// shareFormat is the format of the values as shares of the sum.
func shareFormat(values []value, sum float64) format {
	s := series{percent: true}
	for _, v := range values {
		s.values = append(s.values, value{num: v.num / sum, ok: v.ok && sum != 0, digits: computed})
	}
	return formatOf([]series{s})
}

// joinSmallest sorts the parts, largest first unless the spec says otherwise, and joins the
// smallest into one, the last. It returns that one's index, -1 if there is none.
func (b *build) joinSmallest(f *frame) int {
	v := f.series[0].values
	if b.spec.Sort == "" {
		order := upTo(0, len(f.cats))
		slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(v[j].num, v[i].num) })
		f.pick(order)
	}
	most := maxSlices
	if b.spec.Limit > 0 {
		most = b.spec.Limit
	}
	n := len(f.cats)
	if n <= most {
		return -1
	}
	kept := largest(f.sizes(), most-1)
	other := value{}
	for i, v := range f.series[0].values {
		if !slices.Contains(kept, i) {
			other = plus(other, v)
		}
	}
	f.pick(kept)
	f.cats = append(f.cats, b.words.text("other"))
	f.series[0].values = append(f.series[0].values, other)
	b.say("note.other", itoa(n), f.name, itoa(n-most+1))
	return most - 1
}

// shareTable is the table of the parts, with a column of their shares of the whole.
func (b *build) shareTable(f *frame, nf format, sum float64) Table {
	t := b.table(f, series{})
	share := shareFormat(f.series[0].values, sum)
	t.Header, t.Number = append(t.Header, b.words.text("share")), append(t.Number, true)
	for i := range t.Rows {
		v := f.series[0].values[i]
		t.Rows[i] = append(t.Rows[i], shown(value{num: v.num / sum, ok: v.ok}, share))
	}
	return t
}

func orInt(a, b int) int {
	if a > 0 {
		return a
	}
	return b
}
