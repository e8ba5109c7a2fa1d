package chart

import (
	"math"
	"slices"
	"strconv"

	"milepost/generator/kb"
)

// bin is the rows of one category and series.
type bin struct {
	sum, weight float64 // of values times weights, of weights
	low, high   float64
	first, last float64
	over        float64
	sample      float64
	rows        int
	hasOver     bool
}

func (n *bin) add(v, w float64) {
	if n.rows == 0 {
		n.low, n.high, n.first = v, v, v
	}
	n.low, n.high, n.last = min(n.low, v), max(n.high, v), v
	n.sum += v * w
	n.weight += w
	n.rows++
}

func (n *bin) value(agg string) value {
	if n == nil || n.rows == 0 {
		return value{}
	}
	v := value{ok: true, n: n.sample}
	switch {
	case n.hasOver:
		v.num, v.ok = n.sum/n.over, n.over != 0
	case agg == "mean":
		v.num, v.ok = n.sum/n.weight, n.weight != 0
	case agg == "min":
		v.num = n.low
	case agg == "max":
		v.num = n.high
	case agg == "first":
		v.num = n.first
	case agg == "last":
		v.num = n.last
	default: // sum, count
		v.num = n.sum
	}
	if !finite(v.num) {
		return value{}
	}
	return v
}

// gathered is the rows joined by category and series, in the order met.
type gathered struct {
	cats    []string // keys
	labels  map[string]string
	kinds   map[string]kb.CellKind
	series  []*gatheredSeries
	joined  map[string]bool // ways in which more than one row became one value
	scratch map[string]*gatheredSeries
}

type gatheredSeries struct {
	name    string
	key     string
	agg     string
	unit    string
	percent bool
	bins    map[string]*bin
}

func (b *build) gather() *gathered {
	g := &gathered{labels: map[string]string{}, kinds: map[string]kb.CellKind{}, joined: map[string]bool{}, scratch: map[string]*gatheredSeries{}}
	var faults, texts []string
	gaps, noX := 0, 0
	ys := b.cols.ys
	if b.spec.Agg == "count" {
		ys = []int{-1}
	}
	for _, r := range b.rows {
		key, label, kind := b.category(r)
		if key == "" {
			noX++
			continue
		}
		if _, seen := g.labels[key]; !seen {
			g.labels[key], g.kinds[key] = label, kind
			g.cats = append(g.cats, key)
		}
		for _, y := range ys {
			s := b.seriesAt(g, r, y, len(ys))
			v, w := 1.0, 1.0
			if y >= 0 {
				c := b.cell(r, y)
				switch {
				case c.Kind == kb.Fault:
					faults = append(faults, c.Ref)
					continue
				case c.Kind == kb.Missing:
					gaps++
					continue
				case c.Kind != kb.Number && c.Kind != kb.Bool || !finite(c.Num):
					texts = append(texts, c.Ref)
					continue
				}
				v, w = b.weigh(r, c.Num, s.agg)
			}
			n := s.bins[key]
			if n == nil {
				n = &bin{}
				s.bins[key] = n
			}
			n.add(v, w)
			b.addSample(n, r, y)
			if o := b.cell(r, b.cols.over); b.cols.over >= 0 {
				n.hasOver = true
				n.over += o.Num
			}
			if n.rows > 1 {
				g.joined[b.joinWord(s)] = true
			}
		}
	}
	if len(faults) > 0 {
		b.say("note.faults", itoa(len(faults)), b.words.some(faults, 5))
	}
	if len(texts) > 0 {
		b.say("note.texts", itoa(len(texts)), b.words.some(texts, 5))
	}
	if noX > 0 {
		b.say("note.nox", itoa(noX), b.header(b.cols.x))
	}
	return g
}

// weigh is the value and its weight in a mean.
func (b *build) weigh(row int, v float64, agg string) (value, weight float64) {
	if b.cols.weight >= 0 {
		v *= b.cell(row, b.cols.weight).Num * b.weightScale()
	}
	if agg == "mean" && b.cols.sample >= 0 {
		if n, ok := b.cell(row, b.cols.sample).Float(); ok && n > 0 {
			return v, n
		}
	}
	return v, 1
}

// weightScale makes weights that are written as 25, 20, … of 100 into shares.
func (b *build) weightScale() float64 {
	if b.scale != 0 {
		return b.scale
	}
	sum := 0.0
	for _, r := range b.rows {
		sum += b.cell(r, b.cols.weight).Num
	}
	b.scale = 1
	if math.Abs(sum-100) < 1 {
		b.scale = 0.01
	}
	return b.scale
}

func (b *build) addSample(n *bin, row, y int) {
	if b.cols.sample < 0 || y == b.cols.sample || y < 0 {
		return
	}
	if c, ok := b.cell(row, b.cols.sample).Float(); ok {
		n.sample += c
	}
}

