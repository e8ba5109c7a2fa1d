package report

import (
	"cmp"
	"slices"

	"milepost/generator/document"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// member is a project of a portfolio: a maker with its own facts, and the item that stands
// for it in the portfolio's record.
type member struct {
	*maker
	line item
}

// members gives the projects of a portfolio, worst first. They are made once.
func (m *maker) members() []member {
	if m.team == nil {
		files, told := m.Now.Below(fact.File), m.Told.Below(fact.File)
		for _, line := range m.items(fact.Project) {
			own := newMaker(Input{Kind: m.Kind, Lang: m.Lang,
				Now: m.Now.Under(fact.Project, line.key).With(files...), Told: m.Told.Under(fact.Project, line.key).With(told...)})
			own.kind.short, own.lineage = true, m.lineage
			m.team = append(m.team, member{own, line})
		}
		slices.SortStableFunc(m.team, worseFirst)
	}
	for _, p := range m.team {
		p.in = m.in
	}
	return m.team
}

// grave lists the colours, best first: grey (not known) is worse than green.
var grave = []string{"green", "grey", "amber", "red"}

func worseFirst(a, b member) int {
	return cmp.Or(slices.Index(grave, b.whole())-slices.Index(grave, a.whole()),
		b.coloured("red")-a.coloured("red"), b.coloured("amber")-a.coloured("amber"), b.behindPlan()-a.behindPlan())
}

// whole is the overall colour of the project. It is grey if its record has none, since a
// part of what that follows from is not for all readers.
func (p member) whole() string {
	if p.Now.Text(fact.RAG, Overall) == "" {
		return "grey"
	}
	return p.overall()
}

// coloured counts the dimensions with a colour.
func (p member) coloured(state string) (n int) {
	for _, d := range dimensions {
		if p.colour(d) == state {
			n++
		}
	}
	return n
}

// colour is the colour of a dimension; grey if nothing is known.
func (m *maker) colour(dimension string) string {
	return cmp.Or(m.judged(dimension, m.Now.Text(fact.RAG, dimension)), "grey")
}

// behindPlan is by how many days the project is late: as many as the task that is the most
// late. It is never less than what the project's own page says of that task.
func (p member) behindPlan() (days int) {
	for _, it := range p.tasks() {
		if !it.done() {
			days = max(days, it.shift())
		}
	}
	return days
}

// delayed is behindPlan without the ends that follow from the pace of the work.
func (p member) delayed() (days int) {
	for _, it := range p.tasks() {
		if !it.done() {
			days = max(days, it.delay())
		}
	}
	return days
}

// shift is by how many days a task is late: from its planned end to the day on which it
// will end, which is shown beside it.
func (it item) shift() int {
	if plan := it.date(kb.FieldPlannedEnd); plan != "" {
		return max(it.delay(), it.due().Sub(plan))
	}
	return it.delay()
}

// projects has a line for each project.
func (m *maker) projects(s *document.Section) {
	all := m.members()
	if len(all) == 0 {
		return
	}
	s.Note = m.say("projects.note", m.date(m.day))
	t := document.Table{Columns: []document.Column{m.column("project", "text", false), m.column("overall", "mark", false)}}
	for _, d := range dimensions {
		t.Columns = append(t.Columns, document.Column{Title: m.word("dimension." + d), Kind: "mark", Minor: true})
	}
	t.Columns = append(t.Columns, m.column("gravest", "text", false), m.column("next-milestone", "text", false), m.column("indicator", "text", true),
		m.column("overdue", "number", true), m.column("last-report", "text", true))
	for _, p := range all {
		t.Rows = append(t.Rows, p.row())
	}
	s.Blocks = []document.Block{{Kind: document.Lead, Text: m.fleetLead(all)}, {Kind: document.Fleet, Table: t, Picks: m.picks(all)}}
}

func (p member) row() document.Row {
	name := document.Text{{Text: p.title(), Strong: true, Href: p.line.text(fact.Page)}}
	cells := []document.Cell{{Text: name, Sub: p.join("dots", document.Whose(p.Now.Text(fact.Report, fact.Manager)), the(p.stageWords()))},
		{Mark: p.known(p.whole()), Sub: p.before()}}
	for _, d := range dimensions {
		cells = append(cells, document.Cell{Mark: p.known(p.colour(d))})
	}
	return document.Row{Cells: append(cells, document.Cell{Text: p.gravest()}, p.milestone(), p.tallyCell(), p.overdueCell(), p.lastReport())}
}

func (p member) title() string { return cmp.Or(p.Now.Text(fact.Report, "title"), p.line.key) }

// known is the mark of a colour; that of grey says what it means: missing data.
func (m *maker) known(state string) document.Mark {
	if slices.Contains(colours, state) {
		return m.rag(state)
	}
	return document.Mark{Tone: document.Muted, Word: m.word("missing")}
}

// before is the project's colour in the last portfolio, if it was another one.
func (p member) before() document.Text {
	if was := p.Told.Text(fact.RAG, Overall); was != "" && was != p.whole() {
		return p.say("rag.was", the(p.known(was).Word))
	}
	return nil
}

// stageName is the stage that the project's page names, or else the one of its plan.
func (p member) stageName() string {
	return cmp.Or(p.Now.Text(fact.Report, fact.Stage), p.stage().Name)
}

// stageWords is the stage with its number among the phases: 推广 3/4.
func (p member) stageWords() string {
	name, at := p.stageName(), p.stage()
	i := slices.IndexFunc(at.All, func(phase string) bool { return vocab.PhaseKey(phase) == vocab.PhaseKey(name) })
	if name == at.Name {
		i = at.No - 1
	}
	if name == "" || i < 0 {
		return name
	}
	return p.word("project.stage", name, p.number(i+1).String(), p.number(at.Of).String())
}

// gravest gives the two worst reasons for a project's colour, each with a link to its
// source. For a project without such reasons it says how its plan stands, and what is not
// known.
func (p member) gravest() document.Text {
	var reasons []document.Text
	for i := len(colours) - 1; i > 0; i-- {
		for _, d := range dimensions {
			if p.colour(d) == colours[i] && len(reasons) < 2 {
				reasons = append(reasons, p.say("project.reason", the(p.word("dimension."+d)), p.because(d)))
			}
		}
	}
	gone := p.expired()
	unread := p.line.count(fact.Unread)
	switch {
	case len(reasons) > 0:
	case p.coloured("grey") == len(dimensions) && unread == 0 && len(gone) == 0:
		return p.say("project.unknown")
	default:
		if p.colour("progress") == colours[0] {
			reasons = append(reasons, p.fine("progress")[0])
		}
		var grey []document.Text
		for _, d := range dimensions {
			if p.colour(d) == "grey" {
				grey = append(grey, the(p.word("dimension."+d)))
			}
		}
		if len(grey) > 0 {
			reasons = append(reasons, p.say("project.grey", p.join("list", grey...)))
		}
	}
	if len(gone) > 0 {
		reasons = append(reasons, gone)
	}
	if unread > 0 {
		reasons = append(reasons, p.say("project.unread", p.count("file", unread)))
	}
	return p.join("clauses", reasons...)
}

// because is the reason of a dimension's colour in few words, with a link to the cell that
// decided it.
func (p member) because(d string) document.Text {
	if o, ok := p.override(d); ok && o.State != p.Now.Text(fact.RAG, d) {
		return p.overridden(o, p.Now.Text(fact.RAG, d))
	}
	t := p.brief(d)
	if len(t) == 0 || slices.ContainsFunc(t, func(r document.Run) bool { return r.Ref > 0 }) {
		return t
	}
	f, _ := p.Now.Get(p.Now.Text(fact.RAG, d, fact.Why))
	last := len(t) - 1
	return append(slices.Clone(t[:last]), p.cited(t[last].Text, f)...)
}

// milestone is the next milestone or, without one, the end of the next phase. Its mark says
// how late the project is: that the milestone itself has no forecast does not mean that
// the project is on time.
func (p member) milestone() document.Cell {
	next, key := p.due(func(it item) bool { return it.count(kb.FieldMilestone) > 0 }), "project.milestone"
	if !next.there() {
		next, key = p.due(func(it item) bool { return it.count(kb.FieldLevel) == 0 && it.count(kb.FieldMilestone) == 0 }), "project.phase-end"
	}
	if !next.there() {
		return blank()
	}
	return document.Cell{Text: p.say(key, p.cited(next.name(), next.fact(kb.FieldPlannedEnd)), p.date(next.due())), Mark: p.punctual(next)}
}

// due is the task that ends first, among those that are not done and for which of is true.
func (p member) due(of func(item) bool) (next item) {
	for _, it := range p.tasks() {
		if d := it.due(); of(it) && !it.done() && d != "" && (!next.there() || d < next.due()) {
			next = it
		}
	}
	return next
}

// punctual says how late the next task will be, and how late the project, if that is more;
// or how early the task will be.
func (p member) punctual(next item) document.Mark {
	if own, most := next.shift(), p.behindPlan(); own > 0 {
		key := "mark.late"
		if own > next.delay() { // it follows from the pace
			key = "mark.late-pace"
		}
		mark := document.Mark{Tone: document.Bad, Word: p.word(key, p.countWord("day", own))}
		if own < most {
			mark.Word = p.word("mark.late-most", mark.Word, p.countWord("day", most))
		}
		return mark
	}
	if early := -next.count(fact.Slip); early > 0 && p.behindPlan() == 0 {
		return document.Mark{Tone: document.Good, Word: p.word("mark.early", p.countWord("day", early))}
	}
	return p.lateMark(p.behindPlan())
}

func (m *maker) lateMark(days int) document.Mark {
	if days > 0 {
		return document.Mark{Tone: document.Bad, Word: m.word("mark.late", m.countWord("day", days))}
	}
	return document.Mark{Tone: document.Muted, Word: m.word("mark.on-time")}
}

// tallyCell counts the indicators by colour, and those without a colour by state.
func (p member) tallyCell() document.Cell {
	var c document.Cell
	var words []document.Text
	all := p.indicators()
	count := func(of func(indicator) bool, tone document.Tone, word string) {
		n := 0
		for _, k := range all {
			if of(k) {
				n++
				c.Tally = append(c.Tally, tone)
			}
		}
		if n > 0 {
			words = append(words, p.say("tally.state", the(word), p.number(n)))
		}
	}
	for _, state := range slices.Backward(colours) {
		mark := p.rag(state)
		count(func(k indicator) bool { return tone(k.state) == mark.Tone }, mark.Tone, mark.Word)
	}
	for _, state := range states {
		if tone(state) == document.Muted {
			count(func(k indicator) bool { return states[k.rank()] == state }, document.Muted, p.stateMark(state).Word)
		}
	}
	if len(all) == 0 {
		return blank()
	}
	c.Text = p.join("list", words...)
	return c
}

func (p member) overdueCell() document.Cell {
	n := p.line.count(fact.Overdue)
	if n == 0 {
		return blank()
	}
	return document.Cell{Text: p.number(n), Num: document.Number{Value: float64(n), OK: true}}
}

// lastReport names the report that was issued last, and one that is due and not issued.
func (p member) lastReport() document.Cell {
	c := blank()
	if title := p.line.text(fact.Last); title != "" {
		c = document.Cell{Text: document.Text{{Text: title, Href: p.line.text(fact.LastPage)}}}
	}
	if period := kb.Period(p.line.text(fact.Missing)); period != "" {
		c.Mark = document.Mark{Tone: document.Bad, Word: p.word("project.missing", Title(p.line.text(fact.NoReport), p.Lang, period, ""))}
	}
	return c
}

// fleetLead says how many projects have each colour, how many are late, and how many have
// not reported.
func (m *maker) fleetLead(all []member) document.Text {
	var tally []document.Text
	for _, state := range slices.Backward(grave) {
		if n := len(among(all, func(p member) bool { return p.whole() == state })); n > 0 {
			tally = append(tally, m.say("tally.state", the(m.known(state).Word), m.number(n)))
		}
	}
	parts := []document.Text{m.say("projects.tally", m.count("project", len(all)), m.join("list", tally...))}
	most := 0
	for _, p := range all {
		most = max(most, p.behindPlan())
	}
	if late := among(all, lateOne); len(late) > 0 {
		parts = append(parts, m.say("projects.late", m.number(len(late)), m.count("day", most)))
	}
	if n := len(among(all, unreported)); n > 0 {
		parts = append(parts, m.say("projects.unreported", m.number(n)))
	}
	return m.sentence(parts...)
}

func lateOne(p member) bool    { return p.behindPlan() > 0 }
func unreported(p member) bool { return p.line.text(fact.Missing) != "" }

// among gives the indexes of the projects for which keep is true.
func among(all []member, keep func(member) bool) (rows []int) {
	for i, p := range all {
		if keep(p) {
			rows = append(rows, i)
		}
	}
	return rows
}

// picks are the filters above the list of projects. A filter that keeps all or none of them is left out.
func (m *maker) picks(all []member) (groups []document.Picks) {
	add := func(title string, list []document.Pick) {
		list = slices.DeleteFunc(list, func(p document.Pick) bool { return len(p.Rows) == 0 || len(p.Rows) == len(all) })
		if len(list) > 0 {
			groups = append(groups, document.Picks{Title: title, List: list})
		}
	}
	var byColour []document.Pick
	for _, state := range slices.Backward(grave) {
		byColour = append(byColour, document.Pick{Mark: m.known(state), Rows: among(all, func(p member) bool { return p.whole() == state })})
	}
	add(m.word("column.overall"), byColour)
	plain := func(key string, keep func(member) bool) document.Pick {
		return document.Pick{Mark: document.Mark{Word: m.word(key)}, Rows: among(all, keep)}
	}
	add(m.word("pick.needs"), []document.Pick{plain("pick.late", lateOne), plain("pick.overdue", func(p member) bool { return p.line.count(fact.Overdue) > 0 }), plain("pick.unreported", unreported)})
	add(m.word("pick.stage"), by(all, member.stageName))
	add(m.word("pick.manager"), by(all, func(p member) string { return p.Now.Text(fact.Report, fact.Manager) }))
	return groups
}

// by makes a filter for each value of word, the most frequent first. Projects without a
// value are in none.
func by(all []member, word func(member) string) (list []document.Pick) {
	for i, p := range all {
		w := word(p)
		at := slices.IndexFunc(list, func(k document.Pick) bool { return k.Mark.Word == w })
		switch {
		case w == "":
			continue
		case at < 0:
			list = append(list, document.Pick{Mark: document.Mark{Word: w}, Rows: []int{i}})
		default:
			list[at].Rows = append(list[at].Rows, i)
		}
	}
	slices.SortStableFunc(list, func(a, b document.Pick) int { return len(b.Rows) - len(a.Rows) })
	return list
}
