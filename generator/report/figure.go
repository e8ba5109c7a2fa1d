package report

import (
	"math"
	"strings"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/metric"
	"milepost/generator/text"
)

// scale is how the figures of a row are written: all with the same number of decimals.
type scale struct {
	unit     string
	lang     string
	decimals int
}

// mostDecimals is the most decimals that the figures of a row have; a figure that would
// look equal to a threshold may have more.
const mostDecimals = 2

// scaleOf takes as many decimals as the figures need, at most [mostDecimals], and more if
// value would look equal to one of the marks by which it is judged.
func (m *maker) scaleOf(unit string, value float64, marks []float64, others ...float64) scale {
	s := scale{unit: unit, lang: m.Lang}
	f := s.factor()
	limit := mostDecimals
	for _, n := range append(append([]float64{value}, marks...), others...) {
		if math.Abs(n*f) >= 1000 { // nobody reads the cents of 1,280
			limit = 0
		}
	}
	for _, n := range append(append([]float64{value}, marks...), others...) {
		s.decimals = max(s.decimals, min(limit, text.Decimals(n*f, limit)))
	}
	scaled := make([]float64, len(marks))
	for i, n := range marks {
		scaled[i] = n * f
	}
	s.decimals = text.Enough(value*f, s.decimals, scaled...)
	return s
}

// factor is 100 for shares, which are shown in percent; else 1.
func (s scale) factor() float64 {
	if s.unit == "%" {
		return 100
	}
	return 1
}

// bare is a figure without its unit; full is a figure with it.
func (s scale) bare(n float64) string { return metric.Fixed(n*s.factor(), s.decimals, "", s.lang) }
func (s scale) full(n float64) string { return metric.Fixed(n, s.decimals, s.unit, s.lang) }

// fullShort is full without trailing zeros, for bounds, which are written as they were agreed.
func (s scale) fullShort(n float64) string {
	s.decimals = min(s.decimals, text.Decimals(n*s.factor(), 6))
	return s.full(n)
}

// number is a figure as a number, for formats that compute with it.
func (s scale) number(n float64) document.Number {
	return document.Number{Value: n, Unit: s.unit, Decimals: s.decimals, OK: true}
}

// diff is a difference d of two figures as a number, without the rounding errors of the
// subtraction. The difference of two shares is in percentage points.
func (s scale) diff(d float64) document.Number {
	n := document.Number{Value: roundTo(d*s.factor(), 9), Unit: s.unit, OK: true, Change: true}
	if s.unit == "%" {
		n.Unit = "pp"
	}
	n.Decimals = text.Enough(n.Value, s.decimals, 0)
	return n
}

// signed is a number with its sign: "+2.4", "−3.3", "±0".
func signed(n document.Number) string {
	s := text.Fixed(math.Abs(n.Value), n.Decimals)
	switch {
	case n.Value > 0:
		return "+" + s
	case n.Value < 0:
		return text.Minus + s
	}
	return "±0"
}

// withUnit is the text s of a difference n with its unit: "13.8 个百分点".
func (m *maker) withUnit(s string, n document.Number) string {
	switch n.Unit {
	case "":
		return s
	case "pp":
		if strings.TrimLeft(s, "+"+text.Minus) == "1" {
			return m.word("unit.pp.one", s)
		}
		return m.word("unit.pp", s)
	}
	return m.word("unit.other", s, unitWord(n.Unit, m.Lang))
}

// change is a signed difference with its unit: "−3.3 个百分点".
func (m *maker) change(n document.Number) string { return m.withUnit(signed(n), n) }

// gap is a difference without sign.
func (m *maker) gap(n document.Number) string {
	return m.withUnit(text.Fixed(math.Abs(n.Value), n.Decimals), n)
}

// unitWord is a unit as people write it.
func unitWord(unit, lang string) string {
	return strings.TrimSpace(strings.TrimPrefix(metric.Fixed(0, 0, unit, lang), "0"))
}

// points is a number of percentage points with at most one decimal, more if it would be 0.
func (m *maker) points(p float64) document.Text {
	n := document.Number{Value: p, Unit: "pp", Decimals: min(1, text.Decimals(p, 1)), OK: true}
	n.Decimals = text.Enough(p, n.Decimals, 0)
	return the(m.gap(n))
}

// plain is a single figure, with more decimals if it would look equal to one of the marks.
func (m *maker) plain(n float64, unit string, marks ...float64) string {
	s := scale{unit: unit, lang: m.Lang}
	limit, f := mostDecimals, s.factor()
	scaled := []float64{0}
	if unit == "%" {
		limit, scaled = 1, []float64{0, 100}
	}
	for _, mark := range marks {
		scaled = append(scaled, mark*f)
	}
	s.decimals = text.Enough(n*f, min(limit, text.Decimals(n*f, limit)), scaled...)
	return s.full(n)
}

// figure is the number of a fact, with a link to its source.
func (m *maker) figure(f fact.Fact, marks ...float64) document.Text {
	n, ok := f.Num()
	if !ok {
		return m.cited(f.Value, f)
	}
	return m.cited(m.plain(n, f.Unit, marks...), f)
}

// share is a/b in percent. It is "0%" or "100%" only if it is exactly that.
func share(a, b float64) string {
	if b == 0 {
		return metric.Blank
	}
	return metric.Percent(a / b)
}
