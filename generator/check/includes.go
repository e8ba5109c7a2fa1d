package check

import (
	"milepost/generator/diag"
	"milepost/generator/site"
)

// included reports included files that do not exist (MD13), with a similar name from the whole
// site.
func included(in *input) (out diag.List) {
	for _, p := range in.pages() {
		for _, f := range p.Includes {
			if !f.Missing {
				continue
			}
			pos := diag.Pos{File: p.Path, Line: f.Line, Col: f.Col}
			if near := site.NearFile(in.site, f.Path); near != "" {
				out = append(out, diag.New("MD13.missing-near", pos, f.Said, near))
				continue
			}
			out = append(out, diag.New("MD13.missing", pos, f.Said))
		}
	}
	return out
}
