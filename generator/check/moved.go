package check

import (
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
		served[kb.FoldName(p.Out)] = true
	}
	for _, p := range in.site.Aliased {
		for _, a := range p.Front.Aliases {
			served[kb.FoldName(site.AliasOut(p, a))] = true
		}
	}
	for _, p := range in.site.Pages {
		for _, f := range in.site.Former[p.Path] {
			out := kb.PageOut(f.Path)
			if f.Date != "" && in.today != "" && in.today.Sub(f.Date) > days || served[kb.FoldName(out)] {
				continue
			}
			served[kb.FoldName(out)] = true
			diags = append(diags, diag.New("LK06.moved", diag.Pos{File: p.Path, Line: 1}, f.Path, "/"+out))
		}
	}
	return diags
}
