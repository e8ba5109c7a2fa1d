package view

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// champions lists the champions of each department and whether they are trained,
// departments without a champion first, and shows since when each champion serves.
func champions(e eye) (document.Section, bool) {
	c := crew{eye: e}
	for row := range e.set.Rows {
		c.all = append(c.all, c.champion(row))
	}
	c.pilots, c.lacking = e.data.Pilots(e.set)
	c.departments = c.named()
	s := document.Section{Title: c.finding(), Note: c.note(), Blocks: []document.Block{c.list()}}
	if len(c.all) > 1 && slices.ContainsFunc(c.all, func(h champion) bool { return h.from != "" }) {
		s.Blocks = append(s.Blocks, c.strip())
	}
	return s, true
}

// crew is the champions of a sheet, in its order.
type crew struct {
	eye
	all         []champion
	departments []string // each once, as it is spelled first
	pilots      []string
	lacking     []string // pilot departments without a champion
}

type champion struct {
	row        int
	name       string // "" if the department still looks for one
	department string
	from, to   kb.Date
	active     bool
	trained    bool
}

func (c *crew) champion(row int) champion {
	h := champion{row: row, name: c.text(row, kb.FieldName), department: c.text(row, kb.FieldDepartment),
		from: c.set.Cell(row, kb.FieldFrom).Date(), to: c.set.Cell(row, kb.FieldTo).Date()}
	today := c.data.Today()
	state := c.set.Cell(row, kb.FieldStatus)
	h.active = h.name != "" && (today == "" || h.from <= today && (h.to == "" || h.to >= today)) && !vocab.Over(state.Text) && !vocab.Quiet(state.String())
	said := c.set.Cell(row, kb.FieldTrained)
	if day := said.Date(); day != "" {
		h.trained = today == "" || day <= today
	} else {
		h.trained = vocab.Trained(said.String(), today)
	}
	return h
}

// says tells whether the sheet has a column about training.
func (c *crew) says() bool { return c.set.Col(kb.FieldTrained) >= 0 }

// named returns the departments of the sheet, each once, and gives all champions of a
// department its first spelling.
func (c *crew) named() (out []string) {
	names := vocab.Spellings{}
	for i := range c.all {
		name := names.First(c.all[i].department)
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
		c.all[i].department = name
	}
	return out
}

// of returns the champions of a department.
func (c *crew) of(department string) (list []champion) {
	for _, h := range c.all {
		if h.department == department {
			list = append(list, h)
		}
	}
	return list
}

func (c *crew) finding() string {
	named, active, trained := 0, 0, 0
	for _, h := range c.all {
		if h.name == "" {
			continue
		}
		named++
		if h.active {
			active++
			if h.trained {
				trained++
			}
		}
	}
	first := c.several("champions.first", named, c.several("champions.departments", len(c.departments)), active)
	taught, gap := "", ""
	if c.says() && active > 0 {
		taught = c.t("champions.trained", trained, active)
		if trained == active {
			taught = c.t("champions.all-trained")
		}
	}
	if without := c.without(); len(without) > 0 {
		shown := without
		if n := len(shown); n > 4 {
			shown = append(slices.Clone(shown[:4]), "…")
		}
		gap = c.t("champions.without", c.eye.list(shown))
	} else if len(c.pilots) > 0 {
		gap = c.several("champions.pilots", len(c.pilots))
	}
	return c.clauses(first, taught, gap)
}

// without is the departments without a champion today: those of the pilot, and those of the sheet.
func (c *crew) without() []string {
	out := slices.Clone(c.lacking)
	for _, d := range c.departments {
		if !slices.ContainsFunc(c.of(d), func(h champion) bool { return h.active }) {
			out = append(out, d)
		}
	}
	return out
}

func (c *crew) note() document.Text {
	said := []string{c.several("champions.rows", len(c.all))}
	if n := len(c.pilots); n > 0 {
		said = append(said, c.several("champions.pilot", n, c.eye.list(c.pilots)))
	}
	if !c.says() {
		said = append(said, c.t("champions.unsaid"))
	}
	return c.line(said...)
}

// list has a row for each department, those without a champion first.
func (c *crew) list() document.Block {
	cols := []document.Column{{Title: c.t("champions.department")}, {Title: c.t("champions.state")}, {Title: c.t("champions.who")}, {Title: c.t("champions.active"), Kind: "number"}}
	if c.says() {
		cols = append(cols, document.Column{Title: c.t("champions.taught"), Kind: "number"})
	}
	var rows []document.Row
	for _, d := range append(slices.Clone(c.lacking), c.departments...) {
		rows = append(rows, c.department(d))
	}
	if nobody := c.of(""); len(nobody) > 0 {
		rows = append(rows, c.department(""))
	}
	slices.SortStableFunc(rows, func(a, b document.Row) int { return cmp.Compare(grave(a), grave(b)) })
	return listing("", cols, rows)
}

