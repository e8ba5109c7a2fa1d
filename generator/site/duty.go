package site

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/vocab"
)

// The kinds of duties, in the order in which they are read.
const (
	DutyPage          = "page"          // a page to be reviewed
	DutyTask          = "task"          // a row of a plan that is not over
	DutyRisk          = "risk"          // an open risk
	DutyAction        = "action"        // an open decision or action, a condition of a review
	DutySuggestion    = "suggestion"    // a suggestion without an answer
	DutyKPI           = "kpi"           // an indicator
	DutyReport        = "report"        // a report to be issued
	DutyDeliverable   = "deliverable"   // something to be handed over that is not there
	DutyIncident      = "incident"      // an incident that is not over
	DutyCompliance    = "compliance"    // something to be proven or renewed
	DutyBenefit       = "benefit"       // a benefit that has not been measured
	DutyCommunication = "communication" // something to be told on a day
)

// DutyKinds is all of them in that order.
var DutyKinds = []string{
	DutyPage, DutyTask, DutyRisk, DutyAction, DutySuggestion, DutyKPI,
	DutyReport, DutyDeliverable, DutyIncident, DutyCompliance, DutyBenefit, DutyCommunication,
}

// Duty is something that waits for somebody.
type Duty struct {
	Kind    string
	ID      string
	Name    string
	Note    string // where it comes from, in the words of its sheet or page
	Out     string // the output that shows it, and the anchor there
	Frag    string
	Project string
	Owners  []string // as written
	Deputy  string   // of its owner, if the row or page names one
	Due     kb.Date  // by when, "" if nothing says
	Since   kb.Date  // from when it waits, "" if nothing says
	State   string   // in the words of its kind: a level, a state, a kind of record
	Rank    int      // 0 is the worst
	Fine    bool     // nothing is to be done: an indicator that is met or on track
	Changed kb.Date  // the last change of its file that is known
	UID     string   // stays the same while it is the same thing, whatever its day is

	Standing  *metric.Standing // of a task
	Milestone bool             // of a task
	Indicator *Indicator
}

// Late is how many days a duty is overdue.
func (d *Duty) Late(today kb.Date) int {
	if d.Fine || d.Due == "" || today <= d.Due {
		return 0
	}
	return today.Sub(d.Due)
}

// How many days before its day a duty begins to wait for its owner: a page is
// reviewed when there is time, a report is written when its period ends.
const (
	soon      = 30
	soonIssue = 10
)

// Later tells whether it is too early for a duty: a page that is to be reviewed
// next year, a task that begins in spring.
func (d *Duty) Later(today kb.Date) bool {
	switch d.Kind {
	case DutyPage, DutyBenefit, DutyCommunication:
		return d.Due.Sub(today) > soon
	case DutyReport:
		return d.Due.Sub(today) > soonIssue
	case DutyTask:
		return d.Since.Sub(today) > soon
	case DutyDeliverable:
		return d.Since.Sub(today) > 0 // of a phase that has not begun
	}
	return false
}

// nameDuties gives each duty its UID for calendars. Duties with the same name are
// numbered.
func nameDuties(all []Duty) {
	times := map[string]int{}
	for i := range all {
		d := &all[i]
		called := d.Name
		switch d.Kind {
		case DutyPage:
			called = d.Out
		case DutyRisk, DutyAction, DutySuggestion, DutyIncident, DutyCompliance:
			called = cmp.Or(d.ID, d.Name)
		}
		key := strings.Join([]string{d.Kind, d.Project, called}, "\x00")
		times[key]++
		d.UID = digest.Of(key, times[key]).String()[:24]
	}
}

// gatherer collects the duties of a site.
type gatherer struct{ *Site }

// rowDuties is all duties but those of pages, by kind, in the order of their sheets.
func (s gatherer) rowDuties() (all []Duty) {
	for _, f := range []func() []Duty{
		s.taskDuties, s.riskDuties, s.actionDuties, s.conditionDuties, s.suggestionDuties, s.indicatorDuties,
		s.incidentDuties, s.complianceDuties, s.benefitDuties, s.communicationDuties,
	} {
		all = append(all, f()...)
	}
	return all
}

func (s gatherer) pageDuties() []Duty { return s.dutiesOf(s.Pages) }

// dutiesOf is the duties of those pages that have a day of review.
func (s gatherer) dutiesOf(pages []*Page) (all []Duty) {
	for _, p := range pages {
		if p.Due == "" {
			continue
		}
		all = append(all, Duty{
			Kind: DutyPage, Name: p.Title, Out: p.Out, Project: s.Data.Project(p.Path), Owners: vocab.People(p.Owner), Deputy: p.Front.Deputy,
			Due: p.Due, Since: p.Front.Reviewed, Changed: p.Change().Date,
		})
	}
	return all
}

