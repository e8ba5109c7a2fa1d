package where

import (
	"cmp"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// span is a value as a part of the calendar: a day, a month, a quarter, a year.
type span struct {
	period   kb.Period // a day is one too
	from, to kb.Date
	ok       bool
}

// spanOf reads "2026-09-03", "2026年9月3日", "2026-09", "2026q2", "2026". The year must be there.
func spanOf(s string) span {
	if p := kb.Period(strings.ToUpper(s)); p.Valid() && p.Start() != "" {
		return span{p, p.Start(), p.End(), true}
	}
	if m, verdict := vocab.Date(s, 0); verdict == vocab.Fine {
		return span{kb.Period(m.Day), m.Day, m.Day, true}
	}
	if p, verdict := vocab.Period(s, 0); verdict == vocab.Fine {
		return span{p, p.Start(), p.End(), true}
	}
	return span{}
}

// holds tells whether the cell's day or period is within the span.
func (s *span) holds(cell *kb.Cell) bool {
	if cell.Text == string(s.period) {
		return true
	}
	if cell.Kind == kb.Day {
		return kb.Date(cell.Text) >= s.from && kb.Date(cell.Text) <= s.to
	}
	p := kb.Period(cell.Text)
	return len(cell.Text) >= len(s.period) && !s.alike(cell.Text) && p.Start() >= s.from && p.End() <= s.to
}

// compare compares a day or period with the span: one within it is equal; else
// the one with the later end is later.
func (s *span) compare(cell *kb.Cell) (order int, ok bool) {
	if !s.ok || cell.Kind != kb.Day && cell.Kind != kb.Interval {
		return 0, false
	}
	if s.alike(cell.Text) { // as nearly always: no calendar needed
		return strings.Compare(cell.Text, string(s.period)), true
	}
	if s.holds(cell) {
		return 0, true
	}
	end := kb.Date(cell.Text)
	if cell.Kind == kb.Interval {
		end = kb.Period(cell.Text).End()
	}
	return cmp.Compare(end, s.to), true
}

// alike tells whether the text is a period of the same length of time: those order as texts.
func (s *span) alike(t string) bool {
	if len(t) != len(s.period) {
		return false
	}
	return len(t) != len("2026-Q3") || letter(t[5]) == letter(s.period[5])
}

func letter(b byte) byte {
	if b >= '0' && b <= '9' {
		return '0'
	}
	return b
}
