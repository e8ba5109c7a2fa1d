package plan

import "milepost/generator/theme"

// EditionsOut is the list of the dated editions.
const EditionsOut = "editions/index.html"

// editions adds an empty list of dated editions: only the published directory
// knows which there are.
func (m *maker) editions(w *writer) {
	if m.site.Config.Publish.Keep > 0 {
		w.add("", m.editionList(nil))
	}
}

// Editions is the list with these dates, in this order. It replaces the empty one
// of the plan.
func (p *Plan) Editions(dates []string) Output { return p.maker.editionList(dates) }

func (m *maker) editionList(dates []string) Output {
	return m.output(Page, EditionsOut, false, func() any {
		v := theme.EditionsView{Frame: m.outside(EditionsOut, m.theme.Text("editions.title"), "editions")}
		for _, date := range dates {
			v.Editions = append(v.Editions, theme.Ref{Title: date, Href: date + "/index.html", Kind: "edition"})
		}
		return v
	})
}
