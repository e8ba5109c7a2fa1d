package kb

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a calendar day, "2026-09-30"; "" is no date. Dates compare as strings.
type Date string

// MakeDate is the date of the parts; "" if there is no such day.
func MakeDate(year, month, day int) Date {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Year() != year || int(t.Month()) != month || t.Day() != day || year < 1 || year > 9999 {
		return ""
	}
	return Date(t.Format(time.DateOnly))
}

// DateOf is the day of a time in its own zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// ParseDate reads "2026-09-30"; ok is false for anything else.
func ParseDate(s string) (Date, bool) {
	_, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return "", false
	}
	return Date(s), true
}

// Time is midnight UTC of the day; the zero time for "".
func (d Date) Time() time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return t
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
		return rest[0] == 'W' && rest[1] <= '5' && digits(rest[1:])
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
	start := p.Start()
	if start == "" {
		return ""
	}
	t := start.Time()
	rest := strings.TrimPrefix(string(p[4:]), "-")
	switch {
	case rest == "":
		t = t.AddDate(1, 0, -1)
	case rest[0] == 'Q':
		t = t.AddDate(0, 3, -1)
	case rest[0] == 'H':
		t = t.AddDate(0, 6, -1)
	case rest[0] == 'W':
		t = t.AddDate(0, 0, 6)
	case len(rest) == 2:
		t = t.AddDate(0, 1, -1)
	}
	return DateOf(t)
}

// Holding is the period of the same length that holds the day: "2026-Q4" is that of
// "2026-Q1" which holds 2026-11-20; "" if either is missing.
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
