package press

import (
	"cmp"
	"slices"

	"milepost/generator/site"
	"milepost/generator/vocab"
)

// Duties are the reports to be issued: late ones, and those whose periods end
// within the next days.
func (p *Press) Duties(ahead int) (all []site.Duty) {
	today := p.site.Today
	for _, project := range append([]string{"."}, p.site.Data.Projects()...) {
		for _, kind := range periodic {
			if _, wanted := p.Awaited(project, kind); !wanted {
				continue
			}
			list := p.Unissued(project, kind, today.AddDays(ahead))
			late := slices.IndexFunc(list, func(d Due) bool { return d.Day >= today })
			if late > mostLate {
				list = list[late-mostLate:]
			}
			for _, d := range list {
				all = append(all, p.duty(project, kind, d))
			}
		}
	}
	return all
}

// mostLate is how many late reports of a kind are listed at most: a site that
// stopped weekly reports two years ago does not get a hundred duties.
const mostLate = 3

// duty is the duty to issue a report, with a link to its draft, else to its future
// folder.
func (p *Press) duty(project, kind string, due Due) site.Duty {
	setting, _ := p.Setting(project, kind)
	word, _ := vocab.ReportKindOf(kind)
	d := site.Duty{
		Kind: site.DutyReport, Name: cmp.Or(setting.Name, word.Title(p.site.Config.Language)) + " " + string(due.Period),
		Project: project, Due: due.Day, Since: due.Period.End(), State: kind,
	}
	if since := due.Period.End(); since >= p.site.Today {
		d.Since = "" // nobody waits yet
	}
	if draft := p.Find(Ask{Project: project, Kind: kind, Period: due.Period}); draft != nil {
		d.Out, d.Owners, d.Changed = draft.Page.Out, vocab.People(draft.Page.Owner), draft.Page.Change().Date
		return d
	}
	for _, folder := range []string{setting.Folder, project} {
		if sec := p.site.Section(folder); folder != "" && sec != nil {
			d.Out = sec.Out
			if sec.Index != nil {
				d.Owners = vocab.People(sec.Index.Owner)
			}
			break
		}
	}
	return d
}
