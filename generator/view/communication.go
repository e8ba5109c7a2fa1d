package view

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/text"
)

// communication lists the messages of a plan: to whom, when due, when last sent. Late
// messages come first, then by due day; messages without a due day are marked.
func communication(e eye) (document.Section, bool) {
	p := talk{eye: e, all: site.Messages(e.set)}
	if len(p.all) == 0 {
		return document.Section{}, false
	}
	slices.SortStableFunc(p.all, func(a, b site.Message) int {
		return cmp.Or(cmp.Compare(p.state(&a), p.state(&b)), strings.Compare(string(a.Due), string(b.Due)), strings.Compare(string(b.Sent), string(a.Sent)))
	})
	for i := range p.all {
		p.count[p.state(&p.all[i])]++
	}
	s := document.Section{Title: p.finding(), Note: p.note()}
	if strip, ok := p.strip(); ok {
		s.Blocks = append(s.Blocks, strip, note(e.t("communication.legend")))
	}
	s.Blocks = append(s.Blocks, p.list())
	return s, true
}

// The states of a message, the most urgent first.
const (
	talkLate = iota
	talkComing
	talkUndated
	talkOver
)

// talk is the rows of a communication plan, the most urgent first.
type talk struct {
	eye
	all   []site.Message
	count [talkOver + 1]int
}

func (p *talk) state(m *site.Message) int {
	switch {
	case m.Late(p.data.Today()):
		return talkLate
	case m.Due != "":
		return talkComing
	case m.Over:
		return talkOver
	}
	return talkUndated
}

func (p *talk) finding() string {
	first := p.several("communication.first", len(p.all))
	late, next, undated := "", "", ""
	for i := range p.all {
		m := &p.all[i]
		switch state := p.state(m); {
		case state == talkLate && late == "":
			late = p.several("communication.late", p.count[talkLate], p.who(m), p.several("days", p.data.Today().Sub(m.Due)))
		case state == talkComing && next == "":
			next = p.t("communication.next", p.day(m.Due), p.who(m))
		}
	}
	if n := p.count[talkUndated]; n > 0 {
		undated = p.several("communication.undated", n)
	}
	if p.count[talkOver] == len(p.all) {
		return p.several("communication.over", len(p.all))
	}
	return p.clauses(strings.Join(nonEmpty(first, late), p.t("comma")), next, undated)
}

// who is the audience of a message.
func (p *talk) who(m *site.Message) string {
	return text.Clip(cmp.Or(m.Audience, m.Content), 16)
}

// note counts the rows by state; its counts add up to the number of rows.
func (p *talk) note() document.Text {
	var states []string
	for state, key := range []string{"communication.n-late", "communication.n-coming", "communication.n-undated", "communication.n-over"} {
		if n := p.count[state]; n > 0 {
			states = append(states, p.t(key, n))
		}
	}
	reckoned, nobody, gaps, unsent := 0, 0, 0, ""
	for i := range p.all {
		if p.all[i].Reckoned {
			reckoned++
		}
		if p.all[i].Gap > 0 {
			gaps++
		}
		if p.text(p.all[i].Row, kb.FieldOwner) == "" && !p.all[i].Over {
			nobody++
		}
	}
	if p.set.Col(kb.FieldLastSent) < 0 {
		unsent = p.t("communication.unsent")
	}
	said := []string{p.t("communication.sum", len(p.all), p.eye.list(states)), unsent}
	if reckoned > 0 {
		said = append(said, p.several("communication.reckoned", reckoned))
	}
	if gaps > 0 {
		said = append(said, p.several("communication.gaps", gaps))
	}
	if nobody > 0 {
		said = append(said, p.several("communication.nobody", nobody))
	}
	return p.line(said...)
}

