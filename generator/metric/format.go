package metric

import (
	_ "embed"
	"math"
	"strconv"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/message"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

//go:embed words.json
var wordsFile []byte

// words are the texts of figures; they are embedded, so a fault is our own bug.
var words = message.Embedded(wordsFile)

// Blank is shown where a value is missing.
const Blank = "—"

// Rows is "24 行" or "24 rows".
func Rows(n int, lang string) string {
	return words().Text(lang, "count.rows", Thousands(float64(n), 0))
}

// Thousands writes a number with separators and at most the given decimals, without trailing zeros.
func Thousands(n float64, decimals int) string {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return Blank
	}
	return text.Thousands(n, decimals)
}

// decimalsFor is the number of decimals that leaves about four digits: nobody
// reads the third decimal of 1,280.
func decimalsFor(n float64) int {
	switch a := math.Abs(n); {
	case a >= 1000:
		return 0
	case a >= 100:
		return 1
	}
	return 2
}

// Percent is a share as "83%" or "83.4%"; 99.996 % is not 100 %.
func Percent(share float64) string { return percent(share, 1) }

// Attained is an attainment in whole percent: more digits would look more
// exact than it is, unless they tell it from 0 % or 100 %.
func Attained(a float64) string { return percent(a, 0) }

// InPercent is a share in percent to as many decimals as Percent writes.
func InPercent(share float64) float64 {
	p := math.Pow10(text.Enough(share*100, 1, 0, 100))
	return math.Round(share*100*p) / p
}

// Apart is the difference of two shares in points, with as many decimals as
// Percent writes: 52.5 % and 23 % are 29.5 points apart.
func Apart(share float64) string { return strings.TrimSuffix(Percent(share), "%") }

func percent(share float64, decimals int) string {
	if math.IsNaN(share) || math.IsInf(share, 0) {
		return Blank
	}
	n := share * 100
	return Thousands(n, text.Enough(n, decimals, 0, 100)) + "%"
}

// Format is a computed number with its unit: "92.5%", "1,280 万元", "8.3 天".
func Format(n float64, unit, lang string) string {
	if unit == "%" {
		return Percent(n)
	}
	return withUnit(Thousands(n, text.Enough(n, decimalsFor(n), 0)), unit, lang)
}

// Fixed is a number with its unit and exactly so many decimals, a share in percent.
func Fixed(n float64, decimals int, unit, lang string) string {
	switch {
	case math.IsNaN(n) || math.IsInf(n, 0):
		return Blank
	case unit == "%":
		return text.Fixed(n*100, decimals) + "%"
	}
	return withUnit(text.Fixed(n, decimals), unit, lang)
}

func withUnit(s, unit, lang string) string {
	switch {
	case unit == "" || s == Blank:
		return s
	case unit == "¥" || unit == "$" || unit == "€":
		return unit + s
	}
	return s + " " + vocab.UnitName(unit, lang)
}

// Figure is a cell as prose, cards and charts show it: as in the spreadsheet, with
// separators and its unit. unit is that of the column or row.
func Figure(c kb.Cell, unit, lang string) string {
	if c.Unit != "" {
		unit = c.Unit
	}
	switch c.Kind {
	case kb.Missing:
		return Blank
	case kb.Number:
		return text.Negative(figure(c, unit, lang))
	}
	return c.String()
}

func figure(c kb.Cell, unit, lang string) string {
	s := strings.TrimSpace(c.Shown)
	if s == "" || strings.ContainsAny(s, "eE") || s == "General" {
		if unit == "%" || s != "" {
			return Format(c.Num, unit, lang)
		}
		return withUnit(Thousands(c.Num, 6), unit, lang)
	}
	if unit == "%" && coarse(s, c.Num*100) {
		return Percent(c.Num)
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		if unit == "%" { // 92 under 满意度(%)
			if vocab.Near(n, c.Num*100) {
				return s + "%"
			}
			return Percent(c.Num)
		}
		if math.Abs(n) >= 10000 {
			s = text.Group(s)
		}
		return withUnit(s, unit, lang)
	}
	if last := s[len(s)-1]; last < '0' || last > '9' || strings.Contains(s, ":") { // it carries its unit
		return s
	}
	if unit == "%" {
		return Percent(c.Num)
	}
	return withUnit(s, unit, lang)
}

