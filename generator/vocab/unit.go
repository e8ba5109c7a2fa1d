package vocab

import (
	"math"
	"strings"
)

// Near tells whether two numbers are equal but for binary rounding errors. It is the
// only tolerance of the program: one part in 1e9.
func Near(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b))
}

// sameUnit maps the names of a unit to one of them.
var sameUnit = map[string]string{"rmb": "元", "cny": "元", "¥": "元", "￥": "元", "人民币": "元", "百分比": "%", "人日": "人天", "人/天": "人天", "人/日": "人天", "pd": "人天", "个人月": "人月", "pm": "人月"}

// Measure takes a unit apart into a base unit and how many of those it is: 万元 is
// 10,000 元, h and 小时 are 60 min. Units without a fixed length (工作日, 月) are their
// own base.
func Measure(unit string) (base string, size float64) {
	low := strings.ToLower(strings.ReplaceAll(unit, " ", ""))
	if u, ok := DurationUnits[low]; ok {
		if m := minutesOf[u]; m > 0 {
			return "min", m
		} else if u == "w" {
			return "min", 7 * 1440
		}
		return u, 1
	}
	if same := sameUnit[low]; same != "" {
		return same, 1
	}
	power, base := CutMultiple(unit)
	if p, money := CutLetter(unit); power == 0 && p != 0 && IsMoney(money) { // k€
		power, base = p, money
	}
	if base == "" && power >= 4 { // 万 and 亿 alone mean money
		base = "元"
	} else if same := sameUnit[strings.ToLower(base)]; same != "" {
		base = same
	}
	return base, Shift(1, power)
}

// Convert converts a number from one unit to another. ok is false if there is no
// fixed factor between them: a month has no fixed length, a working day no fixed
// hours. A day is 24 hours here. Days below a header of work have 8 hours each
// ([Effort], [WorkHours]); package sheet converts them into hours before.
func Convert(n float64, from, to string) (f float64, ok bool) {
	if from == to {
		return n, true
	}
	base, a := Measure(from)
	other, b := Measure(to)
	if base != other {
		return 0, false
	}
	return Clean(n * a / b), true
}