// owned is the tables of a schema that have owners, and all plans, without
// private ones. Older exports of a plan or register are left out.
func (s gatherer) owned(schema string) []*kb.Dataset {
	d := s.Data
	sets := d.schema(schema)
	if schema == kb.SchemaPhases || schema == kb.SchemaRisks {
		sets = slices.DeleteFunc(d.Each(), func(set *kb.Dataset) bool { return set.Schema != schema || d.Superseded(set.File) })
	}
	return slices.DeleteFunc(sets, func(set *kb.Dataset) bool {
		return set.Score < Sure || set.Col(kb.FieldOwner) < 0 && schema != kb.SchemaPhases || d.Private(set)
	})
}

// row makes the duty of a row, also of one without an owner.
func (s gatherer) row(set *kb.Dataset, row int, kind string) Duty {
	said := func(field string) string { return strings.TrimSpace(set.Cell(row, field).String()) }
	d := Duty{Kind: kind, ID: said(kb.FieldID), Note: said(kb.FieldSource), Project: s.Data.Project(set.File), Owners: vocab.People(said(kb.FieldOwner))}
	file := FileOf(set, set.Rows[row])
	d.Out, d.Frag = s.Data.RowAt(set, row, file)
	d.Changed = s.Snapshot.Books[file].Date
	return d
}

// taskDuties are the open rows of plans, and the deliverables that they name and the
// site does not have.
func (s gatherer) taskDuties() (all []Duty) {
	rank := map[metric.State]int{metric.Missed: 0, metric.Off: 1, metric.Behind: 2}
	for _, set := range s.owned(kb.SchemaPhases) {
		phases := s.Data.Phases(set, "")
		for i := range phases {
			p := &phases[i]
			d := s.row(p.Set, p.Row, DutyTask)
			d.Since = cmp.Or(p.ActualStart, p.PlannedStart, p.PlannedEnd)
			for _, name := range p.Handed() {
				if !s.Named(name, p.Set.File) {
					h := d
					h.Kind, h.Name, h.Note, h.Due = DutyDeliverable, name, p.Name, p.PlannedEnd
					all = append(all, h)
				}
			}
			if p.Standing.Over {
				continue
			}
			worse, known := rank[p.Standing.State]
			if !known {
				worse = len(rank)
			}
			d.Name, d.Due = p.Name, cmp.Or(p.PlannedEnd, p.PlannedStart)
			d.State, d.Rank, d.Standing, d.Milestone = string(p.Standing.State), worse, &p.Standing, p.Task.Milestone || p.Milestone != ""
			all = append(all, d)
		}
	}
	return all
}

func (s gatherer) riskDuties() (all []Duty) {
	rank := map[string]int{vocab.RiskHigh: 0, vocab.RiskMedium: 1, "": 2, vocab.RiskLow: 3}
	for _, set := range s.owned(kb.SchemaRisks) {
		for _, r := range Risks(set) {
			if !r.Open {
				continue
			}
			d := s.row(set, r.Row, DutyRisk)
			d.Name, d.Due, d.State, d.Rank = cmp.Or(r.Name, r.ID), r.Review, r.Level, rank[r.Level]
			d.Since = set.Cell(r.Row, kb.FieldIdentified).Date()
			all = append(all, d)
		}
	}
	return all
}

func (s gatherer) actionDuties() (all []Duty) {
	for _, set := range s.owned(kb.SchemaDecisions) {
		for _, r := range Decisions(set, "") {
			if r.Done {
				continue
			}
			d := s.row(set, r.Row, DutyAction)
			d.Name, d.Due, d.State, d.Since = cmp.Or(r.Name, r.ID), r.Due, r.Kind, set.Cell(r.Row, kb.FieldDate).Date()
			all = append(all, d)
		}
	}
	return all
}

// RecordCondition is the state of an action that is a condition of a review.
const RecordCondition = "condition"

func (s gatherer) conditionDuties() (all []Duty) {
	for _, project := range append([]string{"."}, s.Data.Projects()...) {
		for _, r := range s.Reviews(project) {
			for _, c := range r.Conditions {
				if !c.Done {
					all = append(all, Duty{
						Kind: DutyAction, State: RecordCondition, Name: c.Name, Note: r.Page.Title, Out: r.Page.Out, Project: project,
						Owners: vocab.People(c.Owner), Due: c.Due, Since: r.Date, Changed: r.Page.Change().Date,
					})
				}
			}
		}
	}
	return all
}

