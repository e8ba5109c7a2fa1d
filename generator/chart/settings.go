package chart

import (
	"math"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// Limits for settings.
const (
	minHeight, maxHeight = 120, 2000 // px
	maxLimit             = 200       // categories
)

// said is the number in a setting: 85, 90%, ≥ 90%, 8小时, 1.2万元.
type said struct {
	num     float64
	unit    string
	percent bool // num is a share of 1
}

func saidOf(s string) (said, bool) {
	s = strings.TrimSpace(strings.TrimLeft(text.Normal(s), "<>=≤≥~ "))
	if f, ok := vocab.Share(s); ok {
		return said{f, "%", true}, finite(f)
	}
	if f, u, ok := vocab.Duration(s); ok && u != "" {
		return said{f, u, false}, finite(f)
	}
	f, u, ok := vocab.Number(s)
	return said{f, u, false}, ok && finite(f)
}

// fits tells whether the number has a position on an axis of a format.
func (n said) fits(f format) bool {
	_, ok := n.on(f)
	return ok
}

// on is the number in the unit of an axis, as a share of 1 if that is percent.
func (n said) on(f format) (float64, bool) {
	switch {
	case n.percent && f.Percent:
		return n.num, true
	case n.percent:
		return n.num * 100, f.Unit == "%"
	case f.Percent && n.unit == "":
		return asShare(n.num), true
	case n.unit == "" || f.Unit == "" && !f.Percent:
		return n.num, true
	}
	return vocab.Convert(n.num, n.unit, f.Unit)
}

// asShare reads a number without % for an axis of percent: 1 or more is in percent
// (85 and 1 are 85 % and 1 %), less is a share (0.85).
func asShare(v float64) float64 {
	if math.Abs(v) < 1 {
		return v
	}
	return vocab.Hundredth(v)
}

// onAxis reads a setting for an axis with values up to most. It complains if the
// number has another unit, or if asShare would read it better the other way,
// judging by most.
func (b *build) onAxis(key, s string, f format, most float64) (value, bool) {
	n, ok := saidOf(s)
	if !ok {
		b.complain("DB45.number", key, s)
		return value{}, false
	}
	v, ok := n.on(f)
	switch {
	case !ok && n.percent && f.Unit == "":
		b.complain("DB49.bare", key, s)
		return value{}, false
	case !ok:
		b.complain("DB49.unit", key, s, orText(f.Unit, "%"))
		return value{}, false
	}
	if f.Percent && !n.percent && v != 0 && most > 0 {
		other := v * 100
		if math.Abs(n.num) < 1 {
			other = v / 100
		}
		if math.Abs(math.Log(most/math.Abs(other))) < math.Abs(math.Log(most/math.Abs(v))) {
			p := format{Percent: true, Digits: maxDigits}
			b.complain("DB49.percent", key, s, p.number(v), p.number(other))
		}
	}
	return value{num: v, ok: true, digits: decimalsOf(kb.Cell{}, f.scaled(v))}, true
}

// checkSettings complains about settings that the chart type does not use, and
// keeps height and limit within their limits.
func (b *build) checkSettings(k *kind, asked Spec) {
	for _, c := range settings {
		if slices.Contains(strings.Fields(k.ignores), c.key) && isSet(c.set(&asked)) {
			b.complain("DB50.unused", c.key, k.name)
		}
	}
	if h := b.spec.Height; h > 0 && (h < minHeight || h > maxHeight) {
		b.spec.Height = min(max(h, minHeight), maxHeight)
		b.complain("DB50.height", itoa(h), itoa(b.spec.Height), itoa(minHeight), itoa(maxHeight))
	}
	most := maxLimit
	if k.name == "pie" || k.name == "funnel" {
		most = maxParts
	}
	if n := b.spec.Limit; n > most {
		b.spec.Limit = most
		b.complain("DB50.limit", itoa(n), itoa(most), k.name)
	}
}

// isSet tells whether a setting was given.
func isSet(v any) bool {
	switch v := v.(type) {
	case *string:
		return *v != ""
	case *[]string:
		return len(*v) > 0
	case *int:
		return *v != 0
	case *bool:
		return *v
	}
	return false
}

// sortsNothing complains about a sort order for categories in time, and about a
// period for categories that are words.
func (b *build) sortsNothing(f *frame) {
	if f.kind != axisWords && (b.asked.Sort == "asc" || b.asked.Sort == "desc" || b.asked.Sort == "name") {
		b.complain("DB50.sort", b.asked.Sort)
	}
	if f.kind == axisWords && b.asked.By != "" && len(f.cats) > 0 {
		b.complain("DB50.by", b.asked.By, b.header(b.cols.x))
	}
}

// limits are the ends of the value axis from the settings. One that would cut off
// values or the target is refused, as a bar of 300 cut off at 100 looks like 100.
// So is a lower end above 0 for bars, areas and stacks.
func (c *axesChart) limits() (low, high *float64) {
	b, f := c.b, c.formats[0]
	lowest, highest := c.extent(0, true)
	most := max(math.Abs(lowest), math.Abs(highest))
	read := func(key, s string) *float64 {
		if s == "" {
			return nil
		}
		v, ok := b.onAxis(key, s, f, most)
		if !ok {
			return nil
		}
		return &v.num
	}
	if c.kind == "share" {
		return nil, nil
	}
	low, high = read("min", b.spec.Min), read("max", b.spec.Max)
	if low != nil && high != nil && *low >= *high {
		b.complain("DB50.range", b.spec.Min, b.spec.Max)
		return nil, nil
	}
	if c.kind == "stacked" {
		down, up := c.stackExtent(lowest, highest)
		if highest = up; down < 0 {
			lowest = down
		}
	}
	if high != nil && *high < highest && !vocab.Near(*high, highest) {
		b.complain("DB50.max", b.spec.Max, f.withUnit(highest))
		high = nil
	}
	switch {
	case low == nil:
	case *low > lowest && !vocab.Near(*low, lowest):
		b.complain("DB50.min", b.spec.Min, f.withUnit(lowest))
		low = nil
	case *low > 0 && (c.bars() || c.kind == "area"):
		b.complain("DB50.zero", b.spec.Min)
		low = nil
	}
	return low, high
}

// stackExtent is the range with the ends of all stacks.
func (c *axesChart) stackExtent(low, high float64) (float64, float64) {
	for i := range c.f.cats {
		up, down := 0.0, 0.0
		for _, s := range c.f.series {
			if v := s.values[i]; v.ok {
				up += max(v.num, 0)
				down += min(v.num, 0)
			}
		}
		low, high = min(low, down), max(high, up)
	}
	return low, high
}
