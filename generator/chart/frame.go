package chart

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// axisKind is the kind of the categories.
type axisKind uint8

const (
	axisWords axisKind = iota
	axisPeriods
	axisTimes // days, with distances as in time
)

// frame is the numbers that a chart draws: one value per series and category.
type frame struct {
	name   string // of the categories
	kind   axisKind
	cats   []string // not shortened; days as 2026-09-30
	series []series
	groups int // number of series before some are left out
}

// maxGathered is the most series in a frame: no chart shows more, and thousands
// of groups times thousands of categories would not fit into memory.
const maxGathered = 60

// series is numbers by category, with their name and unit.
type series struct {
	name    string
	unit    string
	percent bool
	values  []value
}

// frame makes the frame of the chart from the rows.
func (b *build) frame() *frame {
	f := &frame{name: b.categoryName()}
	g := b.gather()
	if b.failed() {
		return f
	}
	b.orderCategories(g, f)
	b.orderSeries(g)
	f.groups = len(g.series)
	b.cutSeries(g)
	for _, s := range g.series {
		out := series{name: s.name, unit: s.unit, percent: s.percent, values: make([]value, len(f.cats))}
		for i, c := range f.cats {
			out.values[i] = s.bins[c].value(s.agg)
		}
		f.series = append(f.series, out)
	}
	b.sayJoined(g)
	if b.spec.Cumulative {
		b.accumulate(f)
	}
	if b.spec.Turn {
		f = turned(f, b.words.text("item"))
	}
	b.sortByValue(f)
	return f
}

// categoryName is the name of the categories for a reader: that of the column or of the period (月).
func (b *build) categoryName() string {
	if b.cols.x >= 0 && b.data.Columns[b.cols.x].Type == kb.TypeDate {
		if by := b.byOf(); by != "" {
			return b.words.text("by." + by)
		}
	}
	return b.header(b.cols.x)
}

// header is the name of a column for a reader.
func (b *build) header(col int) string {
	if col < 0 {
		return b.words.text("item")
	}
	c := b.data.Columns[col]
	if name, unit, ok := cutUnit(clean(c.Header)); ok && (sameName(unit, c.Unit) || c.Type == kb.TypePercent && unit == "%") {
		return name // the unit is at the axis
	}
	return clean(c.Header)
}

// cutUnit cuts 满意度(%) into 满意度 and %.
func cutUnit(header string) (name, unit string, ok bool) {
	m := unitForm.FindStringSubmatch(header)
	if m == nil {
		return header, "", false
	}
	return m[1], m[2], true
}

var unitForm = regexp.MustCompile(`^(.*[^\s])\s*[(（\[]([^()（）\[\]]+)[)）\]]$`)

// relabel replaces the keys of the categories and bins by labels. If several keys
// have one label, all but the first get a number.
func (f *frame) relabel(g *gathered) {
	used := map[string]int{}
	names := make([]string, len(f.cats))
	for i, key := range f.cats {
		label := g.labels[key]
		used[label]++
		if n := used[label]; n > 1 {
			label += " #" + itoa(n)
		}
		names[i] = label
	}
	for _, s := range g.series {
		bins := make(map[string]*bin, len(s.bins))
		for i, key := range f.cats {
			if n := s.bins[key]; n != nil {
				bins[names[i]] = n
			}
		}
		s.bins = bins
	}
	f.cats = names
}

var levelForm = regexp.MustCompile(`^[A-Za-z]{0,3}\d+(级|%)?$`)

// orderSeries sorts series if all are periods or levels (P1, P2), else it leaves
// them in order of first appearance.
func (b *build) orderSeries(g *gathered) {
	if b.cols.group < 0 {
		return
	}
	for _, s := range g.series {
		if !levelForm.MatchString(s.name) && !kb.Period(s.name).Valid() {
			return
		}
	}
	slices.SortStableFunc(g.series, func(a, c *gatheredSeries) int {
		return strings.Compare(text.SortKey(a.name), text.SortKey(c.name))
	})
}

