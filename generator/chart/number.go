package chart

import (
	"math"
	"strconv"
	"strings"

	"milepost/generator/text"
)

func itoa(n int) string { return strconv.Itoa(n) }

func pad2(n int) string {
	if n < 10 {
		return "0" + itoa(n)
	}
	return itoa(n)
}

// finite tells whether a number can be drawn: it is one, and not so large that
// sums and axes of it would overflow. Past 1e18 no sheet means what it says.
func finite(f float64) bool { return math.Abs(f) < 1e18 }

// format is how the numbers of one axis are written; the page's script has the
// same rule (themes/default/src/chart/format.ts).
type format struct {
	Percent bool   `json:"percent,omitempty"`
	Digits  int    `json:"digits"`
	Unit    string `json:"unit,omitempty"`
}

// formatOf takes the fewest decimals, at most two (one for percent), that show
// the values without loss.
func formatOf(all []series) format {
	f := format{}
	if len(all) == 0 {
		return f
	}
	f.Percent, f.Unit = all[0].percent, all[0].unit
	most := 2
	if f.Percent {
		most = 1
	}
	for _, s := range all {
		for _, v := range s.values {
			if !v.ok {
				continue
			}
			n := v.num
			if f.Percent {
				n *= 100
			}
			for f.Digits < most && !roundsTo(n, f.Digits) {
				f.Digits++
			}
		}
	}
	return f
}

func roundsTo(n float64, digits int) bool {
	scale := math.Pow10(digits)
	return math.Abs(n*scale-math.Round(n*scale)) < 1e-6*math.Max(1, math.Abs(n*scale))
}

// number writes a number with thousands separators and no trailing zeros.
func (f format) number(v float64) string {
	if f.Percent {
		v *= 100
	}
	s := strconv.FormatFloat(v, 'f', f.Digits, 64)
	whole, rest, _ := strings.Cut(s, ".")
	rest = strings.TrimRight(rest, "0")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	if whole == "0" {
		sign = ""
	}
	if f.Percent {
		whole += "%"
	}
	return sign + whole
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

// clean is a text of a cell on one line without control characters, at most 120 characters.
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

// width is about how wide a text is drawn at 12 px: a Chinese character is as
// wide as it is high, a Latin one a little over half.
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
