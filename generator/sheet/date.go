package sheet

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// verdict is what came of reading a text as a date or period.
type verdict uint8

const (
	notOne     verdict = iota // not of this kind at all
	fine                      // read
	impossible                // 2026-02-30
	ambiguous                 // 3/4/2026
	yearless                  // 9月: the year stands elsewhere, or nowhere
)

// moment is a day and the time of that day as a fraction.
type moment struct {
	day  kb.Date
	time float64
}

// serial converts Excel's day number. Day 60 of the 1900 calendar is
// 29 February 1900, which never was.
func serial(f float64, is1904 bool) (moment, verdict) {
	if f < 0 || f > 2958466 || math.IsNaN(f) {
		return moment{}, impossible
	}
	days, frac := math.Floor(f), 0.0
	secs := math.Round((f - days) * 86400)
	if secs >= 86400 {
		days, secs = days+1, 0
	}
	frac = secs / 86400
	base := kb.Date("1899-12-30")
	switch {
	case is1904:
		base = "1904-01-01"
	case days == 60:
		return moment{}, impossible
	case days < 60:
		base = "1899-12-31"
	}
	d := base.AddDays(int(days))
	if d.Time().Year() > 9999 || !is1904 && days < 1 {
		return moment{}, impossible
	}
	return moment{d, frac}, fine
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

// date reads a day as people and programs write it. year is the one for
// "9月30日", 0 if it is not known.
func date(s string, year int) (moment, verdict) {
	if len(s) > 60 {
		return moment{}, notOne
	}
	s = strings.ToLower(trim(text.Normal(s)))
	if !hasDigit(s) || !strings.ContainsAny(s, "-/.年月") && !(len(s) == 8 && allDigits(s)) && !hasMonthWord(s) {
		return moment{}, notOne
	}
	s = strings.TrimSpace(weekday.ReplaceAllString(s, " "))
	day, v := plainDate(s, year)
	if v != notOne {
		return moment{day: day}, v
	}
	m := clock.FindStringSubmatch(s)
	if m == nil || trim(m[1]) == "" {
		return moment{}, notOne
	}
	day, v = plainDate(strings.TrimRight(trim(m[1]), ", "), year)
	if v != fine {
		return moment{}, v
	}
	secs, ok := clockTime(m)
	if !ok {
		return moment{}, impossible
	}
	return moment{day, float64(secs) / 86400}, fine
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
	h, min, sec := num(m[3]), num(m[4]), num(m[5])
	pm := m[2] == "下午" || m[2] == "晚上" || strings.HasPrefix(m[6], "p")
	am := m[2] == "上午" || m[2] == "凌晨" || strings.HasPrefix(m[6], "a")
	switch {
	case pm && h < 12:
		h += 12
	case am && h == 12:
		h = 0
	}
	return h*3600 + min*60 + sec, h < 24 && min < 60 && sec < 60
}

func num(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func plainDate(s string, year int) (kb.Date, verdict) {
	if m := ymd.FindStringSubmatch(s); m != nil {
		if len(m[1]) == 2 && strings.Contains(s, ".") { // 26.9.1 may be anything; 26/9/1 and 26-9-1 are Excel's short forms
			return "", ambiguous
		}
		if fullYear(m[1]) == 0 {
			return "", noYear(m[1])
		}
		return made(fullYear(m[1]), num(m[2]), num(m[3]))
	}
	if m := packed.FindStringSubmatch(s); m != nil {
		return made(num(m[1]+m[2]), num(m[3]), num(m[4]))
	}
	if m := dmy.FindStringSubmatch(s); m != nil && months[m[2]] > 0 {
		if fullYear(m[3]) == 0 {
			return "", noYear(m[3])
		}
		return made(fullYear(m[3]), months[m[2]], num(m[1]))
	}
	if m := mdyWord.FindStringSubmatch(s); m != nil && months[m[1]] > 0 && fullYear(m[3]) > 0 {
		return made(num(m[3]), months[m[1]], num(m[2]))
	}
	if m := numeric.FindStringSubmatch(s); m != nil && fullYear(m[3]) > 0 {
		return dayOrMonthFirst(num(m[1]), num(m[2]), num(m[3]))
	}
	if m := md.FindStringSubmatch(s); m != nil {
		if year == 0 {
			return "", yearless
		}
		return made(year, num(m[1]), num(m[2]))
	}
	return "", notOne
}

// dayOrMonthFirst reads 30/9/2026 and 9/30/2026; 3/4/2026 has two meanings.
func dayOrMonthFirst(a, b, year int) (kb.Date, verdict) {
	switch {
	case a == b, a <= 12 && b > 12:
		return made(year, a, b)
	case a > 12 && b <= 12:
		return made(year, b, a)
	case a > 12:
		return "", impossible
	}
	return "", ambiguous
}

func made(y, m, d int) (kb.Date, verdict) {
	if t := kb.MakeDate(y, m, d); t != "" {
		return t, fine
	}
	return "", impossible
}

// noYear is the verdict on a day whose year is none: two digits may be a year
// in another way, four digits below 1900 make a number such as 1234-05-06.
func noYear(s string) verdict {
	if len(s) == 4 {
		return notOne
	}
	return ambiguous
}

// fullYear reads a year of four digits, or of two for 2000-2049; 0 for any
// other: 99年 may be 1999, or 2010 in the calendar of Taiwan.
func fullYear(s string) int {
	y := num(s)
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
