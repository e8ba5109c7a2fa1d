package plan

import "milepost/generator/theme"

// EditionsOut lists the dated editions.
const EditionsOut = "editions/index.html"

// editions adds the list of the dated editions. Which there are, only the
// published directory knows: here it has none.
func (m *maker) editions(w *writer) {
	if m.site.Config.Publish.Keep > 0 {
		w.add("", m.editionList(nil))
	}
}

// Editions is the list of the editions of these dates, in this order, in the place
// of the one of the plan.
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
