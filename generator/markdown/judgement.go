package markdown

import (
	"slices"

	"milepost/generator/kb"
)

// judgement writes what a person says in a report, under the name of who says
// it. As long as the report is not issued, an empty one says who must write.
func (r *renderer) judgement(c *container) {
	issued := slices.ContainsFunc(r.page.Front.Fields, func(f kb.Field) bool { return f.Key == "issued" && len(f.List) > 0 && f.List[0] != "" })
	empty := !c.HasChildren()
	if empty && issued {
		return
	}
	r.str(`<div class="judgement"`)
	if empty {
		r.str(" data-search-ignore")
	}
	r.str(`><p class="judgement-by">`)
	switch {
	case empty:
		r.word("judgement.empty")
		r.str(" ")
	case c.title == "":
		r.word("judgement.said")
	}
	who := plainMarks.Replace(c.title)
	r.esc(who)
	r.gatherString(who)
	r.gap(" ")
	r.str("</p>\n")
	r.children(c)
	r.str("</div>\n")
}
