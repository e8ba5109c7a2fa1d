package generator

import (
	"slices"

	"milepost/generator/kb"
	"milepost/generator/measure"
	"milepost/generator/press"
	"milepost/generator/report"
	"milepost/generator/site"
)

// begun refuses a report on a period that has not begun. Gate reports are excepted:
// people prepare them before the month of the gate.
func begun(e *Edition, kind string, p kb.Period) error {
	if start := p.Start(); kind != kb.ReportGate && start > e.Site.Today {
		return refuse("future", string(p), string(start), string(e.Site.Today))
	}
	return nil
}

// fitting checks a new report against the site and fills in its phase. A report
// about a phase that names none gets the current one, by name: otherwise the page
// would change its subject when the next phase begins. empty: its period has no data.
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

// elsewhere lists the projects that the person probably meant, where a report was
// asked for the root: all projects, if the root has no data (in the period or today)
// and no reports. Otherwise it is empty.
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
