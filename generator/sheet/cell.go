package sheet

import (
	"math"
	"strconv"
	"strings"

	"milepost/generator/kb"
)

// shown is a raw cell as a reader of the spreadsheet sees it, dates in ISO form.
func shown(c *raw, is1904 bool) string {
	switch c.kind {
	case rawText, rawISO:
		return c.text
	case rawError:
		return c.text
	case rawBool:
		if c.num != 0 {
			return "TRUE"
		}
		return "FALSE"
	case rawNumber:
		return shownNumber(c, is1904)
	}
	return ""
}

func shownNumber(c *raw, is1904 bool) string {
	switch c.style.shape {
	case shapeDate, shapeMonth:
		m, v := serial(c.num, is1904)
		if v != fine {
			return plainNumber(c.num)
		}
		if c.style.shape == shapeMonth {
			return string(monthOf(m.day))
		}
		return m.String()
	case shapeTime: // of a day and a time, only the time is shown
		return clockText(c.num - math.Floor(c.num))
	case shapeElapsed:
		return clockText(c.num)
	}
	if s := c.style.show(c.num); s != "" {
		return s
	}
	return plainNumber(c.num)
}

// String is the day, with the time if there is one.
func (m moment) String() string {
	if m.time == 0 {
		return string(m.day)
	}
	return string(m.day) + " " + clockText(m.time)
}

// clockText is a length in days as h:mm or h:mm:ss.
func clockText(days float64) string {
	secs := int64(round(days*86400, 0))
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

// guess is what one cell looks like by itself.
type guess uint8

const (
	isBlank guess = iota
	isNumber
	isShare // a number with %
	isDay
	isPeriod
	isClock // elapsed time or time of day
	isSpan  // a length of time in words
	isText
	isBool
	isError
	isLetters // RACI
)

// look classifies a raw cell without knowing its column.
func (v *vocabulary) look(c *raw) guess {
	switch c.kind {
	case rawNumber:
		switch c.style.shape {
		case shapePercent:
			return isShare
		case shapeDate:
			return isDay
		case shapeMonth:
			return isPeriod
		case shapeTime, shapeElapsed:
			return isClock
		}
		if strings.HasSuffix(c.style.suffix, "%") {
			return isShare
		}
		return isNumber
	case rawISO:
		return isDay
	case rawBool:
		return isBool
	case rawError, rawFormula:
		return isError
	case rawText:
		return v.lookText(c)
	}
	return isBlank
}

func (v *vocabulary) lookText(c *raw) guess {
	s := trim(c.text)
	if len(s) <= 24 {
		w := plainWord(s)
		if v.blanks[w] {
			return isBlank
		}
		if _, ok := letters(s); ok {
			return isLetters
		}
		if _, ok := v.bools[w]; ok && (w < "0" || w > "9") {
			return isBool
		}
	}
	if c.forced || len(s) > 60 || !hasDigit(s) {
		return isText
	}
	if _, ok := share(s); ok {
		return isShare
	}
	if _, d := date(s, 2000); d != notOne {
		if len(s) == 8 && allDigits(s) && d == impossible {
			return isNumber
		}
		return isDay
	}
	if _, d := period(s, 2000); d != notOne && d != impossible {
		if allDigits(s) {
			return isNumber
		}
		return isPeriod
	}
	if _, _, ok := duration(s); ok {
		if clockish.MatchString(s) {
			return isClock
		}
		if points(s) {
			return isNumber
		}
		return isSpan
	}
	if _, _, ok := number(s); ok && !code(s) {
		return isNumber
	}
	return isText
}

// points tells 90分, which are minutes only where a length of time is meant.
func points(s string) bool {
	_, unit, ok := number(s)
	return ok && unit == "分"
}

func hasDigit(s string) bool {
	for _, r := range s {
		if r >= '0' && r <= '9' || r >= '０' && r <= '９' {
			return true
		}
	}
	return false
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// code tells digits that name something rather than count: 001, an account or phone number.
func code(s string) bool {
	s = trim(s)
	return allDigits(s) && (len(s) > 1 && s[0] == '0' || len(s) > 11)
}

// missing is an empty cell that remembers what stood there ("待定").
func missing(c *raw) kb.Cell {
	if c == nil {
		return kb.Cell{}
	}
	return kb.Cell{Shown: trim(shown(c, false))}
}
