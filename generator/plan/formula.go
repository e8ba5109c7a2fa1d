package plan

import (
	"slices"
	"strings"

	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// formulaSheets publishes the style sheets of pages with formulas. Pages that
// need the same rules share one.
func (m *maker) formulaSheets(w *writer) {
	made := map[string]bool{}
	add := func(rules []string) {
		out := sheetOf(rules)
		if out == "" || made[out] {
			return
		}
		made[out] = true
		m.bytes(w, "", Asset, out, digest.Of("formulas", rules), func() []byte { return []byte(strings.Join(rules, "\n") + "\n") })
	}
	for _, p := range m.site.Ruled {
		add(p.Rules)
	}
	for _, folder := range m.site.Config.Publish.Books {
		if sec := m.site.Section(folder); sec != nil {
			add(m.bookRules(sec))
		}
	}
}

// sheetOf is the output of the style sheet with the rules, "" without any.
func sheetOf(rules []string) string {
	if len(rules) == 0 {
		return ""
	}
	return "assets/formulas." + digest.Of(rules).Short() + ".css"
}

// bookRules are the rules for formulas on all pages that a book of the folder
// may contain.
func (m *maker) bookRules(sec *site.Section) (rules []string) {
	var below func(sec *site.Section)
	below = func(sec *site.Section) {
		if sec.Index != nil {
			rules = append(rules, sec.Index.Rules...)
		}
		for _, it := range sec.Items {
			if it.Section != nil {
				below(it.Section)
			} else if it.Page != nil {
				rules = append(rules, it.Page.Rules...)
			}
		}
	}
	below(sec)
	slices.Sort(rules)
	return slices.Compact(rules)
}

// needs is which assets the pages need that not every site needs.
func (m *maker) needs() map[theme.Need]bool {
	return map[theme.Need]bool{
		theme.Formulas: len(m.site.Ruled) > 0,
		theme.Diagrams: len(m.site.Drawn) > 0,
	}
}

// texOf is a formula for Word and mails, which have no style sheets or fonts: its source.
func texOf(h *kb.Hole) string { return "<code>" + escape(h.Target) + "</code>" }

// mathOf is a formula for a file that stands alone: MathML, which browsers show
// without style sheets.
func mathOf(h *kb.Hole) string {
	_, rest, _ := strings.Cut(h.HTML, `<span class="katex-mathml">`)
	math, _, found := strings.Cut(rest, "</math>")
	if !found {
		return texOf(h)
	}
	return math + "</math>"
}
