package view

import (
	"cmp"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// covered is the share of trained persons below which a cell has a tint.
const covered = 0.90

// training is a grid of audiences and departments: the share of planned persons who are
// trained. Totals are sums of persons, not means of rates.
func training(e eye) (document.Section, bool) {
	r := roll{eye: e, at: map[[2]string]*heads{}, by: kb.FieldAudience}
	if e.set.Col(r.by) < 0 {
		r.by = kb.FieldCourse
	}
	if e.set.Col(kb.FieldPlanned) < 0 || e.set.Col(kb.FieldTrained) < 0 {
		return document.Section{}, false
	}
	r.fill()
	all := r.of("", "")
	if all.planned <= 0 {
		return document.Section{}, false
	}
	s := document.Section{Title: r.finding(), Note: r.note()}
	if len(e.set.Rows) > 1 {
		s.Blocks = append(s.Blocks, document.Block{Kind: document.Heat, Table: r.table()}, note(e.t("training.legend")))
	}
	return s, true
}

// heads counts persons.
type heads struct{ planned, trained, passed float64 }

// roll is the persons of a sheet by audience and department; "" is all of them.
type roll struct {
	eye
	by          string
	audiences   []string
	departments []string
	at          map[[2]string]*heads
	lacking     int
	courses     map[string]string // the course of an audience, "" if it has several
}

func (r *roll) of(audience, department string) *heads {
	k := [2]string{audience, department}
	if r.at[k] == nil {
		r.at[k] = &heads{}
	}
	return r.at[k]
}

func (r *roll) fill() {
	r.courses = map[string]string{}
	spelt := map[string]vocab.Spellings{r.by: {}, kb.FieldDepartment: {}}
	name := func(row int, field string) string { return cmp.Or(spelt[field].First(r.text(row, field)), "—") }
	for row := range r.set.Rows {
		planned, trained, passed := r.quantity(row, kb.FieldPlanned), r.quantity(row, kb.FieldTrained), r.quantity(row, kb.FieldPassed)
		if !planned.OK || !trained.OK {
			r.lacking++
			continue
		}
		if passed.Unit == "%" { // the sheet gives a rate: turn it into persons
			passed.Num *= trained.Num
		}
		audience := name(row, r.by)
		keys := [][2]string{{audience, ""}, {"", ""}}
		if r.set.Col(kb.FieldDepartment) >= 0 {
			department := name(row, kb.FieldDepartment)
			keys = append(keys, [2]string{audience, department}, [2]string{"", department})
		}
		for _, k := range keys {
			h := r.of(k[0], k[1])
			h.planned, h.trained, h.passed = h.planned+planned.Num, h.trained+trained.Num, h.passed+passed.Num
		}
		if course := r.text(row, kb.FieldCourse); r.by != kb.FieldCourse {
			if before, seen := r.courses[audience]; seen {
				if vocab.Spelling(before) != vocab.Spelling(course) {
					course = ""
				} else {
					course = before
				}
			}
			r.courses[audience] = course
		}
	}
	counted := func(field string) []string {
		return distinct(len(r.set.Rows), func(row int) (string, bool) {
			s := name(row, field)
			return s, r.quantity(row, kb.FieldPlanned).OK && r.quantity(row, kb.FieldTrained).OK
		})
	}
	r.audiences = counted(r.by)
	if r.set.Col(kb.FieldDepartment) >= 0 {
		r.departments = counted(kb.FieldDepartment)
	}
}

func (r *roll) finding() string {
	all := r.of("", "")
	gap, most, who := r.gap()
	if gap == 0 {
		return r.t("training.all", whole(all.planned))
	}
	first := r.t("training.first", whole(all.planned), whole(all.trained), share(all.trained/all.planned, covered))
	key := "training.gap"
	switch {
	case len(r.audiences) < 2 && len(r.departments) < 2:
		return first
	case most == gap:
		key = "training.gap-all"
	}
	return r.clauses(first, r.t(key, whole(gap), whole(most), who))
}

// gap is how many persons are not trained, and in which cell most of them are. More
// trained persons than planned in one cell do not make up for too few in another.
func (r *roll) gap() (all, most float64, who string) {
	departments := r.departments
	if len(departments) == 0 {
		departments = []string{""}
	}
	for _, a := range r.audiences {
		for _, d := range departments {
			h := r.at[[2]string{a, d}]
			if h == nil || h.trained >= h.planned {
				continue
			}
			n := h.planned - h.trained
			if all += n; n > most {
				most, who = n, r.t("training.who", d, a)
				if d == "" {
					who = a
				}
			}
		}
	}
	return all, most, who
}

func (r *roll) note() document.Text {
	all := r.of("", "")
	rates, lacking := r.t("training.coverage"), ""
	if r.set.Col(kb.FieldPassed) >= 0 && all.trained > 0 {
		rates = r.t("training.passed", whole(all.passed), share(all.passed/all.trained))
	}
	if r.lacking > 0 {
		lacking = r.several("training.lacking", r.lacking)
	}
	return r.line(rates, r.several("training.rows", len(r.set.Rows)), lacking)
}

func (r *roll) table() document.Table {
	title := "training.audience"
	if r.by == kb.FieldCourse {
		title = "training.course"
	}
	t := document.Table{Columns: []document.Column{{Title: r.t(title)}}}
	for _, d := range r.departments {
		t.Columns = append(t.Columns, document.Column{Title: d})
	}
	t.Columns = append(t.Columns, document.Column{Title: r.t("total")})
	for _, a := range append(r.audiences[:len(r.audiences):len(r.audiences)], "") {
		if a == "" && len(r.audiences) < 2 {
			break
		}
		row := document.Row{Cells: []document.Cell{{Text: document.Say(cmp.Or(a, r.t("total"))), Sub: document.Say(r.courses[a])}}}
		for _, d := range r.departments {
			row.Cells = append(row.Cells, r.cell(a, d, a == ""))
		}
		t.Rows = append(t.Rows, document.Row{Cells: append(row.Cells, r.cell(a, "", true))})
	}
	return t
}

// cell is the coverage of an audience in a department.
func (r *roll) cell(audience, department string, margin bool) document.Cell {
	h := r.at[[2]string{audience, department}]
	if h == nil || h.planned <= 0 {
		return document.Cell{Text: document.Say("—")}
	}
	of := h.trained / h.planned
	c := document.Cell{
		Text: document.Say(share(of, covered)), Num: document.Number{Value: of, Unit: "%", OK: true},
		Bar: document.Gauge{Parts: []float64{min(of, 1)}, Most: 1},
	}
	sub := whole(h.trained) + "/" + whole(h.planned)
	if r.set.Col(kb.FieldPassed) >= 0 && h.trained > 0 {
		sub += " · " + r.t("training.pass", share(h.passed/h.trained))
	}
	c.Sub = document.Say(sub)
	switch {
	case of < covered-1e-9:
		c.Tone, c.Bar.Tone = document.Warn, document.Warn
	case margin:
		c.Tone = document.Muted
	}
	return c
}
