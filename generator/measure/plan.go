package measure

import (
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// plan is the facts of every row of the project's current plans.
func (t *taker) plan() {
	names := named{}
	order := 0
	for _, table := range t.tables(kb.SchemaPhases) {
		for _, set := range table.Sets {
			then, ok := t.asThen(set)
			var above []string
			for _, p := range t.data.Phases(then, t.planDay(then)) {
				order++
				above = append(above[:min(p.Level, len(above))], p.Name)
				t.phase(&p, names.of(p.Name, parentOf(above)), order, ok)
			}
		}
	}
}

// planDay is the day to which days late are counted, as a period; "" is today.
// Values newer than the cutoff are compared with the plan of their own day.
func (t *taker) planDay(set *kb.Dataset) kb.Period {
	_, asOf, _ := t.whenceCell(set, -1, kb.Cell{})
	if day := max(t.scope.Cutoff, asOf); day < t.site.Today {
		return kb.Period(day)
	}
	return ""
}

func parentOf(above []string) string {
	if len(above) < 2 {
		return ""
	}
	return above[len(above)-2]
}

// phase is the facts of a row; without now only what was agreed.
func (t *taker) phase(p *site.Phase, name string, order int, now bool) {
	i := t.of(p.Set, p.Row, fact.Phase, name)
	i.text(fact.Name, kb.FieldName, name)
	i.num(fact.Order, kb.FieldName, float64(order), "")
	i.num(kb.FieldLevel, kb.FieldLevel, float64(p.Level), "")
	i.text(kb.FieldOwner, kb.FieldOwner, p.Owner)
	if p.Task.Milestone {
		i.num(kb.FieldMilestone, kb.FieldMilestone, 1, "")
	}
	i.date(kb.FieldPlannedStart, kb.FieldPlannedStart, p.PlannedStart)
	i.date(kb.FieldPlannedEnd, kb.FieldPlannedEnd, p.PlannedEnd)
	i.column(kb.FieldDeliverables)
	if now {
		i.progress(p)
	}
}

// progress is the facts of the row's standing.
func (i item) progress(p *site.Phase) {
	s := p.Standing
	i.date(kb.FieldActualStart, kb.FieldActualStart, p.ActualStart)
	i.date(kb.FieldActualEnd, kb.FieldActualEnd, p.ActualEnd)
	i.state(fact.State, kb.FieldStatus, string(s.State))
	i.state(kb.FieldStatus, kb.FieldStatus, s.Status)
	if s.Actual.OK {
		i.num(kb.FieldPercentComplete, kb.FieldPercentComplete, s.Actual.Num, "%")
	}
	if s.Planned.OK {
		i.num(fact.Expected, kb.FieldPlannedEnd, s.Planned.Num, "%")
	}
	if !s.Over && s.Planned.OK && s.Actual.OK {
		i.num(fact.Behind, kb.FieldPercentComplete, s.Behind, "pp")
	}
	if s.Late > 0 {
		i.num(fact.Late, kb.FieldPlannedEnd, float64(s.Late), "d")
	}
	if s.Forecast != "" {
		i.date(kb.FieldForecastEnd, kb.FieldForecastEnd, s.Forecast)
	}
	if s.ByPace {
		i.num(fact.ByPace, kb.FieldPercentComplete, 1, "")
	}
	if s.Slip > 0 {
		i.num(fact.Slip, kb.FieldForecastEnd, float64(s.Slip), "d")
	}
	i.buffer(p)
	i.column(kb.FieldNote)
}

// buffer is the time in reserve, in working days, and how much of it the
// forecast or the delay uses.
func (i item) buffer(p *site.Phase) {
	c := p.Set.Cell(p.Row, kb.FieldBuffer)
	n, ok := c.Float()
	if !ok {
		return
	}
	u := unit(site.Datum{Cell: c, Unit: p.Set.Columns[p.Set.Col(kb.FieldBuffer)].Unit})
	if u == "" {
		u = "wd"
	}
	i.num(kb.FieldBuffer, kb.FieldBuffer, n, u)
	end := p.ActualEnd
	switch s := p.Standing; {
	case end != "":
	case s.Slip > 0:
		end = s.Forecast
	case s.Late > 0:
		end = p.PlannedEnd.AddDays(s.Late)
	}
	if p.PlannedEnd == "" {
		return
	}
	used := i.data.Calendar().Workdays(p.PlannedEnd.AddDays(1), end)
	if u != "wd" {
		used = max(0, end.Sub(p.PlannedEnd))
	}
	i.num(fact.Used, kb.FieldPlannedEnd, float64(used), u)
}
