// Package metric holds the computations of project control: attainment of
// indicators, progress and lateness of phases, working days, satisfaction and
// recommendation scores, and how figures are written.
//
// Numbers, texts of targets and dates go in; numbers, states and words come
// out. It reads no dataset by itself, knows no clock (today is an argument)
// and never guesses silently: what cannot be computed says why.
package metric

import "math"

// Quantity is a number with its unit. OK is false if there is none.
// A percentage has the unit "%" and a number of 0-1.
type Quantity struct {
	Num  float64
	Unit string
	OK   bool
}

// Q is a quantity that is there.
func Q(n float64, unit string) Quantity { return Quantity{n, unit, true} }

// closeTo tells whether two numbers are the same but for rounding in the last digits.
func closeTo(a, b float64) bool {
	return math.Abs(a-b) <= 1e-9*math.Max(1, math.Max(math.Abs(a), math.Abs(b)))
}

// unitFactor is a unit as a multiple of the base of its kind.
type unitFactor struct {
	names  []string
	kind   string
	factor float64
}

// Units that convert into each other. Working days are a kind of their own:
// how many hours they have is the firm's affair.
var unitFactors = []unitFactor{
	{[]string{"%", "百分比"}, "share", 1},
	{[]string{"s", "秒", "sec", "seconds"}, "time", 1},
	{[]string{"min", "分钟", "分", "minutes", "mins"}, "time", 60},
	{[]string{"h", "小时", "时", "hours", "hour", "hr", "hrs"}, "time", 3600},
	{[]string{"d", "天", "日", "自然日", "days", "day"}, "time", 86400},
	{[]string{"周", "星期", "weeks", "week", "w"}, "time", 7 * 86400},
	{[]string{"wd", "工作日", "个工作日", "working days", "workdays"}, "workday", 1},
	{[]string{"人天", "人日", "pd"}, "effort", 1},
	{[]string{"人月", "个月", "月", "months"}, "month", 1},
	{[]string{"元", "rmb", "cny", "¥"}, "money", 1},
	{[]string{"千元"}, "money", 1e3},
	{[]string{"万元", "万"}, "money", 1e4},
	{[]string{"百万元"}, "money", 1e6},
	{[]string{"亿元", "亿"}, "money", 1e8},
}

func factorOf(unit string) (unitFactor, bool) {
	for _, u := range unitFactors {
		for _, n := range u.names {
			if n == unit {
				return u, true
			}
		}
	}
	return unitFactor{}, false
}

// In is the quantity in another unit. A missing unit on either side is taken to
// be the same. ok is false if the two do not convert (天 into 元, h into wd).
func (q Quantity) In(unit string) (r Quantity, ok bool) {
	a, b := fold(q.Unit), fold(unit)
	if a == b || a == "" || b == "" {
		return q, q.OK
	}
	fa, oka := factorOf(a)
	fb, okb := factorOf(b)
	if !oka || !okb || fa.kind != fb.kind {
		return Quantity{}, false
	}
	return Quantity{q.Num * fa.factor / fb.factor, unit, q.OK}, q.OK
}

// IsTime tells whether the unit measures a length of time.
func IsTime(unit string) bool {
	f, ok := factorOf(fold(unit))
	return ok && (f.kind == "time" || f.kind == "workday")
}
