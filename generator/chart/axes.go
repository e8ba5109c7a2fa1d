package chart

import (
	"math"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// Limits of what people can read: series, categories with upright bars, categories
// with horizontal bars, categories that need no zoom (about 7 px each).
const (
	maxSeries = 12
	maxBars   = 60
	maxLying  = 40
	manyMarks = 100
)

// symbols tell lines apart without colour. There is one less than colours, so that
// a colour that is used again has another symbol.
var symbols = []string{"circle", "rect", "triangle", "diamond", "roundRect", "arrow", "pin"}

// axesChart is the work on a chart with an axis of categories or time.
type axesChart struct {
	b       *build
	f       *frame
	kind    string
	lying   bool     // the bars are horizontal: categories on the y axis
	second  []int    // indexes of the series on the second value axis
	formats []format // per value axis
	grades  bool     // series are grades from good to bad
	counts  *frame   // for a share: the numbers from which the shares are computed
	goal    series   // the target, without values if there is none
	goalOn  int      // its value axis
	low     *float64 // ends of the first value axis, from the settings
	high    *float64
}

// drawAxes draws line, area, bar, stacked, share and combo.
func drawAxes(b *build) Picture {
	c := &axesChart{b: b, kind: b.kind}
	if c.kind == "share" && b.talliesAnswers() {
		c.f = b.tally()
	} else {
		if !b.need() {
			return Picture{}
		}
		c.f = b.frame()
	}
	if b.failed() || b.nothing(c.f) || !c.addable() {
		return Picture{}
	}
	b.sortsNothing(c.f)
	whole := c.f.clone()
	c.limit()
	if c.kind == "share" {
		c.counts = c.f
		c.f = shares(c.f)
	}
	c.axes()
	if b.failed() {
		return Picture{}
	}
	c.markSmall()
	c.sayGaps()
	p := Picture{Height: c.height()}
	p.Option = c.option()
	p.Label = b.label(c.f)
	told := whole
	if c.kind == "share" {
		told = shares(whole)
	}
	p.Desc = b.describe(c.kind, told, c.formats[0], c.goal)
	b.finding = c.find(told)
	p.Table = b.table(whole, c.goal)
	return p
}

// nothing tells whether there is no number to draw, and says so.
func (b *build) nothing(f *frame) bool {
	if !f.blank() {
		return false
	}
	if !b.failed() {
		b.complain("DB44.values", b.data.ID(), b.whatY())
	}
	return true
}

// addable tells whether the numbers of a stack can be added: they have one unit,
// no share of a whole is negative, they are not plan and actual of the same thing,
// and rates do not exceed 100 %.
func (c *axesChart) addable() bool {
	b := c.b
	if c.kind != "stacked" && c.kind != "share" {
		return true
	}
	measures := map[string]bool{}
	for _, s := range c.f.series {
		first := c.f.series[0]
		if s.unit != first.unit || s.percent != first.percent {
			b.complain("DB52.units", b.whatY(), b.words.list([]string{b.unitText(first), b.unitText(s)}))
			return false
		}
		if m := vocab.Aspect(s.name); m != "" {
			measures[m] = true
		}
		for i, v := range s.values {
			if c.kind == "share" && v.ok && v.num < 0 {
				b.complain("DB48.negative", c.f.cats[i]+" "+s.name, formatOf([]series{s}).number(v.num))
				return false
			}
		}
	}
	if len(measures) > 1 && !b.spec.Turn {
		b.complain("DB52.unlike", b.words.some(names(c.f), 4))
		return false
	}
	return c.withinWhole()
}

// withinWhole tells whether stacked shares are at most 100 % together: else they
// are not parts of one whole.
func (c *axesChart) withinWhole() bool {
	b := c.b
	if len(c.f.series) < 2 || !c.f.series[0].percent || b.cols.weight >= 0 || b.spec.Turn || vocab.PartOfWhole(b.whatY()) {
		return true
	}
	if _, top := c.stackExtent(0, 0); top > 1.02 {
		b.complain("DB52.rate", b.whatY())
		return false
	}
	return true
}

// unitText is the unit of a series for a message.
func (b *build) unitText(s series) string {
	if s.percent {
		return "%"
	}
	return orText(s.unit, b.words.text("unit.none"))
}

// limit leaves out series and categories that are too many to read, and says so.
// It keeps the largest, of periods and days the latest.
func (c *axesChart) limit() {
	b, f := c.b, c.f
	if n := max(len(f.series), f.groups); n > maxSeries {
		if c.kind == "stacked" || c.kind == "share" {
			if len(f.series) > maxSeries {
				f.foldSeries(maxSeries, b.words.text("other"))
			}
			b.say("note.other", itoa(n), b.groupName(), itoa(n-maxSeries+1))
		} else {
			f.keepLargest(maxSeries)
			b.say("note.groups", itoa(n), b.groupName(), itoa(len(f.series)))
		}
	}
	n, most := len(f.cats), c.most()
	if c.bars() || b.spec.Limit > 0 {
		if n > most {
			c.leaveOut(n, most)
		}
		return
	}
	if marks := n * len(f.series); marks > maxMarks {
		f.pick(thin(f, maxMarks/len(f.series)))
		b.say("note.sampled", itoa(marks), itoa(len(f.cats)*len(f.series)))
	}
}

// most is how many categories are drawn.
func (c *axesChart) most() int {
	switch {
	case c.b.spec.Limit > 0:
		return c.b.spec.Limit
	case c.bars() && c.wantsLying():
		return maxLying
	case c.bars():
		return maxBars
	}
	return maxMarks
}

func (c *axesChart) leaveOut(n, most int) {
	b, f := c.b, c.f
	switch {
	case f.kind != axisWords:
		f.pick(upTo(n-most, n))
		b.say("note.latest", itoa(n), f.name, itoa(most))
	case b.spec.Sort == "asc" && b.spec.Limit > 0:
		f.pick(upTo(0, most))
		b.say("note.smallest", itoa(n), f.name, itoa(most))
	default:
		f.pick(largest(f.sizes(), most))
		b.say("note.largest", itoa(n), f.name, itoa(most))
	}
}

func upTo(from, to int) []int {
	order := make([]int, 0, to-from)
	for i := from; i < to; i++ {
		order = append(order, i)
	}
	return order
}

func (c *axesChart) bars() bool {
	return c.kind == "bar" || c.kind == "stacked" || c.kind == "share" || c.kind == "combo"
}

// wantsLying tells whether bars should be horizontal: the names are too long or too many
// to be written below upright ones.
func (c *axesChart) wantsLying() bool {
	if c.kind == "combo" || !c.bars() || c.f.kind != axisWords {
		return false
	}
	longest, total := 0.0, 0.0
	for _, n := range c.f.cats {
		longest = max(longest, width(n))
		total += min(width(n), 90) + 14
	}
	return total > pictureWidth-80 || longest > 100 && len(c.f.cats) > 3
}

// axes chooses the value axes: one for each unit, at most two. A series with a
// third unit, or with a second one in a picture that can have only one axis, is
// an error.
func (c *axesChart) axes() {
	c.lying = c.wantsLying()
	c.grades = c.kind == "share" && len(c.f.series) <= 5 && gradesOnly(c.f)
	var left, right []series
	like := func(a, b series) bool { return a.percent == b.percent && a.unit == b.unit }
	two := (c.kind == "line" || c.kind == "bar" || c.kind == "combo") && !c.lying
	for i, s := range c.f.series {
		switch {
		case i == 0 || like(s, left[0]):
			left = append(left, s)
		case two && (len(right) == 0 || like(s, right[0])):
			right = append(right, s)
			c.second = append(c.second, i)
		default:
			c.b.complain("DB52.axes", left[0].name, c.b.unitText(left[0]), s.name, c.b.unitText(s))
			return
		}
	}
	c.formats = []format{formatOf(left)}
	if len(right) > 0 {
		c.formats = append(c.formats, formatOf(right))
		if c.kind != "combo" {
			c.b.say("note.units", c.b.words.list(names(c.f)))
		}
	}
	c.findGoal()
	c.formats[0] = formatOf(left, c.marks(0)...)
	if len(right) > 0 {
		c.formats[1] = formatOf(right, c.marks(1)...)
	}
	c.low, c.high = c.limits()
}

// marks are the values of the target if it belongs to the axis.
func (c *axesChart) marks(axis int) []value {
	if c.goalOn != axis {
		return nil
	}
	return c.goal.values
}

func (c *axesChart) axisOf(i int) int {
	for _, s := range c.second {
		if s == i {
			return 1
		}
	}
	return 0
}

// findGoal reads the target and finds the axis that has its unit.
func (c *axesChart) findGoal() {
	b := c.b
	if c.kind == "share" || len(c.f.series) == 0 || !b.cols.hasGoal && b.cols.target < 0 {
		return
	}
	if b.cols.hasGoal {
		n, _ := saidOf(b.spec.Target)
		if len(c.formats) > 1 && (!n.fits(c.formats[0]) || n.percent != c.formats[0].Percent && n.percent == c.formats[1].Percent && n.unit != "") {
			c.goalOn = 1
		}
	}
	f := c.formats[c.goalOn]
	t := series{name: b.targetName(), unit: f.Unit, percent: f.Percent}
	if b.cols.hasGoal {
		low, high := c.extent(c.goalOn, false)
		if v, ok := b.onAxis("target", b.spec.Target, f, max(math.Abs(low), math.Abs(high))); ok {
			t.values = []value{v}
		}
	} else if b.cols.x >= 0 {
		t = b.targetColumn(c.f, t)
	}
	if _, same := constant(t); len(t.values) > 0 && !same && (c.lying || c.kind == "stacked") {
		b.say("note.targets", t.name)
	}
	if _, same := constant(t); c.kind == "stacked" && !same {
		return
	}
	c.goal = t
}

// targetName is the name of the target: that of its column, such as 阈值, if it has one.
func (b *build) targetName() string {
	switch {
	case b.cols.target >= 0:
		return b.header(b.cols.target)
	case b.data.Schema == kb.SchemaMetrics:
		return b.words.text("threshold")
	}
	return b.words.text("target")
}

// height is the height of the picture. Each horizontal bar adds to it.
func (c *axesChart) height() int {
	if c.b.spec.Height > 0 {
		return c.b.spec.Height
	}
	_, top := legend(names(c.f), false)
	if c.lying {
		per := 30
		if c.kind == "bar" {
			per = 14 + 16*len(c.f.series)
		}
		return min(max(top+56+per*len(c.f.cats), 160), 1600)
	}
	return 300 + top
}

// wordCats are the categories if they are words.
func (c *axesChart) wordCats() []string {
	if c.f.kind != axisWords {
		return nil
	}
	return c.f.cats
}

func (c *axesChart) option() string {
	b, f := c.b, c.f
	lg, top := legend(names(f), false)
	patch := commonPatch("axis")
	patch["legend"] = lg
	nameRoom := 0
	if u := c.formats[0].Unit; u != "" || len(c.formats) > 1 {
		nameRoom = 16
	}
	patch["grid"] = object{
		"left": 8, "right": c.rightRoom(), "top": top + 20 + nameRoom, "bottom": 8,
		"outerBoundsMode": "same", "outerBoundsContain": "axisLabel",
	}
	x := extra{Lang: b.words.lang, Formats: c.formats, Names: append(names(f), c.wordCats()...)}
	cat, val := c.categoryAxis(&x), c.valueAxes()
	if c.lying {
		patch["yAxis"], patch["xAxis"] = []object{cat}, val
		patch["grid"].(object)["top"] = top + 12
		if t := c.goal; len(t.values) > 0 {
			patch["grid"].(object)["top"] = top + 26 // for the label of the target above its line
		}
	} else {
		patch["xAxis"], patch["yAxis"] = []object{cat}, val
	}
	if len(f.cats) > manyMarks {
		x.Zoom = "x"
		if c.lying {
			x.Zoom = "y"
		}
	}
	m, all := c.series()
	patch["series"] = all
	return option(m, x, patch)
}
