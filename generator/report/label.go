package report

import (
	"slices"
	"strings"

	"milepost/generator/fact"
	"milepost/generator/kb"
)

// label is the key of a fact in words.
type label struct {
	name   string // of the item
	field  string
	agreed bool // the value was agreed, not measured: a change of it is no restatement
}

// toldFields lists for each family the fields whose changes since a report are told: those
// with measured and those with agreed values. The other fields follow from these, or
// change in every report.
var toldFields = []struct {
	family string
	fields []string
	agreed []string
}{
	{kb.SchemaKPI, []string{kb.FieldActual}, []string{kb.FieldBaseline, kb.FieldTarget, kb.FieldDeadline, kb.FieldOwner}},
	{fact.Phase, nil, []string{kb.FieldPlannedStart, kb.FieldPlannedEnd, kb.FieldOwner}},
	{fact.SLA, []string{kb.FieldCount, metFact, kb.FieldCompliance}, []string{kb.FieldResponseTarget, kb.FieldResolveTarget}},
	{fact.Incident, []string{kb.FieldResponded, kb.FieldRestored, kb.FieldSeverity}, nil},
	{fact.Pleased, []string{kb.FieldScore, kb.FieldResponses}, []string{kb.FieldTarget}},
	{fact.Audience, []string{kb.FieldTrained, kb.FieldPassed}, []string{kb.FieldPlanned}},
	{fact.Decision, nil, []string{dueFact}},
	{fact.Action, nil, []string{dueFact}},
}

// label is the label of a fact whose changes are told; ok is false for all others.
func (m *maker) label(f fact.Fact, names fact.Set) (label, bool) {
	family, key, field := fact.Split(f.Key)
	head, period, dated := strings.Cut(field, "/")
	if dated && head == fact.At {
		field = kb.FieldActual
		if p, rest, deeper := strings.Cut(period, "/"); deeper {
			period, field = p, rest
		}
	}
	for _, t := range toldFields {
		if t.family != family {
			continue
		}
		agreed := slices.Contains(t.agreed, field)
		if !agreed && !slices.Contains(t.fields, field) {
			return label{}, false
		}
		it := itemOf(names, family, key)
		l := label{name: it.name(), field: m.word("field.plain", m.word("field."+field)), agreed: agreed}
		of := func(p kb.Period) string {
			if field == kb.FieldActual {
				return m.word("field.only", m.periodShort(p))
			}
			return m.word("field.of", m.periodShort(p), m.word("field."+field))
		}
		own := kb.Period(it.text(kb.FieldPeriod))
		if own == "" && (family == fact.SLA || family == kb.SchemaKPI) && !agreed { // it is about the report's period
			own = kb.Period(names.Text(fact.Report, kb.FieldPeriod))
		}
		switch {
		case dated:
			if kb.Period(period) == own { // the fact of the actual value says the same
				return label{}, false
			}
			l.field = of(kb.Period(period))
		case own != "" && !agreed:
			l.field = of(own)
		}
		return l, true
	}
	return label{}, false
}

// stateWord is a state, level, status or period in words, and any other text as it is.
func (m *maker) stateWord(f fact.Fact) string {
	if f.Unit == fact.UnitState {
		for _, family := range []string{"state.", "level.", "rag.", "status."} {
			if words().Has(m.Lang, family+f.Value) {
				return m.word(family + f.Value)
			}
		}
	}
	if f.Unit == fact.UnitPeriod {
		return m.periodShort(kb.Period(f.Value))
	}
	return f.Value
}
