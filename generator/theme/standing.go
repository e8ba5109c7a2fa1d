package theme

import (
	"slices"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// Overview says where a project stands, in a few figures from the blocks of the
// home page.
type Overview struct {
	Of       string   // the project or folder, "" if the site has one plan
	Phase    GanttRow // the phase under way, else the next one, else the last; Name "" if there is no Gantt
	PhaseNo  int      // number of Phase, from 1
	Phases   int
	Gate     GanttRow // the first milestone that is not reached, or phase that ends with one; Name "" if there is none
	KPIs     int
	Tallies  []Tally // by state in the order of tallied, a zero for a state that no indicator has
	HasGantt bool
}

// Tally is the number of indicators in a state.
type Tally struct {
	State string
	Count int
}

// standing makes the overviews from Gantt charts and KPI boards: one, or one for each
// project or folder that has its own. Of several Gantt charts the first counts.
func standing(blocks []Block) []Overview {
	var all []Overview
	for _, b := range blocks {
		if b.Kind != kb.BlockGantt && b.Kind != kb.BlockKPI {
			continue
		}
		i := slices.IndexFunc(all, func(s Overview) bool { return s.Of == b.Of })
		if i < 0 {
			i, all = len(all), append(all, Overview{Of: b.Of})
		}
		switch s := &all[i]; {
		case b.Kind == kb.BlockKPI:
			s.count(b.KPIs)
		case !s.HasGantt:
			s.phases(b.Gantt.Rows)
		}
	}
	return all
}

func (s *Overview) phases(rows []GanttRow) {
	s.HasGantt = len(rows) > 0
	current := false
	for _, r := range rows {
		if (r.Milestone || r.Gate != "") && s.Gate.Name == "" && !vocab.Over(r.Status) && (!r.Milestone || r.Actual.Start == "") {
			s.Gate = r
		}
		if r.Milestone || r.Level != 0 {
			continue
		}
		s.Phases++
		begun := !vocab.Over(r.Status) && (r.Status == kb.StatusInProgress || r.Status == kb.StatusLate || r.Status == kb.StatusPaused || r.HasPct && r.Percent > 0)
		switch {
		case current:
		case begun:
			s.Phase, s.PhaseNo, current = r, s.Phases, true
		case s.Phase.Name == "" || vocab.Over(s.Phase.Status): // all before are over: this one is next, or in the end the last
			s.Phase, s.PhaseNo = r, s.Phases
		}
	}
}

// tallied lists the states in the order of the home page. Each has the word of the
// cards: no-events is not counted as met.
var tallied = []string{"met", "no-events", "on-track", "behind", "unmet", "off", "missed", "no-data", "unknown"}

func (s *Overview) count(kpis []KPI) {
	s.KPIs += len(kpis)
	for _, state := range tallied {
		n := 0
		for _, k := range kpis {
			if k.State == state {
				n++
			}
		}
		s.add(state, n)
	}
}

func (s *Overview) add(state string, n int) {
	for i := range s.Tallies {
		if s.Tallies[i].State == state {
			s.Tallies[i].Count += n
			return
		}
	}
	s.Tallies = append(s.Tallies, Tally{state, n})
}
