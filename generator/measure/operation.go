package measure

import (
	"cmp"
	"strings"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// inspections is the facts of each system that is inspected: those in the
// period, the faults found, and the weeks without one.
func (t *taker) inspections() {
	names := named{}
	order := 0
	for _, set := range t.records(kb.SchemaInspections) {
		for _, r := range site.RoundsOf(set, t.data.Calendar()) {
			order++
			t.rounds(set, &r, names.of(r.System), order)
		}
	}
}

func (t *taker) rounds(set *kb.Dataset, r *site.Rounds, name string, order int) {
	days := map[kb.Date]bool{}
	faults, idle, at := 0, 0, -1
	for _, row := range r.Rows {
		day := set.Cell(row, kb.FieldDate).Date()
		if !t.inPeriod(day) {
			continue
		}
		days[day], at = true, row
		if site.Faulty(set, row) {
			faults++
		}
		if site.TellsDeeds(set) && site.Idle(set, row) {
			idle++
		}
	}
	var missed []kb.Date
	for _, monday := range r.Missed {
		if t.inPeriod(monday) {
			missed = append(missed, monday)
		}
	}
	if at < 0 {
		at = r.Rows[len(r.Rows)-1]
	}
	i := t.of(set, at, fact.Check, name)
	i.text(fact.Name, kb.FieldSystem, r.System)
	i.num(fact.Order, kb.FieldSystem, float64(order), "")
	i.num(kb.FieldCount, kb.FieldDate, float64(len(days)), "")
	i.num(fact.Faults, kb.FieldResult, float64(faults), "")
	i.num(fact.Idle, kb.FieldAction, float64(idle), "")
	if r.Weekly {
		i.num(fact.Skipped, kb.FieldDate, float64(len(missed)), "")
	}
	if len(missed) > 0 {
		i.date(fact.Since, kb.FieldDate, missed[0])
	}
}

// releases is the facts of the releases in the period.
func (t *taker) releases() {
	names := named{}
	order := 0
	for _, set := range t.records(kb.SchemaReleases) {
		for row := range set.Rows {
			day := set.Cell(row, kb.FieldDate).Date()
			if day == "" || !t.inPeriod(day) {
				continue
			}
			order++
			said := func(field string) string { return strings.TrimSpace(set.Cell(row, field).String()) }
			name := strings.TrimSpace(said(kb.FieldSystem) + " " + cmp.Or(said(kb.FieldVersion), string(day)))
			i := t.of(set, row, fact.Shipped, names.of(name))
			i.text(fact.Name, kb.FieldContent, cmp.Or(said(kb.FieldContent), name))
			i.num(fact.Order, kb.FieldDate, float64(order), "")
			i.date(kb.FieldDate, kb.FieldDate, day)
			for _, field := range []string{kb.FieldSystem, kb.FieldVersion, kb.FieldType, kb.FieldContent, kb.FieldSuggestion} {
				i.column(field)
			}
		}
	}
}

// metrics is the facts of the newest reading of each metric, up to the cutoff.
func (t *taker) metrics() {
	names := named{}
	order := 0
	for _, set := range t.records(kb.SchemaMetrics) {
		for _, r := range site.ReadingsOf(set, t.scope.Cutoff) {
			order++
			i := t.of(set, r.Row, fact.Measured, names.of(r.Name))
			i.text(fact.Name, kb.FieldMetric, r.Name)
			i.num(fact.Order, kb.FieldMetric, float64(order), "")
			i.num(kb.FieldValue, kb.FieldValue, r.Value.Num, unitName(r.Value.Unit))
			if r.Threshold.OK {
				i.num(kb.FieldThreshold, kb.FieldThreshold, r.Threshold.Num, unitName(r.Threshold.Unit))
			}
			i.date(fact.At, kb.FieldTime, r.At)
			i.date(fact.OverFrom, kb.FieldValue, r.OverSince)
		}
	}
}