// cutSeries keeps the largest series, less than maxGathered. Of stacks and shares
// the others become one series, in other charts they are left out. limit says so.
func (b *build) cutSeries(g *gathered) {
	if len(g.series) <= maxGathered {
		return
	}
	sizes := make([]float64, len(g.series))
	for i, s := range g.series {
		for _, c := range g.cats {
			sizes[i] += math.Abs(s.bins[c].value(s.agg).num)
		}
	}
	kept := largest(sizes, maxGathered-1)
	var main []*gatheredSeries
	other := &gatheredSeries{name: b.words.text("other"), agg: "sum", unit: g.series[0].unit, percent: g.series[0].percent, bins: map[string]*bin{}}
	for i, s := range g.series {
		if slices.Contains(kept, i) {
			main = append(main, s)
			continue
		}
		for _, c := range g.cats {
			if v := s.bins[c].value(s.agg); v.ok {
				other.bin(c).add(v, 1)
			}
		}
	}
	g.series = main
	if b.kind == "stacked" || b.kind == "share" {
		g.series = append(g.series, other)
	}
}

// accumulate makes each value the sum of the values up to it. Gaps stay gaps;
// sums after a gap are marked as incomplete, unless the gap is before the first value.
func (b *build) accumulate(f *frame) {
	for i := range f.series {
		sum, begun, part, digits := 0.0, false, false, 0
		for j, v := range f.series[i].values {
			if v.ok {
				sum, begun, digits = sum+v.num, true, moreDigits(digits, v.digits)
			}
			part = part || v.part || begun && !v.ok
			f.series[i].values[j] = value{num: sum, ok: begun && v.ok, row: v.row, part: part, digits: digits}
		}
	}
	b.say("note.cumulative")
}

// turned swaps categories and series.
func turned(f *frame, name string) *frame {
	out := &frame{name: name, groups: len(f.cats)}
	for _, s := range f.series {
		out.cats = append(out.cats, s.name)
	}
	for i, c := range f.cats {
		s := series{name: c, values: make([]value, len(f.series))}
		for j, from := range f.series {
			s.values[j] = from.values[i]
			s.unit, s.percent = from.unit, from.percent
		}
		out.series = append(out.series, s)
	}
	return out
}

// sortByValue orders the categories by the sum of their values.
func (b *build) sortByValue(f *frame) {
	if b.spec.Sort != "asc" && b.spec.Sort != "desc" || f.kind != axisWords {
		return
	}
	sums := make([]float64, len(f.cats))
	for i := range sums {
		for _, s := range f.series {
			if s.values[i].ok {
				sums[i] += s.values[i].num
			}
		}
	}
	order := upTo(0, len(f.cats))
	slices.SortStableFunc(order, func(i, j int) int {
		if b.spec.Sort == "asc" {
			i, j = j, i
		}
		return cmp.Compare(sums[j], sums[i])
	})
	f.pick(order)
}

// largest are the indexes of the n largest sizes, in increasing order. Of equal sizes the first count.
func largest(sizes []float64, n int) []int {
	order := upTo(0, len(sizes))
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(sizes[j], sizes[i]) })
	order = order[:min(n, len(order))]
	slices.Sort(order)
	return order
}

// sizes are the sums of the absolute values of each category.
func (f *frame) sizes() []float64 {
	out := make([]float64, len(f.cats))
	for i := range f.cats {
		for _, s := range f.series {
			if s.values[i].ok {
				out[i] += math.Abs(s.values[i].num)
			}
		}
	}
	return out
}

// seriesSizes are the sums of the absolute values of each series.
func (f *frame) seriesSizes() []float64 {
	out := make([]float64, len(f.series))
	for k, s := range f.series {
		for _, v := range s.values {
			if v.ok {
				out[k] += math.Abs(v.num)
			}
		}
	}
	return out
}

// pick keeps the categories with the indexes, in their order.
func (f *frame) pick(order []int) {
	cats := make([]string, len(order))
	for i, o := range order {
		cats[i] = f.cats[o]
	}
	f.cats = cats
	for k := range f.series {
		values := make([]value, len(order))
		for i, o := range order {
			values[i] = f.series[k].values[o]
		}
		f.series[k].values = values
	}
}
