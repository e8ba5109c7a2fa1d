package vocab

import (
	"fmt"
	"regexp"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
)

var (
	yearMonth  = regexp.MustCompile(`^(\d{4}|\d{2})(?:年度?|[-/.])(?:第)?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:月份?)?$`)
	packedYM   = regexp.MustCompile(`^(20\d\d)(0[1-9]|1[0-2])$`)
	quarterOf  = regexp.MustCompile(`^(?:(\d{4}|\d{2})(?:年度?|[-/. ]?))?(?:第?([1-4一二三四])季度?|q([1-4]))$`)
	quarterYr  = regexp.MustCompile(`^q([1-4])[-/. ']?(\d{4})$`)
	halfOf     = regexp.MustCompile(`^(?:(\d{4}|\d{2})(?:年度?|[-/. ]?))?(?:([上下])半年度?|h([12]))$`)
	weekOf     = regexp.MustCompile(`^(\d{4})(?:年|-)?(?:第(\d{1,2})周|w(\d{1,2}))$`)
	yearOnly   = regexp.MustCompile(`^(?:fy)?((?:19|20)\d\d)(年度?|财年)$`)
	monthOnly  = regexp.MustCompile(`^(\d{1,2}|[一二三四五六七八九十]{1,3})月(?:份|度)?$`)
	monthWord  = regexp.MustCompile(`^([a-z]{3,9})\.?[-/ ',]*(\d{4}|\d{2})?$`)
	yearBefore = regexp.MustCompile(`^(\d{4})[-/ ]([a-z]{3,9})$`)
)

// Period reads a month, quarter, half-year, week or year as people write it. year is
// the year that "9月" lies in, 0 if it is not known.
func Period(s string, year int) (kb.Period, Verdict) {
	if len(s) > 40 {
		return "", NotOne
	}
	t := strings.ToLower(Trim(text.Normal(s)))
	t = strings.ReplaceAll(strings.ReplaceAll(t, " ", ""), "至今", "")
	if t == "" || !strings.ContainsAny(t, "年月季-/.度qhwy") && !AllDigits(t) && !hasMonthWord(t) {
		return "", NotOne
	}
	if p, v := yearPeriod(t, year); v != NotOne {
		return p, v
	}
	if m := monthOnly.FindStringSubmatch(t); m != nil {
		return month(year, monthNumber(m[1]))
	}
	if m := monthWord.FindStringSubmatch(t); m != nil && months[m[1]] > 0 {
		if m[2] != "" {
			if fullYear(m[2]) == 0 {
				return "", NotOne
			}
			return month(fullYear(m[2]), months[m[1]])
		}
		return month(year, months[m[1]])
	}
	if m := yearBefore.FindStringSubmatch(t); m != nil && months[m[2]] > 0 && fullYear(m[1]) > 0 {
		return month(Num(m[1]), months[m[2]])
	}
	return "", NotOne
}

func yearPeriod(t string, year int) (kb.Period, Verdict) {
	if m := yearMonth.FindStringSubmatch(t); m != nil {
		if len(m[1]) == 2 && strings.Contains(t, ".") {
			return "", NotOne // 12.5 is a number
		}
		if fullYear(m[1]) == 0 {
			return "", NotOne
		}
		return month(fullYear(m[1]), monthNumber(m[2]))
	}
	if m := packedYM.FindStringSubmatch(t); m != nil {
		return month(Num(m[1]), Num(m[2]))
	}
	if m := quarterYr.FindStringSubmatch(t); m != nil {
		return part(m[2], 0, 'Q', m[1])
	}
	if m := quarterOf.FindStringSubmatch(t); m != nil {
		return part(m[1], year, 'Q', digit(m[2]+m[3]))
	}
	if m := halfOf.FindStringSubmatch(t); m != nil {
		half := m[3]
		if m[2] != "" {
			half = map[string]string{"上": "1", "下": "2"}[m[2]]
		}
		return part(m[1], year, 'H', half)
	}
	if m := weekOf.FindStringSubmatch(t); m != nil {
		w := Num(m[2] + m[3])
		if fullYear(m[1]) == 0 {
			return "", NotOne
		}
		if w < 1 || w > 53 {
			return "", Impossible
		}
		return kb.Period(fmt.Sprintf("%s-W%02d", m[1], w)), Fine
	}
	if m := yearOnly.FindStringSubmatch(t); m != nil {
		return kb.Period(m[1]), Fine
	}
	return "", NotOne
}

func part(y string, year int, letter byte, n string) (kb.Period, Verdict) {
	if y != "" {
		if year = fullYear(y); year == 0 {
			return "", NotOne
		}
	}
	if year == 0 {
		return "", Yearless
	}
	return kb.Period(fmt.Sprintf("%04d-%c%s", year, letter, n)), Fine
}

func month(year, m int) (kb.Period, Verdict) {
	switch {
	case m < 1 || m > 12:
		return "", Impossible
	case year == 0:
		return "", Yearless
	}
	return kb.Period(fmt.Sprintf("%04d-%02d", year, m)), Fine
}

var hanDigits = map[string]string{"一": "1", "二": "2", "三": "3", "四": "4"}

func digit(s string) string {
	if d, ok := hanDigits[s]; ok {
		return d
	}
	return s
}

// monthNumber reads 9, 09, 九, 十二; 0 if it is none.
func monthNumber(s string) int {
	if n := Num(s); n > 0 {
		return n
	}
	for i, w := range []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"} {
		if s == w {
			return i + 1
		}
	}
	return 0
}

// MonthOf is the month that a day lies in.
func MonthOf(d kb.Date) kb.Period { return kb.Period(d[:min(len(d), 7)]) }

// PeriodIn finds a month, quarter or half-year with its year in a title.
var PeriodIn = regexp.MustCompile(`(?:19|20)\d\d\s*(?:年\s*(?:第?\s*[一二三四1-4]\s*季度|[上下]半年|\d{1,2}\s*月)|[-_.]?(?:0[1-9]|1[0-2]|[QqHh][1-4])(?:\D|$))`)

// YearIn finds a year in a title, sheet or file name: 2026年, 2026-09, 2026Q3.
var YearIn = regexp.MustCompile(`(?:^|\D)((?:19|20)\d\d)(?:\s*年|[-_./]?(?:0?[1-9]|1[0-2])(?:\D|$)|\s*[Qq][1-4]|\D|$)`)

// YearOf is the year that a title, sheet or file name holds; 0 if it holds none or several.
func YearOf(s string) int {
	found := 0
	s = text.Normal(s)
	for {
		m := YearIn.FindStringSubmatchIndex(s)
		if m == nil {
			return found
		}
		y := Num(s[m[2]:m[3]])
		if found != 0 && y != found {
			return 0
		}
		found = y
		s = s[m[3]:]
	}
}
