package view

import (
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// longest is how many days of service the strip shows.
const longest = 731

// people shows who is deputy for whom, for how many people each is, and since when
// everybody serves. The bars of key roles are dark.
func people(e eye) (document.Section, bool) {
	t := team{eye: e}
	for row := range e.set.Rows {
		if e.text(row, kb.FieldName) != "" {
			t.all = append(t.all, t.person(row))
		}
	}
	if len(t.all) == 0 {
		return document.Section{}, false
	}
	t.deputise()
	s := document.Section{Title: t.finding(), Note: t.note()}
	if len(t.all) > 1 {
		s.Blocks = append(s.Blocks, t.strip())
	}
	return s, true
}

// team is the people of a sheet, in its order.
type team struct {
	eye
	all []member
}

type member struct {
	row      int
	name     string
	role     string
	deputy   string
	from, to kb.Date
	active   bool
	key      string // the name of the key post (vocab.Posts), "" if it is none
	load     int    // number of active people whose deputy this person is
}

func (t *team) person(row int) member {
	m := member{row: row, name: t.text(row, kb.FieldName), role: t.text(row, kb.FieldRole), deputy: t.text(row, kb.FieldDeputy),
		from: t.set.Cell(row, kb.FieldFrom).Date(), to: t.set.Cell(row, kb.FieldTo).Date()}
	today := t.data.Today()
	m.active = today == "" || m.from <= today && (m.to == "" || m.to >= today)
	for _, post := range vocab.Posts {
		if post.Is(m.role) {
			m.key = post.Name
		}
	}
	return m
}

// gone tells whether somebody has left.
func (t *team) gone(m *member) bool { return m.to != "" && m.to < t.data.Today() }

// deputies returns the deputies of a person, and separately those who have left.
func (t *team) deputies(m *member) (here, left []string) {
	for _, name := range vocab.People(m.deputy) {
		i := slices.IndexFunc(t.all, func(d member) bool { return text.Fold(d.name) == text.Fold(name) })
		if i >= 0 && t.gone(&t.all[i]) {
			left = append(left, name)
		} else {
			here = append(here, name)
		}
	}
	return here, left
}

// deputise counts for each person whose deputy they are.
func (t *team) deputise() {
	for i := range t.all {
		if !t.all[i].active {
			continue
		}
		here, _ := t.deputies(&t.all[i])
		for _, name := range here {
			for k := range t.all {
				if text.Fold(t.all[k].name) == text.Fold(name) {
					t.all[k].load++
				}
			}
		}
	}
}

func (t *team) finding() string {
	active, without := 0, 0
	most := &t.all[0]
	for i := range t.all {
		m := &t.all[i]
		if m.active {
			active++
			if here, _ := t.deputies(m); len(here) == 0 {
				without++
			}
		}
		if m.load > most.load {
			most = m
		}
	}
	first := t.several("people.here", len(t.all), active)
	deputies, load := "", ""
	switch {
	case t.set.Col(kb.FieldDeputy) < 0:
	case without == 0 && active > 1:
		deputies = t.t("people.covered")
	case without > 0 && active > 0:
		deputies = t.several("people.without", without)
	}
	if most.load > 1 {
		load = t.t("people.load", most.name, most.load)
	}
	return t.clauses(strings.Join(nonEmpty(first, deputies), t.t("comma")), load)
}

func (t *team) note() document.Text {
	departments := distinct(len(t.all), func(i int) (string, bool) {
		d := t.text(t.all[i].row, kb.FieldDepartment)
		return d, d != ""
	})
	var gone, empty []string
	held := map[string]bool{}
	for i := range t.all {
		if m := &t.all[i]; t.gone(m) {
			gone = append(gone, m.name)
		} else if m.active {
			held[m.key] = true
		}
	}
	for _, p := range vocab.Posts {
		if !held[p.Name] {
			empty = append(empty, p.Name)
		}
	}
	where, left, posts := "", "", ""
	if len(departments) > 1 {
		where = t.several("people.departments", len(departments))
	}
	if n := len(gone); n > 0 {
		if n > 4 {
			gone = append(gone[:4], "…")
		}
		left = t.several("people.gone", n, t.list(gone))
	}
	if n := len(empty); n > 0 && n < len(vocab.Posts) {
		posts = t.t("people.empty", t.list(empty))
	}
	return t.line(where, left, posts)
}

func (t *team) strip() document.Block {
	today := t.data.Today()
	s := document.Strip{Today: today, To: today}
	for i := range t.all {
		m := &t.all[i]
		if m.from != "" && (s.From == "" || m.from < s.From) {
			s.From = m.from
		}
		if m.to != "" {
			s.To = max(s.To, min(m.to, today.AddDays(92)))
		}
	}
	if s.From == "" || s.From >= today {
		s.From = today.AddDays(-31)
	}
	if today.Sub(s.From) > longest {
		s.From = today.AddDays(-longest)
	}
	s.From = s.From[:8] + "01"
	for i := range t.all {
		s.Rows = append(s.Rows, t.row(&t.all[i], s.From))
	}
	return document.Block{Kind: document.Strips, Strip: s}
}

// row is the row of the strip for one person, with the time of service.
func (t *team) row(m *member, from kb.Date) document.StripRow {
	about := slices.DeleteFunc([]string{m.role, t.text(m.row, kb.FieldDepartment), t.text(m.row, kb.FieldQualification)}, func(s string) bool { return s == "" || s == m.name })
	r := document.StripRow{Name: m.name, Sub: document.Say(strings.Join(about, " · "))}
	until := m.to
	if until == "" {
		until = t.data.Today()
	}
	if m.from != "" && until >= m.from && until >= from {
		span := document.Span{From: max(m.from, from), To: until, Mark: document.Mark{Tone: document.Muted}, Label: t.t("people.since", m.from)}
		if m.to != "" {
			span.Label = t.span(m.from, m.to)
		}
		if m.key != "" && m.active {
			span.Mark.Tone = document.Plain
			span.Label += " " + t.t("people.key")
		}
		r.Marks = append(r.Marks, span)
	}
	var said []string
	here, left := t.deputies(m)
	switch {
	case t.gone(m):
		said = append(said, t.t("people.left", m.to))
	case len(here) > 0:
		said = append(said, t.t("people.deputy", t.list(here)))
	case len(left) > 0:
		said = append(said, t.t("people.deputy-left", t.list(left)))
	case t.set.Col(kb.FieldDeputy) >= 0:
		said = append(said, t.t("people.none"))
	}
	if m.load > 0 {
		said = append(said, t.several("people.stands", m.load))
	}
	r.Text = document.Say(strings.Join(said, " · "))
	return r
}
