package plan

import (
	"fmt"

	"milepost/generator/kb"
	"milepost/generator/site"
)

// diagram fills the holes around the listing of a diagram: with its picture, which src
// says where to find, and what folds the listing. Without a picture the listing stays in sight.
func (m *maker) diagram(p *site.Page, h *kb.Hole, src func(*kb.File) string) string {
	f := site.DiagramOf(m.site, p, h)
	if f == nil {
		return ""
	}
	if h.Kind == kb.HoleDiagramEnd {
		return "</details>"
	}
	return fmt.Sprintf(`<img class="diagram-kept" src="%s" width="%d" height="%d" alt="%s"><details class="diagram-listing"><summary>%s</summary>`,
		escape(src(f)), f.Width, f.Height, escape(m.theme.Text("diagram.alt")), escape(m.theme.Text("diagram.source")))
}

// keptDiagram is its picture on the page's own output.
func (m *maker) keptDiagram(p *site.Page, h *kb.Hole) string {
	return m.diagram(p, h, func(f *kb.File) string { return Href(p.Out, f.Path) })
}

// heldDiagram is its picture within the page.
func (m *maker) heldDiagram(p *site.Page, h *kb.Hole) string { return m.diagram(p, h, m.data) }
