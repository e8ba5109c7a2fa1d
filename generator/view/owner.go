package view

import (
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/text"
)

// desk holds the duties of an owner.
type desk struct {
	eye
	of   *site.Owners
	who  *site.Owner
	held []site.Held
}

// Owner shows the duties of an owner: first a sentence about all, then a section for each
// kind, in the order of site.DutyKinds; then what is due later, and kinds without duties.
func Owner(of *site.Owners, who *site.Owner, lang string) []document.Section {
	d := desk{eye{data: of.Site().Data, site: of.Site(), lang: lang}, of, who, of.Of(who)}
	first := document.Section{Kind: "all", Note: d.about(), Blocks: []document.Block{{Kind: document.Lead, Text: document.Say(d.finding())}}}
	first.Blocks = append(first.Blocks, d.warnings()...)
	all := []document.Section{first}
	var none, later []string
	for _, kind := range site.DutyKinds {
		now, rest := d.split(kind)
		switch {
		case len(now) > 0:
			all = append(all, d.section(kind, now, rest))
		case len(rest) > 0:
			later = append(later, d.t("owner.kind-later", d.t("owner.kind."+kind), len(rest))+d.next(rest))
		case slices.Contains(usual, kind):
			none = append(none, d.t("owner.kind."+kind))
		}
	}
	if len(later) > 0 {
		all = append(all, document.Section{Kind: "later", Why: d.t("owner.all-later", d.list(later))})
	}
	if len(none) > 0 && len(all) > 1 {
		all = append(all, document.Section{Kind: "none", Why: d.t("owner.no", d.list(none))})
	}
	return all
}

// usual lists the kinds that are named even if the owner has no such duty.
var usual = []string{site.DutyPage, site.DutyTask, site.DutyRisk, site.DutyAction, site.DutySuggestion, site.DutyKPI}

// waits tells whether a duty needs action now.
func (e eye) waits(h site.Held) bool { return !h.Fine && !h.Later(e.data.Today()) }

// tally counts the duties that wait and those that are overdue, and finds the one that is longest overdue.
func (e eye) tally(list []site.Held) (n, late int, longest *site.Held) {
	for i := range list {
		h := &list[i]
		if !e.waits(*h) {
			continue
		}
		n++
		if days := h.Late(e.data.Today()); days > 0 {
			late++
			if longest == nil || days > longest.Late(e.data.Today()) {
				longest = h
			}
		}
	}
	return n, late, longest
}

func (d desk) finding() string {
	n, late, longest := d.tally(d.held)
	if n == 0 {
		return d.t("owner.nothing")
	}
	over := d.t("owner.in-time")
	if late > 0 {
		over = d.several("owner.late", late, short(longest.Name), d.several("days", longest.Late(d.data.Today())))
	}
	return d.clauses(d.several("owner.waits", n), over)
}

// short is a name that is cut to fit into a sentence.
func short(name string) string { return text.Clip(name, 24) }

// about says what the lists of people tell of an owner: roles, departments and deputies of
// a person; the holders of a role; the members of a department.
func (d desk) about() document.Text {
	t := document.Say(d.posts())
	add := func(key string, owners []*site.Owner) {
		if len(owners) == 0 {
			return
		}
		if len(t) > 0 {
			t = append(t, document.Run{Text: d.t("clause")})
		}
		t = append(append(t, document.Run{Text: d.t(key)}), d.names(owners)...)
	}
	switch d.who.Kind {
	case site.OwnerPerson:
		add("owner.deputies", d.of.Deputies(d.who))
	case site.OwnerRole:
		add("owner.holders", d.of.Holders(d.who.Name, ""))
	case site.OwnerDepartment:
		add("owner.members", d.people())
	}
	return t
}

// posts is the roles and departments of a person.
func (d desk) posts() string {
	var said []string
	for _, m := range d.who.Members {
		if d.who.Kind != site.OwnerPerson {
			break
		}
		role := m.Role
		if slices.Equal(m.Roles, []string{d.who.Name}) {
			role = ""
		}
		if s := strings.Join(nonEmpty(role, m.Department), " · "); !slices.Contains(said, s) {
			said = append(said, s)
		}
	}
	return d.list(nonEmpty(said...))
}

// people returns the members of a department today.
func (d desk) people() (list []*site.Owner) {
	for _, m := range d.who.Members {
		for _, w := range d.of.Cell(strings.Join(m.Names, "、")) {
			if m.Here(d.data.Today()) && !slices.Contains(list, w) {
				list = append(list, w)
			}
		}
	}
	return list
}

// names lists owners, each with a link to their page.
func (e eye) names(owners []*site.Owner) (t document.Text) {
	for i, w := range owners {
		if i > 0 {
			t = append(t, document.Run{Text: e.t("list")})
		}
		t = append(t, document.Run{Text: w.Name, Href: w.Out, Whole: true})
	}
	return t
}

