package sheet

import (
	"regexp"
	"strconv"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// durationUnits maps the words for lengths of time to their short form.
var durationUnits = map[string]string{
	"秒": "s", "秒钟": "s", "s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
	"分钟": "min", "分": "min", "min": "min", "mins": "min", "minute": "min", "minutes": "min", "m": "min",
	"小时": "h", "时": "h", "个小时": "h", "h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
	"天": "d", "日": "d", "自然日": "d", "日历天": "d", "d": "d", "day": "d", "days": "d", "个自然日": "d",
	"工作日": "wd", "个工作日": "wd", "工作天": "wd", "wd": "wd", "workday": "wd", "workdays": "wd", "workingday": "wd", "workingdays": "wd", "businessday": "wd", "businessdays": "wd",
	"周": "w", "个周": "w", "星期": "w", "w": "w", "wk": "w", "week": "w", "weeks": "w", "wks": "w",
	"月": "mo", "个月": "mo", "mo": "mo", "month": "mo", "months": "mo", "mons": "mo",
}

// minutesOf is the fixed length of the units that have one.
var minutesOf = map[string]float64{"s": 1.0 / 60, "min": 1, "h": 60, "d": 1440}

var (
	oneSpan  = regexp.MustCompile(`^(\d+(?:\.\d+)?)([^\d.]+?)(?:以?内|之内|\?)?$`)
	twoSpan  = regexp.MustCompile(`^(\d+)(小时|时|h|hours?|hrs?|天|d|days?)(\d+(?:\.\d+)?)(分钟?|m|mins?|minutes?|小时|h|hours?)$`)
	atMost   = regexp.MustCompile(`^(?:≤|<=?|≦|不超过|不高于|不大于|小于等于|小于|少于|within |up to )\s*`)
	clockish = regexp.MustCompile(`^(\d{1,4}):([0-5]\d)(?::([0-5]\d))?$`)
)

// duration reads "15分钟", "4 h", "2个工作日", "1小时30分", "0:15". A bare
// number has no unit of its own.
func duration(s string) (f float64, unit string, ok bool) {
	t := strings.ToLower(trim(text.Normal(s)))
	t = strings.ReplaceAll(t, " ", "")
	t = strings.TrimSuffix(t, "/")
	if t == "" || len(t) > 40 || t[0] < '0' || t[0] > '9' && t[0] != '.' {
		return 0, "", false
	}
	if m := clockish.FindStringSubmatch(t); m != nil {
		return float64(num(m[1])*60+num(m[2])) + float64(num(m[3]))/60, "min", true
	}
	if m := twoSpan.FindStringSubmatch(t); m != nil {
		big, small := durationUnits[m[2]], durationUnits[m[4]]
		a, _ := strconv.ParseFloat(m[1], 64)
		b, _ := strconv.ParseFloat(m[3], 64)
		if minutesOf[big] > minutesOf[small] && minutesOf[small] > 0 {
			return a*minutesOf[big]/minutesOf[small] + b, small, true
		}
		return 0, "", false
	}
	if m := oneSpan.FindStringSubmatch(t); m != nil {
		unit, known := durationUnits[m[2]]
		f, err := strconv.ParseFloat(m[1], 64)
		return f, unit, known && err == nil
	}
	return 0, "", false
}

// elapsed converts a length in days into the unit, h if it has no fixed length.
func elapsed(days float64, unit string) (float64, string) {
	m, ok := minutesOf[unit]
	if !ok {
		m, unit = 60, "h"
	}
	return clean(round(days*86400, 0) / 60 / m), unit
}

func (y *typer) durations(c *column, out *kb.Column, spots []spot, body int) []kb.Cell {
	if u, ok := durationUnits[c.unit]; ok {
		out.Unit = u
	}
	if out.Unit == "" { // a line above says it: 单位：天
		out.Unit = durationUnits[y.lineUnit]
	}
	if out.Unit == "" {
		out.Unit = y.spanUnit(spots[:body])
	}
	res := make([]kb.Cell, len(spots))
	for i, s := range spots {
		cell, done := y.readTyped(s)
		if !done {
			cell = y.span(s, c, out.Unit)
		}
		if cell.Unit == out.Unit {
			cell.Unit = ""
		}
		res[i] = cell
	}
	return res
}

// spanUnit is the unit most cells carry.
func (y *typer) spanUnit(spots []spot) string {
	count := map[string]int{}
	best := ""
	for _, s := range spots {
		if s.c == nil {
			continue
		}
		unit := ""
		if s.c.kind == rawText {
			_, unit, _ = duration(s.c.text)
		} else if s.c.kind == rawNumber {
			unit = durationUnits[unitWord(s.c.style)]
			if s.c.style.shape == shapeElapsed || s.c.style.shape == shapeTime {
				unit = "h"
			}
		}
		if unit == "" {
			continue
		}
		if count[unit]++; count[unit] > count[best] {
			best = unit
		}
	}
	return best
}

func (y *typer) span(s spot, c *column, unit string) kb.Cell {
	t := trim(shown(s.c, y.is1904))
	switch s.c.kind {
	case rawNumber:
		if sh := s.c.style.shape; sh == shapeElapsed || sh == shapeTime {
			f, u := elapsed(s.c.num, unit)
			return kb.Cell{Kind: kb.Number, Num: f, Unit: u, Shown: t}
		} else if sh == shapeDate || sh == shapeMonth {
			y.complain("SH08.duration", s, t, c.text)
			return kb.Cell{Kind: kb.Text, Text: t}
		}
		u := durationUnits[unitWord(s.c.style)]
		if u == "" {
			u = unit
		}
		return kb.Cell{Kind: kb.Number, Num: clean(s.c.num), Unit: u, Shown: s.c.style.show(s.c.num)}
	case rawText:
		said := t
		if strings.HasSuffix(c.field, "_target") { // a promise is a bound anyway
			t = strings.TrimSpace(atMost.ReplaceAllString(text.Normal(t), ""))
		}
		if m := clockish.FindStringSubmatch(strings.TrimSpace(text.Normal(t))); m != nil {
			days := (float64(num(m[1]))*3600 + float64(num(m[2]))*60 + float64(num(m[3]))) / 86400
			f, u := elapsed(days, unit)
			return kb.Cell{Kind: kb.Number, Num: f, Unit: u, Shown: said}
		}
		if f, u, ok := duration(t); ok {
			return kb.Cell{Kind: kb.Number, Num: f, Unit: u, Shown: said}
		}
		if f, u, ok := number(t); ok && u == "" {
			return kb.Cell{Kind: kb.Number, Num: f, Unit: unit, Shown: said}
		}
		if t = said; !y.noEvents(t) {
			y.complain("SH08.duration", s, t, c.text)
		}
	}
	return kb.Cell{Kind: kb.Text, Text: t}
}
