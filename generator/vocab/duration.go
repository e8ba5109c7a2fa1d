package vocab

import (
	"regexp"
	"strconv"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// DurationUnits maps the words for units of time to their short form: 小时 to h. wd is a working day.
var DurationUnits = map[string]string{
	"秒": "s", "秒钟": "s", "s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
	"分钟": "min", "分": "min", "min": "min", "mins": "min", "minute": "min", "minutes": "min", "m": "min",
	"小时": "h", "时": "h", "个小时": "h", "h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
	"天": "d", "日": "d", "自然日": "d", "日历天": "d", "d": "d", "day": "d", "days": "d", "个自然日": "d",
	"工作日": "wd", "个工作日": "wd", "工作天": "wd", "wd": "wd", "workday": "wd", "workdays": "wd", "workingday": "wd", "workingdays": "wd", "businessday": "wd", "businessdays": "wd",
	"周": "w", "个周": "w", "星期": "w", "w": "w", "wk": "w", "week": "w", "weeks": "w", "wks": "w",
	"月": "mo", "个月": "mo", "mo": "mo", "month": "mo", "months": "mo", "mons": "mo",
}

// minutesOf is the length in minutes of the units that have a fixed one. A week is
// not among them: see [Measure].
var minutesOf = map[string]float64{"s": 1.0 / 60, "min": 1, "h": 60, "d": 1440}

var (
	oneSpan  = regexp.MustCompile(`^(\d+(?:\.\d+)?)([^\d.]+?)(?:以?内|之内|\?)?$`)
	twoSpan  = regexp.MustCompile(`^(\d+)(小时|时|h|hours?|hrs?|天|d|days?)(\d+(?:\.\d+)?)(分钟?|m|mins?|minutes?|小时|h|hours?)$`)
	Clockish = regexp.MustCompile(`^(\d{1,4}):([0-5]\d)(?::([0-5]\d))?$`)
)

// TimeHeader tells whether a small m below this header is a minute.
func TimeHeader(word string) bool {
	for _, w := range []string{"时", "间", "期", "耗", "响应", "恢复", "延迟", "time", "duration", "delay", "latency", "response", "elapsed", "spent", "work", "estimate"} {
		if strings.Contains(word, w) {
			return true
		}
	}
	return false
}

// Duration reads "15分钟", "4 h", "2个工作日", "1小时30分", "0:15". unit is a value of
// [DurationUnits], the smaller of two: 1小时30分 is 90 min. ok is false for a number
// without a unit.
func Duration(s string) (f float64, unit string, ok bool) {
	t := strings.ToLower(Trim(text.Normal(s)))
	t = strings.ReplaceAll(t, " ", "")
	t = strings.TrimSuffix(t, "/")
	if t == "" || len(t) > 40 || t[0] < '0' || t[0] > '9' && t[0] != '.' {
		return 0, "", false
	}
	if m := Clockish.FindStringSubmatch(t); m != nil {
		return float64(Num(m[1])*60+Num(m[2])) + float64(Num(m[3]))/60, "min", true
	}
	if m := twoSpan.FindStringSubmatch(t); m != nil {
		big, small := DurationUnits[m[2]], DurationUnits[m[4]]
		a, _ := strconv.ParseFloat(m[1], 64)
		b, _ := strconv.ParseFloat(m[3], 64)
		if minutesOf[big] > minutesOf[small] && minutesOf[small] > 0 {
			return a*minutesOf[big]/minutesOf[small] + b, small, true
		}
		return 0, "", false
	}
	if m := oneSpan.FindStringSubmatch(t); m != nil {
		unit, known := DurationUnits[m[2]]
		f, err := strconv.ParseFloat(m[1], 64)
		return f, unit, known && err == nil
	}
	return 0, "", false
}

// Elapsed converts a length in days into the unit, or into h if the unit is not one
// of s, min, h and d.
func Elapsed(days float64, unit string) (float64, string) {
	m, ok := minutesOf[unit]
	if !ok {
		m, unit = 60, "h"
	}
	return Clean(Round(days*86400, 0) / 60 / m), unit
}

// Points tells whether a text is a number of 分: 90分 are points of a score, or
// minutes where a length of time is meant.
func Points(s string) bool {
	_, unit, ok := Number(s)
	return ok && unit == "分"
}

var spanForm = regexp.MustCompile(`^(\d{1,4})?\s*(?:个|每)?\s*([a-z]+|[^\x00-\x7F]+)$`)

// Span reads an interval of days or months: 90d, 6 months, 半年, 每季度, 1 年. Here m
// is a month, while [Duration] reads it as a minute.
func Span(s string) (kb.Span, bool) {
	s = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "每")
	m := spanForm.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	n := 1
	if m[1] != "" {
		n, _ = strconv.Atoi(m[1])
	}
	if n == 0 {
		return "", false
	}
	switch strings.TrimPrefix(m[2], "个") {
	case "d", "day", "days", "天", "日":
		return kb.MakeSpan(n, 'd'), true
	case "w", "week", "weeks", "周", "星期":
		return kb.MakeSpan(7*n, 'd'), true
	case "m", "mo", "month", "months", "月":
		return kb.MakeSpan(n, 'm'), true
	case "q", "quarter", "quarters", "季度", "季":
		return kb.MakeSpan(3*n, 'm'), true
	case "半年":
		return kb.MakeSpan(6*n, 'm'), true
	case "y", "year", "years", "年":
		return kb.MakeSpan(12*n, 'm'), true
	case "一年":
		return kb.MakeSpan(12, 'm'), true
	}
	return "", false
}
