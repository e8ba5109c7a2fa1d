package check

import (
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
)

// moved: the old address of a page leads nowhere since its file was moved
// (LK06). Moves of more than half a year ago are not reported: people know the
// new address.
func moved(in *input) (diags diag.List) {
	if in.site == nil || len(in.site.Former) == 0 {
		return nil
	}
	days := in.number("LK06", "days", 180)
	served := map[string]bool{}
	for _, p := range in.site.Pages {
		served[p.Folded()] = true
	}
	for _, p := range in.site.Aliased {
		for _, a := range p.Front.Aliases {
			served[strings.ToLower(site.AliasOut(p, a))] = true
		}
	}
	for _, p := range in.site.Pages {
		for _, f := range in.site.Former[p.Path] {
			out := kb.PageOut(f.Path)
			if f.Date != "" && in.today != "" && in.today.Sub(f.Date) > days || served[strings.ToLower(out)] {
				continue
			}
			served[strings.ToLower(out)] = true
			diags = append(diags, diag.New("LK06.moved", diag.Pos{File: p.Path, Line: 1}, f.Path, "/"+out))
		}
	}
	return diags
}
