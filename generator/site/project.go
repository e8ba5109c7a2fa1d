package site

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/kind"
)

// within tells whether a file or folder is the folder or in it.
func within(file, folder string) bool {
	return folder == "." || file == folder || strings.HasPrefix(file, folder+"/")
}

// projectsOf is the folders whose page says that they are a project.
func (s *Site) projectsOf() []string {
	var out []string
	for _, sec := range s.Sections {
		if sec.Path != "." && sec.Index != nil && sec.Index.Front.Kind == kind.Project {
			out = append(out, sec.Path)
		}
	}
	return out
}

// Section is the folder with the path, nil if there is none.
func (s *Site) Section(dir string) *Section { return s.sections[dir] }

// UseProjects takes the folders that are projects of their own. Like UseCalendar
// it belongs to the making of Data.
func (d *Data) UseProjects(folders []string) { d.projects = folders }

// Projects is the folders that are projects of their own.
func (d *Data) Projects() []string { return d.projects }

// Project is the project that a file or folder belongs to: the nearest folder
// up that is one, "." if none is.
func (d *Data) Project(file string) string {
	project := "."
	for _, p := range d.projects {
		if within(file, p) && (project == "." || len(p) > len(project)) {
			project = p
		}
	}
	return project
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

// sees tells whether what stands in a project may show a file: one of its own
// project or of one around it. What is in no project sees all.
func (d *Data) sees(project, file string) bool {
	return project == "." || slices.Contains(d.outward(project), d.Project(file))
}

// Seen is the datasets of All with the schema that what stands in the folder may show.
func (d *Data) Seen(folder, schema string) []*kb.Dataset {
	project := d.Project(folder)
	return slices.DeleteFunc(d.schema(schema), func(s *kb.Dataset) bool { return !d.sees(project, s.File) })
}
