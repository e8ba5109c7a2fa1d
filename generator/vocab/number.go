package vocab

import (
	"math"
	"strconv"
	"strings"

	"milepost/generator/text"
)

// Number reads a number as people write it: "1,234.5", "１２", "1.2万", "2百万",
// "¥3,000", "12 天"; "(123)" is -123. unit is the text behind it, or else the
// currency before it (元 for ¥). 1.2万 is exactly 12000.
func Number(s string) (f float64, unit string, ok bool) {
	s = strings.ReplaceAll(Trim(text.Normal(s)), "−", "-")
	if s == "" || len(s) > 64 {
		return 0, "", false
	}
	negative := false
	if n := len(s); s[0] == '(' && s[n-1] == ')' {
		negative, s = true, s[1:n-1]
	}
	s, prefix := CutCurrency(s)
	end := 0
	for end < len(s) && strings.IndexByte("0123456789.,+-", s[end]) >= 0 {
		end++
	}
	if end < len(s) && (s[end] == 'e' || s[end] == 'E') && end > 0 {
		end = exponent(s, end)
	}
	digits, rest := s[:end], strings.TrimSpace(s[end:])
	digits, ok = grouped(digits)
	if !ok {
		return 0, "", false
	}
	if negative {
		if strings.ContainsAny(digits, "+-") {
			return 0, "", false
		}
		digits = "-" + digits
	}
	power, rest := CutMultiple(rest)
	if power != 0 && strings.ContainsAny(digits, "eE") || !UnitLike(rest) {
		return 0, "", false
	}
	if rest != "" && len(strings.TrimLeft(digits, "+-0")) > 11 {
		return 0, "", false // a number of a document, not an amount
	}
	f, err := strconv.ParseFloat(digits+exponentOf(power), 64)
	if err != nil || math.IsInf(f, 0) {
		return 0, "", false
	}
	if rest == "" {
		rest = prefix
	}
	return f, rest, true
}

// CutCurrency cuts a currency sign off the front, also behind a minus sign, which
// stays. sign is its unit: 元 for ¥ and RMB; "" if there is none.
func CutCurrency(s string) (rest, sign string) {
	minus := ""
	if strings.HasPrefix(s, "-") {
		minus, s = "-", s[1:]
	}
	for _, c := range []struct{ sign, unit string }{{"¥", "元"}, {"￥", "元"}, {"rmb", "元"}, {"RMB", "元"}, {"CNY", "元"}, {"US$", "$"}, {"$", "$"}, {"€", "€"}, {"£", "£"}} {
		if strings.HasPrefix(s, c.sign) {
			return minus + strings.TrimSpace(s[len(c.sign):]), c.unit
		}
	}
	return minus + s, ""
}

// exponentOf is the exponent to write behind digits.
func exponentOf(power int) string {
	if power == 0 {
		return ""
	}
	return "e" + strconv.Itoa(power)
}

func exponent(s string, e int) int {
	i := e + 1
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	start := i
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i == start {
		return e
	}
	return i
}

// grouped removes thousands separators; ok is false if they stand wrong ("1,23") or
// the text is no number.
func grouped(s string) (string, bool) {
	body := strings.TrimLeft(s, "+-")
	if len(s)-len(body) > 1 || body == "" || body == "." {
		return "", false
	}
	whole, frac, point := strings.Cut(body, ".")
	mantissa, _, _ := strings.Cut(strings.ToLower(frac), "e")
	if strings.ContainsAny(mantissa, ",.+-") || strings.ContainsAny(whole, "+-") && !strings.ContainsAny(whole, "eE") {
		return "", false
	}
	if point && whole == "" && frac == "" {
		return "", false
	}
	if !strings.Contains(whole, ",") {
		return s, true
	}
	groups := strings.Split(whole, ",")
	for i, g := range groups {
		// 1,234,567 and the Chinese habit 1,2345
		if i == 0 && (g == "" || len(g) > 4) || i > 0 && len(g) != 3 && !(len(g) == 4 && len(groups[1]) == 4) {
			return "", false
		}
	}
	return strings.ReplaceAll(s, ",", ""), true
}

// UnitLike tells whether the text behind a number can be its unit: a known one, or at
// most four Chinese characters that are no part of a bound (以内).
func UnitLike(s string) bool {
	if s == "" || latinUnits[strings.ToLower(s)] || IsMoney(s) {
		return true
	}
	if _, base := CutLetter(s); base != s { // 10W元, 3k€
		if s = base; IsMoney(s) {
			return true
		}
	}
	for _, b := range []string{"内", "以上", "以下", "以外", "左右"} { // of a bound: 5天以内
		if strings.HasSuffix(s, b) {
			return false
		}
	}
	n := 0
	for _, r := range s {
		if n++; n > 4 || !text.Han(r) && !strings.ContainsRune("/℃°²³‰µ", r) {
			return false
		}
	}
	return true
}

