package measure

import (
	"strings"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/vocab"
)

// indicators is the facts of every KPI of the project.
func (t *taker) indicators() {
	names := named{}
	order := 0
	for _, table := range t.tables(kb.SchemaKPI) {
		last := t.lastRows(table.Sets)
		for _, k := range t.data.Indicators(table.Sets, t.until) {
			order++
			t.indicator(&k, last[vocab.Key(k.Name)], names, order)
		}
	}
}

func (t *taker) indicator(k *site.Indicator, last place, names named, order int) {
	set, row := k.Actual.Set, k.Actual.Row
	if set == nil { // a charter: no column for actual values
		if set, row = k.Target.Set, k.Target.Row; set == nil {
			return
		}
	}
	name := k.Name
	if department := strings.TrimSpace(set.Cell(row, kb.FieldDepartment).String()); department != "" {
		name += " · " + department
	}
	i := t.of(set, row, kb.SchemaKPI, names.of(name))
	i.text(fact.Name, kb.FieldIndicator, name)
	i.num(fact.Order, kb.FieldIndicator, float64(order), "")
	i.text(kb.FieldDefinition, kb.FieldDefinition, k.Definition)
	i.text(kb.FieldCategory, kb.FieldCategory, k.Category)
	i.text(kb.FieldOwner, kb.FieldOwner, k.Owner)
	i.text(kb.FieldUnit, kb.FieldUnit, unitName(k.Unit))
	i.state(kb.FieldDirection, kb.FieldDirection, direction(k.Judgement.Direction))
	i.date(kb.FieldStart, kb.FieldStart, k.Start)
	i.date(kb.FieldDeadline, kb.FieldDeadline, k.Deadline)
	i.datum(kb.FieldBaseline, k.Baseline)
	i.aim(k)
	for _, p := range k.History {
		i.at(p.Period, "", p.Value)
	}
	if last.set != nil {
		note := item{t, last.set, last.row, i.key}
		note.column(kb.FieldNote)
	}
	i.standing(k)
}

func direction(d metric.Direction) string {
	switch d {
	case metric.Higher:
		return "higher"
	case metric.Lower:
		return "lower"
	}
	return ""
}

// aim is the facts of the target: its words, and its number in the unit of the
// actual value.
func (i item) aim(k *site.Indicator) {
	if v := k.Target; v.Set != nil {
		target := item{i.taker, v.Set, v.Row, i.key}
		target.column(kb.FieldTarget)
	}
	target, ok := resolved(k)
	if !ok {
		return
	}
	from := item{i.taker, k.Target.Set, k.Target.Row, i.key}
	unit := unitName(target.Unit)
	low, high := target.Low, target.High
	switch target.Op {
	case metric.Between:
		from.num(fact.AimLow, kb.FieldTarget, low, unit)
		from.num(fact.AimHigh, kb.FieldTarget, high, unit)
	case metric.AtMost, metric.Below:
		from.num(fact.Aim, kb.FieldTarget, high, unit)
	default:
		from.num(fact.Aim, kb.FieldTarget, low, unit)
	}
	from.state(fact.AimOp, kb.FieldTarget, aimOps[target.Op])
}

// aimOps are the kinds of targets as facts write them.
var aimOps = map[vocab.Op]string{metric.Equal: "=", metric.AtLeast: "≥", metric.Above: ">", metric.AtMost: "≤", metric.Below: "<", metric.Between: "between"}

// resolved is the target as a number or range in the unit of the actual value;
// a step from the baseline is added to it. ok is false if the target is no
// number.
func resolved(k *site.Indicator) (metric.Target, bool) {
	if k.Target.Set == nil || aimOps[k.Parsed.Op] == "" && !k.Parsed.Relative() {
		return metric.Target{}, false
	}
	t, ok := k.Parsed.Resolve(quantity(k.Baseline))
	if !ok {
		return t, false
	}
	if _, number := k.Actual.Cell.Float(); !number {
		return t, true
	}
	return t.In(quantity(k.Actual).Unit)
}

func quantity(v site.Datum) metric.Quantity {
	n, ok := v.Cell.Float()
	u := v.Cell.Unit
	if u == "" {
		u = v.Unit
	}
	return metric.Quantity{Num: n, Unit: u, OK: ok && v.Set != nil}
}

// standing is the facts of the indicator's state in the period. If the only
// value is of an earlier period, the value of this one is missing.
func (i item) standing(k *site.Indicator) {
	j := k.Judgement
	if i.missing(k) {
		i.datum(fact.Last, k.Actual)
		i.period("last_period", kb.FieldPeriod, k.Period)
		i.state(fact.State, kb.FieldActual, string(metric.NoData))
		return
	}
	if i.then && k.Period == "" && k.Actual.Set != nil {
		if _, ok := i.data.Then(k.Actual.Set, i.until); !ok {
			return // its value is of a later day
		}
	}
	i.datum(kb.FieldActual, k.Actual)
	i.period(kb.FieldPeriod, kb.FieldPeriod, k.Period)
	i.state(fact.State, kb.FieldActual, string(j.State))
	i.state(fact.By, kb.FieldActual, j.By)
	if j.OK {
		i.num(kb.FieldAttainment, kb.FieldActual, j.Attainment, "%")
	}
	if n := worse(k); n > 0 {
		i.num(fact.Worse, kb.FieldActual, float64(n), "")
	}
	if j.By != metric.ByTime {
		return
	}
	i.num(fact.Behind, kb.FieldActual, j.Behind, "pp")
	if due, ok := expected(k); ok {
		i.num(fact.Expected, kb.FieldActual, due, unit(k.Actual))
	}
}

// missing tells whether the indicator has a value, but none for the period,
// though it has periods as short.
func (i item) missing(k *site.Indicator) bool {
	p := i.scope.Period
	if p == "" || i.scope.Latest || k.Period == "" || k.Period.End() >= p.Start() {
		return false
	}
	return k.Period.End().Sub(k.Period.Start()) <= p.End().Sub(p.Start())+3
}

// expected is the value that was planned for the day of the actual one.
func expected(k *site.Indicator) (float64, bool) {
	t, ok := resolved(k)
	base, same := quantity(k.Baseline).In(quantity(k.Actual).Unit)
	if !ok || !same {
		return 0, false
	}
	aim, ok := t.Aim(base.Num)
	return metric.Due(base.Num, aim, k.Judgement.Expected), ok
}

// worse is for how many periods in a row, up to the last, the value got worse.
func worse(k *site.Indicator) int {
	var series []metric.Quantity
	for i := range k.History {
		series = append(series, quantity(k.History[i].Value))
	}
	return metric.Worsened(series, k.Judgement.Direction)
}

// lastRows are the last row of each indicator by name, with or without a value.
func (t *taker) lastRows(sets []*kb.Dataset) map[string]place {
	last := map[string]place{}
	end := map[string]kb.Date{}
	for _, set := range sets {
		for row := range set.Rows {
			day := set.Cell(row, kb.FieldPeriod).Period().End()
			if t.until != "" && day > t.until.End() {
				continue
			}
			if name := vocab.Key(set.Cell(row, kb.FieldIndicator).String()); day >= end[name] {
				last[name], end[name] = place{set, row}, day
			}
		}
	}
	return last
}
