package chart

import "milepost/generator/vocab"

// maxFinding is the greatest width of a finding in a title, in px for letters of
// 12 px: about a line on a phone.
const maxFinding = 400

// titled is the title of a chart whose Spec has none: what is shown, and the
// finding if it is short. The description always has the finding.
func (b *build) titled(label string) string {
	if b.finding == "" || width(b.finding) > maxFinding {
		return label
	}
	return b.words.text("title", label, b.finding)
}

// find is the finding of a chart in a few words: of one series over time the
// newest value and the target or the first value, of one series by category the
// highest and lowest, of groups over time the highest at last. Other charts have none.
func (c *axesChart) find(f *frame) string {
	b := c.b
	if c.kind == "combo" || len(c.formats) > 1 || b.spec.Cumulative {
		return ""
	}
	switch {
	case f.kind == axisWords && len(f.series) == 1 && len(f.cats) > 1:
		return b.findEnds(f, f.series[0], c.formats[0])
	case f.kind != axisWords && len(f.series) == 1:
		return b.findCourse(f, f.series[0], c.formats[0], c.goal)
	case f.kind != axisWords && b.cols.group >= 0 && b.cols.apart < 0 && (c.kind == "line" || c.kind == "bar"):
		return b.findFirst(f, c.formats[0])
	}
	return ""
}

// findEnds names the categories with the highest and the lowest value.
func (b *build) findEnds(f *frame, s series, nf format) string {
	_, _, low, high := extremes(s.values)
	if high < 0 || s.values[low].num == s.values[high].num {
		return ""
	}
	return b.words.text("find.ends", b.alike(f, s, high), nf.withUnit(s.values[high].num), b.alike(f, s, low), nf.withUnit(s.values[low].num))
}

// mostAlike is how many of several equal extremes are named.
const mostAlike = 3

// alike names the categories whose value is that of category i. On an axis in time,
// neighbours are named as a span: 2026-03 to 2026-05.
func (b *build) alike(f *frame, s series, i int) string {
	same := func(k int) bool {
		return k < len(s.values) && s.values[k].ok && vocab.Near(s.values[k].num, s.values[i].num)
	}
	var names []string
	for k := 0; k < len(s.values); k++ {
		if !same(k) {
			continue
		}
		name := f.cats[k]
		if f.kind != axisWords && same(k+1) {
			for same(k + 1) {
				k++
			}
			name = b.words.text("span", name, f.cats[k])
		}
		names = append(names, name)
	}
	return b.words.some(names, mostAlike)
}

// findCourse tells the newest value of a series over time, and compares it with
// the target or the first value.
func (b *build) findCourse(f *frame, s series, nf format, goal series) string {
	first, last, _, _ := extremes(s.values)
	if first < 0 || first == last {
		return ""
	}
	v := s.values[last]
	out := b.words.text("find.one", f.cats[last], nf.withUnit(v.num))
	if len(goal.values) > 0 {
		g := goal.values[min(last, len(goal.values)-1)]
		if g.ok {
			return out + b.against(v, g, goal.name, nf)
		}
	}
	from := s.values[first]
	switch {
	case v.num > from.num:
		return out + b.words.text("find.more", f.cats[first], nf.withUnit(from.num))
	case v.num < from.num:
		return out + b.words.text("find.less", f.cats[first], nf.withUnit(from.num))
	}
	return out + b.words.text("find.same", f.cats[first])
}

// against compares a value with a target. It does not say which is better, as a
// chart does not know whether high is good.
func (b *build) against(v, goal value, name string, nf format) string {
	key := "find.at"
	switch {
	case vocab.Near(v.num, goal.num):
	case v.num > goal.num:
		key = "find.above"
	default:
		key = "find.below"
	}
	return b.words.text(key, name, nf.withUnit(goal.num))
}

// findFirst names each series with the highest value at the last time at which all
// have a value and not all the same.
func (b *build) findFirst(f *frame, nf format) string {
	for i := len(f.cats) - 1; i >= 0; i-- {
		best, all, same := 0, true, true
		for k, s := range f.series {
			v := s.values[i]
			all = all && v.ok
			if v.num > f.series[best].values[i].num {
				best = k
			}
			same = same && v.num == f.series[0].values[i].num
		}
		if all && !same {
			top := f.series[best].values[i].num
			var first []string
			for _, s := range f.series {
				if vocab.Near(s.values[i].num, top) {
					first = append(first, s.name)
				}
			}
			return b.words.text("find.first", f.cats[i], b.words.some(first, mostAlike), nf.withUnit(top))
		}
	}
	return ""
}

// extremes are the indexes of the first, last, lowest and highest value, -1 if there is none.
func extremes(values []value) (first, last, low, high int) {
	first, last, low, high = -1, -1, -1, -1
	for i, v := range values {
		if !v.ok {
			continue
		}
		if first < 0 {
			first, low, high = i, i, i
		}
		last = i
		if v.num < values[low].num {
			low = i
		}
		if v.num > values[high].num {
			high = i
		}
	}
	return first, last, low, high
}
