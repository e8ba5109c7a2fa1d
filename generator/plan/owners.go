package plan

import (
	"path"
	"strings"
	"sync"

	"milepost/generator/calendar"
	"milepost/generator/digest"
	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/theme"
	"milepost/generator/view"
)

// The list of owners, and the name of a project's calendar in its folder.
const (
	OwnersOut    = "owners/index.html"
	calendarName = "calendar.ics"
)

// daysAhead is how far ahead calendars show reports.
const daysAhead = 60

// ownersOf is the owners, found when first asked for.
func (m *maker) ownersOf() func() *site.Owners {
	return sync.OnceValue(func() *site.Owners {
		return site.OwnersOf(m.site, func() []site.Duty { return m.press.Duties(daysAhead) })
	})
}

// owned tells whether owners have pages: there are owners, and site.toml does
// not turn the pages off.
func (m *maker) owned() bool { return m.site.Config.People.Pages && len(m.owners().List) > 0 }

// people adds the page and the calendar of every owner, the list of owners, and
// the calendars of projects. Empty calendars are not written.
func (m *maker) people(w *writer) {
	if !m.owned() {
		return
	}
	all := m.owners()
	m.view(w, "", Page, OwnersOut, false, func() any {
		v := theme.OwnersView{Frame: m.outside(OwnersOut, m.theme.Text("owners.title"), "owners")}
		v.Sections = m.sectionsFrom(view.Owners(all, m.lang), OwnersOut)
		return v
	})
	for _, who := range all.List {
		m.view(w, "", Page, who.Out, false, func() any { return m.owner(who) })
		if all.HasDays(who) {
			m.days(w, icsOf(who.Out), func() calendar.Calendar { return view.OwnerCalendar(all, who, m.lang, m.webAddressAt) })
		}
	}
	for _, project := range append([]string{"."}, m.site.Data.Projects()...) {
		if all.ProjectHasDays(project) {
			m.days(w, path.Join(project, calendarName), func() calendar.Calendar {
				return view.ProjectCalendar(all, project, m.folderTitle(project), m.lang, m.webAddressAt)
			})
		}
	}
}

func (m *maker) owner(who *site.Owner) theme.OwnersView {
	v := theme.OwnersView{Frame: m.outside(who.Out, who.Name, "owner")}
	if m.owners().HasDays(who) {
		v.Calendar = Href(who.Out, icsOf(who.Out))
	}
	v.Crumbs = append(v.Crumbs, theme.Ref{Title: m.theme.Text("owners.title"), Href: Href(who.Out, OwnersOut)})
	v.Sections = m.sectionsFrom(view.Owner(m.owners(), who, m.lang), who.Out)
	return v
}

// calendarOf is the address of a project's calendar from an output, "" if there is
// none.
func (m *maker) calendarOf(project, out string) string {
	if !m.owned() || !m.owners().ProjectHasDays(project) {
		return ""
	}
	return Href(out, path.Join(project, calendarName))
}

// icsOf is the calendar of an owner: beside the owner's page.
func icsOf(out string) string { return strings.TrimSuffix(out, ".html") + ".ics" }

// days adds a calendar. It is made for its key, too: it is small.
func (m *maker) days(w *writer, out string, days func() calendar.Calendar) {
	w.add("", Output{
		Path: out, Class: Page,
		Content: Lazy(
			func() digest.Key { return digest.Of("calendar", calendar.Version, days()) },
			func() ([]byte, error) { return calendar.Bytes(days()), nil }),
	})
}

// webAddressAt is webAddress with a fragment, "" for none.
func (m *maker) webAddressAt(out, frag string) string {
	href := m.webAddress(out)
	if href != "" && frag != "" {
		href += "#" + encode(frag)
	}
	return href
}

// sectionsFrom is linksFrom for sections.
func (m *maker) sectionsFrom(sections []document.Section, out string) []document.Section {
	return m.linksFrom(document.Report{Sections: sections}, out).Sections
}

// person is the owner that a page names, with links to the pages of owners.
func (m *maker) person(out, said string) theme.Person {
	p := theme.Person{Name: said}
	if said == "" || !m.owned() {
		return p
	}
	if list := m.owners().Cell(said); len(list) == 1 && list[0].Name == said {
		p.Href = Href(out, list[0].Out)
	} else {
		for _, who := range list {
			p.Each = append(p.Each, theme.Ref{Title: who.Name, Href: Href(out, who.Out)})
		}
	}
	return p
}

// ownerLinks splits a text that names owners: each owner with a page becomes a link; nil
// if none has. This is the only place that links names in sheets and reports.
func (m *maker) ownerLinks(said, out string) (parts []theme.Ref) {
	if said == "" || !m.owned() {
		return nil
	}
	rest := said
	for _, who := range m.owners().Cell(said) {
		before, after, found := strings.Cut(rest, who.Name)
		if !found || who.Out == out {
			continue
		}
		if before != "" {
			parts = append(parts, theme.Ref{Title: before})
		}
		parts = append(parts, theme.Ref{Title: who.Name, Href: Href(out, who.Out)})
		rest = after
	}
	if rest != "" && parts != nil {
		parts = append(parts, theme.Ref{Title: rest})
	}
	return parts
}

// linkOwners is a run of text that names owners, with links to their pages.
func (m *maker) linkOwners(r document.Run, out string) (t document.Text) {
	r.Owner = false
	for _, part := range m.ownerLinks(r.Text, out) {
		p := r
		p.Text, p.Href = part.Title, part.Href
		t = append(t, p)
	}
	if t == nil {
		return document.Text{r}
	}
	return t
}

// boards are the duties of the roles that site.toml names, on the home page.
func (m *maker) boards(out string) (blocks []theme.Block) {
	for i, role := range m.site.Config.Home.Boards {
		s := view.Board(m.owners(), role, m.lang)
		if !m.owned() { // there are no pages to lead to
			s.Note = nil
		}
		blocks = append(blocks, theme.Block{Kind: "view", ID: theme.HomeBlock(kb.HomeBoards, i), Report: []document.Report{{Sections: m.sectionsFrom([]document.Section{s}, out)}}})
	}
	return blocks
}
