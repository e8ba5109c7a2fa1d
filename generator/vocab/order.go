package vocab

import (
	"fmt"
	"regexp"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// Order says whether the day or the month stands first in dates such as 3/4/2026.
type Order byte

// The orders of day and month.
const (
	AnyOrder   Order = 0
	DayFirst   Order = 'd' // 15/09/2026 can only be so
	MonthFirst Order = 'm' // 09/15/2026
)

// OrderOf is the order that a date such as 15/09/2026 proves, AnyOrder if it proves none.
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

// DateIn reads a date such as 01/09/2026 in a known order; NotOne for AnyOrder.
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

// ShortDay writes 9/5, 9.5 and 9-5 as 9月5日; the caller knows that a day is meant. The
// month is first unless the order is DayFirst.
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
