package report

import (
	"strings"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// A field and states of the facts by which a gate is judged.
const (
	pageFact   = "page"  // field: the page that is a deliverable or a mechanism
	foundFact  = "found" // state of a deliverable
	metState   = "met"   // states of a criterion
	unmetState = "unmet"
)

// phases gives the phases of the plan.
func (m *maker) phases() []item {
	return where(m.tasks(), func(it item) bool { return it.count(kb.FieldLevel) == 0 && it.count(kb.FieldMilestone) == 0 })
}

// PhaseOf is the phase that a report of a kind is about, by the facts s. If said names a
// phase, it is that one, or "" if the plan does not have it. If said is "" and the kind is
// about a phase, it is the one that the report's sections take: the one at work, or else
// the last that is done. all are the phases of the plan.
func PhaseOf(kind string, s fact.Set, said string) (name string, all []string) {
	m := &maker{Input: Input{Now: veiled(s)}}
	if said != "" {
		m.Now = m.Now.With(fact.Fact{Key: fact.Key(fact.Report, kb.FieldPhase), Value: said, Unit: fact.UnitText})
	}
	for _, it := range m.phases() {
		all = append(all, it.name())
	}
	if p, ok := m.phase(); ok && (said != "" || kindOf(kind).ofPhase) {
		return p.name(), all
	}
	return "", all
}

// phase is the phase that the report is about: the one that its record names, or else the
// one at work, or else the last that is done.
func (m *maker) phase() (item, bool) {
	tops := m.phases()
	said := m.Now.Text(fact.Report, kb.FieldPhase)
	for _, it := range tops {
		if said != "" && (it.key == fact.Part(said) || vocab.PhaseKey(it.name()) == vocab.PhaseKey(said)) {
			return it, true
		}
	}
	if said != "" {
		return itemOf(m.Now, fact.Phase, fact.Part(said)), false
	}
	for _, it := range tops {
		if it.started() && !it.done() {
			return it, true
		}
	}
	for i := len(tops) - 1; i >= 0; i-- {
		if tops[i].done() {
			return tops[i], true
		}
	}
	return item{}, false
}

// ofPhase gives the items of a family that belong to the report's phase, and those that
// name no phase.
func (m *maker) ofPhase(family string) []item {
	p, _ := m.phase()
	return where(m.items(family), func(it item) bool {
		of := it.text(kb.FieldPhase)
		return of == "" || p.key == "" || of == p.key || vocab.PhaseKey(of) == vocab.PhaseKey(p.key)
	})
}

// earlier gives the conditions of earlier reviews.
func (m *maker) earlier() []item { return m.items(fact.Condition) }

// tally counts things that a review needs: those that are there, those of which nothing is
// known, and all.
type tally struct{ good, unknown, all int }

func (t tally) complete() bool { return t.good == t.all }

func tallyOf(items []item, good func(item) bool, unknown func(item) bool) (t tally) {
	t.all = len(items)
	for _, it := range items {
		switch {
		case good(it):
			t.good++
		case unknown(it):
			t.unknown++
		}
	}
	return t
}

func never(item) bool { return false }

func (m *maker) criterionMet(it item) bool { return m.judge(it).state == metState }
func (m *maker) criterionUnknown(it item) bool {
	state := m.judge(it).state
	return state != metState && state != unmetState
}
func found(it item) bool { return it.text(fact.State) == foundFact }
func isDone(it item) bool {
	s := it.text(kb.FieldStatus)
	return s == done || s == closed || it.date(closed) != ""
}

// entry says whether the review can take place: it counts the criteria, deliverables and
// conditions that are met.
func (m *maker) entry(s *document.Section) {
	criteria := tallyOf(m.ofPhase(fact.Criterion), m.criterionMet, m.criterionUnknown)
	handed := tallyOf(m.ofPhase(fact.Handed), found, never)
	asked := tallyOf(m.earlier(), isDone, never)
	if criteria.all+handed.all+asked.all == 0 {
		return
	}
	s.Note = m.say("as-of", m.date(m.day))
	mark := document.Mark{Tone: document.Good, Word: m.word("entry.ready")}
	switch {
	case criteria.good+criteria.unknown < criteria.all || !handed.complete() || !asked.complete():
		mark = document.Mark{Tone: document.Bad, Word: m.word("entry.not-ready")}
	case criteria.unknown > 0 || criteria.all == 0:
		mark = document.Mark{Tone: document.Warn, Word: m.word("entry.unknown")}
	}
	verdicts := []document.Verdict{
		m.counted("criteria", criteria, "entry.met"),
		m.counted("deliverables", handed, "entry.found"),
		m.counted("conditions", asked, "entry.closed"),
	}
	if v, ok := m.reviewDay(); ok {
		verdicts = append(verdicts, v)
	}
	s.Blocks = []document.Block{{Kind: document.Lead, Mark: mark, Text: m.entryText(criteria, handed, asked)}, {Kind: document.Verdicts, Verdicts: verdicts}}
}

// counted is the verdict on a count. text says how many of all there are.
func (m *maker) counted(of string, t tally, text string) document.Verdict {
	v := document.Verdict{Dimension: m.word("section." + of), Reason: m.sentence(m.say(text, m.number(t.good), m.number(t.all)))}
	switch {
	case t.all == 0:
		v.Mark = document.Mark{Tone: document.Muted, Word: m.word("entry.none")}
		v.Reason = m.sentence(m.say("entry.nothing"))
	case t.complete():
		v.Mark = document.Mark{Tone: document.Good, Word: m.word("entry.all")}
	case t.good+t.unknown == t.all:
		v.Mark = document.Mark{Tone: document.Warn, Word: m.word("entry.unknown")}
	default:
		v.Mark = document.Mark{Tone: document.Bad, Word: m.word("entry.lacking")}
	}
	return v
}

// entryText says in one sentence what is missing for the review.
func (m *maker) entryText(criteria, handed, asked tally) document.Text {
	var parts []document.Text
	if n := criteria.all - criteria.good - criteria.unknown; n > 0 {
		parts = append(parts, m.say("entry.unmet", m.number(n), m.number(criteria.all)))
	}
	if criteria.unknown > 0 {
		parts = append(parts, m.say("entry.no-evidence", m.number(criteria.unknown)))
	}
	if n := handed.all - handed.good; n > 0 {
		parts = append(parts, m.say("entry.missing", m.count("deliverable", n)))
	}
	if n := asked.all - asked.good; n > 0 {
		parts = append(parts, m.say("entry.open", m.count("condition", n)))
	}
	switch {
	case len(parts) == 0 && criteria.all == 0:
		return m.sentence(m.say("entry.no-criteria"))
	case len(parts) == 0:
		return m.sentence(m.say("entry.fine"))
	}
	return m.sentence(m.join("comma", parts...))
}

// review is the milestone that ends the phase: the last one before the next phase.
func (m *maker) review() (item, bool) {
	p, ok := m.phase()
	if !ok {
		return item{}, false
	}
	in, last := false, item{}
	for _, it := range m.tasks() {
		switch {
		case it.key == p.key:
			in = true
		case in && it.count(kb.FieldLevel) == 0 && it.count(kb.FieldMilestone) == 0:
			in = false
		case it.count(kb.FieldMilestone) > 0 && (in || strings.Contains(it.key, p.key)):
			last = it
		}
	}
	return last, last.key != ""
}

// reviewDay says when the review is, and how many days are left, or by how many it is overdue.
func (m *maker) reviewDay() (document.Verdict, bool) {
	it, ok := m.review()
	d := it.due()
	if !ok || d == "" || it.done() {
		return document.Verdict{}, false
	}
	v := document.Verdict{Dimension: m.word("entry.day"), Mark: m.taskMark(it), Reason: m.sentence(m.say("entry.left", m.date(d), m.left(d)))}
	if n := m.day.Sub(d); n > 0 {
		v.Reason = m.sentence(m.say("task.over", m.date(d), m.count("day", n)))
	}
	return v, true
}

// criteria lists each criterion with the evidence for it.
func (m *maker) criteria(s *document.Section) {
	list := m.ofPhase(fact.Criterion)
	if len(list) == 0 {
		return
	}
	t := tallyOf(list, m.criterionMet, m.criterionUnknown)
	s.Note = m.say("entry.met", m.number(t.good), m.number(t.all))
	table := document.Table{Columns: []document.Column{m.column("nr", "text", false), m.column("criterion", "text", false), m.column("standing", "text", false), m.column("evidence", "text", true), m.column("result", "mark", false)}}
	for i, it := range list {
		e := m.judge(it)
		now := document.Cell{Text: e.now}
		if len(e.now) == 0 {
			now = document.Cell{Text: the(m.word("criterion.no-evidence")), Tone: document.Muted}
		}
		table.Rows = append(table.Rows, document.Row{Cells: []document.Cell{{Text: m.number(i + 1)}, {Text: m.cited(it.name(), it.fact(fact.Name))}, now,
			{Text: e.how}, {Mark: m.criterionMark(e.state)}}})
	}
	s.Blocks = []document.Block{{Kind: document.Grid, Table: table}}
}

func (m *maker) criterionMark(state string) document.Mark {
	switch state {
	case metState:
		return document.Mark{Tone: document.Good, Word: m.word("criterion.met")}
	case unmetState:
		return document.Mark{Tone: document.Bad, Word: m.word("criterion.unmet")}
	}
	return document.Mark{Tone: document.Muted, Word: m.word("criterion.unknown")}
}

// deliverables lists what the phase must deliver, found or missing.
func (m *maker) deliverables(s *document.Section) {
	list := m.ofPhase(fact.Handed)
	if len(list) == 0 {
		return
	}
	t := tallyOf(list, found, never)
	s.Note = m.say("entry.found", m.number(t.good), m.number(t.all))
	table := document.Table{Columns: []document.Column{m.column("deliverable", "text", false), m.column("page", "text", true), m.column("owner", "text", true), m.column("reviewed", "date", true), m.column("state", "mark", false)}}
	for _, it := range list {
		mark := document.Mark{Tone: document.Bad, Word: m.word("deliverable.missing")}
		page := document.Cell{Text: the(m.word("deliverable.no-page")), Tone: document.Muted}
		if found(it) {
			mark = document.Mark{Tone: document.Good, Word: m.word("deliverable.found")}
			page = document.Cell{Text: the(pageName(it.text(pageFact)))}
		}
		reviewed := blank()
		if d := it.date("reviewed"); d != "" {
			reviewed = document.Cell{Text: m.date(d), Date: d}
		}
		table.Rows = append(table.Rows, document.Row{Cells: []document.Cell{{Text: m.cited(it.name(), it.fact(fact.Name))}, page, {Text: document.Whose(it.text(kb.FieldOwner))}, reviewed, {Mark: mark}}})
	}
	s.Blocks = []document.Block{{Kind: document.Grid, Table: table}}
}

// pageName is the path of a page without its ending.
func pageName(path string) string {
	path = strings.TrimSuffix(path, ".md")
	return strings.TrimSuffix(path, "/_index")
}

// conditions lists the conditions of earlier reviews, and whether each is closed.
func (m *maker) conditions(s *document.Section) {
	list := m.earlier()
	if len(list) == 0 {
		if lines := m.gates(); len(lines) > 0 {
			s.Blocks = []document.Block{{Kind: document.Lines, Lines: lines}}
		}
		return
	}
	t := tallyOf(list, isDone, never)
	s.Note = m.say("entry.closed", m.number(t.good), m.number(t.all))
	table := document.Table{Columns: []document.Column{m.column("gate", "text", false), m.column("condition", "text", false), m.column("owner", "text", true), m.column("deadline", "date", false), m.column("state", "mark", false)}}
	for _, it := range list {
		due := blank()
		if d := it.date(dueFact); d != "" {
			due = document.Cell{Text: m.date(d), Date: d}
		}
		mark := document.Mark{Tone: document.Good, Word: m.word("closed")}
		switch n := m.overdueBy(it); {
		case isDone(it):
		case n > 0:
			mark = m.dueMark(it)
		default:
			mark = document.Mark{Tone: document.Warn, Word: m.word("condition.open")}
		}
		table.Rows = append(table.Rows, document.Row{Cells: []document.Cell{{Text: the(it.text(fact.Gate))}, {Text: m.cited(it.name(), it.fact(fact.Name))}, {Text: document.Whose(it.text(kb.FieldOwner))}, due, {Mark: mark}}})
	}
	s.Blocks = []document.Block{{Kind: document.Grid, Table: table}}
	if lines := m.gates(); len(lines) > 0 {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Lines, Lines: lines})
	}
}

