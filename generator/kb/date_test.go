package kb

import (
	"fmt"
	"regexp"
	"testing"
	"time"
)

func TestPeriodsBesideEachOther(t *testing.T) {
	for _, c := range []struct{ p, last, next Period }{
		{"2026-10", "2026-09", "2026-11"}, {"2026-01", "2025-12", "2026-02"}, {"2026-Q4", "2026-Q3", "2027-Q1"}, {"2026-H1", "2025-H2", "2026-H2"},
		{"2026-W53", "2026-W52", "2027-W01"}, {"2025-W01", "2024-W52", "2025-W02"}, {"2026", "2025", "2027"}, {"2026-02-28", "2026-02-27", "2026-03-01"}, {"", "", ""},
	} {
		if got := c.p.Last(); got != c.last {
			t.Errorf("before %s is %s, want %s", c.p, got, c.last)
		}
		if got := c.p.Next(); got != c.next {
			t.Errorf("after %s is %s, want %s", c.p, got, c.next)
		}
	}
}

func TestFormsOfPeriods(t *testing.T) {
	form := regexp.MustCompile(`^\d{4}(-(Q[1-4]|H[12]|W(0[1-9]|[1-4]\d|5[0-3])|(0[1-9]|1[0-2])(-\d\d)?))?$`)
	for _, year := range []string{"", "2026", "026", "20a6", "2026-", "2026/", "２０２６", "12026"} {
		for _, a := range []string{"", "-"} {
			for _, b := range []string{"", "Q", "H", "W", "0", "1", "2", "W5", "W6", "Q4", "Q5", "H2", "00", "01", "12", "13", "09-", "q1", "1月"} {
				for _, c := range []string{"", "0", "1", "3", "9", "15", "-31", "-3", "-311", "\n"} {
					if p := Period(year + a + b + c); p.Valid() != form.MatchString(string(p)) {
						t.Errorf("%q: %v", p, p.Valid())
					}
				}
			}
		}
	}
}

// ParseDate accepts the same days as package time.
func TestDaysOfTheCalendar(t *testing.T) {
	for _, year := range []int{0, 1, 4, 1900, 1970, 2000, 2023, 2024, 2026, 2100, 9999} {
		for month := range 15 {
			for day := range 34 {
				s := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
				want, err := time.Parse(time.DateOnly, s)
				got, ok := ParseDate(s)
				if ok != (err == nil) || !got.Time().Equal(want) {
					t.Errorf("%s is %v, want %v", s, got.Time(), want)
				}
				if made := MakeDate(year, month, day); (made == Date(s)) != (err == nil && year > 0) {
					t.Errorf("%s is made %q", s, made)
				}
				if err == nil && DateOf(want) != Date(s) {
					t.Errorf("%s is written %s", s, DateOf(want))
				}
			}
		}
	}
	for _, s := range []string{"", "2026-9-30", "2026-09-3", "2026/09/30", "26-09-2026", " 2026-09-30", "2026-09-30 ", "２０２６-09-30", "2026-09-+3"} {
		if d, ok := ParseDate(s); ok {
			t.Errorf("%q is read as %s", s, d)
		}
	}
}

func TestEndsOfPeriods(t *testing.T) {
	for p, want := range map[Period]Date{
		"2026": "2026-12-31", "2026-Q1": "2026-03-31", "2026-Q4": "2026-12-31", "2026-H1": "2026-06-30", "2026-H2": "2026-12-31", "2026-02": "2026-02-28",
		"2024-02": "2024-02-29", "2026-12": "2026-12-31", "2026-W01": "2026-01-04", "2026-W53": "2027-01-03", "2026-02-28": "2026-02-28", "2026-02-30": "", "0000": "", "": "",
	} {
		if got := p.End(); got != want {
			t.Errorf("%q ends on %q, want %q", p, got, want)
		}
	}
}

func TestWeeksOfAYear(t *testing.T) {
	for p, want := range map[Period]bool{"2026-W01": true, "2026-W53": true, "2026-W00": false, "2026-W54": false, "2026-W5": false} {
		if got := p.Valid(); got != want {
			t.Errorf("%q is valid: %v", p, got)
		}
	}
}