// latinUnits are the units in Latin letters that may stand behind a number.
var latinUnits = map[string]bool{"s": true, "ms": true, "min": true, "mins": true, "h": true, "hr": true, "hrs": true, "hours": true, "d": true, "day": true, "days": true, "wd": true, "w": true, "weeks": true, "months": true,
	"kb": true, "mb": true, "gb": true, "tb": true, "k": true, "m": true, "km": true, "kg": true, "g": true, "t": true, "cm": true, "mm": true, "m2": true, "kw": true, "kwh": true, "mw": true, "v": true, "hz": true, "ghz": true,
	"元": true, "rmb": true, "cny": true, "usd": true, "eur": true, "$": true, "€": true, "£": true, "pcs": true, "qps": true, "tps": true, "fte": true, "pt": true, "pts": true}

// Share reads "92%", "92.5 ％", "3.5‰": 92% is 0.92, 120% is 1.2.
func Share(s string) (float64, bool) {
	s = strings.ReplaceAll(Trim(text.Normal(s)), "−", "-")
	digits, ok := strings.CutSuffix(s, "%")
	power := "e-2"
	if !ok {
		digits, ok = strings.CutSuffix(s, "‰")
		power = "e-3"
	}
	if !ok {
		return 0, false
	}
	d, ok := grouped(strings.TrimSpace(digits))
	if !ok || strings.ContainsAny(d, "eE") {
		return 0, false
	}
	f, err := strconv.ParseFloat(d+power, 64)
	return f, err == nil && !math.IsInf(f, 0)
}

// Hundredth is f/100 without binary rounding: 92.3 gives 0.923. Unlike [Shift] it
// keeps every digit of f.
func Hundredth(f float64) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', -1, 64), 64)
	if err != nil {
		return f / 100
	}
	t := strconv.FormatFloat(r, 'e', -1, 64)
	mant, exp, _ := strings.Cut(t, "e")
	n, err := strconv.Atoi(exp)
	if err != nil {
		return f / 100
	}
	v, err := strconv.ParseFloat(mant+"e"+strconv.Itoa(n-2), 64)
	if err != nil {
		return f / 100
	}
	return v
}

// Clean drops binary rounding errors: 0.1+0.2 is stored as 0.30000000000000004 and
// shown by Excel as 0.3 (15 digits). Numbers whose 15 digits are all used stay.
func Clean(f float64) float64 {
	if f == math.Trunc(f) {
		return f
	}
	t := strconv.FormatFloat(f, 'e', 14, 64)
	mant, _, _ := strings.Cut(t, "e")
	if len(strings.TrimRight(mant, "0")) > 13 {
		return f // the digits mean something: 10/13
	}
	if v, err := strconv.ParseFloat(t, 64); err == nil {
		return v
	}
	return f
}

// PlainNumber writes a number with at most 15 digits, as many as Excel shows, and without an exponent.
func PlainNumber(f float64) string {
	if v, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64); err == nil {
		f = v
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// Round rounds to a number of decimals. It drops binary rounding errors first:
// 92.49999999999999 counts as 92.5.
func Round(f float64, decimals int) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64)
	if err != nil {
		return f
	}
	p := math.Pow(10, float64(decimals))
	if v := math.Round(r*p) / p; !math.IsInf(v, 0) && !math.IsNaN(v) {
		return v
	}
	return r
}

// Code tells whether digits name something and count nothing: they begin with 0 (001)
// or are more than 11 (an account).
func Code(s string) bool {
	s = Trim(s)
	return AllDigits(s) && (len(s) > 1 && s[0] == '0' || len(s) > 11)
}

// Atof reads a decimal number, 0 if the text is none.
func Atof(s string) float64 {
	f, _ := strconv.ParseFloat(s, 64)
	return f
}

// Approximate gives the text of a number without the mark that says it is not exact:
// 约88%, ~82%, 300 左右, about 12. ok is false without a mark or a number.
func Approximate(s string) (number string, ok bool) {
	s = Trim(text.Normal(s))
	low := strings.ToLower(s)
	for _, mark := range []string{"大约", "约为", "约", "近", "将近", "接近", "~", "≈", "about ", "approximately ", "approx. ", "approx ", "ca. ", "circa ", "around "} {
		if strings.HasPrefix(low, mark) {
			s, ok = strings.TrimSpace(s[len(mark):]), true
			break
		}
	}
	for _, mark := range []string{"左右", "上下"} {
		if rest, cut := strings.CutSuffix(s, mark); cut {
			s, ok = strings.TrimSpace(rest), true
		}
	}
	if !ok {
		return "", false
	}
	if _, share := Share(s); share {
		return s, true
	}
	_, _, ok = Number(s)
	return s, ok
}
