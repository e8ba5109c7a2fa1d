package view

import (
	"cmp"
	"slices"
	"strings"

	ics "milepost/generator/calendar"
	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// Owners lists all owners: first a sentence about all, then people, strangers (owners who
// are in no list of people), roles and departments; in each group those with the most
// overdue duties first.
func Owners(of *site.Owners, lang string) []document.Section {
	e := eye{data: of.Site().Data, site: of.Site(), lang: lang}
	waiting := map[*site.Duty]bool{}
	late := 0
	for _, w := range of.List {
		for _, h := range of.Of(w) {
			if e.waits(h) && !waiting[h.Duty] {
				if waiting[h.Duty] = true; h.Late(e.data.Today()) > 0 {
					late++
				}
			}
		}
	}
	finding := document.Say(e.t("owners.all", len(of.List), len(waiting), late))
	all := []document.Section{{Kind: "all", Blocks: []document.Block{{Kind: document.Lead, Text: finding}}}}
	for _, kind := range []string{site.OwnerPerson, site.OwnerStranger, site.OwnerRole, site.OwnerDepartment} {
		if s, ok := e.group(of, kind); ok {
			all = append(all, s)
		}
	}
	return all
}

// group lists the owners of a kind.
func (e eye) group(of *site.Owners, kind string) (document.Section, bool) {
	type line struct {
		who     *site.Owner
		n, late int
		longest *site.Held
	}
	var lines []line
	for _, w := range of.List {
		if w.Kind == kind {
			l := line{who: w}
			l.n, l.late, l.longest = e.tally(of.Of(w))
			lines = append(lines, l)
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Or(cmp.Compare(b.late, a.late), cmp.Compare(b.n, a.n)) })
	cols := []document.Column{{Title: e.t("owners.name")}, {Title: e.t("owners.about")}, {Title: e.t("owners.waits"), Kind: "number"}, {Title: e.t("owners.late"), Kind: "number"}, {Title: e.t("owners.longest")}}
	var rows []document.Row
	for _, l := range lines {
		d := desk{e, of, l.who, nil}
		about := document.Say(d.posts())
		if l.who.Kind != site.OwnerPerson {
			about = d.about()
		}
		row := []document.Cell{{Text: document.Text{{Text: l.who.Name, Href: l.who.Out}}}, {Text: about}, e.count(l.n, ""), e.count(l.late, document.Bad), {}}
		if marks := d.warnings(); len(marks) > 0 {
			row[0].Mark = marks[0].Mark
		}
		if l.longest != nil {
			row[4] = e.thing(*l.longest)
			row[4].Sub = document.Say(e.several("overdue", l.longest.Late(e.data.Today())))
		}
		rows = append(rows, document.Row{Cells: row})
	}
	table := document.Block{Kind: document.Grid, Label: e.t("owner.table", e.t("owners."+kind, len(rows))), Table: document.Table{Columns: cols, Rows: rows}}
	return document.Section{Kind: kind, Title: e.t("owners."+kind, len(rows)), Blocks: []document.Block{table}}, len(rows) > 0
}

func (e eye) count(n int, tone document.Tone) document.Cell {
	if n == 0 {
		return document.Cell{Text: document.Say("0")}
	}
	return document.Cell{Text: document.Say(e.t("number", n)), Tone: tone}
}

// mostOnBoard is how many duties a board shows.
const mostOnBoard = 6

// Board shows what waits for the holders of a role: the number of duties of each kind, and
// the most urgent ones.
func Board(of *site.Owners, role, lang string) document.Section {
	e := eye{data: of.Site().Data, site: of.Site(), lang: lang}
	holders, list := of.Board(role)
	s := document.Section{Kind: "board", Title: e.t("board.title", role, e.t("board.nothing")), Note: e.names(holders)}
	if len(holders) == 0 {
		s.Title, s.Why = role, e.t("board.nobody", role)
		return s
	}
	list = slices.DeleteFunc(slices.Clone(list), func(h site.Held) bool { return !e.waits(h) })
	n, late, _ := e.tally(list)
	if n == 0 {
		return s
	}
	over := e.t("owner.in-time")
	if late > 0 {
		over = e.several("owner.section-late", late)
	}
	s.Title = e.t("board.title", role, strings.Join([]string{e.several("owner.waits", n), over}, e.t("comma")))
	var kinds []string
	for _, h := range list {
		kinds = append(kinds, e.t("owner.kind."+h.Kind))
	}
	s.Note = append(s.Note, document.Run{Text: e.t("clause") + e.counted(kinds)})
	slices.SortStableFunc(list, func(a, b site.Held) int {
		day := func(d kb.Date) string { return cmp.Or(string(d), "9999") }
		return cmp.Or(cmp.Compare(b.Late(e.data.Today()), a.Late(e.data.Today())), cmp.Compare(day(a.Due), day(b.Due)), cmp.Compare(a.Rank, b.Rank))
	})
	cols := []document.Column{{Title: e.t("owner.what")}, {Title: e.t("board.kind")}, {Title: e.t("owner.due.by")}}
	var rows []document.Row
	for _, h := range list[:min(len(list), mostOnBoard)] {
		rows = append(rows, document.Row{Cells: []document.Cell{e.thing(h), {Text: document.Say(e.t("owner.kind." + h.Kind))}, e.dueOf(h)}})
	}
	s.Blocks = e.rest(document.Block{Kind: document.Grid, Label: e.t("owner.table", role), Table: document.Table{Columns: cols, Rows: rows, Left: len(list) - len(rows)}})
	return s
}

// OwnerCalendar has an event for the due day of each duty of an owner that is not in order.
// away returns the absolute address of an output, "" if that of the site is unknown.
func OwnerCalendar(of *site.Owners, who *site.Owner, lang string, away func(out, frag string) string) ics.Calendar {
	e := eye{data: of.Site().Data, site: of.Site(), lang: lang}
	c := ics.Calendar{Name: who.Name + " · " + of.Site().Config.Title, Lang: lang, Day: of.Site().Today}
	for _, h := range of.Of(who) {
		if h.Due != "" && !h.Fine {
			c.Events = append(c.Events, e.event(h, away))
		}
	}
	return c
}

// ProjectCalendar has the days of a project: reviews of its pages, milestones of its
// plans, reports to be issued.
func ProjectCalendar(of *site.Owners, project, title, lang string, away func(out, frag string) string) ics.Calendar {
	e := eye{data: of.Site().Data, site: of.Site(), lang: lang}
	c := ics.Calendar{Name: title, Lang: lang, Day: of.Site().Today}
	for _, d := range of.All(project) {
		if d.InCalendar() {
			c.Events = append(c.Events, e.event(site.Held{Duty: d}, away))
		}
	}
	return c
}

func (e eye) event(h site.Held, away func(out, frag string) string) ics.Event {
	kind := h.Kind
	if h.Milestone && kind == site.DutyTask {
		kind = "milestone"
	}
	name := h.Name
	if h.ID != "" && kind != site.DutyTask && kind != "milestone" && kind != site.DutyKPI && kind != site.DutyDeliverable {
		name = h.ID + " " + name
	}
	lines := []string{h.Note}
	if h.For != "" {
		lines = append(lines, e.t("event.for", h.For))
	}
	if len(h.Owners) > 0 {
		lines = append(lines, e.t("event.owner", e.list(h.Owners)))
	}
	if h.Standing != nil && h.Standing.Forecast != "" && h.Standing.Slip > 0 {
		lines = append(lines, e.t("event.forecast", h.Standing.Forecast))
	}
	url := away(h.Out, h.Frag)
	lines = append(lines, url)
	word := ""
	if kind == site.DutyAction {
		word = e.t("register.kind." + h.State)
	}
	return ics.Event{
		UID: h.UID + "@milepost", Day: h.Due, Title: e.t("event."+kind, name, word), Text: strings.Join(nonEmpty(lines...), "\n"),
		URL: url, Group: e.t("owner.kind." + h.Kind), Changed: h.Changed,
	}
}
