package measure

import (
	"cmp"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// The status of a risk, decision or action.
const (
	open   = "open"
	closed = "closed"
)

// risks is the facts of the risk registers.
func (t *taker) risks() {
	names := named{}
	order := 0
	for _, set := range t.sets(kb.SchemaRisks) {
		for _, r := range site.Risks(set) {
			if !t.counts(set.Cell(r.Row, kb.FieldIdentified).Date()) {
				continue
			}
			order++
			t.risk(&r, names.of(cmp.Or(r.ID, r.Name)), order)
		}
	}
}

func (t *taker) risk(r *site.Risk, name string, order int) {
	i := t.of(r.Set, r.Row, fact.Risk, name)
	i.text(fact.Name, kb.FieldDescription, cmp.Or(r.Name, r.ID))
	i.num(fact.Order, kb.FieldDescription, float64(order), "")
	if r.Score > 0 {
		p, n := r.Levels()
		i.num(kb.FieldProbability, kb.FieldProbability, float64(p), "")
		i.num(kb.FieldImpact, kb.FieldImpact, float64(n), "")
		i.num(kb.FieldScore, kb.FieldProbability, float64(r.Score), "")
	}
	i.state(kb.FieldLevel, kb.FieldLevel, r.Level)
	i.text(kb.FieldOwner, kb.FieldOwner, r.Owner)
	i.column(kb.FieldResponse)
	i.date(kb.FieldNextReview, kb.FieldNextReview, r.Review)
	i.dated(kb.FieldIdentified)
	if r.Open {
		i.state(kb.FieldStatus, kb.FieldStatus, open)
		i.column(kb.FieldNote)
		return
	}
	i.state(kb.FieldStatus, kb.FieldStatus, closed)
	i.dated(kb.FieldClosed)
	i.text(fact.Why, kb.FieldNote, r.Set.Cell(r.Row, kb.FieldNote).String())
}
