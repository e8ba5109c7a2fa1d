package site

import "milepost/generator/kb"

// DiagramOf is the picture of a diagram of the page, nil if there is none.
func DiagramOf(s *Site, p *Page, h *kb.Hole) *kb.File {
	return s.files[kb.DiagramFile(p.Path, h.Target)]
}

// Diagrams are the diagrams of a page.
func Diagrams(p *Page) (all []*kb.Hole) {
	if !p.Diagrams {
		return nil
	}
	holes := p.Body.Get().Holes
	for i := range holes {
		if holes[i].Kind == kb.HoleDiagram {
			all = append(all, &holes[i])
		}
	}
	return all
}

// LostDiagrams are the pictures whose diagram is gone or changed, or whose page is gone, by
// path.
func LostDiagrams(s *Site) (lost []kb.File) {
	shown := map[string]bool{}
	for _, p := range s.Drawn {
		for _, h := range Diagrams(p) {
			shown[kb.DiagramFile(p.Path, h.Target)] = true
		}
	}
	for _, f := range s.Files {
		if kb.DiagramPage(f.Path) != "" && !shown[f.Path] {
			lost = append(lost, f)
		}
	}
	return lost
}
