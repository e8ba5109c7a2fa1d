package kb

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a calendar day, "2026-09-30"; "" is no date. Dates compare as strings.
type Date string

// Dates are read and written by hand: package time takes several times as long,
// and reports need hundreds of thousands.

// MakeDate is the date of the parts; "" if there is no such day.
func MakeDate(year, month, day int) Date {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return ""
	}
	return dated(year, month, day)
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func dated(year, month, day int) Date {
	digit := func(n int) byte { return byte('0' + n%10) }
	return Date([]byte{digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), '-', digit(month / 10), digit(month), '-', digit(day / 10), digit(day)})
}

// DateOf is the day of a time in its own zone.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	if year < 0 || year > 9999 {
		return Date(t.Format(time.DateOnly))
	}
	return dated(year, int(month), day)
}

// ParseDate reads "2026-09-30"; ok is false for anything else.
func ParseDate(s string) (Date, bool) {
	if _, _, _, ok := Date(s).parts(); !ok {
		return "", false
	}
	return Date(s), true
}

// parts is the year, month and day; ok is false if there is no such day.
func (d Date) parts() (year, month, day int, ok bool) {
	if len(d) != len(time.DateOnly) || d[4] != '-' || d[7] != '-' || !digits(string(d[:4])) || !digits(string(d[5:7])) || !digits(string(d[8:])) {
		return 0, 0, 0, false
	}
	two := func(i int) int { return int(d[i]-'0')*10 + int(d[i+1]-'0') }
	year, month, day = two(0)*100+two(2), two(5), two(8)
	return year, month, day, month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

// Time is midnight UTC of the day; the zero time for "".
func (d Date) Time() time.Time {
	year, month, day, ok := d.parts()
	if !ok {
		return time.Time{}
	}
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

// AddDays is the date n days later.
func (d Date) AddDays(n int) Date {
	if d == "" {
		return ""
	}
	return DateOf(d.Time().AddDate(0, 0, n))
}

// Sub is the number of days from e to d; 0 if one is missing.
func (d Date) Sub(e Date) int {
	if d == "" || e == "" {
		return 0
	}
	return int(d.Time().Sub(e.Time()).Hours() / 24)
}

// Period is a span of the calendar as text: "2026", "2026-Q3", "2026-09",
// "2026-W36" or a day "2026-09-30"; "" is none. Periods of one length compare as strings.
type Period string

// Valid tells whether the text has one of the forms of a period.
func (p Period) Valid() bool {
	if len(p) < 4 || !digits(string(p[:4])) {
		return false
	}
	if len(p) == 4 {
		return true
	}
	if p[4] != '-' {
		return false
	}
	switch rest := string(p[5:]); len(rest) {
	case 2:
		return rest[0] == 'Q' && rest[1] >= '1' && rest[1] <= '4' || rest[0] == 'H' && (rest[1] == '1' || rest[1] == '2') || monthForm(rest)
	case 3:
		return rest[0] == 'W' && digits(rest[1:]) && rest[1:] >= "01" && rest[1:] <= "53"
	case 5:
		return monthForm(rest[:2]) && rest[2] == '-' && digits(rest[3:])
	}
	return false
}

func monthForm(s string) bool {
	return digits(s) && (s[0] == '0' && s[1] != '0' || s[0] == '1' && s[1] <= '2')
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// Start is the first day of the period.
func (p Period) Start() Date {
	if !p.Valid() {
		return ""
	}
	year, _ := strconv.Atoi(string(p[:4]))
	rest := strings.TrimPrefix(string(p[4:]), "-")
	switch {
	case rest == "":
		return MakeDate(year, 1, 1)
	case rest[0] == 'Q':
		return MakeDate(year, int(rest[1]-'1')*3+1, 1)
	case rest[0] == 'H':
		return MakeDate(year, int(rest[1]-'1')*6+1, 1)
	case rest[0] == 'W': // ISO 8601: week 1 holds 4 January
		week, _ := strconv.Atoi(rest[1:])
		jan4 := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
		monday := jan4.AddDate(0, 0, -int(jan4.Weekday()+6)%7)
		return DateOf(monday.AddDate(0, 0, 7*(week-1)))
	case len(rest) == 2:
		month, _ := strconv.Atoi(rest)
		return MakeDate(year, month, 1)
	}
	d, _ := ParseDate(string(p))
	return d
}

// End is the last day of the period.
func (p Period) End() Date {
	if len(p) == len("2026-10") && p[5] <= '9' && p.Valid() { // nearly all periods are months: a shorter way for them
		year, _ := strconv.Atoi(string(p[:4]))
		month, _ := strconv.Atoi(string(p[5:]))
		return MakeDate(year, month, daysIn(year, month))
	}
	start := p.Start()
	if start == "" {
		return ""
	}
	year, month, _, _ := start.parts()
	rest := strings.TrimPrefix(string(p[4:]), "-")
	switch {
	case rest == "":
		return MakeDate(year, 12, 31)
	case rest[0] == 'Q':
		month += 2
	case rest[0] == 'H':
		month += 5
	case rest[0] == 'W':
		return start.AddDays(6)
	case len(rest) == 5:
		return start
	}
	return MakeDate(year, month, daysIn(year, month))
}

// Holding is the period of the same length that contains the day:
// Period("2026-Q1").Holding("2026-11-20") is "2026-Q4"; "" if either is missing.
func (p Period) Holding(d Date) Period {
	if !p.Valid() || d == "" {
		return ""
	}
	t := d.Time()
	year := fmt.Sprintf("%04d", t.Year())
	switch rest := strings.TrimPrefix(string(p[4:]), "-"); {
	case rest == "":
		return Period(year)
	case rest[0] == 'Q':
		return Period(fmt.Sprintf("%s-Q%d", year, (int(t.Month())+2)/3))
	case rest[0] == 'H':
		return Period(fmt.Sprintf("%s-H%d", year, (int(t.Month())+5)/6))
	case rest[0] == 'W':
		y, w := t.ISOWeek()
		return Period(fmt.Sprintf("%04d-W%02d", y, w))
	case len(rest) == 2:
		return Period(d[:7])
	}
	return Period(d)
}

// Next is the period after it, of the same length.
func (p Period) Next() Period { return p.Holding(p.End().AddDays(1)) }

// Last is the period before it, of the same length.
func (p Period) Last() Period { return p.Holding(p.Start().AddDays(-1)) }

// Span is a length of time in whole days or months: "90d", "6m". "" is none.
type Span string

// MakeSpan is n of the unit, 'd' for days or 'm' for months.
func MakeSpan(n int, unit byte) Span { return Span(fmt.Sprintf("%d%c", n, unit)) }

// After is the date one span later; "" if either is missing.
func (s Span) After(d Date) Date {
	if s == "" || d == "" {
		return ""
	}
	n, err := strconv.Atoi(string(s[:len(s)-1]))
	if err != nil {
		return ""
	}
	if s[len(s)-1] == 'm' {
		t := d.Time().AddDate(0, n, 0)
		if want := (int(d.Time().Month())-1+n)%12 + 1; n >= 0 && int(t.Month()) != want {
			t = t.AddDate(0, 0, -t.Day()) // 31 August + 6 months is the last of February, not 3 March
		}
		return DateOf(t)
	}
	return d.AddDays(n)
}