// gates says how earlier reviews ended.
func (m *maker) gates() (lines []document.Line) {
	for _, it := range m.items(fact.Gate) {
		d := it.fact(kb.FieldDate)
		if d.Date() == "" || d.Date() > m.day {
			continue
		}
		verdict := it.text("decision")
		if words().Has(m.Lang, "gate."+verdict) {
			verdict = m.word("gate." + verdict)
		}
		t := m.say("gate.held", the(it.name()), m.dated(d), the(verdict))
		if n := it.count("conditions"); n > 0 {
			t = m.join("comma", t, m.say("gate.conditions", m.number(n), m.number(it.count(open))))
		}
		lines = append(lines, document.Line{Text: m.sentence(t)})
	}
	return lines
}

// mostSigners is how many people can sign on a page.
const mostSigners = 12

// sign lists the people who decide, with room to sign.
func (m *maker) sign(s *document.Section) {
	s.Note = m.say("sign.note")
	var lines []document.Line
	for _, it := range m.items(fact.Person) {
		from, to := it.date(kb.FieldFrom), it.date(kb.FieldTo)
		if from > m.day || to != "" && to < m.day || len(lines) == mostSigners {
			continue
		}
		who := the(it.name())
		if role := it.text(kb.FieldRole); role != "" && role != it.name() {
			who = m.join("dots", the(role), who)
		}
		if d := it.text(kb.FieldDeputy); d != "" {
			who = m.join("dots", who, m.say("sign.deputy", the(d)))
		}
		lines = append(lines, document.Line{Text: who})
	}
	if len(lines) == 0 {
		return
	}
	s.Blocks = []document.Block{
		{Kind: document.Note, Text: the(m.word("sign.boxes"))},
		{Kind: document.Sign, Lines: lines},
	}
}
