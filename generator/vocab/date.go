package vocab

import (
	"regexp"
	"strconv"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// Verdict is the result of reading a text as a date or period.
type Verdict uint8

const (
	NotOne     Verdict = iota // no date or period at all
	Fine                      // read
	Impossible                // 2026-02-30
	Ambiguous                 // 3/4/2026
	Yearless                  // 9月, and the caller knows no year
)

// Moment is a day and a time of that day: Time is a fraction of the day, 0.5 is noon.
type Moment struct {
	Day  kb.Date
	Time float64
}

var (
	weekday = regexp.MustCompile(`[(（,]?\s*(周|星期|礼拜)[一二三四五六日天][)）]?|^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+`)
	clock   = regexp.MustCompile(`^(.*?)[t ,]*(上午|下午|晚上|凌晨|中午)?\s*(\d{1,2})[:时点](\d{1,2})?分?(?::?(\d{1,2})(?:\.\d+)?秒?)?\s*([ap]\.?m\.?)?\s*(z|[+-]\d\d:?\d\d)?$`)
	ymd     = regexp.MustCompile(`^(\d{4}|\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?\.?$`)
	packed  = regexp.MustCompile(`^(19|20)(\d\d)(\d\d)(\d\d)$`)
	dmy     = regexp.MustCompile(`^(\d{1,2})[-/. ]+([a-z]{3,9})\.?[-/., ]+(\d{4}|\d{2})$`)
	mdyWord = regexp.MustCompile(`^([a-z]{3,9})\.?[-/ ]+(\d{1,2})(?:st|nd|rd|th)?[-/, ]+(\d{4})$`)
	numeric = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$`)
	md      = regexp.MustCompile(`^(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?$`)
)

var months = map[string]int{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
	"january": 1, "february": 2, "march": 3, "april": 4, "june": 6, "july": 7, "august": 8, "sept": 9, "september": 9, "october": 10, "november": 11, "december": 12}

// Date reads a day, with or without a time, as people and programs write it. year
// is the year that "9月30日" lies in, 0 if it is not known. A time zone is ignored.
func Date(s string, year int) (Moment, Verdict) {
	if len(s) > 60 {
		return Moment{}, NotOne
	}
	s = strings.ToLower(Trim(text.Normal(s)))
	if !HasDigit(s) || !strings.ContainsAny(s, "-/.年月") && !(len(s) == 8 && AllDigits(s)) && !hasMonthWord(s) {
		return Moment{}, NotOne
	}
	s = strings.TrimSpace(weekday.ReplaceAllString(s, " "))
	day, v := plainDate(s, year)
	if v != NotOne {
		return Moment{Day: day}, v
	}
	m := clock.FindStringSubmatch(s)
	if m == nil || Trim(m[1]) == "" {
		return Moment{}, NotOne
	}
	day, v = plainDate(strings.TrimRight(Trim(m[1]), ", "), year)
	if v != Fine {
		return Moment{}, v
	}
	secs, ok := clockTime(m)
	if !ok {
		return Moment{}, Impossible
	}
	return Moment{day, float64(secs) / 86400}, Fine
}

// Day reads a day that stands with its year and without a time, as in a page's
// settings: 2026-09-30, 2026/9/30, 2026年9月30日.
func Day(s string) (kb.Date, bool) {
	if d, ok := kb.ParseDate(s); ok && d >= "0001" { // as most are written
		return d, true
	}
	m, v := Date(s, 0)
	return m.Day, v == Fine && m.Time == 0
}

// hasMonthWord tells whether a month's name in letters may be in the text.
func hasMonthWord(s string) bool {
	for i := 0; i+3 <= len(s); i++ {
		if c := s[i]; c >= 'a' && c <= 'z' && months[s[i:i+3]] > 0 {
			return true
		}
	}
	return false
}

func clockTime(m []string) (secs int, ok bool) {
	h, min, sec := Num(m[3]), Num(m[4]), Num(m[5])
	pm := m[2] == "下午" || m[2] == "晚上" || strings.HasPrefix(m[6], "p")
	am := m[2] == "上午" || m[2] == "凌晨" || strings.HasPrefix(m[6], "a")
	switch {
	case pm && h < 12, m[2] == "中午" && h < 3: // 中午1点 is 13:00, 中午11点半 is before noon
		h += 12
	case am && h == 12:
		h = 0
	case m[2] == "晚上" && h == 12: // midnight: of this day or the next?
		return 0, false
	}
	return h*3600 + min*60 + sec, h < 24 && min < 60 && sec < 60
}

// Num reads a run of digits, 0 if the text is anything else.
func Num(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func plainDate(s string, year int) (kb.Date, Verdict) {
	if m := ymd.FindStringSubmatch(s); m != nil {
		if len(m[1]) == 2 && strings.Contains(s, ".") { // 26.9.1 may be anything; 26/9/1 and 26-9-1 are Excel's short forms
			return "", Ambiguous
		}
		if fullYear(m[1]) == 0 {
			return "", noYear(m[1])
		}
		return made(fullYear(m[1]), Num(m[2]), Num(m[3]))
	}
	if m := packed.FindStringSubmatch(s); m != nil {
		return made(Num(m[1]+m[2]), Num(m[3]), Num(m[4]))
	}
	if m := dmy.FindStringSubmatch(s); m != nil && months[m[2]] > 0 {
		if fullYear(m[3]) == 0 {
			return "", noYear(m[3])
		}
		return made(fullYear(m[3]), months[m[2]], Num(m[1]))
	}
	if m := mdyWord.FindStringSubmatch(s); m != nil && months[m[1]] > 0 && fullYear(m[3]) > 0 {
		return made(Num(m[3]), months[m[1]], Num(m[2]))
	}
	if m := numeric.FindStringSubmatch(s); m != nil && fullYear(m[3]) > 0 {
		return dayOrMonthFirst(Num(m[1]), Num(m[2]), Num(m[3]))
	}
	if m := md.FindStringSubmatch(s); m != nil {
		if year == 0 {
			return "", Yearless
		}
		return made(year, Num(m[1]), Num(m[2]))
	}
	return "", NotOne
}

// dayOrMonthFirst reads 30/9/2026 and 9/30/2026; 3/4/2026 has two meanings.
func dayOrMonthFirst(a, b, year int) (kb.Date, Verdict) {
	switch {
	case a == b, a <= 12 && b > 12:
		return made(year, a, b)
	case a > 12 && b <= 12:
		return made(year, b, a)
	case a > 12:
		return "", Impossible
	}
	return "", Ambiguous
}

func made(y, m, d int) (kb.Date, Verdict) {
	if t := kb.MakeDate(y, m, d); t != "" {
		return t, Fine
	}
	return "", Impossible
}

// noYear is the verdict on a day whose year fullYear does not take. Two digits may
// be a year of another century; four digits below 1900 make a number of a
// document: 1234-05-06.
func noYear(s string) Verdict {
	if len(s) == 4 {
		return NotOne
	}
	return Ambiguous
}

// fullYear reads a year of four digits, or of two for 2000-2049; 0 for any
// other: 99年 may be 1999, or 2010 in the calendar of Taiwan.
func fullYear(s string) int {
	y := Num(s)
	switch {
	case len(s) == 4 && y >= 1900: // where the calendar of spreadsheets begins
		return y
	case len(s) == 4:
		return 0
	case y < 50:
		return 2000 + y
	}
	return 0
}

// String is the day, with the time if there is one.
func (m Moment) String() string {
	if m.Time == 0 {
		return string(m.Day)
	}
	return string(m.Day) + " " + ClockText(m.Time)
}

// ClockText writes a length of time, given in days, as h:mm, or as h:mm:ss if it has
// seconds. 1.5 is 36:00.
func ClockText(days float64) string {
	secs := int64(Round(days*86400, 0))
	sign := ""
	if secs < 0 {
		sign, secs = "-", -secs
	}
	t := sign + strconv.FormatInt(secs/3600, 10) + ":" + two(secs/60%60)
	if secs%60 != 0 {
		t += ":" + two(secs%60)
	}
	return t
}

func two(n int64) string {
	if n < 10 {
		return "0" + strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n, 10)
}
