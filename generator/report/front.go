package report

import (
	"cmp"
	"slices"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
)

// The most rows of each list of a front, so that it fits a screen without scrolling.
const (
	mostOnFront      = 6 // indicators
	mostWaitFront    = 4 // decisions, and risks
	mostReachedFront = 5 // milestones
)

// fronts lists the sections of a front in their order; each is a part of the home page.
func fronts() []section {
	return []section{
		{kb.HomeStanding, (*maker).frontStanding},     // four verdicts, with those of the last report
		{kb.HomeKPI, (*maker).frontIndicators},        // worst first
		{kb.HomeDecisions, (*maker).frontDecisions},   // first due first
		{kb.HomeRisks, (*maker).frontRisks},           // worst first
		{kb.HomeMilestones, (*maker).frontMilestones}, // first due first
	}
}

// Front says where a project stands now, for its home page: the shortest form of what a
// report says. Sections with nothing to show are left out; if nothing is known, all are.
func Front(in Input) document.Report {
	m := newMaker(in)
	m.kind.short = true
	var r document.Report
	for _, s := range fronts() {
		if made := m.build(s); len(made.Blocks) > 0 {
			r.Sections = append(r.Sections, made)
		}
	}
	if len(r.Sections) == 1 && m.overall() == "grey" { // all four verdicts say that nothing is known
		r.Sections = nil
	}
	r.Head, r.Sources = m.head(), m.sources
	for i := range r.Sources {
		r.Sources[i].Digest = "" // is not shown; with it each save of a workbook would change the page
	}
	return r
}

// frontStanding is the summary. The overall verdict is left out if the record has none,
// since a part of what it follows from is not for all readers.
func (m *maker) frontStanding(s *document.Section) {
	m.summary(s)
	if m.Now.Text(fact.RAG, Overall) == "" {
		s.Blocks = slices.DeleteFunc(s.Blocks, func(b document.Block) bool { return b.Kind == document.Lead })
	}
	switch gone := m.expired(); {
	case len(gone) > 0 && len(s.Note) > 0:
		s.Note = m.join("clauses", s.Note, gone)
	case len(gone) > 0:
		s.Note = gone
	}
}

// all sets the note of a list that shows only its first entries: how many there are, with
// a link to the fact at, where all of them are.
func (m *maker) all(s *document.Section, of string, n int, at fact.Fact) {
	s.Note = m.cited(m.word("front.all", m.countWord(of, n)), at)
}

// sinceBefore compares an indicator that has no new value since the last report with its
// value of the period before. Otherwise it would show no change. Other indicators stay as
// they are.
func (m *maker) sinceBefore(k indicator) indicator {
	own := k.text(kb.FieldPeriod)
	if own == "" || own != k.in(m.Told).text(kb.FieldPeriod) && own != k.in(m.Base).text(kb.FieldPeriod) {
		return k
	}
	alone := *m
	alone.Told, alone.Base = fact.Set{}, fact.Set{}
	return alone.indicator(k.item)
}

// frontIndicators lists the worst indicators, each with its change.
func (m *maker) frontIndicators(s *document.Section) {
	all := m.indicators()
	if len(all) == 0 {
		return
	}
	m.all(s, "indicator", len(all), all[0].fact(kb.FieldTarget))
	t := document.Table{Columns: []document.Column{m.column("indicator", "text", false), m.column("now", "number", false),
		m.column("change", "number", false), m.column("state", "mark", false)}}
	for _, k := range all[:min(mostOnFront, len(all))] {
		k = m.sinceBefore(k)
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{{Text: the(k.name())}, m.frontValue(k), m.frontChange(k), {Mark: m.stateMark(k.state)}}})
	}
	s.Blocks = []document.Block{{Kind: document.Grid, Table: t}}
	if len(all) > mostOnFront {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Note, Text: the(m.tally(all))})
	}
}

func (m *maker) frontValue(k indicator) document.Cell {
	switch {
	case k.ok:
		return document.Cell{Text: strong(m.cited(k.full(k.n), k.now)), Num: k.number(k.n)}
	case k.now.Value != "":
		return document.Cell{Text: m.cited(k.now.Value, k.now)}
	}
	return blank()
}

// frontChange is the change of an indicator, or its newest value if there is none now or
// none in the period before.
func (m *maker) frontChange(k indicator) document.Cell {
	if n, ok := k.num(fact.Last); ok && !k.ok {
		return document.Cell{Text: m.say("kpi.last", the(m.periodShort(kb.Period(k.text(lastPeriod)))), the(k.full(n))), Tone: document.Muted}
	}
	if l := k.lapse; l.there() {
		return document.Cell{Text: m.say("kpi.last", the(m.periodShort(l.at)), m.cited(k.full(l.n), l.last)), Sub: m.absent(l), Tone: document.Muted}
	}
	return m.changeCell(k)
}

