package sheet

import (
	"math"
	"strconv"
	"strings"

	"milepost/generator/vocab"
)

// shape is what a number format makes of a number.
type shape uint8

const (
	shapeGeneral shape = iota
	shapeNumber
	shapePercent
	shapeDate    // a day, perhaps with a time
	shapeMonth   // year and month only
	shapeTime    // time of day only
	shapeElapsed // [h]:mm, hours beyond 24
	shapeText    // @
)

// style is the number format of a cell as far as values depend on it.
type style struct {
	shape    shape
	decimals int
	group    bool   // thousands separator
	prefix   string // literal text before and after the digits, such as ¥ or 天
	suffix   string
	hasTime  bool // a date with hours
	plain    bool // the digits can be shown by us; false for fractions, exponents, scaling
}

var general = &style{plain: true}

// builtin is the shape of the formats that files name by number only
// (ECMA-376 part 1, 18.8.30; 27-36 and 50-58 as in Chinese Excel).
func builtin(id int) *style {
	switch id {
	case 1, 3, 37, 38, 41, 42:
		return &style{shape: shapeNumber, plain: true, group: id > 1}
	case 2, 4, 39, 40, 43, 44:
		return &style{shape: shapeNumber, plain: true, group: id > 2, decimals: 2}
	case 5, 6, 7, 8:
		return &style{shape: shapeNumber, plain: true, group: true, decimals: (id - 5) / 2 * 2, prefix: "¥"}
	case 9:
		return &style{shape: shapePercent, plain: true}
	case 10:
		return &style{shape: shapePercent, plain: true, decimals: 2}
	case 11, 12, 13, 48:
		return &style{shape: shapeNumber}
	case 14, 15, 16, 28, 29, 30, 31, 51, 53, 54, 58:
		return &style{shape: shapeDate}
	case 22:
		return &style{shape: shapeDate, hasTime: true}
	case 17, 27, 36, 50, 52, 57:
		return &style{shape: shapeMonth}
	case 18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56:
		return &style{shape: shapeTime, hasTime: true}
	case 46:
		return &style{shape: shapeElapsed}
	case 49:
		return &style{shape: shapeText, plain: true}
	}
	return general
}

// custom reads a number format code.
func custom(code string) *style {
	if strings.EqualFold(code, "general") || strings.HasPrefix(code, "G/") {
		return general
	}
	s, letters, elapsed := scanFormat(code)
	low := strings.ToLower(letters)
	digits := strings.ContainsAny(low, "0#?")
	switch {
	case strings.Contains(low, "general"): // General"天"
		s.shape = shapeNumber
		return s
	case elapsed:
		s.shape = shapeElapsed
	case strings.Contains(low, "@") && !digits:
		s.shape, s.plain = shapeText, true
	case strings.ContainsAny(low, "yd"), strings.Contains(low, "aaa"), // aaaa is 星期一
		strings.Contains(low, "e") && !digits, strings.Contains(low, "m") && !strings.ContainsAny(low, "hs"):
		s.shape = shapeDate
		s.hasTime = strings.ContainsAny(low, "hs")
		if strings.Contains(low, "y") && strings.Contains(low, "m") && !strings.ContainsAny(low, "dhs") {
			s.shape = shapeMonth
		}
	case strings.ContainsAny(low, "hs"):
		s.shape, s.hasTime = shapeTime, true
	case strings.Contains(low, "%"):
		s.shape = shapePercent
	case digits:
		s.shape = shapeNumber
	default:
		return &style{} // only literals: the number itself is not shown; keep its value
	}
	if s.shape == shapeNumber || s.shape == shapePercent {
		s.measure(low)
	}
	return s
}

// measure finds decimals and thousands from the digits' places.
func (s *style) measure(letters string) {
	s.plain = !strings.ContainsAny(letters, "e/?")
	whole, frac, _ := strings.Cut(letters, ".")
	s.decimals = strings.Count(frac, "0") + strings.Count(frac, "#")
	s.group = strings.Contains(whole, ",")
	if strings.HasSuffix(strings.TrimRight(letters, "% "), ",") {
		s.plain = false // shown in thousands; we show the value
	}
}

// scanFormat splits the first section of a code into the letters that stand
// for parts of the number, and literals. Brackets hold colours, locales,
// conditions or elapsed time.
func scanFormat(code string) (s *style, letters string, elapsed bool) {
	s = &style{}
	var mean, before, after strings.Builder
	literal := func(t string) {
		if mean.Len() == 0 {
			before.WriteString(t)
		} else {
			after.WriteString(t)
		}
	}
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				end = len(code) - i - 1
			}
			literal(code[i+1 : i+1+end])
			i += end + 1
		case '\\':
			if i+1 < len(code) {
				n := runeLen(code[i+1:])
				literal(code[i+1 : i+1+n])
				i += n
			}
		case '_', '*': // padding: the next character is not shown
			if i+1 < len(code) {
				i += runeLen(code[i+1:])
			}
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return s, mean.String(), elapsed
			}
			switch in := strings.ToLower(code[i+1 : i+end]); {
			case strings.Trim(in, "hms") == "" && in != "":
				elapsed = true
			case strings.HasPrefix(in, "$"): // [$¥-804]
				cur, _, _ := strings.Cut(in[1:], "-")
				literal(cur)
			}
			i += end
		case ';':
			i = len(code)
		default:
			if c >= 0x80 { // unquoted Chinese: 年 月 日 and currency signs are literals
				n := runeLen(code[i:])
				literal(code[i : i+n])
				i += n - 1
				continue
			}
			if low := strings.ToLower(code[i:]); strings.HasPrefix(low, "am/pm") || strings.HasPrefix(low, "a/p") {
				mean.WriteString("h")
				i += strings.IndexByte(low, 'p')
				if strings.HasPrefix(low, "am/pm") {
					i++
				}
				continue
			}
			if strings.IndexByte("$+-()", c) >= 0 {
				literal(string(c))
				continue
			}
			mean.WriteByte(c)
		}
	}
	s.prefix, s.suffix = vocab.Trim(before.String()), vocab.Trim(after.String())
	return s, mean.String(), elapsed
}

func runeLen(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

// show is the number as the format shows it; "" where that is the plain number.
func (s *style) show(f float64) string {
	switch {
	case s.shape == shapePercent:
		return strconv.FormatFloat(vocab.Round(f*100, s.decimals), 'f', s.decimals, 64) + "%"
	case s.shape != shapeNumber || !s.plain:
		return ""
	}
	t := strconv.FormatFloat(math.Abs(f), 'f', s.decimals, 64)
	if s.group {
		t = thousands(t)
	}
	prefix := s.prefix
	if strings.ContainsAny(prefix, "-()+") || strings.ContainsAny(s.suffix, "()") {
		prefix = strings.Trim(prefix, "-()+ ")
	}
	if f < 0 && strings.Trim(t, "0.,") != "" {
		prefix = "-" + prefix
	}
	return prefix + t + strings.Trim(s.suffix, "() ")
}

func thousands(t string) string {
	whole, frac, _ := strings.Cut(t, ".")
	var b strings.Builder
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	if frac != "" {
		b.WriteString("." + frac)
	}
	return b.String()
}
