package sheet

import (
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

func (y *lane) durations(out *kb.Column) []kb.Cell {
	spots := y.spots
	if u, ok := vocab.DurationUnits[y.c.unit]; ok {
		out.Unit = u
	}
	if out.Unit == "" { // a line above says it: 单位：天
		out.Unit = vocab.DurationUnits[y.lineUnit]
	}
	if out.Unit == "" {
		out.Unit = y.spanUnit(spots[:y.body])
	}
	res := make([]kb.Cell, len(spots))
	for i, s := range spots {
		cell, done := y.readTyped(s)
		if !done {
			cell = y.span(s, out.Unit)
		}
		if cell.Unit == out.Unit {
			cell.Unit = ""
		}
		res[i] = cell
	}
	y.sayEffort(out.Unit)
	return res
}

// spanUnit is the most frequent unit of the cells.
func (y *lane) spanUnit(spots []spot) string {
	count := map[string]int{}
	best := ""
	for _, s := range spots {
		if s.c == nil {
			continue
		}
		unit := ""
		if _, _, ok := y.effort(s.c, ""); ok {
			unit = "h"
		} else if s.c.kind == rawText {
			_, unit, _ = vocab.Duration(s.c.text)
		} else if s.c.kind == rawNumber {
			unit = vocab.DurationUnits[unitWord(s.c.style)]
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
	if vocab.IsEffort(y.c.word) && count["h"]+count["min"] > 0 && count["d"]+count["w"] > 0 {
		return "h" // days and hours of work are added as hours
	}
	return best
}

// effort reads "12d 4h" in a column of work, in which a day is 8 hours, and 2天 in a column
// of hours. A column with only days stays in days.
func (y *lane) effort(c *raw, unit string) (hours float64, days, ok bool) {
	if c.kind != rawText || !vocab.IsEffort(y.c.word) {
		return 0, false, false
	}
	if hours, days, ok = vocab.Effort(c.text); ok || unit != "h" {
		return hours, days, ok
	}
	if n, u, said := vocab.Duration(c.text); said {
		hours, ok = vocab.WorkHours(n, u)
	}
	return hours, ok, ok
}

// sayEffort reports, once for a column, that days of work were converted to hours.
func (y *lane) sayEffort(unit string) {
	for _, s := range y.spots[:y.body] {
		if s.c == nil {
			continue
		}
		if f, days, ok := y.effort(s.c, unit); ok && days {
			y.complain("SH09.effort", s, vocab.Trim(s.c.text), y.c.text, f)
			return
		}
	}
}

func (y *lane) span(s spot, unit string) kb.Cell {
	c := y.c
	t := vocab.Trim(shown(s.c, y.is1904))
	switch s.c.kind {
	case rawNumber:
		if sh := s.c.style.shape; sh == shapeElapsed || sh == shapeTime {
			f, u := vocab.Elapsed(s.c.num, unit)
			return kb.Cell{Kind: kb.Number, Num: f, Unit: u, Shown: t}
		} else if sh == shapeDate || sh == shapeMonth {
			y.complain("SH08.duration", s, t, c.text)
			return kb.Cell{Kind: kb.Text, Text: t}
		}
		u := vocab.DurationUnits[unitWord(s.c.style)]
		if u == "" {
			u = unit
		}
		return kb.Cell{Kind: kb.Number, Num: vocab.Clean(s.c.num), Unit: u, Shown: s.c.style.show(s.c.num)}
	case rawText:
		said := t
		if f, _, ok := y.effort(s.c, unit); ok {
			return kb.Cell{Kind: kb.Number, Num: f, Unit: "h", Shown: said}
		}
		if strings.HasSuffix(c.field, "_target") { // a promise is a bound anyway
			t = vocab.CutAtMost(strings.TrimSpace(text.Normal(t)))
		}
		if m := vocab.Clockish.FindStringSubmatch(strings.TrimSpace(text.Normal(t))); m != nil {
			days := (float64(vocab.Num(m[1]))*3600 + float64(vocab.Num(m[2]))*60 + float64(vocab.Num(m[3]))) / 86400
			f, u := vocab.Elapsed(days, unit)
			return kb.Cell{Kind: kb.Number, Num: f, Unit: u, Shown: said}
		}
		if f, u, ok := vocab.Duration(t); ok {
			return kb.Cell{Kind: kb.Number, Num: f, Unit: u, Shown: said}
		}
		if f, u, ok := vocab.Number(t); ok && u == "" {
			return kb.Cell{Kind: kb.Number, Num: f, Unit: unit, Shown: said}
		}
		if t = said; !y.noEvents(t) {
			y.complain("SH08.duration", s, t, c.text)
		}
	}
	return kb.Cell{Kind: kb.Text, Text: t}
}
