package site

import (
	"slices"

	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// Incident is a row of a list of incidents, with what the service levels promise for
// its severity.
type Incident struct {
	Set      *kb.Dataset
	Row      int
	ID       string
	Severity string
	Open     bool   // not restored, and nothing says that it is over
	Steps    []Step // those with a column
}

// Step is one promise: somebody answers, somebody is on site, the service is
// restored.
type Step struct {
	Field  string          // of the incident: kb.FieldResponded, kb.FieldArrived, kb.FieldRestored
	Target metric.Quantity // not OK if nothing is promised
	Took   metric.Quantity // up to the start of the given day if it has not happened yet; not OK if unknown
	Await  bool            // has not happened yet
	Missed bool            // certainly took longer than its target
}

// promised are the steps of an incident in their order, and the column of the
// service levels with the target of each.
var promised = []struct{ field, target string }{
	{kb.FieldResponded, kb.FieldResponseTarget},
	{kb.FieldArrived, kb.FieldArrivalTarget},
	{kb.FieldRestored, kb.FieldResolveTarget},
}

// Missed is the steps that took longer than promised.
func (i *Incident) Missed() []Step {
	return slices.DeleteFunc(slices.Clone(i.Steps), func(s Step) bool { return !s.Missed })
}

// Promises are the targets of the service levels by severity, or by severity
// and system if a sheet names systems. Of several rows the last counts.
type Promises struct {
	known map[string]bool
	at    map[promise]metric.Quantity
}

type promise struct{ severity, system, target string }

// PromisesOf reads the targets of tables of service levels.
func PromisesOf(sets []*kb.Dataset) Promises {
	p := Promises{known: map[string]bool{}, at: map[promise]metric.Quantity{}}
	for _, set := range sets {
		for row := range set.Rows {
			sev := text.Fold(set.Cell(row, kb.FieldSeverity).String())
			if sev == "" {
				continue
			}
			p.known[sev] = true
			for _, s := range promised {
				if q := QuantityOf(set, row, s.target); q.OK {
					p.at[promise{sev, text.Fold(set.Cell(row, kb.FieldSystem).String()), s.target}] = q
				}
			}
		}
	}
	return p
}

// Knows tells whether the service levels have a severity.
func (p Promises) Knows(severity string) bool { return p.known[text.Fold(severity)] }

// Empty tells whether there are no service levels at all.
func (p Promises) Empty() bool { return len(p.known) == 0 }

// target is the promise for a severity and system.
func (p Promises) target(severity, system, target string) metric.Quantity {
	if q := p.at[promise{text.Fold(severity), text.Fold(system), target}]; q.OK {
		return q
	}
	return p.at[promise{text.Fold(severity), "", target}]
}

// QuantityOf is the number of a cell with its own unit or that of its column.
func QuantityOf(set *kb.Dataset, row int, field string) metric.Quantity {
	c := set.Cell(row, field)
	n, ok := c.Float()
	if !ok {
		return metric.Quantity{}
	}
	unit := c.Unit
	if unit == "" {
		unit = set.Columns[set.Col(field)].Unit
	}
	return metric.Q(n, unit)
}

// Incidents compares a list of incidents with the promises, as of today. A table
// of another schema has none.
func (d *Data) Incidents(set *kb.Dataset, p Promises) (out []Incident) {
	return d.IncidentsOn(set, p, d.today)
}

// IncidentsOn is Incidents as of a day: what happened later had not happened
// yet.
func (d *Data) IncidentsOn(set *kb.Dataset, p Promises, day kb.Date) (out []Incident) {
	if set.Schema != kb.SchemaIncidents {
		return nil
	}
	for row := range set.Rows {
		out = append(out, d.incident(set, row, p, day))
	}
	return out
}

// upTo is a cell as it was on a day: missing if its date is later.
func upTo(c kb.Cell, day kb.Date) kb.Cell {
	if day != "" && c.Date() > day {
		return kb.Cell{Ref: c.Ref, File: c.File}
	}
	return c
}

func (d *Data) incident(set *kb.Dataset, row int, p Promises, day kb.Date) Incident {
	in := Incident{Set: set, Row: row, ID: set.Cell(row, kb.FieldID).String(), Severity: set.Cell(row, kb.FieldSeverity).String()}
	begun := set.Cell(row, kb.FieldOccurred)
	restored := set.Cell(row, kb.FieldRestored)
	in.Open = set.Col(kb.FieldRestored) >= 0 && upTo(restored, day).Kind == kb.Missing && begun.Kind == kb.Day &&
		(restored.Kind != kb.Missing || !vocab.Over(set.Cell(row, kb.FieldStatus).Text))
	for _, s := range promised {
		step := Step{Field: s.field, Target: p.target(in.Severity, set.Cell(row, kb.FieldSystem).String(), s.target)}
		if set.Col(s.field) < 0 {
			continue
		}
		end := upTo(set.Cell(row, s.field), day)
		timed := begun.Num != 0 && end.Num != 0
		step.Await = in.Open && end.Kind == kb.Missing && s.field != kb.FieldArrived // not every incident needs somebody on site
		if step.Await && day != "" {
			end, timed = kb.Cell{Kind: kb.Day, Text: string(day)}, begun.Num != 0
		}
		step.Took, step.Missed = d.took(begun, end, step.Target, timed)
		in.Steps = append(in.Steps, step)
	}
	return in
}

// took is how long a step took, in minutes, or in working days if those are promised.
// Without a time of day, it is missed only if it would be so at any time of that day.
func (d *Data) took(from, to kb.Cell, target metric.Quantity, timed bool) (took metric.Quantity, missed bool) {
	a, ok1 := Moment(from)
	b, ok2 := Moment(to)
	if !ok1 || !ok2 || b < a {
		return metric.Quantity{}, false
	}
	if base, _ := vocab.Measure(target.Unit); base == "wd" {
		took = metric.Q(float64(d.cal.Workdays(from.Date().AddDays(1), to.Date())), "wd")
	} else {
		took = metric.Q(vocab.Round((b-a)*24*60, 3), "min") // of fractions of a day, which are binary
	}
	allowed, ok := target.In(took.Unit)
	if !ok || target.Unit == "" {
		return took, false
	}
	unsure := 0.0
	if took.Unit == "min" && !timed {
		unsure = 24 * 60
	}
	return took, took.Num-unsure > allowed.Num+1e-6
}

// Moment is a date and time as one number, in days, to compare and subtract.
func Moment(c kb.Cell) (days float64, ok bool) {
	if c.Kind != kb.Day {
		return 0, false
	}
	return float64(c.Date().Sub("1970-01-01")) + c.Num, true
}
