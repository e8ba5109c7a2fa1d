package vocab

import (
	"fmt"
	"regexp"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// Order is which of two numbers of a date is the day.
type Order byte

// The orders of day and month.
const (
	AnyOrder   Order = 0
	DayFirst   Order = 'd' // 15/09/2026 can only be so
	MonthFirst Order = 'm' // 09/15/2026
)

// OrderOf tells the order that a date such as 15/09/2026 proves.
func OrderOf(s string) Order {
	m := numeric.FindStringSubmatch(Trim(text.Normal(s)))
	if m == nil {
		return AnyOrder
	}
	switch a, b := Num(m[1]), Num(m[2]); {
	case a > 12 && b >= 1 && b <= 12:
		return DayFirst
	case b > 12 && a >= 1 && a <= 12:
		return MonthFirst
	}
	return AnyOrder
}

// DateIn reads a date such as 01/09/2026 in a known order.
func DateIn(s string, o Order) (kb.Date, Verdict) {
	m := numeric.FindStringSubmatch(Trim(text.Normal(s)))
	if m == nil || o == AnyOrder {
		return "", NotOne
	}
	a, b := Num(m[1]), Num(m[2])
	if o == MonthFirst {
		a, b = b, a
	}
	return made(Num(m[3]), b, a)
}

var shortDay = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})日?$`)

// ShortDay writes 9/5, 9.21 and 9-21 as 9月5日, where it is known to be a day.
func ShortDay(s string, o Order) (day string, ok bool) {
	m := shortDay.FindStringSubmatch(Trim(text.Normal(s)))
	if m == nil {
		return "", false
	}
	month, d := Num(m[1]), Num(m[2])
	if o == DayFirst {
		month, d = d, month
	}
	if _, v := made(2000, month, d); v != Fine {
		return "", false
	}
	return fmt.Sprintf("%d月%d日", month, d), true
}
