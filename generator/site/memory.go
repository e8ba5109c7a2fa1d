package site

import (
	"cmp"
	"path"
	"slices"

	"milepost/generator/fact"
	"milepost/generator/kb"
)

// RisksThen is the scores of a register's risks at an earlier time.
type RisksThen struct {
	Of     string // the period of a record, or the day of an earlier sheet
	Scores map[string]int
}

// Score is the score of a risk at that time; ok is false if it had none or was
// not in the register.
func (t RisksThen) Score(r *Risk) (score int, ok bool) {
	score, ok = t.Scores[riskKey(r)]
	return score, ok
}

// riskKey names a risk as its facts do: id before name.
func riskKey(r *Risk) string { return fact.Part(cmp.Or(r.ID, r.Name)) }

// remember connects the data to pages and records: retrospectives of
// incidents, and earlier scores of risks.
func remember(s *Site) {
	s.Data.retroOf = func(i *Incident) *Page { return s.RetroOf(i, s.Data.Project(i.Set.File)) }
	s.Data.recorded = func(project string) *Record {
		past := s.Before(project, UsualReport(s, project), s.Today)
		if len(past) == 0 {
			return nil
		}
		return past[len(past)-1]
	}
}

// UsualReport is the kind of report that a project issues: monthly, else weekly
// or quarterly if it has records of that kind, else monthly.
func UsualReport(s *Site, project string) string {
	for _, kind := range []string{kb.ReportMonthly, kb.ReportWeekly, kb.ReportQuarter} {
		if slices.ContainsFunc(s.Records, func(r *Record) bool { return r.Project == project && r.Kind == kind }) {
			return kind
		}
	}
	return kb.ReportMonthly
}

// RetroPage is the page that looks back on an incident, nil if there is none.
func (d *Data) RetroPage(i *Incident) *Page {
	if d.retroOf == nil {
		return nil
	}
	return d.retroOf(i)
}

// RisksBefore is the scores of a register's risks at the last report, else in the
// newest register of an earlier day. ok is false if there is neither.
func (d *Data) RisksBefore(set *kb.Dataset) (then RisksThen, ok bool) {
	if d.recorded != nil {
		if r := d.recorded(d.Project(set.File)); r != nil {
			then = RisksThen{string(r.Period), map[string]int{}}
			for _, key := range r.Facts.Items(fact.Risk) {
				f, _ := r.Facts.Get(fact.Risk, key, kb.FieldScore)
				if n, is := f.Num(); is {
					then.Scores[key] = int(n)
				}
			}
		}
	}
	if len(then.Scores) > 0 {
		return then, true
	}
	return d.earlierRisks(set)
}

func (d *Data) earlierRisks(set *kb.Dataset) (then RisksThen, ok bool) {
	own, from := d.AsOf(set)
	if own == "" || from != FromData {
		return then, false
	}
	var before kb.Date
	for _, other := range d.Seen(path.Dir(set.File), kb.SchemaRisks) {
		day, from := d.AsOf(other)
		if other == set || from != FromData || day == "" || day >= own || day <= before {
			continue
		}
		before, then = day, RisksThen{string(day), map[string]int{}}
		for _, r := range Risks(other) {
			if r.Score > 0 {
				then.Scores[riskKey(&r)] = r.Score
			}
		}
	}
	return then, len(then.Scores) > 0
}
