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
	Sent     kb.Date // when it was told last, "" if nothing says
	Due      kb.Date // when it is to be told next, "" if it is over or nothing says
	Reckoned bool    // Due is the last day and how often: the sheet does not say it
	Every    kb.Span // how often it is to be told, "" if nothing says
	Gap      int     // days from the last to the next, where that is much longer than how often it is to come; else 0
	Over     bool    // nothing more is to be told
}

// Late tells whether a message should have been told before a day.
func (m *Message) Late(today kb.Date) bool { return m.Due != "" && today != "" && m.Due < today }

// Lapsed tells whether what comes again was left out twice or more before a day:
// a weekly meeting that was held three weeks ago.
func (m *Message) Lapsed(today kb.Date) bool {
	return m.Reckoned && m.Late(today) && m.Every.After(m.Every.After(m.Due)) < today
}

// Messages reads a communication plan. What comes again and has been told falls
// due again; what was told once, near the day that was planned, is over.
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

// follow sets what is due after what was told. A day in a column of next days is
// meant as it stands there, unless it was told on that day or later.
func (m *Message) follow(every kb.Span, again, next bool) {
	met := m.Sent != "" && (m.Due == "" || m.Sent >= m.Due)
	switch {
	case m.Over:
		m.Due = ""
	case met && again:
		m.Due, m.Reckoned = every.After(m.Sent), true
	case m.Due == "" && next: // it hangs on something else, whose day nobody knows
	case met, m.Sent != "" && !again && !next:
		m.Due, m.Over = "", true
	case m.Sent != "" && again && !next && m.Due.Sub(m.Sent) < every.After(m.Sent).Sub(m.Sent)/2: // told early
		m.Due, m.Reckoned = every.After(m.Due), true
	}
}
