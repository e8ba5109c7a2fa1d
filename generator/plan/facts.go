package plan

import (
	"path"

	"milepost/generator/digest"
	"milepost/generator/fact"
	"milepost/generator/measure"
)

// factsOut is the name of the file with the facts of a project.
const factsOut = "facts.json"

// facts publishes the facts of each project, if site.toml says so, without
// those of private workbooks.
func (m *maker) facts(w *writer) {
	if p := &m.site.Config.Publish; !p.Facts && !p.Machine {
		return
	}
	for _, project := range append([]string{"."}, m.site.Data.Projects()...) {
		public := func() fact.Set {
			return measure.Public(m.site, m.press.Facts(measure.Scope{Project: project}))
		}
		w.add("", Output{
			Path: path.Join(project, factsOut), Class: Page,
			Content: Lazy(
				func() digest.Key { return digest.Of("facts", public().All()) },
				func() ([]byte, error) { return public().JSON(), nil }),
		})
	}
}
