package chart

// Limits of what can be read: series side by side, categories as bars, rows of a lying bar chart.
const (
	maxSeries = 12
	maxBars   = 60
	maxLying  = 40
)

// symbols tell lines apart without colour.
var symbols = []string{"circle", "rect", "triangle", "diamond", "roundRect", "arrow", "pin", "circle"}

// axesChart is a chart on a category or time axis in the making.
type axesChart struct {
	b       *build
	f       *frame
	kind    string
	lying   bool     // bars lie: categories on the y axis
	second  []int    // series on the second value axis
	formats []format // per value axis
	grades  bool     // series are grades from good to bad
	counts  *frame   // share: the numbers behind the shares
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
	if c.f.blank() {
		b.complain("DB44.values", b.data.ID(), b.whatY())
		return Picture{}
	}
	whole := c.f.clone()
	c.limit()
	if c.kind == "share" {
		c.counts = c.f
		c.f = shares(c.f)
	}
	c.axes()
	c.markSmall()
	c.sayGaps()
	p := Picture{Height: c.height()}
	p.Option = c.option()
	p.Label = b.label(c.f)
	p.Desc = b.describe(c.kind, c.f, c.formats[0], c.target())
	p.Table = b.table(whole)
	return p
}

// limit leaves out what cannot be read, and says so.
func (c *axesChart) limit() {
	b, f := c.b, c.f
	if n := max(len(f.series), f.groups); len(f.series) > maxSeries {
		if c.kind == "stacked" || c.kind == "share" {
			f.foldSeries(maxSeries-1, b.words.text("other"))
			b.say("note.other", itoa(n), b.groupName(), itoa(n-maxSeries+1))
		} else {
			f.series = f.series[:maxSeries]
			b.say("note.groups", itoa(n), b.groupName(), itoa(maxSeries))
		}
	}
	most := b.spec.Limit
	if most == 0 {
		most = maxMarks
		if c.bars() {
			most = maxBars
			if c.wantsLying() {
				most = maxLying
			}
		}
	}
	n := len(f.cats)
	if c.bars() || b.spec.Limit > 0 {
		if n > most {
			if f.kind == axisWords {
				f.pick(upTo(0, most))
				b.say("note.limit", itoa(n), f.name, itoa(most))
			} else {
				f.pick(upTo(n-most, n))
				b.say("note.latest", itoa(n), f.name, itoa(most))
			}
		}
		return
	}
	if marks := n * len(f.series); marks > maxMarks {
		f.pick(sample(f, maxMarks/len(f.series)))
		b.say("note.sampled", itoa(marks), itoa(len(f.cats)*len(f.series)))
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

// wantsLying tells whether bars should lie: names too long or too many to stand under them.
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

// axes decides about value axes: one per unit, at most two.
func (c *axesChart) axes() {
	c.lying = c.wantsLying()
	c.grades = c.kind == "share" && len(c.f.series) <= 5 && gradesOnly(c.f)
	var left, right []series
	for i, s := range c.f.series {
		same := i == 0 || s.percent == left[0].percent && s.unit == left[0].unit
		switch {
		case same:
			left = append(left, s)
		case c.kind != "line" && c.kind != "bar" && c.kind != "combo" || c.lying:
			c.b.say("note.mixed", c.b.words.list(names(c.f)))
			left = append(left, s)
		case len(right) > 0 && (s.percent != right[0].percent || s.unit != right[0].unit):
			c.b.say("note.mixed", c.b.words.list(names(c.f)))
			left = append(left, s)
		default:
			right = append(right, s)
			c.second = append(c.second, i)
		}
	}
	c.formats = []format{formatOf(left)}
	if len(right) > 0 {
		c.formats = append(c.formats, formatOf(right))
	}
	if t := c.target(); len(t.values) > 0 {
		c.formats[0].Digits = max(c.formats[0].Digits, formatOf([]series{t}).Digits)
	}
}

func (c *axesChart) axisOf(i int) int {
	for _, s := range c.second {
		if s == i {
			return 1
		}
	}
	return 0
}

// target is the target as a series, without values if there is none.
func (c *axesChart) target() series {
	b := c.b
	if c.kind == "share" || c.kind == "stacked" && !b.cols.hasGoal {
		return series{}
	}
	t := series{name: b.words.text("target")}
	if len(c.f.series) > 0 {
		t.unit, t.percent = c.f.series[0].unit, c.f.series[0].percent
	}
	switch {
	case b.cols.hasGoal:
		goal := b.cols.goal
		if t.percent && goal > 1.5 {
			goal /= 100 // 90 on an axis of percent is 90 %
		}
		t.values = []value{{num: goal, ok: true}}
	case b.cols.target >= 0 && b.cols.x >= 0:
		t = b.targetColumn(c.f, t)
	}
	return t
}

// height is the picture's height: a lying bar needs room for its name.
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
	x := extra{Lang: b.words.lang, Formats: c.formats}
	cat, val := c.categoryAxis(&x), c.valueAxes()
	if c.lying {
		patch["yAxis"], patch["xAxis"] = []object{cat}, val
		patch["grid"].(object)["top"] = top + 12
		if t := c.target(); len(t.values) > 0 {
			patch["grid"].(object)["top"] = top + 26 // the target's label stands above its line
		}
	} else {
		patch["xAxis"], patch["yAxis"] = []object{cat}, val
	}
	if len(f.cats) > 40 {
		x.Zoom = "x"
		if c.lying {
			x.Zoom = "y"
		}
	}
	m, all := c.series()
	patch["series"] = all
	return option(m, x, patch)
}
