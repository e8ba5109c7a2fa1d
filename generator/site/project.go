package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/kind"
	"milepost/generator/text"
)

// within tells whether a file or folder is the folder itself or in it.
func within(file, folder string) bool {
	return folder == "." || strings.HasPrefix(file, folder) && (len(file) == len(folder) || file[len(folder)] == '/')
}

// projectsOf is the folders whose page says that they are a project.
func projectsOf(s *Site) []string {
	var out []string
	for _, sec := range s.Sections {
		if sec.Path != "." && sec.Index != nil && sec.Index.Front.Kind == kind.Project {
			out = append(out, sec.Path)
		}
	}
	return out
}

// Project is one project of the site: a folder that is one, or the site itself.
type Project struct {
	Folder  string // "." of the site
	ID      string // from its page; it stays when the folder is renamed
	Title   string
	Manager string
	Sponsor string
	Stage   string // from its page; "" if the plan is to tell
	Page    *Page  // of its folder, nil if the site has none
	Out     string // of that page
}

// Key is how records name a project: its id, else its folder.
func (p *Project) Key() string { return cmp.Or(p.ID, p.Folder) }

// ProjectAt is the project of a folder, "." for the site itself.
func (s *Site) ProjectAt(folder string) Project {
	p := Project{Folder: folder, Title: s.Config.Title, Out: s.Root.Out}
	sec := s.sections[folder]
	if sec == nil {
		return p
	}
	if p.Page, p.Out = sec.Index, sec.Out; folder != "." {
		p.Title = sec.Title
	}
	if p.Page == nil || p.Page.Front.Kind != kind.Project {
		return p
	}
	p.ID, p.Manager, p.Sponsor, p.Stage = p.Page.Setting("project"), p.Page.Setting("manager"), p.Page.Setting("sponsor"), p.Page.Setting("stage")
	return p
}

// Projects is every project, by folder. The site itself is one if it has a plan,
// indicators or risks of its own, or if its page says so.
func (s *Site) Projects() (all []Project) {
	own := s.Root.Index != nil && s.Root.Index.Front.Kind == kind.Project
	if own || s.Data.HasData(".") {
		all = append(all, s.ProjectAt("."))
	}
	for _, folder := range s.Data.projects {
		all = append(all, s.ProjectAt(folder))
	}
	return all
}

// ProjectNamed finds a project by its folder, else by its id, else by its title.
// An id or a title that two projects share finds neither.
func (s *Site) ProjectNamed(said string) (found Project, ok bool) {
	all := []Project{s.ProjectAt(".")}
	for _, folder := range s.Data.projects {
		all = append(all, s.ProjectAt(folder))
	}
	if slices.Contains(s.Data.projects, said) {
		return s.ProjectAt(said), true
	}
	said = text.Fold(said)
	for _, called := range []func(Project) string{
		func(p Project) string { return p.Folder },
		func(p Project) string { return p.ID },
		func(p Project) string { return p.Title },
	} {
		n := 0
		for _, p := range all {
			if text.Fold(called(p)) == said {
				found, n = p, n+1
			}
		}
		if n == 1 {
			return found, true
		}
	}
	return Project{}, false
}

// ofProject are the schemas that make a project. Lists of people or working
// days do not: they may stand above several.
var ofProject = []string{kb.SchemaPhases, kb.SchemaKPI, kb.SchemaRisks}

// Portfolio is the first page of the kind that shows all projects, nil if there is
// none.
func Portfolio(s *Site) *Page {
	if all := s.Of(kind.Portfolio); len(all) > 0 {
		return all[0]
	}
	return nil
}

// HomeIsPortfolio tells whether the home page shows all projects: there are two
// or more, no page of its own for them, and no data of the site itself. A table
// of the site itself that cannot be read just now keeps the home page as it is.
func HomeIsPortfolio(s *Site) bool {
	if len(s.Data.projects) < 2 || Portfolio(s) != nil || s.Projects()[0].Folder == "." {
		return false
	}
	return Unread(s, ".") == 0
}

// Unread is how many workbooks of a project cannot be read just now and have no
// datasets.
func Unread(s *Site, project string) (n int) {
	for _, b := range s.Workbooks {
		if b.State != kb.Good && b.State != kb.Skipped && len(b.Datasets) == 0 && s.Data.Project(b.Path) == project {
			n++
		}
	}
	return n
}

// owns tells whether a project has a table whose schema is certain.
func (d *Data) owns(project, schema string) bool {
	return slices.ContainsFunc(d.schema(schema), func(s *kb.Dataset) bool { return s.Score >= Sure && d.Project(s.File) == project })
}

// HasData tells whether a project has a plan, indicators or risks of its own.
func (d *Data) HasData(project string) bool {
	return slices.ContainsFunc(ofProject, func(schema string) bool { return d.owns(project, schema) })
}

// PagesIn is the pages of a project, by path. It is an index: looking at all
// pages for each of many projects would be slow.
func (s *Site) PagesIn(project string) []*Page {
	if len(s.Data.projects) == 0 {
		return s.Pages
	}
	return s.byProject()[project]
}

func groupPages(s *Site) map[string][]*Page {
	all := map[string][]*Page{}
	for _, p := range s.Pages {
		project := s.Data.Project(p.Path)
		all[project] = append(all[project], p)
	}
	return all
}

// Section is the folder with the path, nil if there is none.
func (s *Site) Section(dir string) *Section { return s.sections[dir] }

// UseProjects sets the folders that are projects of their own. Call it before
// anybody reads, like UseCalendar.
func (d *Data) UseProjects(folders []string) {
	d.projects, d.isProject = folders, map[string]bool{}
	for _, f := range folders {
		d.isProject[f] = true
	}
}

// Projects is the folders that are projects of their own.
func (d *Data) Projects() []string { return d.projects }

// Project is the project that a file or folder belongs to: the nearest folder
// up that is one, "." if none is.
func (d *Data) Project(file string) string {
	if len(d.isProject) == 0 { // asked for every page: most sites are one project
		return "."
	}
	for folder := file; folder != ""; folder = folder[:max(strings.LastIndexByte(folder, '/'), 0)] {
		if d.isProject[folder] {
			return folder
		}
	}
	return "."
}

// outward is a project and those around it, "." at last.
func (d *Data) outward(project string) []string {
	all := []string{project}
	for project != "." {
		project = d.Project(path.Dir(project))
		all = append(all, project)
	}
	return all
}

// sees tells whether a project may show a file: one of its own or of a project
// around it. The site itself may show all.
func (d *Data) sees(project, file string) bool {
	return project == "." || slices.Contains(d.outward(project), d.Project(file))
}

// Seen is the datasets of a schema that a page in the folder may show.
func (d *Data) Seen(folder, schema string) []*kb.Dataset {
	project := d.Project(folder)
	return slices.DeleteFunc(d.schema(schema), func(s *kb.Dataset) bool { return !d.sees(project, s.File) })
}
