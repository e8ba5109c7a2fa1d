package site

import (
	"slices"
	"sync"

	"milepost/generator/chart"
	"milepost/generator/config"
	"milepost/generator/kb"
	"milepost/generator/metric"
)

// This file is the only caller of metric.Standings and metric.CourseOf, so that
// the home page, a Gantt chart, a curve, prose and a rule say the same of a
// plan.

// UseDay sets the day for standings and states, and the points behind plan that make a
// state amber or red. Call it while Data is made, before anybody reads.
func (d *Data) UseDay(today kb.Date, rag config.RAG) {
	d.today, d.rag = today, metric.RAG{Amber: float64(rag.Amber), Red: float64(rag.Red)}
}

// on is what metric needs to judge values of the day asOf.
func (d *Data) on(asOf kb.Date) metric.On {
	return metric.On{Today: d.today, AsOf: asOf, Calendar: d.cal, RAG: d.rag}
}

// Today is the day for which standings are computed.
func (d *Data) Today() kb.Date { return d.today }

// RAG is the points behind plan that make a state amber or red.
func (d *Data) RAG() metric.RAG { return d.rag }

// planned is the rows of one table that are a plan, with their standings.
type planned struct {
	phases []Phase
	tasks  []metric.Task
	at     []metric.Standing
	on     metric.On
}

// plans prepares a plan for each dataset; it is made once, when first asked
// for.
func (d *Data) plans() {
	d.planOf = map[*kb.Dataset]func() planned{}
	for _, set := range slices.Concat(d.All(), d.Each()) {
		if d.planOf[set] == nil && set.Col(kb.FieldName) >= 0 {
			d.planOf[set] = sync.OnceValue(func() planned { return d.makePlan(set, "") })
		}
	}
}

// plan is the rows of a table as they stand today, or stood at the end of a past period.
func (d *Data) plan(set *kb.Dataset, until kb.Period) planned {
	if made := d.planOf[set]; made != nil && !d.isPast(until) {
		return made()
	}
	return d.makePlan(set, until)
}

// isPast tells whether the period was over before today.
func (d *Data) isPast(until kb.Period) bool { return until != "" && until.End() < d.today }

func (d *Data) makePlan(set *kb.Dataset, until kb.Period) planned {
	p := planned{on: d.on(d.dayOf(set))}
	past := d.isPast(until)
	if past { // days late count to the end of the period, too
		p.on.Today = until.End()
	}
	for _, ph := range phases(set) {
		ph.Past = past
		p.phases, p.tasks = append(p.phases, ph), append(p.tasks, ph.Task)
	}
	p.at = metric.Standings(p.tasks, p.on)
	for i := range p.phases {
		p.phases[i].Standing = p.at[i]
	}
	return p
}

// dayOf is the day of a table's values from the data or git; "" if only the
// file's time is known: then today counts.
func (d *Data) dayOf(set *kb.Dataset) kb.Date {
	if day, from := d.AsOf(set); from != FromFile {
		return day
	}
	return ""
}

// Phases reads a plan in outline order, children below their parents, each with
// its standing today or at the end of a past period. For a part of a plan it
// gives those rows as they stand in the whole.
func (d *Data) Phases(set *kb.Dataset, until kb.Period) []Phase {
	p, in := d.planFor(set, until)
	if in == nil {
		return p.phases
	}
	return slices.DeleteFunc(slices.Clone(p.phases), func(p Phase) bool { _, ok := in[rowID(p.Set.Rows[p.Row])]; return !ok })
}

// planFor is the whole plan of a dataset, and the dataset's rows in it; nil if
// it is all of them. Rows of an earlier period, which the whole plan skips, are
// a plan of their own.
func (d *Data) planFor(set *kb.Dataset, until kb.Period) (planned, map[*kb.Cell]int) {
	whole := d.Whole(set)
	if whole == set || len(whole.Rows) == len(set.Rows) {
		return d.plan(whole, until), nil
	}
	p, in := d.plan(whole, until), rowsIn(set)
	kept := slices.ContainsFunc(p.phases, func(ph Phase) bool { _, ok := in[rowID(ph.Set.Rows[ph.Row])]; return ok })
	if !kept && history(whole) != nil {
		return d.makePlan(set, until), nil
	}
	return p, in
}

// Course is a function that sums up the progress of the rows of a plan that
// keep takes, up to today or the end of a past period; nil if the table is no
// plan.
func (d *Data) Course(set *kb.Dataset, until kb.Period) chart.Progress {
	if set.Col(kb.FieldPlannedStart) < 0 || set.Col(kb.FieldPlannedEnd) < 0 {
		return nil
	}
	return func(keep func(row int) bool) metric.Course {
		p, _ := d.planFor(set, until)
		in := rowsIn(set)
		return metric.CourseOf(p.tasks, p.at, func(i int) bool {
			row, ok := in[rowID(p.phases[i].Set.Rows[p.phases[i].Row])]
			return ok && keep(row)
		}, p.on)
	}
}

// rowID identifies a row: a part of a dataset shares the cells of the whole.
func rowID(r kb.Row) *kb.Cell {
	if len(r.Cells) == 0 {
		return nil
	}
	return &r.Cells[0]
}

func rowsIn(set *kb.Dataset) map[*kb.Cell]int {
	in := make(map[*kb.Cell]int, len(set.Rows))
	for i, r := range set.Rows {
		in[rowID(r)] = i
	}
	return in
}

// starts caches the first planned start of each project: every indicator asks.
type starts struct {
	mu    sync.Mutex
	found map[string]kb.Date
}

// start is the first planned start in a project's own current plans, "" if
// there is none. The plan of a project around it does not count.
func (d *Data) start(project string) kb.Date {
	d.started.mu.Lock()
	defer d.started.mu.Unlock()
	first, ok := d.started.found[project]
	if ok {
		return first
	}
	tables, _ := d.Current(project, kb.SchemaPhases)
	for _, t := range tables {
		for _, set := range t.Sets {
			if d.Project(set.File) != project {
				continue
			}
			for _, p := range d.plan(set, "").phases {
				if p.PlannedStart != "" && (first == "" || p.PlannedStart < first) {
					first = p.PlannedStart
				}
			}
		}
	}
	if d.started.found == nil {
		d.started.found = map[string]kb.Date{}
	}
	d.started.found[project] = first
	return first
}
