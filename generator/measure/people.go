package measure

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// audience is a group of people to be trained.
type audience struct {
	name                    string
	department              string
	from                    place
	planned, trained, done  float64
	hasTrained, hasFinished bool
}

// training is the facts of each audience, and of each in a department.
func (t *taker) training() {
	var all []*audience
	names, departments := vocab.Spellings{}, vocab.Spellings{}
	for _, set := range t.records(kb.SchemaTraining) {
		for row := range set.Rows {
			if day := set.Cell(row, kb.FieldDate).Date(); !t.counts(day) {
				continue
			}
			name := names.First(strings.TrimSpace(cmp.Or(set.Cell(row, kb.FieldAudience).String(), set.Cell(row, kb.FieldCourse).String())))
			department := departments.First(strings.TrimSpace(set.Cell(row, kb.FieldDepartment).String()))
			all = take(all, place{set, row}, name, "")
			if department != "" {
				all = take(all, place{set, row}, name, department)
			}
		}
	}
	for order, a := range all {
		t.audience(a, order+1)
	}
}

// take adds a row to the audience of its name.
func take(all []*audience, at place, name, department string) []*audience {
	i := slices.IndexFunc(all, func(a *audience) bool { return a.name == name && a.department == department })
	if i < 0 {
		i, all = len(all), append(all, &audience{name: name, department: department, from: at})
	}
	a := all[i]
	number := func(field string) (float64, bool) { return at.set.Cell(at.row, field).Float() }
	planned, _ := number(kb.FieldPlanned)
	trained, ok1 := number(kb.FieldTrained)
	passed, ok2 := number(kb.FieldPassed)
	a.planned, a.trained, a.done = a.planned+planned, a.trained+trained, a.done+passed
	a.hasTrained, a.hasFinished = a.hasTrained || ok1, a.hasFinished || ok2
	return all
}

func (t *taker) audience(a *audience, order int) {
	name := a.name
	if a.department != "" {
		name += " · " + a.department
	}
	i := t.of(a.from.set, a.from.row, fact.Audience, name)
	i.text(fact.Name, kb.FieldAudience, name)
	i.num(fact.Order, kb.FieldAudience, float64(order), "")
	i.text(kb.FieldAudience, kb.FieldAudience, a.name)
	i.text(kb.FieldDepartment, kb.FieldDepartment, a.department)
	i.num(kb.FieldPlanned, kb.FieldPlanned, a.planned, "")
	if a.hasTrained {
		i.num(kb.FieldTrained, kb.FieldTrained, a.trained, "")
	}
	if a.hasFinished && i.set.Columns[i.set.Col(kb.FieldPassed)].Type != kb.TypePercent {
		i.num(kb.FieldPassed, kb.FieldPassed, a.done, "")
	}
	if p := t.rollout(a.department); p != nil && p.ActualStart != "" && t.counts(p.ActualStart) {
		live := item{t, p.Set, p.Row, i.key}
		live.date(fact.Live, kb.FieldActualStart, p.ActualStart)
	}
}

// rollout is the row of the plan in which a department goes live: the first
// row below a top row whose name begins with the department's.
func (t *taker) rollout(department string) *site.Phase {
	if department == "" {
		return nil
	}
	for _, table := range t.tables(kb.SchemaPhases) {
		for _, set := range table.Sets {
			all := t.data.Phases(set, "")
			for n := range all {
				if p := &all[n]; p.Level > 0 && !p.Task.Milestone && strings.HasPrefix(text.Fold(p.Name), text.Fold(department)) {
					return p
				}
			}
		}
	}
	return nil
}

// people is the facts of the list of people, as of the cutoff.
func (t *taker) people() {
	names := named{}
	order := 0
	for _, set := range t.own(kb.SchemaPeople) {
		for row := range set.Rows {
			name := strings.TrimSpace(set.Cell(row, kb.FieldName).String())
			if name == "" || !t.counts(set.Cell(row, kb.FieldFrom).Date()) {
				continue
			}
			order++
			i := t.of(set, row, fact.Person, names.of(name, set.Cell(row, kb.FieldRole).String()))
			i.text(fact.Name, kb.FieldName, name)
			i.num(fact.Order, kb.FieldName, float64(order), "")
			for _, field := range []string{kb.FieldRole, kb.FieldDepartment, kb.FieldDeputy} {
				i.column(field)
			}
			i.dated(kb.FieldFrom)
			if t.counts(set.Cell(row, kb.FieldTo).Date()) {
				i.dated(kb.FieldTo)
			}
		}
	}
}