// coarse tells whether a share has a decimal that its sheet does not show: computed
// values say 11.2%, and a card must not say 11% beside them.
func coarse(s string, n float64) bool {
	return decimalsOf(s) == 0 && readsAs(s, n, 0) && math.Abs(n-math.Round(n)) >= 0.05
}

// FigureBeside is a cell as Figure writes it, with more decimals if it would
// otherwise look equal to one of the marks beside it: a sheet that shows 99.85 %
// as 99.9% must not look as if it had reached 99.9 %.
func FigureBeside(c kb.Cell, unit, lang string, marks ...float64) string {
	s := Figure(c, unit, lang)
	if c.Kind != kb.Number || strings.Contains(s, ":") {
		return s
	}
	if c.Unit != "" {
		unit = c.Unit
	}
	scale := 1.0
	if unit == "%" {
		scale = 100
	}
	scaled := make([]float64, len(marks))
	for i, m := range marks {
		scaled[i] = m * scale
	}
	shown := decimalsOf(s)
	enough := text.Enough(c.Num*scale, shown, scaled...)
	switch {
	case enough == shown || !readsAs(s, c.Num*scale, shown):
		return s
	case unit == "%":
		return Thousands(c.Num*scale, enough) + "%"
	}
	return withUnit(Thousands(c.Num, enough), unit, lang)
}

// decimalsOf counts the digits after the point of a figure.
func decimalsOf(s string) int {
	_, after, _ := strings.Cut(s, ".")
	n := 0
	for n < len(after) && after[n] >= '0' && after[n] <= '9' {
		n++
	}
	return n
}

// readsAs tells whether a figure is the number rounded: 3千 is not 3000.
func readsAs(s string, n float64, decimals int) bool {
	digits := func(s string) string { return strings.NewReplacer(",", "", " ", "").Replace(s) }
	return strings.HasPrefix(digits(s), digits(Thousands(n, decimals)))
}

// TargetText is a target as a figure: "≤ 70%", "85～95 分".
func TargetText(t Target, lang string) string {
	switch t.Op {
	case NoTarget, Words, Change, Points:
		return ""
	case Between:
		low := Format(t.Low, t.Unit, lang)
		if t.Unit != "%" {
			low = Thousands(t.Low, decimalsFor(t.Low))
		}
		return words().Text(lang, "op.between", low, Format(t.High, t.Unit, lang))
	case AtMost:
		return "≤ " + Format(t.High, t.Unit, lang)
	case Below:
		return "< " + Format(t.High, t.Unit, lang)
	case AtLeast:
		return "≥ " + Format(t.Low, t.Unit, lang)
	case Above:
		return "> " + Format(t.Low, t.Unit, lang)
	}
	return Format(t.Low, t.Unit, lang)
}

// Duration is a length of time in the largest units that stay readable:
// 90 min is "1 小时 30 分钟", 2880 min "2 天". Working days stay as they are.
func Duration(n float64, unit, lang string) string {
	base, minutes := vocab.Measure(unit)
	if base != "min" || n < 0 {
		return Format(n, unit, lang)
	}
	sec := math.Round(n * minutes * 60)
	var parts []string
	for _, u := range []struct {
		unit string
		sec  float64
	}{{"d", 86400}, {"h", 3600}, {"min", 60}, {"s", 1}} {
		if k := math.Floor(sec / u.sec); k > 0 && len(parts) < 2 {
			parts = append(parts, withUnit(Thousands(k, 0), u.unit, lang))
			sec -= k * u.sec
		} else if len(parts) > 0 {
			break
		}
	}
	if len(parts) == 0 {
		return Format(n, unit, lang)
	}
	return strings.Join(parts, " ")
}