// warnings say that an owner is not there, is not known, or may be two people.
func (d desk) warnings() (out []document.Block) {
	say := func(tone document.Tone, word, text string, more document.Text) {
		out = append(out, document.Block{Kind: document.Lead, Mark: document.Mark{Tone: tone, Word: word}, Text: append(document.Say(text), more...)})
	}
	switch w := d.who; {
	case d.of.Absent(w):
		text := d.t("owner.not-yet")
		nothing := len(d.of.Of(w)) == 0
		if day := d.of.Left(w); day != "" {
			text = d.t("owner.left", day)
		}
		deputies, left := d.of.Deputies(w), []*site.Owner(nil)
		for _, v := range deputies {
			if d.of.Left(v) != "" {
				left = append(left, v)
			}
		}
		deputies = slices.DeleteFunc(deputies, func(v *site.Owner) bool { return d.of.Left(v) != "" })
		switch {
		case nothing:
			say(document.Warn, d.t("owner.away"), text+d.t("full-stop"), nil)
		case len(deputies) > 0:
			say(document.Warn, d.t("owner.away"), text+d.t("owner.acting"), d.names(deputies))
		case len(left) > 0:
			say(document.Warn, d.t("owner.away"), text+d.t("owner.deputy-left"), d.names(left))
		default:
			say(document.Warn, d.t("owner.away"), text+d.t("owner.no-deputy"), nil)
		}
	case w.Kind == site.OwnerRole && len(d.of.Holders(w.Name, "")) == 0:
		say(document.Warn, d.t("owner.vacant"), d.t("owner.nobody"), nil)
	case w.Kind == site.OwnerStranger && w.Near != "":
		say(document.Warn, d.t("owner.unknown"), d.t("owner.near"), d.names(d.of.Cell(w.Near)))
	case w.Kind == site.OwnerStranger:
		say(document.Warn, d.t("owner.unknown"), d.t("owner.stranger"), nil)
	case d.of.Twice(w):
		var all []string
		for _, m := range w.Members {
			all = append(all, strings.Join(nonEmpty(m.Department, m.Role), " · "))
		}
		say(document.Warn, d.t("owner.twice"), d.t("owner.same", d.list(all)), nil)
	}
	return out
}

// split returns the duties of a kind that are shown now, and those that come later.
func (d desk) split(kind string) (now, later []site.Held) {
	for _, h := range d.held {
		switch {
		case h.Kind != kind:
		case h.Later(d.data.Today()):
			later = append(later, h)
		default:
			now = append(now, h)
		}
	}
	return now, later
}

// next says when the first of the later duties is due, "" if none has a day.
func (d desk) next(later []site.Held) string {
	first := kb.Date("")
	for _, h := range later {
		if h.Due != "" && (first == "" || h.Due < first) {
			first = h.Due
		}
	}
	if first == "" {
		return ""
	}
	return d.t("owner.next", first)
}

// section lists the duties of a kind. Those that come later are counted below.
func (d desk) section(kind string, now, later []site.Held) document.Section {
	s := document.Section{Kind: kind, Title: d.t("owner.heading", d.t("owner.kind."+kind), len(now)), Blocks: d.grid(kind, now)}
	if _, late, _ := d.tally(now); late > 0 {
		s.Note = document.Say(d.several("owner.section-late", late))
	}
	if len(later) > 0 {
		s.Blocks = append(s.Blocks, note(d.several("owner.later", len(later))+d.next(later)+d.t("full-stop")))
	}
	return s
}

// grid lists duties; empty columns are left out.
func (d desk) grid(kind string, list []site.Held) []document.Block {
	cols := []document.Column{{Title: d.t("owner.what")}, {Title: d.t("owner.state")}, {Title: d.t("owner.due." + dueWord(kind))}, {Title: d.t("owner.since." + sinceWord(kind))}}
	empty := make([]bool, len(cols))
	for i := range empty {
		empty[i] = true
	}
	var rows []document.Row
	for _, h := range list {
		row := []document.Cell{d.thing(h), d.state(h), d.dueOf(h), {Text: document.Text{{Text: string(h.Since), Whole: true}}}}
		if h.Since == "" {
			row[3].Text = nil
		}
		for i, c := range row {
			empty[i] = empty[i] && c.Text == nil && c.Mark.Word == "" && c.Sub == nil
		}
		rows = append(rows, document.Row{Cells: row})
	}
	b := listing("", cols, rows)
	b.Label = d.t("owner.table", d.t("owner.kind."+kind))
	for i := len(cols) - 1; i > 0; i-- {
		if empty[i] {
			b.Table.Columns = slices.Delete(b.Table.Columns, i, i+1)
			for k := range b.Table.Rows {
				b.Table.Rows[k].Cells = slices.Delete(b.Table.Rows[k].Cells, i, i+1)
			}
		}
	}
	return d.rest(b)
}

