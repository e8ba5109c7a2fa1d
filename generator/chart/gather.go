package chart

import (
	"math"
	"slices"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// gathered is the numbers of the rows by category and series, in order of first appearance.
type gathered struct {
	cats    []string // keys
	labels  map[string]string
	kinds   map[string]kb.CellKind
	forms   map[string]string // the text of the cell by key: of a status its normal form, for the order
	series  []*gatheredSeries
	joined  map[string]bool            // names of series with a value from more than one row
	scratch map[string]*gatheredSeries // series by key

	faults, texts, noX []string // addresses of cells that are left out
}

type gatheredSeries struct {
	name    string
	y       int    // column of the numbers, -1 if rows are counted
	measure string // what its name says it measures, see [vocab.Aspect]
	agg     string
	units   []string // in order of first appearance
	unit    string
	percent bool
	bins    map[string]*bin
}

func (s *gatheredSeries) bin(key string) *bin {
	n := s.bins[key]
	if n == nil {
		n = &bin{}
		s.bins[key] = n
	}
	return n
}

func (b *build) gather() *gathered {
	g := &gathered{labels: map[string]string{}, kinds: map[string]kb.CellKind{}, forms: map[string]string{}, joined: map[string]bool{}, scratch: map[string]*gatheredSeries{}}
	ys := b.cols.ys
	if b.spec.Agg == "count" {
		ys = []int{-1}
	}
	b.chooseUnits(ys)
	for _, r := range b.rows {
		key, label, kind := b.category(r)
		if key == "" {
			g.noX = append(g.noX, b.cell(r, b.cols.x).Ref)
			continue
		}
		if _, seen := g.labels[key]; !seen {
			g.labels[key], g.kinds[key] = label, kind
			g.forms[key] = b.cell(r, b.cols.x).Text
			g.cats = append(g.cats, key)
		}
		for _, y := range ys {
			b.take(g, key, r, y, len(ys))
		}
	}
	b.sayLeftOut(g)
	b.finishSeries(g)
	return g
}

// take adds the number of a row to its bin.
func (b *build) take(g *gathered, key string, row, y, ys int) {
	s := b.seriesAt(g, row, y, ys)
	n := s.bin(key)
	v := b.read(g, s, row, y)
	over, ok := b.cell(row, b.cols.over).Float()
	if !v.ok || b.cols.over >= 0 && !ok {
		n.missing++
		return
	}
	n.add(v, b.sampleOf(row))
	n.hasOver = b.cols.over >= 0
	n.over += over
	b.addSample(n, row, y)
	if n.rows > 1 {
		g.joined[s.name] = true
	}
}

// read is the number of a cell in the unit of the chart. It is not ok if the cell has no number.
func (b *build) read(g *gathered, s *gatheredSeries, row, y int) value {
	if y < 0 {
		return value{num: 1, ok: true}
	}
	c := b.cell(row, y)
	switch {
	case c.Kind == kb.Fault:
		g.faults = append(g.faults, c.Ref)
		return value{}
	case c.Kind == kb.Missing:
		return value{}
	case c.Kind != kb.Number && c.Kind != kb.Bool || !finite(c.Num):
		g.texts = append(g.texts, c.Ref)
		return value{}
	}
	num, unit, percent := b.inUnit(row, y)
	s.percent = percent
	if percent {
		unit = "%"
	}
	if !slices.Contains(s.units, unit) {
		s.units = append(s.units, unit)
	}
	shown := num
	if percent {
		shown = num * 100
	}
	v := value{num: num, ok: true, digits: decimalsOf(c, shown)}
	if num != c.Num { // converted, so the digits of the cell do not count
		v.digits = decimalsOf(kb.Cell{}, shown)
	}
	if b.cols.weight >= 0 {
		w, ok := b.cell(row, b.cols.weight).Float()
		if !ok {
			return value{}
		}
		v.num, v.digits = num*w*b.weightScale(), computed
	}
	return v
}

// weightScale is the factor that makes weights written as 25, 20, … into shares:
// 0.01 if those of all rows add up to 100, or those of each category and group.
func (b *build) weightScale() float64 {
	if b.scale != 0 {
		return b.scale
	}
	total, sums := 0.0, map[[2]string]float64{}
	for _, r := range b.rows {
		w := b.cell(r, b.cols.weight).Num
		total += w
		if key, _, _ := b.category(r); key != "" {
			sums[[2]string{key, b.groupOf(r, b.cols.group)}] += w
		}
	}
	whole := func(sum float64) bool { return math.Abs(sum-100) < 1 }
	each := len(sums) > 0
	for _, sum := range sums {
		each = each && whole(sum)
	}
	b.scale = 1
	if each || whole(total) {
		b.scale = 0.01
	}
	return b.scale
}

// sampleOf is the number of answers that a row stands for, 1 if the table does not say it.
func (b *build) sampleOf(row int) float64 {
	if n, ok := b.cell(row, b.cols.sample).Float(); ok && b.cols.sample >= 0 && n > 0 {
		return n
	}
	return 1
}

func (b *build) addSample(n *bin, row, y int) {
	if b.cols.sample < 0 || y == b.cols.sample || y < 0 {
		return
	}
	if c, ok := b.cell(row, b.cols.sample).Float(); ok {
		n.sample += c
	}
}

// seriesAt is the series of the value of a row in column y. ys is the number of such columns.
func (b *build) seriesAt(g *gathered, row, y, ys int) *gatheredSeries {
	key, name := itoa(y), b.words.text("rows")
	if y >= 0 {
		name = b.header(y)
		if r := b.data.Columns[y].Role; r != "" {
			name = clean(r)
		}
	}
	measure := name
	parts := []string{}
	for _, col := range []int{b.cols.group, b.cols.apart} {
		if col >= 0 {
			label := b.groupOf(row, col)
			key = label + "\x00" + key
			parts = append(parts, label)
			if col == b.cols.apart {
				measure = label
			}
		}
	}
	if len(parts) > 0 {
		if ys > 1 {
			parts = append(parts, name)
		}
		name = parts[0]
		for _, p := range parts[1:] {
			name += " " + p
		}
	}
	if s := g.scratch[key]; s != nil {
		return s
	}
	s := &gatheredSeries{name: name, y: y, measure: vocab.Aspect(measure), bins: map[string]*bin{}}
	g.scratch[key] = s
	g.series = append(g.series, s)
	return s
}

// groupOf is the text of a row in a column of groups.
func (b *build) groupOf(row, col int) string {
	c := b.cell(row, col)
	if s := clean(c.String()); c.Kind != kb.Missing && s != "" {
		return b.spelt(col, s)
	}
	return b.words.text("blank")
}

// finishSeries sets the unit of each series and how rows of one category become
// one value. A series with unlike units is an error, and so is a sum of rates.
func (b *build) finishSeries(g *gathered) {
	for _, s := range g.series {
		if len(s.units) > 1 {
			b.complain("DB52.units", orText(b.headerOf(s.y), s.name), b.words.list(b.unitNames(s.units)))
			return
		}
		if len(s.units) == 1 && !s.percent {
			s.unit = vocab.UnitName(s.units[0], b.words.lang)
		}
		if b.cols.over >= 0 {
			s.unit, s.percent = "", true
		}
		s.agg = b.aggOf(s)
		if s.agg == "sum" && b.rate(s) && !b.inParts(s) && (g.joined[s.name] || b.spec.Cumulative) {
			b.complain("DB52.rate", s.name)
			return
		}
	}
}

// headerOf is the header of a column, "" for none.
func (b *build) headerOf(col int) string {
	if col < 0 {
		return ""
	}
	return b.header(col)
}

// rates are fields whose values are averaged, never added.
var rates = []string{
	kb.FieldScore, kb.FieldCompliance, kb.FieldPercentComplete, kb.FieldTarget, kb.FieldAttainment,
	kb.FieldActual, kb.FieldBaseline, kb.FieldValue, kb.FieldThreshold, kb.FieldSatisfaction,
	kb.FieldLevel, kb.FieldProbability, kb.FieldImpact, kb.FieldResponseActual, kb.FieldResolveActual,
}

// aggOf is how rows of one category become one value.
func (b *build) aggOf(s *gatheredSeries) string {
	switch {
	case b.spec.Agg != "":
		return b.spec.Agg
	case s.y < 0, b.cols.over >= 0, b.cols.weight >= 0:
		return "sum"
	case b.rate(s), slices.Contains(rates, b.data.Columns[s.y].Field), slices.Contains([]string{"%", "分", "级"}, s.unit):
		return "mean"
	}
	return "sum"
}

// rate tells whether a series has shares or rates, whose sum means nothing.
func (b *build) rate(s *gatheredSeries) bool {
	return s.y >= 0 && b.cols.over < 0 && b.cols.weight < 0 && (s.percent || s.measure == vocab.Rate)
}

// inParts tells whether a series has shares of one whole, which can be added: 占比.
func (b *build) inParts(s *gatheredSeries) bool {
	return vocab.PartOfWhole(b.headerOf(s.y)) || vocab.PartOfWhole(s.name)
}

// joinWord is the key of the note for a series in which several rows became one value.
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
	joined := map[string]bool{}
	for _, s := range g.series {
		joined[b.joinWord(s)] = joined[b.joinWord(s)] || g.joined[s.name]
	}
	for _, w := range []string{"note.weighted", "note.mean", "note.sum", "note.first", "note.last", "note.min", "note.max"} {
		if joined[w] {
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

// sayLeftOut says which cells are not in the picture.
func (b *build) sayLeftOut(g *gathered) {
	if len(g.faults) > 0 {
		b.say("note.faults", itoa(len(g.faults)), b.words.some(g.faults, 5))
	}
	if len(g.texts) > 0 {
		b.say("note.texts", itoa(len(g.texts)), b.words.some(g.texts, 5))
	}
	if len(g.noX) > 0 && len(g.cats) == 0 {
		b.complain("DB44.axis", b.data.ID(), b.header(b.cols.x), b.words.some(g.noX, 5))
	} else if len(g.noX) > 0 {
		b.say("note.nox", itoa(len(g.noX)), b.header(b.cols.x))
	}
}