// seriesAt is the series that a row's value of column y belongs to.
func (b *build) seriesAt(g *gathered, row, y, ys int) *gatheredSeries {
	key, name := "", b.words.text("rows")
	if y >= 0 {
		name = b.header(y)
		if r := b.data.Columns[y].Role; r != "" {
			name = clean(r)
		}
		key = itoa(y)
	}
	if b.cols.group >= 0 {
		k, label := b.groupOf(row)
		if ys > 1 {
			name = label + " " + name
		} else {
			name = label
		}
		key = k + "\x00" + key
	}
	if s := g.scratch[key]; s != nil {
		return s
	}
	s := &gatheredSeries{name: name, key: key, agg: b.aggOf(y), bins: map[string]*bin{}, unit: orText(b.spec.Unit, b.plainUnit(y)), percent: b.percent(y) || b.cols.over >= 0}
	if s.percent {
		s.unit = ""
	}
	g.scratch[key] = s
	g.series = append(g.series, s)
	return s
}

// plainUnit is the unit of a column that is not percent.
func (b *build) plainUnit(y int) string {
	if y < 0 || b.percent(y) {
		return ""
	}
	unit, mixed := b.unitIn(y)
	if mixed {
		b.say("note.mixed", b.header(y))
	}
	return unit
}

func (b *build) groupOf(row int) (key, label string) {
	c := b.cell(row, b.cols.group)
	if c.Kind == kb.Missing || c.String() == "" {
		return " ", b.words.text("blank")
	}
	return orText(c.Text, c.String()), clean(c.String())
}

// rates are fields whose values are averaged, never added.
var rates = []string{"score", "compliance", "percent_complete", "target", "attainment", "actual", "baseline", "value", "threshold", "satisfaction", "level", "probability", "impact", "response_actual", "resolve_actual"}

// aggOf is how rows of one category become one value.
func (b *build) aggOf(y int) string {
	switch {
	case b.spec.Agg != "":
		return b.spec.Agg
	case y < 0, b.cols.over >= 0, b.cols.weight >= 0:
		return "sum"
	case b.percent(y), slices.Contains(rates, b.data.Columns[y].Field), slices.Contains([]string{"%", "分", "级"}, b.data.Columns[y].Unit):
		return "mean"
	}
	return "sum"
}

// joinWord is the note for a series in which rows were joined.
func (b *build) joinWord(s *gatheredSeries) string {
	switch {
	case b.cols.over >= 0 || b.spec.Agg == "count":
		return ""
	case s.agg == "mean" && b.cols.sample >= 0:
		return "note.weighted"
	}
	return "note." + s.agg
}

func (b *build) sayJoined(g *gathered) {
	what := b.header(b.cols.x)
	if b.cols.group >= 0 {
		what = b.words.text("with", what, b.header(b.cols.group))
	}
	for _, w := range []string{"note.weighted", "note.mean", "note.sum", "note.first", "note.last", "note.min", "note.max"} {
		if g.joined[w] {
			b.say(w, what)
		}
	}
	if b.cols.over >= 0 {
		var tops []string
		for _, y := range b.cols.ys {
			tops = append(tops, b.header(y))
		}
		b.say("note.over", b.words.list(tops), b.header(b.cols.over))
	}
	if b.cols.weight >= 0 {
		b.say("note.weight", b.header(b.cols.weight))
	}
}

// category is the key of a row's category, what is shown, and the kind of cell; "" if it has none.
func (b *build) category(row int) (key, label string, kind kb.CellKind) {
	if b.cols.x < 0 {
		return "*", b.words.text("value"), kb.Text
	}
	c := b.cell(row, b.cols.x)
	switch c.Kind {
	case kb.Missing, kb.Fault:
		return "", "", c.Kind
	case kb.Day:
		if p := spanOf(c.Date(), b.byOf()); p != "" {
			return p, p, kb.Interval
		}
		return c.Text, c.Text, kb.Day
	case kb.Interval:
		if p := spanOf(c.Period().Start(), b.spec.By); p != "" {
			return p, p, kb.Interval
		}
		return c.Text, c.Text, kb.Interval
	}
	s := clean(c.String())
	return orText(c.Text, s), s, c.Kind
}

// byOf is the span that days are joined by: as asked, else months where rows are counted.
func (b *build) byOf() string {
	if b.spec.By == "" && (b.spec.Agg == "count" || b.kind == "heatmap") {
		return "month"
	}
	return b.spec.By
}

// spanOf is the period of the kind that holds the day; "" if no kind is asked for.
func spanOf(d kb.Date, by string) string {
	if d == "" {
		return ""
	}
	t := d.Time()
	switch by {
	case "month":
		return string(d[:7])
	case "quarter":
		return string(d[:5]) + "Q" + strconv.Itoa((int(t.Month())+2)/3)
	case "year":
		return string(d[:4])
	case "week":
		year, week := t.ISOWeek()
		return strconv.Itoa(year) + "-W" + pad2(week)
	case "day":
		return string(d)
	}
	return ""
}
