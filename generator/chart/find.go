package chart

import "milepost/generator/vocab"

// maxFinding is how wide a finding may be to stand in a title, in px at 12 px:
// about one line on a phone.
const maxFinding = 400

// titled is the title of a chart that has none: what is shown, and what it
// says if that is short. The description says it in any case.
func (b *build) titled(label string) string {
	if b.finding == "" || width(b.finding) > maxFinding {
		return label
	}
	return b.words.text("title", label, b.finding)
}

// find is what the chart says in a few words, "" if there is no one such thing:
// the newest value against target or start of one course, the ends of one row
// of categories, the first among several at the last time.
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

// findEnds names the highest and the lowest of a row of categories.
func (b *build) findEnds(f *frame, s series, nf format) string {
	_, _, low, high := extremes(s.values)
	if high < 0 || s.values[low].num == s.values[high].num {
		return ""
	}
	return b.words.text("find.ends", f.cats[high], nf.withUnit(s.values[high].num), f.cats[low], nf.withUnit(s.values[low].num))
}

// findCourse tells the newest value of a course, against its target or its start.
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

// against compares a value with a target. Which side is the good one, a chart does not know.
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

// findFirst names the highest of several courses at the last time that has all of them.
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
			return b.words.text("find.first", f.cats[i], f.series[best].name, nf.withUnit(f.series[best].values[i].num))
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
