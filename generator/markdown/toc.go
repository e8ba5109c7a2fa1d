package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// [TOC] or [[toc]] alone in a paragraph is a list of the headings of the page.
var contentsMarks = map[string]bool{"[toc]": true, "[[toc]]": true, "[[_toc_]]": true, "[tocm]": true}

// outlined is a heading in that list.
type outlined struct {
	level    int
	id, text string
}

// contents writes the list of headings in place of its mark; false if the paragraph is none.
func (r *renderer) contents(p *ast.Paragraph) bool {
	if p.Lines().Len() != 1 {
		return false
	}
	seg := p.Lines().At(0)
	if seg.Len() > 12 || !contentsMarks[strings.ToLower(strings.TrimSpace(string(seg.Value(r.src))))] {
		return false
	}
	if !r.said["contents"] && len(r.outline) > 0 { // one list a page: more would grow with its square
		r.said["contents"] = true
		r.outlineOf(r.outline)
	}
	return true
}

func (r *renderer) outlineOf(list []outlined) {
	r.str("<ul>\n")
	for i := 0; i < len(list); {
		end := i + 1
		for end < len(list) && list[end].level > list[i].level {
			end++
		}
		r.str(`<li><a href="#`)
		r.esc(list[i].id)
		r.str(`">`)
		r.esc(list[i].text)
		r.str("</a>")
		if end > i+1 {
			r.outlineOf(list[i+1 : end])
		}
		r.str("</li>\n")
		i = end
	}
	r.str("</ul>\n")
}
