package theme

import "slices"

// Standing is where the project stands, in a few figures taken from the blocks
// of the home page. It holds nothing that depends on today.
type Standing struct {
	Of       string   // the project or folder, "" if the site has one plan
	Phase    GanttRow // the phase under way, else the next one, else the last; Name "" if there is no Gantt
	PhaseNo  int      // its number, from 1
	Phases   int
	Gate     GanttRow // the next milestone that is not reached, Name "" if there is none
	KPIs     int
	Met      int // met or without events
	OnTrack  int
	Behind   int
	Off      int
	Unknown  int
	HasGantt bool
}

// standing reads the Gantt charts and KPI boards: one standing, or one for each
// project or folder that has its own.
func standing(blocks []Block) []Standing {
	var all []Standing
	for _, b := range blocks {
		if b.Kind != "gantt" && b.Kind != "kpi" {
			continue
		}
		i := slices.IndexFunc(all, func(s Standing) bool { return s.Of == b.Of })
		if i < 0 {
			i, all = len(all), append(all, Standing{Of: b.Of})
		}
		switch s := &all[i]; {
		case b.Kind == "kpi":
			s.count(b.KPIs)
		case !s.HasGantt:
			s.phases(b.Gantt.Rows)
		}
	}
	return all
}

func (s *Standing) phases(rows []GanttRow) {
	s.HasGantt = len(rows) > 0
	current := false
	for _, r := range rows {
		if r.Milestone {
			if s.Gate.Name == "" && r.Actual.Start == "" && r.Actual.End == "" && !over(r.Status) {
				s.Gate = r
			}
			continue
		}
		if r.Level != 0 {
			continue
		}
		s.Phases++
		under := r.Status == "in_progress" || r.Status == "late" || r.Status == "paused" || r.HasPct && r.Percent > 0 && r.Percent < 100
		switch {
		case current:
		case under:
			s.Phase, s.PhaseNo, current = r, s.Phases, true
		case s.Phase.Name == "" || over(s.Phase.Status): // so far all are over: the next one, in the end the last one
			s.Phase, s.PhaseNo = r, s.Phases
		}
	}
}

func over(status string) bool { return status == "done" || status == "cancelled" }

func (s *Standing) count(kpis []KPI) {
	for _, k := range kpis {
		s.KPIs++
		switch k.State {
		case "met", "no-events":
			s.Met++
		case "on-track":
			s.OnTrack++
		case "behind":
			s.Behind++
		case "off":
			s.Off++
		default:
			s.Unknown++
		}
	}
}
