package site

import (
	"milepost/generator/vocab"
)

// haveDays is who has a day ahead or behind, and which projects.
type haveDays struct {
	owners   map[*Owner]bool
	projects map[string]bool
}

// ofDuties finds them. Of the pages that one person owns in a project one is
// looked at: there may be thousands, and this is asked before any page is made.
func (o *Owners) ofDuties(rest []Duty) haveDays {
	out := haveDays{map[*Owner]bool{}, map[string]bool{}}
	all := append(gatherer{o.site}.pageOwners(), rest...)
	for i := range all {
		if all[i].InCalendar() {
			out.projects[all[i].Project] = true
		}
	}
	for w, list := range o.share(all) {
		for _, h := range list {
			out.owners[w] = out.owners[w] || h.Due != "" && !h.Fine
		}
	}
	return out
}

// pageOwners is a duty for each owner, deputy and project of the pages that are to be reviewed.
func (s gatherer) pageOwners() (all []Duty) {
	type whose struct{ owner, deputy, project string }
	seen := map[whose]bool{}
	for _, p := range s.Pages {
		w := whose{p.Owner, p.Front.Deputy, ""}
		if p.Due == "" {
			continue
		}
		if w.project = s.Data.Project(p.Path); !seen[w] {
			seen[w] = true
			all = append(all, Duty{Kind: DutyPage, Project: w.project, Owners: vocab.People(w.owner), Deputy: w.deputy, Due: p.Due})
		}
	}
	return all
}

// InCalendar tells the duties that stand in the calendar of their project: reviews
// of its pages, milestones of its plans, reports to be issued.
func (d *Duty) InCalendar() bool {
	return d.Due != "" && (d.Kind == DutyPage || d.Kind == DutyReport || d.Milestone && d.Kind == DutyTask)
}

// HasDays tells whether the calendar of an owner has anything in it.
func (o *Owners) HasDays(w *Owner) bool { return o.dated().owners[w] }

// ProjectHasDays tells the same of a project.
func (o *Owners) ProjectHasDays(project string) bool { return o.dated().projects[project] }
