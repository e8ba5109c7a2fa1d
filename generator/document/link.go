package document

import (
	"slices"
	"strings"
)

// Linked is a copy of the report with each address changed by to. The report
// itself stays as it is.
func (r Report) Linked(to func(href string) string) Report {
	return r.LinkedWith(to, nil)
}

// LinkedWith is Linked that also replaces the name of each owner by the text
// that who returns; its addresses are not changed by to.
func (r Report) LinkedWith(to func(href string) string, who func(Run) Text) Report {
	l := linker{to, who}
	r.Errata = l.lines(r.Errata)
	r.Sources = each(r.Sources, func(s *Source) { s.Href = l.href(s.Href) })
	r.Sections = each(r.Sections, func(s *Section) {
		s.Note = l.text(s.Note)
		s.Blocks = each(s.Blocks, l.block)
	})
	return r
}

type linker struct {
	to  func(string) string
	who func(Run) Text
}

func (l linker) href(href string) string {
	if href == "" {
		return ""
	}
	return l.to(href)
}

func (l linker) block(b *Block) {
	b.Text = l.text(b.Text)
	b.Verdicts = each(b.Verdicts, func(v *Verdict) { v.Reason = l.text(v.Reason) })
	b.Lines = l.lines(b.Lines)
	b.Agenda = each(b.Agenda, func(a *Appointment) { a.Text, a.Whose = l.text(a.Text), l.owned(a.Who, a.Who) })
	b.Gantt.Bars = each(b.Gantt.Bars, func(r *Bar) { r.Whose = l.owned(r.Owner, r.Sub) })
	b.Table.Rows = each(b.Table.Rows, func(r *Row) {
		r.Cells = each(r.Cells, func(c *Cell) { c.Text, c.Sub, c.Lines = l.text(c.Text), l.text(c.Sub), l.lines(c.Lines) })
	})
	b.Strip.Rows = each(b.Strip.Rows, func(r *StripRow) {
		r.Sub, r.Text = l.text(r.Sub), l.text(r.Text)
		r.Marks = each(r.Marks, func(m *Span) { m.Href = l.href(m.Href) })
	})
	b.Shares.Rows = each(b.Shares.Rows, func(s *Share) { s.Sub, s.Text = l.text(s.Sub), l.text(s.Text) })
	b.Panels.List = each(b.Panels.List, func(p *Panel) { p.Text, p.Sub = l.text(p.Text), l.text(p.Sub) })
	b.Trend.Rest = l.text(b.Trend.Rest)
}

// owned is a text that begins with the name of an owner; nil if nobody says what becomes of it.
func (l linker) owned(owner, text string) Text {
	rest, found := strings.CutPrefix(text, owner)
	if l.who == nil || owner == "" || !found {
		return nil
	}
	return append(l.who(Run{Text: owner, Owner: true}), Say(rest)...)
}

func (l linker) lines(lines []Line) []Line {
	return each(lines, func(n *Line) { n.Text = l.text(n.Text) })
}

func (l linker) text(t Text) Text {
	if t == nil {
		return nil
	}
	out := make(Text, 0, len(t))
	for _, r := range t {
		if r.Owner && l.who != nil {
			out = append(out, l.who(r)...)
			continue
		}
		r.Href = l.href(r.Href)
		out = append(out, r)
	}
	return out
}

// each is a copy of a list, changed.
func each[S ~[]E, E any](list S, change func(*E)) S {
	list = slices.Clone(list)
	for i := range list {
		change(&list[i])
	}
	return list
}
