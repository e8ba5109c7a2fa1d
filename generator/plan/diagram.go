package plan

import (
	"fmt"

	"milepost/generator/kb"
	"milepost/generator/site"
)

// diagram fills the holes around the listing of a diagram: with its picture, whose address src
// gives, and tags that fold the listing. Without a picture the listing stays open.
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

// linkedDiagram is diagram with the address of the picture's file.
func (m *maker) linkedDiagram(p *site.Page, h *kb.Hole) string {
	return m.diagram(p, h, func(f *kb.File) string { return Href(p.Out, f.Path) })
}

// inlineDiagram is diagram with the picture's bytes.
func (m *maker) inlineDiagram(p *site.Page, h *kb.Hole) string { return m.diagram(p, h, m.data) }