// rest adds a note below a list that says how many rows are left out.
func (e eye) rest(b document.Block) []document.Block {
	n := b.Table.Left
	if n == 0 {
		return []document.Block{b}
	}
	b.Table.Left = 0
	return []document.Block{b, note(e.several("owner.more", n))}
}

// dueWord and sinceWord are parts of the keys for the titles of the two columns of days.
func dueWord(kind string) string {
	switch kind {
	case site.DutyPage, site.DutyRisk:
		return kind
	case site.DutyCompliance:
		return "until"
	}
	return "by"
}

func sinceWord(kind string) string {
	switch kind {
	case site.DutyPage:
		return "review"
	case site.DutyTask, site.DutyDeliverable:
		return "start"
	case site.DutyReport:
		return "end"
	}
	return "raised"
}

// thing is the cell of a duty: its id and name; below, its project and note; a mark if it is done for somebody else.
func (e eye) thing(h site.Held) document.Cell {
	var c document.Cell
	if h.ID != "" && h.Kind != site.DutyTask && h.Kind != site.DutyKPI && h.Kind != site.DutyDeliverable {
		c.Text = document.Text{{Text: h.ID, Strong: true, Whole: true}, {Text: " "}}
	}
	run := document.Run{Text: h.Name}
	if h.Out != "" {
		run.Href = h.Out
		if h.Frag != "" {
			run.Href += "#" + h.Frag
		}
	}
	c.Text = append(c.Text, run)
	if h.For != "" {
		c.Mark = document.Mark{Tone: document.Warn, Word: e.t("owner.for", h.For)}
	}
	as := ""
	if h.As != "" {
		as = e.t("owner.as", h.As)
	}
	c.Sub = document.Say(strings.Join(nonEmpty(e.projectOf(h), h.Note, as), " · "))
	return c
}

// projectOf is the title of a duty's project, "" if the site has only one project.
func (e eye) projectOf(h site.Held) string {
	if e.site == nil || len(e.data.Projects()) < 2 || h.Project == "." || h.Project == "" {
		return ""
	}
	return e.site.ProjectAt(h.Project).Title
}

// state is the cell that says how a duty stands, in the words of its kind.
func (d desk) state(h site.Held) document.Cell {
	switch h.Kind {
	case site.DutyTask:
		return d.standing(h.Standing)
	case site.DutyRisk:
		if h.State != "" {
			return document.Cell{Mark: document.Mark{Tone: riskTone(h.State), Word: d.t("risks.level." + h.State)}}
		}
	case site.DutyAction:
		return document.Cell{Text: document.Say(d.t("register.kind." + h.State))}
	case site.DutySuggestion:
		return document.Cell{Text: document.Say(d.t("owner.unanswered"))}
	case site.DutyKPI:
		return d.indicator(h.Indicator)
	case site.DutyCompliance:
		tone := document.Bad
		if h.State == "ending" {
			tone = document.Warn
		}
		return document.Cell{Mark: document.Mark{Tone: tone, Word: d.t("compliance.is-" + h.State)}}
	case site.DutyIncident:
		return document.Cell{Text: document.Say(h.State)}
	}
	return document.Cell{}
}

// standing is the state of a task. How late it is stands in the column of its due day.
func (d desk) standing(s *metric.Standing) document.Cell {
	var c document.Cell
	switch s.State {
	case metric.Off, metric.Missed, metric.Behind:
		if c.Mark.Tone = document.Bad; s.State == metric.Behind {
			c.Mark.Tone = document.Warn
		}
		if n := int(s.Behind + .5); n > 0 {
			c.Mark.Word = d.several("owner.behind", n)
		}
	case metric.OnTrack:
		c.Text = document.Say(d.t("owner.state.on-track"))
	}
	if s.Forecast != "" && s.Slip > 0 {
		c.Sub = document.Say(d.t("owner.forecast", s.Forecast))
	}
	return c
}

func (d desk) indicator(k *site.Indicator) document.Cell {
	c := document.Cell{Text: document.Say(d.t("owner.state." + string(k.Judgement.State)))}
	switch k.Judgement.State {
	case metric.Missed, metric.Off:
		c.Mark, c.Text = document.Mark{Tone: document.Bad, Word: c.Text.String()}, nil
	case metric.Behind, metric.Unmet:
		c.Mark, c.Text = document.Mark{Tone: document.Warn, Word: c.Text.String()}, nil
	}
	if k.Actual.OK() && k.Target.OK() {
		c.Sub = document.Say(d.t("owner.against", d.datum(k.Actual), d.datum(k.Target)))
	}
	return c
}

func (e eye) datum(v site.Datum) string {
	return metric.FigureBeside(v.Cell, v.Unit, e.lang, v.Beside...)
}

// dueOf is the due day of a duty, with how late it is if it is not in order.
func (e eye) dueOf(h site.Held) document.Cell {
	switch {
	case h.Due == "":
		return document.Cell{}
	case h.Fine:
		return document.Cell{Text: document.Text{{Text: string(h.Due), Whole: true}}}
	}
	return e.due(h.Due)
}