// frontDecisions lists the open decisions, the first due first.
func (m *maker) frontDecisions(s *document.Section) {
	open := m.waiting(fact.Decision)
	if len(open) == 0 {
		return
	}
	m.all(s, "decision", len(open), open[0].fact(fact.Name))
	t := document.Table{Columns: []document.Column{m.column("decision", "text", false), m.column("deadline", "mark", false)}}
	for _, it := range open[:min(mostWaitFront, len(open))] {
		about := m.join("dots", document.Whose(it.text(kb.FieldOwner)), m.date(it.date(dueFact)))
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{{Text: m.cited(it.name(), it.fact(fact.Name)), Sub: about}, {Mark: m.dueMark(it)}}})
	}
	s.Blocks = []document.Block{{Kind: document.Grid, Table: t}}
}

// frontRisks lists the worst open risks, and what has become of each since the last report.
func (m *maker) frontRisks(s *document.Section) {
	open := m.openRisks()
	if len(open) == 0 {
		return
	}
	m.all(s, "risk", len(open), open[0].fact(fact.Name))
	t := document.Table{Columns: []document.Column{m.column("risk.alone", "text", false), m.column("level", "mark", false)}}
	for _, it := range open[:min(mostWaitFront, len(open))] {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{{Text: m.calledAt(it), Sub: m.frontRisk(it)}, {Mark: m.levelMark(it)}}})
	}
	s.Blocks = []document.Block{{Kind: document.Grid, Table: t}}
}

// calledAt is an item's id and name, with a link to its source.
func (m *maker) calledAt(it item) document.Text {
	name := m.cited(it.name(), it.fact(fact.Name))
	if id := it.id(); id != "" && id != it.name() {
		return m.join("words", whole(id), name)
	}
	return name
}

// frontRisk says who owns a risk, when its next review is, and how its score has changed.
func (m *maker) frontRisk(it item) document.Text {
	var review, since document.Text
	if d := it.date(kb.FieldNextReview); d != "" {
		review = m.say("front.review", m.date(d))
		if m.reviewOverdue(it) {
			review = m.say("front.review.overdue", m.date(d), m.count("day", m.day.Sub(d)))
		}
	}
	switch c := m.sinceCell(it); {
	case m.Told.Empty() || c.Mark.Word == "":
	case len(c.Text) > 0:
		since = m.join("words", the(c.Mark.Word), c.Text)
	default:
		since = the(c.Mark.Word)
	}
	return m.join("dots", document.Whose(it.text(kb.FieldOwner)), review, since)
}

// frontMilestones lists what is to be reached next, by the day on which it is expected.
func (m *maker) frontMilestones(s *document.Section) {
	next := where(m.leaves(), func(it item) bool { return !it.done() && it.aimed().Value != "" })
	if len(next) == 0 {
		return
	}
	slices.SortStableFunc(next, func(a, b item) int { return cmp.Compare(a.aimed().Date(), b.aimed().Date()) })
	m.all(s, "task", len(next), next[0].fact(kb.FieldPlannedEnd))
	t := document.Table{Columns: []document.Column{m.column("milestone", "text", false), m.column("expected", "date", false), m.column("state", "mark", false)}}
	for _, it := range m.nearest(next) {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Text: the(it.name()), Sub: m.planned(it)}, m.expected(it), {Mark: m.shiftMark(it)}}})
	}
	s.Blocks = []document.Block{{Kind: document.Grid, Table: t}}
}

// nearest gives the first of a list that is sorted by day. If no milestone is among them,
// the next one takes the last place.
func (m *maker) nearest(next []item) []item {
	out := slices.Clone(next[:min(mostReachedFront, len(next))])
	isMilestone := func(it item) bool { return it.count(kb.FieldMilestone) > 0 }
	if !slices.ContainsFunc(out, isMilestone) {
		if i := slices.IndexFunc(next, isMilestone); i >= 0 {
			out[len(out)-1] = next[i]
		}
	}
	return out
}

// aimed is the day on which the end of a task is expected: the forecast or, without one,
// the planned end. A forecast that follows from the pace counts only if it is later than planned.
func (it item) aimed() fact.Fact {
	plan := it.fact(kb.FieldPlannedEnd)
	if f := it.fact(kb.FieldForecastEnd); f.Value != "" && (it.count(fact.ByPace) == 0 || f.Date() > plan.Date()) {
		return f
	}
	return plan
}

// planned says on which day a task was to end if another day is expected, whether that
// day follows from the pace, and by how many days it has moved since the last report.
func (m *maker) planned(it item) document.Text {
	var plan, pace, moved document.Text
	if d := it.date(kb.FieldPlannedEnd); d != "" && d != it.aimed().Date() {
		plan = m.say("front.planned", m.date(d))
	}
	if plan != nil && it.count(fact.ByPace) > 0 {
		pace = m.say("front.pace")
	}
	if n := m.later(it); n > 0 {
		moved = m.say("front.later", m.count("day", n))
	}
	return m.join("dots", plan, pace, moved)
}

// shiftMark is the mark of a task, beside the day on which its end is expected.
func (m *maker) shiftMark(it item) document.Mark {
	if n := it.shift(); n > it.delay() { // it follows from the pace
		return document.Mark{Tone: document.Bad, Word: m.word("mark.late-pace", m.countWord("day", n))}
	}
	return m.taskMark(it)
}

// expected is a cell with the day on which the end of a task is expected.
func (m *maker) expected(it item) document.Cell {
	f := it.aimed()
	return document.Cell{Text: m.dated(f), Date: f.Date()}
}
