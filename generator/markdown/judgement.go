package markdown

import (
	"slices"

	"github.com/yuin/goldmark/ast"

	"milepost/generator/kb"
)

// judgement writes a person's text in a report, under that person's role. While the report
// is a draft, an empty one says who must write it.
func (r *renderer) judgement(c *container) {
	issued := slices.ContainsFunc(r.page.Front.Fields, func(f kb.Field) bool { return f.Key == "issued" && len(f.List) > 0 && f.List[0] != "" })
	empty := !c.HasChildren()
	who := plainMarks.Replace(c.title)
	line, _ := r.source.place(r.base + max(c.Pos(), 0))
	r.page.Places = append(r.page.Places, kb.Judgement{By: who, Line: line, Empty: empty})
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
	r.esc(who)
	r.gatherString(who)
	r.gap(" ")
	r.str("</p>\n")
	r.children(c)
	r.str("</div>\n")
}

// say keeps the text that a person wrote in a report, for rules that compare it with the
// figures.
func (r *renderer) say(n ast.Node) {
	if r.page.Front.Kind != "report" {
		return
	}
	if text := r.inlineText(n); text != "" {
		line, _ := r.source.place(r.base + max(n.Pos(), 0))
		r.page.Said = append(r.page.Said, kb.Said{Line: line, Text: text})
	}
}
