// Package measure takes the facts of a project out of a site: what its sheets
// and pages say at the end of a period. Standings and states come from the
// site; nothing is judged here a second time.
package measure

import (
	"cmp"
	"slices"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// Scope says which facts are wanted.
//
// Without a cutoff, the facts of a past period are what was known at its end:
// tables with values of a later day are left out, except what was agreed
// (baselines, targets, owners, planned days). With a cutoff they are the facts
// of a report on the period: indicators and events to the period's end, plans
// and risks as they are now, records dated up to the cutoff.
type Scope struct {
	Project string    // folder, "." for the site
	Period  kb.Period // "" is today: what is known now
	Cutoff  kb.Date   // last day of records to take
	Figures bool      // only the families whose figures an erratum can correct
	Latest  bool      // an indicator without a value for the period shows its last one, as reports on gates and ends of phases do
}

// taker collects the facts of a scope.
type taker struct {
	site  *site.Site
	data  *site.Data
	scope Scope
	until kb.Period // indicators and events count up to its end; "" takes all
	then  bool      // take what was known at the end of the period, not now
	facts []fact.Fact
	known map[origin]origins // cache of days and digests
}

// Facts is what the site says of the scope's project, sorted.
func Facts(s *site.Site, scope Scope) fact.Set {
	t := taker{site: s, data: s.Data, until: scope.Period, known: map[origin]origins{}}
	past := scope.Period != "" && scope.Period.End() < s.Today
	t.then = past && scope.Cutoff == ""
	scope.Project = cmp.Or(scope.Project, ".")
	switch {
	case t.then:
		scope.Cutoff = scope.Period.End()
	case scope.Cutoff == "" || scope.Cutoff > s.Today:
		scope.Cutoff = s.Today
	}
	t.scope = scope
	for _, f := range families {
		if f.figures || !scope.Figures {
			f.take(&t)
		}
	}
	set := fact.Of(t.facts)
	if scope.Figures {
		return set
	}
	return set.With(judged(set)...)
}

// families are all facts, in the order of the files of this package, and whether
// an erratum can correct their figures: the others are of today, or were agreed.
var families = []struct {
	take    func(*taker)
	figures bool
}{
	{(*taker).record, false},       // report/
	{(*taker).indicators, true},    // kpi/
	{(*taker).plan, false},         // phase/
	{(*taker).risks, false},        // risk/
	{(*taker).service, true},       // sla/ incident/
	{(*taker).inspections, false},  // inspection/
	{(*taker).releases, false},     // release/
	{(*taker).metrics, false},      // metric/
	{(*taker).training, true},      // training/
	{(*taker).people, false},       // person/
	{(*taker).satisfaction, true},  // satisfied/
	{(*taker).suggestions, false},  // suggestion/ suggestions/
	{(*taker).decisions, false},    // decision/ action/ issue/ assumption/
	{(*taker).reviews, false},      // gate/ condition/ action/
	{(*taker).deliverables, false}, // deliverable/
	{(*taker).criteria, false},     // criterion/
	{(*taker).choice, false},       // candidate/ cost/ raci/
	{(*taker).compliance, false},   // compliance/
	{(*taker).benefits, false},     // benefit/
	{(*taker).pages, false},        // health/ charter/ poc/ lesson/
	{(*taker).method, false},       // mechanism/
	{(*taker).sources, false},      // source/
}

// record is the facts of the record itself.
func (t *taker) record() {
	key := func(field string) string { return fact.Key(fact.Report, field) }
	t.word(key("project"), t.scope.Project)
	t.word(key("title"), t.title())
	t.word(key("site"), t.site.Config.Title)
	p := t.site.ProjectAt(t.scope.Project)
	t.word(key(fact.ID), p.ID)
	t.word(key(fact.Manager), p.Manager)
	t.word(key(fact.Sponsor), p.Sponsor)
	t.word(key(fact.Stage), p.Stage)
	t.day(key("cutoff"), t.scope.Cutoff)
	t.day(key("today"), t.site.Today)
	if period := t.scope.Period; period != "" {
		t.add(fact.Fact{Key: key(kb.FieldPeriod), Value: string(period), Unit: fact.UnitPeriod})
		t.day(key("start"), period.Start())
		t.day(key("end"), period.End())
	}
}

// title is the title of the project's page.
func (t *taker) title() string {
	if sec := t.site.Section(t.scope.Project); t.scope.Project != "." && sec != nil && sec.Index != nil {
		return sec.Index.Title
	}
	return t.site.Config.Title
}

// tables is the current tables of a schema in the project itself, not in a
// project around it.
func (t *taker) tables(schema string) []site.Table {
	tables, _ := t.data.Current(t.scope.Project, schema)
	return slices.DeleteFunc(slices.Clone(tables), func(table site.Table) bool {
		return !t.mine(table.Sets[0].File)
	})
}

func (t *taker) mine(file string) bool { return t.data.Project(file) == t.scope.Project }

// sets is the datasets of those tables as they were known; those of a later day are left
// out.
func (t *taker) sets(schema string) (out []*kb.Dataset) {
	for _, table := range t.tables(schema) {
		for _, set := range table.Sets {
			if set, ok := t.asThen(set); ok {
				out = append(out, set)
			}
		}
	}
	return out
}

// own is all tables of a certain schema in the project: lists of events add
// up, none replaces another.
func (t *taker) own(schema string) []*kb.Dataset {
	return slices.DeleteFunc(t.data.All(), func(set *kb.Dataset) bool {
		return set.Schema != schema || set.Score < site.Sure || !t.mine(set.File)
	})
}

// records is those tables as the scope needs them.
func (t *taker) records(schema string) (out []*kb.Dataset) {
	for _, set := range t.own(schema) {
		if set, ok := t.asThen(set); ok {
			out = append(out, set)
		}
	}
	return out
}

// asThen is a table as the scope needs it; ok is false if nothing says how it was then.
func (t *taker) asThen(set *kb.Dataset) (_ *kb.Dataset, ok bool) {
	if !t.then {
		return set, true
	}
	return t.data.Then(set, t.until)
}

// counts tells whether a record of this day is before or at the cutoff.
func (t *taker) counts(day kb.Date) bool { return day <= t.scope.Cutoff }
