package generator

import (
	"slices"

	"milepost/generator/kb"
	"milepost/generator/measure"
	"milepost/generator/press"
	"milepost/generator/report"
	"milepost/generator/site"
)

// begun refuses a report on a period that has not begun. A gate is prepared
// ahead: its month may still come.
func begun(e *Edition, kind string, p kb.Period) error {
	if start := p.Start(); kind != kb.ReportGate && start > e.Site.Today {
		return refuse("future", string(p), string(start), string(e.Site.Today))
	}
	return nil
}

// fitting is a new report as it can be made of this site. One that is about a
// phase and names none is about the one at work, and says so: the page must not
// pass to the next phase when that begins. empty tells that its period has no data.
func fitting(e *Edition, a press.Ask, empty bool) (press.Ask, error) {
	if names := elsewhere(e, a.Project, empty); len(names) > 0 {
		return a, &Refused{Reason: "project", Names: names}
	}
	about := &site.Report{Project: a.Project, Kind: a.Kind, Period: a.Period, Cutoff: a.Cutoff}
	phase, all := report.PhaseOf(a.Kind, e.Press.Now(about), a.Phase)
	if a.Phase == "" {
		a.Phase = phase
	} else if phase == "" && len(all) > 0 {
		return a, &Refused{Reason: "phase", Args: []string{a.Phase}, Names: all}
	}
	return a, nil
}

// elsewhere is the projects that a report on the root was meant for: all of them
// if the root has no data of its own, then or now, and nobody reports on it.
func elsewhere(e *Edition, project string, nothing bool) (names []string) {
	if project != "." || !nothing || !empty(e.Press.Facts(measure.Scope{Project: project, Cutoff: e.Site.Today})) {
		return nil
	}
	if slices.ContainsFunc(e.Site.Reports, func(r *site.Report) bool { return r.Project == project }) {
		return nil
	}
	for _, p := range e.Site.Data.Projects() {
		names = append(names, e.Site.Section(p).Title)
	}
	return names
}
