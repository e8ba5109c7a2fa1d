package site

// haveDays is which owners and which projects have something in their
// calendars.
type haveDays struct {
	owners   map[*Owner]bool
	projects map[string]bool
}

// ofDuties makes haveDays, before any page is made.
func (o *Owners) ofDuties(rest []Duty) haveDays {
	out := haveDays{map[*Owner]bool{}, map[string]bool{}}
	all := append(gatherer{o.site}.dutiesOf(o.duePages), rest...)
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

// InCalendar tells whether a duty is in the calendar of its project: reviews of
// pages, milestones of plans, reports to be issued.
func (d *Duty) InCalendar() bool {
	return d.Due != "" && (d.Kind == DutyPage || d.Kind == DutyReport || d.Milestone && d.Kind == DutyTask)
}

// HasDays tells whether the calendar of an owner has anything in it.
func (o *Owners) HasDays(w *Owner) bool { return o.dated().owners[w] }

// ProjectHasDays tells whether the calendar of a project has anything in it.
func (o *Owners) ProjectHasDays(project string) bool { return o.dated().projects[project] }
