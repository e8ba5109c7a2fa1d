package report

import "milepost/generator/fact"

// Stage is how far a plan has come: the phase at work, else the next one, in the
// end the last one.
type Stage struct {
	Name   string
	No, Of int // its number among the phases
	AtWork bool
	All    []string // every phase of the plan
}

// StageOf is the stage of a project; its Name is "" if there is no plan.
func StageOf(s fact.Set) Stage { return (&maker{Input: Input{Now: veiled(s)}}).stage() }

func (m *maker) stage() (s Stage) {
	all := m.phases()
	s.Of = len(all)
	over := true // so far all are done
	for i, it := range all {
		s.All = append(s.All, it.name())
		switch {
		case s.AtWork:
		case it.started() && !it.done():
			s.Name, s.No, s.AtWork = it.name(), i+1, true
		case over:
			s.Name, s.No = it.name(), i+1
		}
		over = over && it.done()
	}
	return s
}
