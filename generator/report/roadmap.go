package report

import (
	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
)

// daysBack and daysAhead are how far the roadmap reaches from today: a year back, a year
// and a half ahead.
const (
	daysBack  = 365
	daysAhead = 550
)

// roadmap draws the phases of all projects along one axis, worst project first.
func (m *maker) roadmap(s *document.Section) {
	all := m.members()
	strip := document.Strip{Today: m.day, Bars: true}
	for _, p := range all {
		strip.Rows = append(strip.Rows, p.course())
		for _, it := range p.drawn() {
			from, to := it.span()
			if from != "" && (strip.From == "" || from < strip.From) {
				strip.From = from
			}
			strip.To = max(strip.To, to)
		}
	}
	if strip.From == "" || m.day == "" {
		return
	}
	strip.From = max(strip.From, m.day.AddDays(-daysBack))
	strip.To = max(min(strip.To, m.day.AddDays(daysAhead)), m.day)
	for i := range strip.Rows {
		strip.Rows[i].Marks = inside(strip.Rows[i].Marks, strip.From, strip.To)
	}
	s.Note = m.say("roadmap.note", m.date(m.day))
	s.Blocks = []document.Block{{Kind: document.Strips, Strip: strip, Picks: m.picks(all)}, {Kind: document.Note, Text: m.say("roadmap.key")}}
}

// inside gives the marks that lie in a span of days, cut at its ends.
func inside(marks []document.Span, from, to kb.Date) (out []document.Span) {
	for _, s := range marks {
		if s.To < from || s.From > to {
			continue
		}
		s.From, s.To = max(s.From, from), min(s.To, to)
		out = append(out, s)
	}
	return out
}

// course draws the phases of a project: done, at work or to come. If a phase is late, the
// time after its planned end is drawn, too.
func (p member) course() document.StripRow {
	r := document.StripRow{Name: p.title(), Sub: the(p.stageWords())}
	all := p.drawn()
	var overruns []document.Span // drawn last: the next phase would hide them
	if len(all) == 0 {
		r.Text = p.say("roadmap.no-plan")
		return r
	}
	for _, it := range all {
		if it.count(kb.FieldMilestone) > 0 {
			r.Marks = append(r.Marks, p.reached(it)...)
			continue
		}
		from, to := it.date(kb.FieldPlannedStart), it.date(kb.FieldPlannedEnd)
		if from == "" || to < from {
			continue
		}
		span := document.Span{From: from, To: to, Mark: document.Mark{Word: it.name()}, Label: p.join("words", the(it.name()), the("→"), the(string(to)), the(p.taskMark(it).Word)).String()}
		switch {
		case it.done():
			span.Mark.Tone = document.Muted
		case !it.started():
			span.Hollow = true
		}
		r.Marks = append(r.Marks, span)
		if until := p.lateUntil(it); until > to {
			overruns = append(overruns, document.Span{From: to.AddDays(1), To: until, Mark: document.Mark{Tone: document.Bad}, Hatched: true, Label: p.word("roadmap.late", it.name(), string(until))})
		}
	}
	r.Marks = append(r.Marks, overruns...)
	late := p.behindPlan()
	r.Text = the(p.lateMark(late).Word)
	if late > p.delayed() { // it follows from the pace
		r.Text = p.say("mark.late-pace", p.count("day", late))
	}
	if late > 0 {
		r.Text = strong(r.Text)
	}
	return r
}

// drawn gives the items that are drawn for a project: its phases or, if the plan has none,
// its milestones.
func (p member) drawn() []item {
	if all := p.phases(); len(all) > 0 {
		return all
	}
	return where(p.tasks(), func(it item) bool { return it.count(kb.FieldMilestone) > 0 })
}

// reached draws a milestone as a mark on its planned day.
func (p member) reached(it item) []document.Span {
	day := it.date(kb.FieldPlannedEnd)
	if day == "" {
		return nil
	}
	s := document.Span{From: day, To: day, Label: p.join("words", the(it.name()), the(p.taskMark(it).Word)).String()}
	switch {
	case it.done():
		s.Mark.Tone = document.Muted
	case it.delay() > 0:
		s.Mark.Tone = document.Bad
	default:
		s.Hollow = true
	}
	return []document.Span{s}
}

// lateUntil is the day until which a phase goes on: the forecast, or today if the phase is
// late and the forecast is earlier; "" if the phase is done or has no forecast.
func (p member) lateUntil(it item) kb.Date {
	switch {
	case it.done():
		return ""
	case it.count(fact.Late) > 0:
		return max(it.date(kb.FieldForecastEnd), p.day)
	}
	return it.date(kb.FieldForecastEnd)
}
