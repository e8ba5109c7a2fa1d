package vocab

import (
	"math"
	"strings"
)

// Near tells whether two numbers are the same but for the noise of binary
// arithmetic. It is the one tolerance of the program: a part in 1e9.
func Near(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b))
}

// sameUnit gives several names of one unit the same.
var sameUnit = map[string]string{"rmb": "元", "cny": "元", "¥": "元", "￥": "元", "人民币": "元", "百分比": "%", "人日": "人天", "人/天": "人天", "人/日": "人天", "pd": "人天", "个人月": "人月", "pm": "人月"}

// Measure is what a unit counts and how much one of it is: 万元 is 10,000 of 元,
// h and 小时 are 60 of min. Units without a fixed length (工作日, 月) count themselves.
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
	if base == "" && power >= 4 { // 万 and 亿 alone are said of money
		base = "元"
	} else if same := sameUnit[strings.ToLower(base)]; same != "" {
		base = same
	}
	return base, Shift(1, power)
}

// Convert brings a number from one unit to another. ok is false if no fixed
// factor lies between them: a month has no fixed length, a working day no fixed hours.
// A day is 24 hours here. Days of work below a header of work are 8 hours each
// ([Effort], [WorkHours]); sheet counts them so, and what it gives is hours.
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
