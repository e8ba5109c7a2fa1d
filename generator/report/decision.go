package report

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
)

// Fields of decisions and actions.
const (
	dueFact     = "due"     // the day by which it is to be decided or done
	decidedFact = "decided" // the day on which it was decided
)

// waiting gives the open items of a family, the first due first. An item that was open in
// the last report and is in no sheet now stays on the list, since nobody closed it.
func (m *maker) waiting(family string) (list []item) {
	list = where(m.items(family), func(it item) bool { return it.text(kb.FieldStatus) != done })
	for _, was := range itemsOf(m.Told, family) {
		if was.text(kb.FieldStatus) != done && !was.in(m.Now).there() {
			list = append(list, was)
		}
	}
	slices.SortStableFunc(list, func(a, b item) int {
		day := func(it item) kb.Date { return cmp.Or(it.date(dueFact), "9999") }
		return cmp.Compare(day(a), day(b))
	})
	return list
}

// overdueBy is by how many days an item is overdue; 0 if it is not.
func (m *maker) overdueBy(it item) int {
	d := it.date(dueFact)
	if d == "" {
		return 0
	}
	return max(0, m.day.Sub(d))
}

// decisions lists the open decisions, and those that were made since the last report.
func (m *maker) decisions(s *document.Section) {
	open, decided := m.waiting(fact.Decision), m.decided()
	if len(open)+len(decided) == 0 {
		if len(m.items(fact.Decision)) > 0 {
			s.Why = m.word("decisions.none")
		}
		return
	}
	late := where(open, func(it item) bool { return m.overdueBy(it) > 0 })
	s.Note = m.say("decisions.note", m.count("decision", len(open)), m.number(len(late)))
	switch {
	case len(open) == 0:
	case m.kind.short:
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Lines, Lines: m.decisionLines(open)})
	default:
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Grid, Table: m.decisionTable(open)})
	}
	if len(decided) > 0 && !m.kind.short {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Note, Text: m.decidedNote(decided)})
	}
}

// decided gives the decisions made since the last report or, without one, in the period.
func (m *maker) decided() []item {
	since := m.from
	if d := dateOf(m.Told, fact.Report, "cutoff"); d != "" {
		since = d.AddDays(1)
	}
	return where(m.items(fact.Decision), func(it item) bool {
		return it.text(kb.FieldStatus) == done && it.date(decidedFact) != "" && it.date(decidedFact) >= since
	})
}

func (m *maker) decisionTable(open []item) document.Table {
	t := document.Table{Columns: []document.Column{m.column("id", "text", false), m.column("decision", "text", false),
		m.column("decider", "text", false), m.column("deadline", "date", false), m.column("state", "mark", false)}}
	for _, it := range open {
		name := document.Cell{Text: m.cited(it.name(), it.fact(fact.Name))}
		switch src := it.fact(kb.FieldSource); {
		case !it.in(m.Now).there():
			name.Sub = m.say("decision.carried")
		case src.Value != "":
			name.Sub = m.cited(src.Value, src)
		}
		due := blank()
		if d := it.date(dueFact); d != "" {
			due = document.Cell{Text: m.date(d), Date: d}
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{{Text: it.shownID()}, name, {Text: document.Whose(it.text(kb.FieldOwner))}, due, {Mark: m.dueMark(it)}}})
	}
	return t
}

// left says how many days are left until a day: "还有 28 天".
func (m *maker) left(d kb.Date) document.Text {
	if d == m.day {
		return the(m.word("due.today"))
	}
	return m.say("due.in", m.count("day", d.Sub(m.day)))
}

// dueMark says how many days are left until an item is due, or by how many it is overdue.
func (m *maker) dueMark(it item) document.Mark {
	d := it.date(dueFact)
	switch n := d.Sub(m.day); {
	case d == "":
		return document.Mark{Tone: document.Warn, Word: m.word("due.none")}
	case n < 0:
		return document.Mark{Tone: document.Bad, Word: m.word("overdue", m.countWord("day", -n))}
	case n == 0:
		return document.Mark{Tone: document.Warn, Word: m.word("due.today")}
	default:
		return document.Mark{Word: m.word("due.in", m.countWord("day", n))}
	}
}

// decisionLines has a sentence for each of the first three decisions.
func (m *maker) decisionLines(open []item) (lines []document.Line) {
	for _, it := range open[:min(3, len(open))] {
		var when document.Text
		if n := m.overdueBy(it); n > 0 {
			when = m.say("decision.overdue", m.count("day", n), document.Whose(it.text(kb.FieldOwner)))
			if it.text(kb.FieldOwner) == "" {
				when = m.say("overdue", m.count("day", n))
			}
		} else if d := it.date(dueFact); d != "" {
			when = m.say("decision.due", m.date(d), m.left(d))
		}
		lines = append(lines, document.Line{Mark: m.dueMark(it), Text: m.sentence(m.join("comma", m.called(it), when))})
	}
	return lines
}

// decidedNote says what was decided, by whom and when, and the result.
func (m *maker) decidedNote(list []item) document.Text {
	var each []document.Text
	for _, it := range list {
		by := cmp.Or(strings.TrimSpace(it.text(kb.FieldOwner)), m.word("somebody"))
		t := m.say("decision.decided", m.called(it), the(by), m.dated(it.fact(decidedFact)))
		if r := it.fact(kb.FieldResult); r.Value != "" {
			t = m.join("comma", t, m.cited(r.Value, r))
		}
		each = append(each, t)
	}
	return m.sentence(m.say("decisions.decided", m.count("decision", len(list)), m.join("clauses", each...)))
}