// strip draws the last and the next day of each message on a time axis.
func (p *talk) strip() (document.Block, bool) {
	today := p.data.Today()
	s := document.Strip{From: today, To: today, Today: today}
	dated := 0
	for i := range p.all {
		for _, day := range []kb.Date{p.all[i].Sent, p.all[i].Due} {
			if day == "" {
				continue
			}
			dated++
			if s.From == "" || day < s.From {
				s.From = day
			}
			s.To = max(s.To, day)
		}
	}
	if dated < 2 || today == "" {
		return document.Block{}, false
	}
	s.From, s.To = max(s.From, today.AddDays(-longest)).AddDays(-7), min(s.To, today.AddDays(longest)).AddDays(7)
	for i := range p.all[:min(len(p.all), mostRows)] {
		s.Rows = append(s.Rows, p.days(&p.all[i], s.From, s.To))
	}
	b := document.Block{Kind: document.Strips, Strip: s}
	if left := len(p.all) - len(s.Rows); left > 0 {
		b.Text = document.Say(p.several("communication.left", left))
	}
	return b, true
}

func (p *talk) days(m *site.Message, from, to kb.Date) document.StripRow {
	r := document.StripRow{Name: cmp.Or(m.Audience, m.Content), Sub: document.Say(p.text(m.Row, kb.FieldChannel)), Text: document.Say(p.text(m.Row, kb.FieldFrequency))}
	if m.Sent != "" && m.Sent >= from {
		r.Marks = append(r.Marks, document.Span{From: m.Sent, Mark: document.Mark{Tone: document.Good}, Label: p.t("communication.sent-on", m.Sent), Href: p.row(m.Row)})
	}
	switch state := p.state(m); {
	case m.Due == "" || m.Due > to:
	case state == talkLate:
		r.Marks = append(r.Marks, document.Span{From: m.Due, Mark: document.Mark{Tone: document.Bad, Word: "✕"}, Label: p.t("communication.late-on", m.Due), Href: p.row(m.Row)})
	default:
		r.Marks = append(r.Marks, document.Span{From: m.Due, Hollow: true, Label: p.t("communication.due-on", m.Due), Href: p.row(m.Row)})
	}
	return r
}

// list has a row for each message: audience, channel, sender, days.
func (p *talk) list() document.Block {
	sent := p.set.Col(kb.FieldLastSent) >= 0
	cols := []document.Column{{Title: p.t("communication.to")}, {Title: p.t("communication.when")}, {Title: p.t("communication.what")}, {Title: p.t("communication.how")}}
	if sent {
		cols = append(cols, document.Column{Title: p.t("communication.last")})
	}
	cols = append(cols, document.Column{Title: p.t("owner")})
	var rows []document.Row
	for i := range p.all {
		m := &p.all[i]
		when := p.due(m.Due)
		switch p.state(m) {
		case talkUndated:
			when = document.Cell{Mark: document.Mark{Tone: document.Warn, Word: p.t("communication.no-day")}}
		case talkOver:
			when = document.Cell{Mark: document.Mark{Tone: document.Good, Word: p.t("communication.is-over")}}
		}
		who := p.field(m.Row, kb.FieldOwner)
		if p.text(m.Row, kb.FieldOwner) == "" && !m.Over {
			who = document.Cell{Mark: document.Mark{Tone: document.Warn, Word: p.t("register.nobody")}}
		}
		how := p.field(m.Row, kb.FieldChannel)
		how.Sub = document.Say(p.text(m.Row, kb.FieldFrequency))
		cells := []document.Cell{{Text: document.Text{{Text: cmp.Or(m.Audience, "—"), Href: p.row(m.Row), Strong: true}}}, when, p.field(m.Row, kb.FieldContent), how}
		if sent {
			last := document.Cell{Text: document.Text{{Text: cmp.Or(string(m.Sent), "—"), Whole: true}}}
			if m.Gap > 0 {
				last.Mark = document.Mark{Tone: document.Warn, Word: p.t("communication.gap", m.Gap)}
			}
			cells = append(cells, last)
		}
		rows = append(rows, document.Row{Cells: append(cells, who)})
	}
	return listing("", cols, rows)
}
