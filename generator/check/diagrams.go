package check

import (
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// diagrams reports pictures of diagrams that no page shows any more (MD14).
func diagrams(in *input) (out diag.List) {
	if in.site == nil {
		return nil
	}
	for _, f := range site.LostDiagrams(in.site) {
		out = append(out, diag.New("MD14.lost", diag.Pos{File: f.Path}, kb.DiagramPage(f.Path)))
	}
	return out
}
