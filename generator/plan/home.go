package plan

import (
	"slices"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// The addresses of our own pages.
const (
	StatusOut   = "data-status.html"
	SearchOut   = "search.html"
	NotFoundOut = "404.html"
)

// mostChanges is how many changes the home page lists; of reviews it has twice as
// many, and a script shows those that are due.
const mostChanges = 8

// special adds the home page, the data-status page, the results page and 404.
func (m *maker) special(w *writer) {
	source := ""
	if m.site.Root.Index != nil {
		source = m.site.Root.Index.Path
	}
	m.view(w, source, Entry, m.site.Root.Out, true, func() any { return m.home() })
	m.view(w, "", Page, StatusOut, false, func() any { return m.status() })
	m.view(w, "", Page, SearchOut, false, func() any {
		return theme.SearchView{Frame: m.outside(SearchOut, m.theme.Text("search.title"), "search")}
	})
	m.view(w, "", Page, NotFoundOut, false, func() any {
		return theme.NotFoundView{Frame: m.outside(NotFoundOut, m.theme.Text("notfound.title"), "not-found")}
	})
}

// home shows where the project stands.
func (m *maker) home() theme.HomeView {
	out := m.site.Root.Out
	v := theme.HomeView{Cards: m.cards(out, m.site.Root), Problems: m.problems(out)}
	if p := m.site.Root.Index; p != nil {
		v.PageView = m.page(p)
	} else {
		v.PageView = theme.PageView{Frame: m.frame(out, m.site.Config.Title, "home", m.site.Root), Summary: m.site.Config.Summary}
	}
	v.Kind = "home"
	if site.HomeIsPortfolio(m.site) {
		v.Lead = m.portfolio(out, m.site.Root.Index)
	} else {
		v.Blocks = m.homeBlocks(out)
	}
	v.Blocks = append(v.Blocks, m.boards(out)...)
	for _, b := range v.Blocks {
		v.HasCharts = v.HasCharts || b.Kind == "chart"
	}
	v.Book = m.bookOf(m.site.Root)
	v.Parts = m.site.Config.Home.Sections
	if v.Parts == nil {
		v.Parts = kb.HomeParts
	}
	v.Front = m.front(".", m.site.Root.Index, out)
	v.Report = m.newest(out)
	v.Calendar = m.calendarOf(".", out)
	v.Changes = m.changes(out)
	v.Reviews = m.reviews(out)
	return v
}

// front is the state of a project as plain sections, with links from an output;
// none if nothing is known of it. page is the one that shows it, if any.
func (m *maker) front(project string, page *site.Page, out string) []document.Report {
	r := m.press.Front(project, page)
	if len(r.Sections) == 0 {
		return nil
	}
	return []document.Report{m.linksFrom(r, out)}
}

func (m *maker) problems(out string) theme.Problems {
	return theme.Problems{Errors: m.diags().Count(diag.Error), Warnings: m.diags().Count(diag.Warning), Href: Href(out, StatusOut)}
}

// reviews are the pages with the earliest days of review. The page's script
// shows those that are due on the day it is read.
func (m *maker) reviews(out string) []theme.Review {
	const most = 2 * mostChanges
	due := make([]*site.Page, 0, most+1)
	for _, p := range m.site.Pages { // by path
		if p.Due == "" || len(due) == most && p.Due >= due[most-1].Due {
			continue
		}
		i := len(due)
		for i > 0 && p.Due < due[i-1].Due {
			i--
		}
		if due = slices.Insert(due, i, p); len(due) > most {
			due = due[:most]
		}
	}
	var list []theme.Review
	for _, p := range due {
		list = append(list, theme.Review{Ref: theme.Ref{Title: p.Title, Href: Href(out, p.Out), Kind: p.Kind}, Owner: p.Owner, Due: p.Due})
	}
	return list
}

// homeBlocks are the phase Gantt, the KPI board and the satisfaction trend of
// the current tables: one of each, or one for each project.
func (m *maker) homeBlocks(out string) []theme.Block {
	d := m.drawer(out)
	pos := diag.Pos{File: config.File}
	var blocks []theme.Block
	for _, want := range []struct{ kind, schema string }{{kb.BlockGantt, kb.SchemaPhases}, {kb.BlockKPI, kb.SchemaKPI}, {kb.BlockChart, kb.SchemaSatisfaction}} {
		title := m.theme.Text("home." + want.schema)
		tables, diags := m.site.Data.OnHome(want.schema)
		if len(tables) == 0 && len(diags) > 0 { // site.toml names something that does not exist
			b := d.problem(kb.Block{Kind: want.kind}, diags, pos, theme.HomeBlock(want.schema, 0))
			b.Title = title
			blocks = append(blocks, b)
		}
		for i, t := range tables {
			id := theme.HomeBlock(want.schema, i)
			sets := m.site.Data.Shown(want.kind, t.Sets)
			if len(sets) == 0 {
				continue
			}
			b, _ := d.draw(kb.Block{Kind: want.kind}, sets, pos, id)
			if b.Kind == "" {
				continue
			}
			b.Source, b.Title = d.sources(sets, nil), title
			if len(tables) > 1 || len(m.site.Data.Projects()) > 1 && t.Folder != "." {
				b.Of = m.tableOf(t, tables)
				b.Title = b.Of + " · " + title
			}
			blocks = append(blocks, b)
		}
	}
	return blocks
}

// tableOf is the name of the project that a table belongs to, with the folder
// if the project has several tables.
func (m *maker) tableOf(t site.Table, all []site.Table) string {
	project := m.site.Data.Project(t.Folder)
	if project == "." || project == t.Folder {
		return m.folderTitle(t.Folder)
	}
	n := 0
	for _, other := range all {
		if m.site.Data.Project(other.Folder) == project {
			n++
		}
	}
	if n > 1 {
		return m.folderTitle(project) + " · " + m.folderTitle(t.Folder)
	}
	return m.folderTitle(project)
}

// folderTitle is the title of a folder; of the content folder, that of the
// site.
func (m *maker) folderTitle(folder string) string {
	if sec := m.site.Section(folder); sec != nil && folder != "." {
		return sec.Title
	}
	return m.site.Config.Title
}
