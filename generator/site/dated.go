package site

// haveDays is who has a day ahead or behind, and which projects.
type haveDays struct {
	owners   map[*Owner]bool
	projects map[string]bool
}

// ofDuties finds them, before any page is made.
func (o *Owners) ofDuties(rest []Duty) haveDays {
	out := haveDays{map[*Owner]bool{}, map[string]bool{}}
	all := append(gatherer{o.site}.dutiesOf(o.wards), rest...)
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

// InCalendar tells the duties that stand in the calendar of their project: reviews
// of its pages, milestones of its plans, reports to be issued.
func (d *Duty) InCalendar() bool {
	return d.Due != "" && (d.Kind == DutyPage || d.Kind == DutyReport || d.Milestone && d.Kind == DutyTask)
}

// HasDays tells whether the calendar of an owner has anything in it.
func (o *Owners) HasDays(w *Owner) bool { return o.dated().owners[w] }

// ProjectHasDays tells the same of a project.
func (o *Owners) ProjectHasDays(project string) bool { return o.dated().projects[project] }
