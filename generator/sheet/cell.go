package sheet

import (
	"math"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
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
		if v != vocab.Fine {
			return vocab.PlainNumber(c.num)
		}
		if c.style.shape == shapeMonth {
			return string(vocab.MonthOf(m.Day))
		}
		return m.String()
	case shapeTime: // of a day and a time, only the time is shown
		return vocab.ClockText(c.num - math.Floor(c.num))
	case shapeElapsed:
		return vocab.ClockText(c.num)
	}
	if s := c.style.show(c.num); s != "" {
		return s
	}
	return vocab.PlainNumber(c.num)
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

// look guesses the kind of a cell from the cell alone.
func look(v *vocab.Words, c *raw) guess {
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
		return lookText(v, c)
	}
	return isBlank
}

func lookText(v *vocab.Words, c *raw) guess {
	s := vocab.Trim(c.text)
	if len(s) <= 24 {
		w := vocab.Plain(s)
		if v.Blank(w) {
			return isBlank
		}
		if _, ok := vocab.Letters(s); ok {
			return isLetters
		}
		if _, ok := v.YesNo(w); ok && (w < "0" || w > "9") {
			return isBool
		}
	}
	if c.forced || len(s) > 60 || !vocab.HasDigit(s) {
		return isText
	}
	if _, ok := vocab.Share(s); ok {
		return isShare
	}
	if _, d := vocab.Date(s, 2000); d != vocab.NotOne {
		if len(s) == 8 && vocab.AllDigits(s) && d == vocab.Impossible {
			return isNumber
		}
		return isDay
	}
	if _, d := vocab.Period(s, 2000); d != vocab.NotOne && d != vocab.Impossible {
		if vocab.AllDigits(s) {
			return isNumber
		}
		return isPeriod
	}
	if _, _, ok := vocab.Duration(s); ok {
		if vocab.Clockish.MatchString(s) {
			return isClock
		}
		if vocab.Points(s) {
			return isNumber
		}
		return isSpan
	}
	if _, _, ok := vocab.Number(s); ok && !vocab.Code(s) {
		return isNumber
	}
	return isText
}

// missing is an empty cell that keeps its text ("待定") for display.
func missing(c *raw) kb.Cell {
	if c == nil {
		return kb.Cell{}
	}
	return kb.Cell{Shown: vocab.Trim(shown(c, false))}
}
