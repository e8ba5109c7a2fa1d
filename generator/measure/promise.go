package measure

import (
	"cmp"
	"strings"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// proofs is the states of compliance items, as facts write them.
var proofs = map[site.Proof]string{site.Expired: "expired", site.Unproven: "unproven", site.Ending: "ending", site.Proven: "proven", site.Exempt: "exempt"}

// compliance is the facts of compliance items as they are today; for a past day
// nobody can tell.
func (t *taker) compliance() {
	if t.then {
		return
	}
	names := named{}
	order := 0
	for _, set := range t.sets(kb.SchemaCompliance) {
		for row := range set.Rows {
			said := func(field string) string { return strings.TrimSpace(set.Cell(row, field).String()) }
			column := kb.FieldItem
			if said(column) == "" {
				column = kb.FieldRequirement
			}
			if said(column) == "" {
				continue
			}
			order++
			i := t.of(set, row, fact.Comply, names.of(cmp.Or(said(kb.FieldID), said(column))))
			i.text(fact.Name, column, said(column))
			i.num(fact.Order, column, float64(order), "")
			i.column(kb.FieldBasis)
			i.column(kb.FieldEvidence)
			i.column(kb.FieldOwner)
			i.dated(kb.FieldValidUntil)
			i.state(fact.State, kb.FieldStatus, proofs[t.data.Proof(set, row)])
		}
	}
}

// benefits is the facts of the promised benefits, and how much of each is reached
// today.
func (t *taker) benefits() {
	if t.then {
		return
	}
	names := named{}
	order := 0
	for _, set := range t.records(kb.SchemaBenefits) {
		for _, b := range site.Benefits(set, t.scope.Cutoff) {
			if b.Name == "" {
				continue
			}
			order++
			t.benefit(set, &b, names.of(b.Name), order)
		}
	}
}

func (t *taker) benefit(set *kb.Dataset, b *site.Benefit, name string, order int) {
	i := t.of(set, b.Row, fact.Benefit, name)
	unit := site.BenefitUnit(set, b.Row)
	i.text(fact.Name, kb.FieldBenefit, b.Name)
	i.num(fact.Order, kb.FieldBenefit, float64(order), "")
	i.column(kb.FieldIndicator)
	i.column(kb.FieldOwner)
	if from := site.QuantityOf(set, b.Row, kb.FieldBaseline); from.OK {
		i.num(kb.FieldBaseline, kb.FieldBaseline, from.Num, unit)
	}
	if b.Planned.OK {
		i.num(kb.FieldPlanned, kb.FieldPlanned, b.Planned.Num, unit)
	}
	if b.Actual.OK {
		i.num(kb.FieldActual, kb.FieldActual, b.Actual.Num, unit)
	}
	if b.Measured {
		i.num(fact.Share, kb.FieldActual, b.Share, "%")
	}
	i.date(fact.Due, kb.FieldDate, b.Day)
	i.state(fact.State, kb.FieldActual, benefitState(b))
}

func benefitState(b *site.Benefit) string {
	switch {
	case b.Kept():
		return "kept"
	case !b.Measured && b.Due:
		return "unmeasured"
	case b.Measured && b.Due:
		return "short"
	}
	return "coming"
}
