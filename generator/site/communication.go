package site

import (
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// Message is a row of a communication plan: something to be told.
type Message struct {
	Row      int
	Audience string
	Content  string
	Sent     kb.Date // last day, "" if nothing says
	Due      kb.Date // next day, "" if it is over or nothing says
	Reckoned bool    // Due is Sent plus Every: the sheet does not say it
	Every    kb.Span // how often it is to be told, "" if nothing says
	Gap      int     // days from Sent to Due if that is more than one and a half times Every; else 0
	Over     bool    // nothing more is to be told
}

// Late tells whether a message should have been told before a day.
func (m *Message) Late(today kb.Date) bool { return m.Due != "" && today != "" && m.Due < today }

// Lapsed tells whether a repeated message was missed twice or more before a day:
// a weekly meeting that was held three weeks ago.
func (m *Message) Lapsed(today kb.Date) bool {
	return m.Reckoned && m.Late(today) && m.Every.After(m.Every.After(m.Due)) < today
}

// Messages reads a communication plan. A repeated message that was sent is due
// again. One that is sent once is over afterwards, unless its column holds
// next days.
func Messages(set *kb.Dataset) (out []Message) {
	next := false
	if i := set.Col(kb.FieldDate); i >= 0 {
		next = vocab.SpeaksOfNext(set.Columns[i].Header)
	}
	for row := range set.Rows {
		said := func(field string) string { return strings.TrimSpace(set.Cell(row, field).String()) }
		m := Message{Row: row, Audience: said(kb.FieldAudience), Content: said(kb.FieldContent),
			Due: set.Cell(row, kb.FieldDate).Date(), Sent: set.Cell(row, kb.FieldLastSent).Date(), Over: vocab.Over(set.Cell(row, kb.FieldStatus).Text)}
		if m.Content == "" && m.Audience == "" {
			continue
		}
		every, again := vocab.Often(said(kb.FieldFrequency))
		m.Every = every
		m.follow(every, again, next)
		if usual := every.After(m.Sent); again && usual != "" && 2*m.Due.Sub(m.Sent) > 3*usual.Sub(m.Sent) {
			m.Gap = m.Due.Sub(m.Sent)
		}
		out = append(out, m)
	}
	return out
}

// follow sets the next day of a message after the last. A day in a column of
// next days is taken as it is, unless the message was sent on that day or later.
func (m *Message) follow(every kb.Span, again, next bool) {
	met := m.Sent != "" && (m.Due == "" || m.Sent >= m.Due)
	switch {
	case m.Over:
		m.Due = ""
	case met && again:
		m.Due, m.Reckoned = every.After(m.Sent), true
	case m.Due == "" && next: // it waits for something whose day is not known
	case met, m.Sent != "" && !again && !next:
		m.Due, m.Over = "", true
	case m.Sent != "" && again && !next && m.Due.Sub(m.Sent) < every.After(m.Sent).Sub(m.Sent)/2: // told early
		m.Due, m.Reckoned = every.After(m.Due), true
	}
}