func (s gatherer) suggestionDuties() (all []Duty) {
	for _, set := range s.owned(kb.SchemaSuggestions) {
		for _, r := range Suggestions(set) {
			if s.Data.Waited(&r, s.Today) == 0 {
				continue
			}
			d := s.row(set, r.Row, DutySuggestion)
			d.Name, d.Since, d.Due = r.Text, r.Date, s.Data.Workday(r.Date, s.Data.AnswerDays())
			all = append(all, d)
		}
	}
	return all
}

// indicatorDuties are the current indicators that have an owner, also those
// that are met.
func (s gatherer) indicatorDuties() (all []Duty) {
	rank := []metric.State{metric.Missed, metric.Off, metric.Behind, metric.Unmet, metric.NoData, metric.NoState, metric.OnTrack, metric.NoEvents, metric.Met}
	for _, project := range append([]string{"."}, s.Data.Projects()...) {
		tables, _ := s.Data.Current(project, kb.SchemaKPI)
		for _, t := range tables {
			if s.Data.Project(t.Sets[0].File) != project || slices.ContainsFunc(t.Sets, s.Data.Private) {
				continue
			}
			list := s.Data.Indicators(t.Sets, "")
			for i := range list {
				k := &list[i]
				from := k.Actual
				if from.Set == nil {
					from = k.Target
				}
				if from.Set == nil || k.Owner == "" {
					continue
				}
				d := s.row(from.Set, from.Row, DutyKPI)
				d.Name, d.Note, d.Owners, d.Due, d.Indicator = k.Name, "", vocab.People(k.Owner), k.Deadline, k
				d.State, d.Rank = string(k.Judgement.State), slices.Index(rank, k.Judgement.State)
				d.Fine = slices.Contains([]metric.State{metric.Met, metric.OnTrack, metric.NoEvents}, k.Judgement.State)
				all = append(all, d)
			}
		}
	}
	return all
}

func (s gatherer) incidentDuties() (all []Duty) {
	for _, set := range s.owned(kb.SchemaIncidents) {
		for _, r := range s.Data.Incidents(set, Promises{}) {
			if !r.Open {
				continue
			}
			d := s.row(set, r.Row, DutyIncident)
			d.Name = cmp.Or(strings.TrimSpace(set.Cell(r.Row, kb.FieldDescription).String()), strings.TrimSpace(set.Cell(r.Row, kb.FieldSystem).String()), r.ID)
			d.State, d.Since = r.Severity, set.Cell(r.Row, kb.FieldOccurred).Date()
			all = append(all, d)
		}
	}
	return all
}

func (s gatherer) complianceDuties() (all []Duty) {
	for _, set := range s.owned(kb.SchemaCompliance) {
		for row := range set.Rows {
			proof := s.Data.Proof(set, row)
			name := cmp.Or(strings.TrimSpace(set.Cell(row, kb.FieldItem).String()), strings.TrimSpace(set.Cell(row, kb.FieldRequirement).String()))
			if proof >= Proven || name == "" {
				continue
			}
			d := s.row(set, row, DutyCompliance)
			d.Name, d.Note, d.Due = name, strings.TrimSpace(set.Cell(row, kb.FieldBasis).String()), set.Cell(row, kb.FieldValidUntil).Date()
			d.State, d.Rank = []string{"expired", "unproven", "ending"}[proof], int(proof)
			if proof == Unproven && s.Data.EndsSoon(set, row) {
				d.State = "unproven-ending"
			}
			all = append(all, d)
		}
	}
	return all
}

func (s gatherer) benefitDuties() (all []Duty) {
	for _, set := range s.owned(kb.SchemaBenefits) {
		for row := range set.Rows {
			if set.Cell(row, kb.FieldActual).Kind != kb.Missing || vocab.Over(set.Cell(row, kb.FieldStatus).Text) {
				continue
			}
			d := s.row(set, row, DutyBenefit)
			d.Name, d.Note = strings.TrimSpace(set.Cell(row, kb.FieldBenefit).String()), strings.TrimSpace(set.Cell(row, kb.FieldIndicator).String())
			d.Due = cmp.Or(set.Cell(row, kb.FieldDate).Date(), set.Cell(row, kb.FieldPeriod).Period().End())
			if d.Name = cmp.Or(d.Name, d.Note); d.Name != "" {
				all = append(all, d)
			}
		}
	}
	return all
}

func (s gatherer) communicationDuties() (all []Duty) {
	for _, set := range s.owned(kb.SchemaCommunication) {
		for _, m := range Messages(set) {
			if m.Due == "" {
				continue
			}
			d := s.row(set, m.Row, DutyCommunication)
			d.Name, d.Note, d.Due = m.Content, m.Audience, m.Due
			all = append(all, d)
		}
	}
	return all
}
