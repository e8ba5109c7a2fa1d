package site

import (
	"cmp"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// AnswerDays is how many working days there are to answer a suggestion, if site.toml
// (rules.SU01, days) says nothing else.
const AnswerDays = 5

// UseAnswerDays sets the working days of site.toml. Call it before anybody
// reads, like UseCalendar.
func (d *Data) UseAnswerDays(days int) { d.answerDays = days }

// AnswerDays is how many working days there are to answer a suggestion.
func (d *Data) AnswerDays() int { return cmp.Or(d.answerDays, AnswerDays) }

// Suggestion is a row of a suggestion box.
type Suggestion struct {
	Set       *kb.Dataset
	Row       int
	ID        string
	Text      string
	Page      string // what it is about, as the sheet says: see Site.PageOf
	Date      kb.Date
	Answered  kb.Date
	Published kb.Date
	Answer    string // also "" for 待答复, 已登记
	Live      bool   // what was asked for is done
	Rejected  bool
	Accepted  bool // it was accepted, or is live
}

// Suggestions reads a suggestion box. This is the only place that decides what
// became of a suggestion.
func Suggestions(set *kb.Dataset) (out []Suggestion) {
	for row := range set.Rows {
		said := func(field string) string { return strings.TrimSpace(set.Cell(row, field).String()) }
		day := func(field string) kb.Date { return set.Cell(row, field).Date() }
		s := Suggestion{
			Set: set, Row: row, ID: said(kb.FieldID), Text: said(kb.FieldText), Answer: said(kb.FieldAnswer), Page: said(kb.FieldPage),
			Date: day(kb.FieldDate), Answered: day(kb.FieldAnswered), Published: day(kb.FieldPublished),
		}
		if !vocab.Answers(s.Answer) {
			s.Answer = ""
		}
		status := set.Cell(row, kb.FieldStatus)
		s.Live, s.Rejected = vocab.Outcome(status.Text, status.String())
		s.Accepted = s.Live || !s.Rejected && vocab.Accepts(status.String())
		out = append(out, s)
	}
	return out
}

// Replied tells whether a suggestion has an answer. Being done or rejected is
// one.
func (s *Suggestion) Replied() bool {
	return s.Live || s.Rejected || s.Answer != "" || s.Set.Cell(s.Row, kb.FieldAnswered).Kind != kb.Missing
}

// RepliedBy tells whether it had an answer at the end of a day. An answer without
// a date counts.
func (s *Suggestion) RepliedBy(day kb.Date) bool { return s.Replied() && s.Answered <= day }

// Waited is how many working days a suggestion had waited for an answer at the
// end of a day; 0 if it had one.
func (d *Data) Waited(s *Suggestion, day kb.Date) int {
	if s.Date == "" || day == "" || s.Live || s.Rejected || s.RepliedBy(day) {
		return 0
	}
	return d.cal.Workdays(s.Date.AddDays(1), day)
}

// AnswerTime is the working days from a suggestion to its answer; ok is false
// if one of the two days is not known.
func (d *Data) AnswerTime(s *Suggestion) (days int, ok bool) {
	if s.Date == "" || s.Answered < s.Date {
		return 0, false
	}
	return d.cal.Workdays(s.Date.AddDays(1), s.Answered), true
}
