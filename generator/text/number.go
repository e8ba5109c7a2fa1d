package text

import (
	"math"
	"strconv"
	"strings"
)

// near is the relative difference up to which two numbers are equal for readers. Errors of
// binary arithmetic are smaller.
const near = 1e-9

// Minus is the sign before a negative number that people read: it is as wide as a plus,
// and no line breaks behind it. Files for programs keep the hyphen.
const Minus = "−"

// Thousands writes a finite number with separators (1,234.5) and at most the given number
// of decimals, without trailing zeros. A half is rounded away from zero. The script of
// pages has the same rule (themes/default/src/chart/format.ts).
func Thousands(n float64, decimals int) string {
	s := Fixed(n, decimals)
	if strings.Contains(s, ".") && math.Abs(n) < huge {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// Fixed is Thousands with exactly the given number of decimals, for figures below each
// other.
func Fixed(n float64, decimals int) string {
	if math.Abs(n) >= huge {
		return power(n)
	}
	if n != math.Trunc(n) {
		n += n * 1e-15 // 1.005 is stored a little below itself
	}
	s := strconv.FormatFloat(n, 'f', decimals, 64)
	if rest, ok := strings.CutPrefix(s, "-"); ok && strings.Trim(rest, "0.") == "" {
		s = rest
	}
	return Group(s)
}

// huge is the size from which a number is written as a power of ten: a float64 does not
// hold all its digits any more.
const huge = 1e15

// power writes a number as 1.2344×10¹⁸.
func power(n float64) string {
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(n, 'e', 6, 64), "e+")
	mantissa = strings.TrimRight(strings.TrimRight(mantissa, "0"), ".")
	raised := strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")
	return Negative(mantissa) + "×10" + raised.Replace(exponent)
}

// Group puts separators into the whole part of a plain number, and [Minus] before it
// if it is negative; its decimals stay as they are.
func Group(s string) string {
	sign := ""
	if rest, ok := strings.CutPrefix(Negative(s), Minus); ok {
		sign, s = Minus, rest
	}
	whole, frac, point := strings.Cut(s, ".")
	var b strings.Builder
	b.WriteString(sign)
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	if point {
		b.WriteString("." + frac)
	}
	return b.String()
}

// Negative replaces the hyphen before a written number by [Minus].
func Negative(s string) string {
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		return Minus + rest
	}
	return s
}

// Decimals is the smallest number of decimals that writes a number without loss; most+1 if
// it needs more than most.
func Decimals(n float64, most int) int {
	for d := range most + 1 {
		at := math.Abs(n) * math.Pow10(d)
		if noise := min(1e-11*math.Max(1, at), 1e-3); math.Abs(at-math.Round(at)) < noise {
			return d
		}
	}
	return most + 1
}

// Enough is the given number of decimals, or so many more that a number does not look like
// one of the marks (thresholds) that it differs from: 99.96 must not become 100, 0.004
// not 0. It is decimals if 9 are not enough.
func Enough(n float64, decimals int, marks ...float64) int {
	for d := decimals; d <= 9; d++ {
		apart := true
		for _, m := range marks {
			same := math.Abs(n-m) <= near*math.Max(1, math.Abs(m))
			apart = apart && (same || Thousands(n, d) != Thousands(m, d))
		}
		if apart {
			return d
		}
	}
	return decimals
}