// grave is the order of rows: the most urgent mark is 0.
func grave(r document.Row) int {
	switch r.Cells[1].Mark.Tone {
	case document.Bad:
		return 0
	case document.Warn:
		return 1
	}
	return 2
}

func (c *crew) department(name string) document.Row {
	list := c.of(name)
	active, trained := 0, 0
	var who document.Text
	for _, h := range list {
		if h.name == "" {
			continue
		}
		if len(who) > 0 {
			who = append(who, document.Run{Text: c.t("list")})
		}
		said := h.name
		if !h.active {
			said = c.t("champions.not-there", h.name)
		}
		who = append(who, document.Run{Text: said, Href: c.row(h.row), Whole: true})
		if h.active {
			active++
			if h.trained {
				trained++
			}
		}
	}
	mark := document.Mark{Tone: document.Good, Word: c.t("champions.is-there")}
	switch {
	case active == 0:
		mark = document.Mark{Tone: document.Bad, Word: c.t("champions.is-missing")}
	case c.says() && trained < active:
		mark = document.Mark{Tone: document.Warn, Word: c.several("champions.is-untrained", active-trained)}
	}
	title := document.Cell{Text: document.Say(cmp.Or(name, c.t("champions.nowhere")))}
	if slices.ContainsFunc(c.pilots, func(p string) bool { return site.SameDepartment(p, name) }) {
		title.Sub = document.Say(c.t("champions.of-pilot"))
	}
	cells := []document.Cell{title, {Mark: mark}, {Text: who},
		{Text: document.Say(whole(float64(active))), Num: document.Number{Value: float64(active), OK: true}}}
	if c.says() {
		cells = append(cells, document.Cell{Text: document.Say(c.t("of", trained, active)), Num: document.Number{Value: float64(trained), OK: true}})
	}
	return document.Row{Cells: cells}
}

// strip shows since when each champion has served, by department.
func (c *crew) strip() document.Block {
	today := c.data.Today()
	s := document.Strip{To: today, Today: today}
	for _, h := range c.all {
		if h.from != "" && (s.From == "" || h.from < s.From) {
			s.From = h.from
		}
		if h.to != "" && h.to > s.To {
			s.To = min(h.to, today.AddDays(92))
		}
	}
	if s.From >= today {
		s.From = today.AddDays(-31)
	}
	if today.Sub(s.From) > longest {
		s.From = today.AddDays(-longest)
	}
	s.From = s.From[:8] + "01"
	all := slices.Clone(c.all)
	slices.SortStableFunc(all, func(a, b champion) int {
		return cmp.Compare(slices.Index(c.departments, a.department), slices.Index(c.departments, b.department))
	})
	left := 0
	for _, h := range all {
		switch {
		case h.name == "":
		case len(s.Rows) < mostRows:
			s.Rows = append(s.Rows, c.tenure(h, s.From))
		default:
			left++
		}
	}
	b := document.Block{Kind: document.Strips, Title: c.t("champions.since"), Strip: s}
	if left > 0 {
		b.Text = document.Say(c.several("champions.left", left))
	}
	return b
}

// tenure is the row of the strip for one champion.
func (c *crew) tenure(h champion, from kb.Date) document.StripRow {
	role := c.text(h.row, kb.FieldRole)
	if text.Fold(role) == text.Fold(h.department) {
		role = ""
	}
	r := document.StripRow{Name: h.name, Sub: document.Say(strings.Join(nonEmpty(h.department, role), " · "))}
	until := h.to
	if until == "" || until > c.data.Today() {
		until = c.data.Today()
	}
	if h.from != "" && until >= h.from && until >= from {
		span := document.Span{From: max(h.from, from), To: until, Mark: document.Mark{Tone: document.Muted}, Label: c.t("people.since", h.from)}
		if h.to != "" {
			span.Label = c.span(h.from, h.to)
		}
		if h.active {
			span.Mark.Tone = document.Plain
		}
		r.Marks = append(r.Marks, span)
	}
	var said []string
	switch today := c.data.Today(); {
	case h.to != "" && h.to < today:
		said = append(said, c.t("people.left", h.to))
	case !h.active:
		said = append(said, c.t("champions.quiet"))
	case h.from != "" && today >= h.from:
		said = append(said, c.several("days", today.Sub(h.from)))
	}
	switch {
	case !c.says() || !h.active:
	case h.trained:
		said = append(said, c.t("champions.taught-one"))
	default:
		said = append(said, c.t("champions.untaught-one"))
	}
	r.Text = document.Say(strings.Join(said, " · "))
	return r
}
