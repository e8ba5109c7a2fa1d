package measure

import (
	"cmp"
	"strconv"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// Decisions of reviews, as facts write them.
var decrees = map[string]string{"passed": "pass", "conditional": "conditional", "failed": "fail"}

// decisions is the facts of the project's log: decisions, actions, issues,
// assumptions, each in a family of its own.
func (t *taker) decisions() {
	names := map[string]named{}
	order := 0
	for _, set := range t.records(kb.SchemaDecisions) {
		for _, d := range site.Decisions(set, t.scope.Cutoff) {
			if !t.counts(set.Cell(d.Row, kb.FieldDate).Date()) {
				continue
			}
			if names[d.Kind] == nil {
				names[d.Kind] = named{}
			}
			order++
			t.decision(&d, names[d.Kind].of(cmp.Or(d.ID, d.Name)), order)
		}
	}
}

func (t *taker) decision(d *site.Decision, name string, order int) {
	i := t.of(d.Set, d.Row, d.Kind, name)
	i.text(fact.Name, kb.FieldDescription, cmp.Or(d.Name, d.ID))
	i.num(fact.Order, kb.FieldDescription, float64(order), "")
	i.text(kb.FieldOwner, kb.FieldOwner, d.Owner)
	i.dated(kb.FieldDate)
	i.date(fact.Due, kb.FieldDeadline, d.Due)
	i.state(kb.FieldStatus, kb.FieldStatus, statusWord(d.Done))
	i.date(fact.Decided, kb.FieldClosed, d.Closed)
	i.text(kb.FieldResult, kb.FieldResult, d.Result)
	i.column(kb.FieldSource)
	i.column(kb.FieldNote)
}

func statusWord(done bool) string {
	if done {
		return kb.StatusDone
	}
	return open
}

// paged writes the facts of a page.
type paged struct {
	*taker
	page *site.Page
	key  string
}

func (p paged) put(field, value, unit string) {
	if value != "" {
		p.add(fact.Fact{Key: fact.Key(p.key, field), Value: value, Unit: unit, Source: fact.Source{File: p.page.Path}, AsOf: p.day()})
	}
}

// day is the date in a page's settings, "" if there is none.
func (p paged) day() kb.Date {
	day, _ := vocab.Day(p.page.Setting("date"))
	return day
}

func (p paged) text(field, value string)         { p.put(field, value, fact.UnitText) }
func (p paged) state(field, value string)        { p.put(field, value, fact.UnitState) }
func (p paged) date(field string, value kb.Date) { p.put(field, string(value), fact.UnitDate) }
func (p paged) num(field string, n float64)      { p.put(field, fact.Number(n), "") }

// reviews is the facts of each review up to the cutoff, and of its conditions.
// Open conditions are actions, too.
func (t *taker) reviews() {
	names := named{}
	order := 0
	for _, r := range t.site.Reviews(t.scope.Project) {
		if r.Date == "" || !t.counts(r.Date) {
			continue
		}
		name := names.of(cmp.Or(r.Phase, r.Page.Title))
		gate := paged{t, r.Page, fact.Key(fact.Gate, fact.Part(name))}
		gate.text(fact.Name, cmp.Or(r.Phase, r.Page.Title))
		gate.date(kb.FieldDate, r.Date)
		gate.state(fact.Decree, decrees[r.Decision])
		gate.text(fact.Page, r.Page.Path)
		still := 0
		for n, c := range r.Conditions {
			order++
			id := fact.Part(name + " · " + strconv.Itoa(n+1))
			done := c.Done && t.counts(c.Closed)
			t.condition(paged{t, r.Page, fact.Key(fact.Condition, id)}, c, r.Phase, done, order)
			if !done {
				still++
				t.condition(paged{t, r.Page, fact.Key(fact.Action, id)}, c, r.Phase, done, order)
			}
		}
		gate.num(fact.Terms, float64(len(r.Conditions)))
		gate.num(fact.Open, float64(still))
	}
}

func (t *taker) condition(p paged, c vocab.Condition, phase string, done bool, order int) {
	p.text(fact.Name, c.Name)
	p.num(fact.Order, float64(order))
	p.text(fact.Gate, phase)
	p.text(kb.FieldOwner, c.Owner)
	p.date(fact.Due, c.Due)
	p.state(kb.FieldStatus, statusWord(done))
	if done {
		p.date(kb.FieldClosed, c.Closed)
	}
}

// deliverables is what each row of the plan hands over, found or missing.
func (t *taker) deliverables() {
	names := named{}
	order := 0
	for _, table := range t.tables(kb.SchemaPhases) {
		for _, set := range table.Sets {
			top := ""
			for _, p := range t.data.Phases(set, "") {
				if p.Level == 0 && !p.Task.Milestone {
					top = p.Name
				}
				for _, name := range p.Handed() {
					if id := fact.Part(top + " · " + name); names[id] == 0 { // a phase and its task may name the same one
						names[id]++
						order++
						t.deliverable(&p, item{t, p.Set, p.Row, fact.Key(fact.Handed, id)}, name, top, order)
					}
				}
			}
		}
	}
}

func (t *taker) deliverable(p *site.Phase, i item, name, phase string, order int) {
	i.text(fact.Name, kb.FieldDeliverables, name)
	i.num(fact.Order, kb.FieldDeliverables, float64(order), "")
	i.text(kb.FieldPhase, kb.FieldName, fact.Part(phase))
	if t.then {
		return // nobody can tell whether it existed then
	}
	state := fact.Missing
	if q := t.site.PageNamed(name, p.Set.File); q != nil {
		state = fact.Found
		i.text(fact.Page, kb.FieldDeliverables, q.Path)
		i.text(kb.FieldOwner, kb.FieldDeliverables, q.Owner)
		i.date(fact.Reviewed, kb.FieldDeliverables, q.Front.Reviewed)
	} else if t.site.Named(name, p.Set.File) {
		state = fact.Found
	}
	i.state(fact.State, kb.FieldDeliverables, state)
}
