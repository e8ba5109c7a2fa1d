package report

import (
	"math"
	"strings"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/metric"
	"milepost/generator/text"
)

// scale is how the figures of one row are written: all with as many decimals.
type scale struct {
	unit     string
	lang     string
	decimals int
}

// most is how many decimals the figures of a row have at most; a figure that would look
// equal to a threshold may have more.
const most = 2

// scaleOf takes as many decimals as the figures need, up to [most], and as many
// more as keep value apart from the marks that it is judged by.
func (m *maker) scaleOf(unit string, value float64, marks []float64, others ...float64) scale {
	s := scale{unit: unit, lang: m.Lang}
	f := s.factor()
	limit := most
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

// factor is what a number is shown as: shares in percent.
func (s scale) factor() float64 {
	if s.unit == "%" {
		return 100
	}
	return 1
}

// bare is a figure without its unit; full is a figure with it.
func (s scale) bare(n float64) string { return metric.Fixed(n*s.factor(), s.decimals, "", s.lang) }
func (s scale) full(n float64) string { return metric.Fixed(n, s.decimals, s.unit, s.lang) }

// fullShort is full without trailing zeros: bounds are written as they were agreed.
func (s scale) fullShort(n float64) string {
	s.decimals = min(s.decimals, text.Decimals(n*s.factor(), 6))
	return s.full(n)
}

// number is the figure for formats that compute.
func (s scale) number(n float64) document.Number {
	return document.Number{Value: n, Unit: s.unit, Decimals: s.decimals, OK: true}
}

// diff is the difference of two figures, without rounding errors of the subtraction; for
// rates in percentage points.
func (s scale) diff(d float64) document.Number {
	n := document.Number{Value: roundTo(d*s.factor(), 9), Unit: s.unit, OK: true, Change: true}
	if s.unit == "%" {
		n.Unit = "pp"
	}
	n.Decimals = text.Enough(n.Value, s.decimals, 0)
	return n
}

// signed is a change: "+2.4", "−3.3"; without one "±0".
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

// withUnit puts the unit of a difference behind it: "13.8 个百分点".
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

// points is a number of percentage points with at most a decimal.
func (m *maker) points(p float64) document.Text {
	n := document.Number{Value: p, Unit: "pp", Decimals: min(1, text.Decimals(p, 1)), OK: true}
	n.Decimals = text.Enough(p, n.Decimals, 0)
	return the(m.gap(n))
}

// plain is a figure that stands alone, with as many decimals as tell it from the marks.
func (m *maker) plain(n float64, unit string, marks ...float64) string {
	s := scale{unit: unit, lang: m.Lang}
	limit, f := most, s.factor()
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

// figure is the number of a fact with its source.
func (m *maker) figure(f fact.Fact, marks ...float64) document.Text {
	n, ok := f.Num()
	if !ok {
		return m.cited(f.Value, f)
	}
	return m.cited(m.plain(n, f.Unit, marks...), f)
}

// share is a/b in percent; it is rounded to 0 % or 100 % only if it is that.
func share(a, b float64) string {
	if b == 0 {
		return metric.Blank
	}
	return metric.Percent(a / b)
}
