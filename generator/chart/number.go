package chart

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
)

func itoa(n int) string { return strconv.Itoa(n) }

func pad2(n int) string {
	if n < 10 {
		return "0" + itoa(n)
	}
	return itoa(n)
}

// finite tells whether a number can be drawn: it is no NaN, and not so large that sums and
// axes of it would overflow. No real sheet means a number of 1e18 or more.
func finite(f float64) bool { return math.Abs(f) < 1e18 }

// format is how the numbers of one axis are written: at its marks, in tooltips,
// in the table under the chart and in its description. The page's script writes
// by the same rule (themes/default/src/chart/format.ts).
type format struct {
	Percent bool   `json:"percent,omitempty"`
	Digits  int    `json:"digits"`
	Unit    string `json:"unit,omitempty"`
}

const (
	maxDigits     = 6  // most decimals of a number that stands in a sheet
	digitsOfPart  = 1  // most decimals of a computed share, in percent
	digitsOfOther = 2  // most decimals of another computed number
	computed      = -1 // value.digits of a number that stands in no sheet
)

// formatOf is the format for all values of the series. It has the decimals that the sheet
// shows, so that 99.995 % does not become 100 %. A computed number is rounded, but never to
// 0, to 100 % or to a mark (the target) if it is not equal to that.
func formatOf(all []series, marks ...value) format {
	f := format{}
	if len(all) == 0 {
		return f
	}
	f.Percent, f.Unit = all[0].percent, all[0].unit
	at := []float64{0}
	if f.Percent {
		at = append(at, 100)
	}
	for _, m := range marks {
		if m.ok {
			at = append(at, f.scaled(m.num))
			f.Digits = max(f.Digits, f.digitsOf(m, nil))
		}
	}
	for _, s := range all {
		for _, v := range s.values {
			if v.ok {
				f.Digits = max(f.Digits, f.digitsOf(v, at))
			}
		}
	}
	return f
}

// scaled is the number that is written: 92 for 0.92 on an axis of percent.
func (f format) scaled(v float64) float64 {
	if f.Percent {
		return v * 100
	}
	return v
}

// digitsOf is with how many decimals a value is written, so many that it differs from the marks.
func (f format) digitsOf(v value, marks []float64) int {
	n := f.scaled(v.num)
	if v.digits != computed {
		return text.Enough(n, v.digits, marks...)
	}
	most := digitsOfOther
	if f.Percent {
		most = digitsOfPart
	}
	if a := math.Abs(n); a > 0 && a < 0.1 { // two digits after the zeros: 0.0012
		most = min(int(math.Ceil(-math.Log10(a)))+1, maxDigits)
	}
	return text.Enough(n, min(text.Decimals(n, most), most), marks...)
}

// decimalsOf is how many decimals the sheet shows of a number that is drawn as n. It is
// computed for a number with more than maxDigits, such as 0.333333333333333: a formula made it.
func decimalsOf(c kb.Cell, n float64) int {
	exact := text.Decimals(n, maxDigits)
	if shown := shownForm.FindStringSubmatch(c.Shown); shown != nil && c.Shown != "" {
		exact = min(exact, max(len(shown[1])-1, 0))
	}
	if exact > maxDigits {
		return computed
	}
	return exact
}

// shownForm finds the decimals of a number that is shown without an exponent. Only they are
// read from the shown text; the value is in the cell.
var shownForm = regexp.MustCompile(`^[^0-9.]*[0-9,]*(\.[0-9]+)?[^0-9.eE]*$`)

// number writes a number with thousands separators and no trailing zeros.
func (f format) number(v float64) string {
	s := text.Thousands(f.scaled(v), f.Digits)
	if f.Percent {
		s += "%"
	}
	return s
}

// withUnit is the number and its unit.
func (f format) withUnit(v float64) string {
	if f.Percent || f.Unit == "" {
		return f.number(v)
	}
	if strings.HasPrefix(f.Unit, "/") { // 4.2/5
		return f.number(v) + f.Unit
	}
	return f.number(v) + " " + f.Unit
}

// clean is the text of a cell on one line, without control characters, cut to 120 characters.
func clean(s string) string {
	s, _ = text.Valid(s)
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r < ' ' || r == 0x7F || r == '\u2028' || r == '\u2029' || r == ' ' || r == '\u3000'
	}), " ")
	if r := []rune(s); len(r) > 120 {
		s = string(r[:119]) + "…"
	}
	return s
}

// width estimates how wide a text is at 12 px, in px: a Chinese character is as wide as it
// is high, a Latin one a little over half as wide.
func width(s string) float64 {
	w := 0.0
	for _, r := range s {
		if r >= 0x1100 {
			w += 12
		} else {
			w += 6.8
		}
	}
	return w
}

// literal is a text for a label in which ECharts replaces nothing. It would replace {b} and
// {c} by a name and a value; a character without width after the brace prevents that.
func literal(s string) string { return strings.ReplaceAll(s, "{", "{\u2060") }
