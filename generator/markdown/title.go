package markdown

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	words "milepost/generator/text"
)

// findTitle takes the first level-1 heading as the title. If the front matter has a title
// too, a first heading with the same text is left out of the body.
func (r *renderer) findTitle(doc ast.Node, h *ast.Heading, text string) {
	if h.Level != 1 || r.title != nil || h.Parent() != doc || text == "" {
		return
	}
	if r.page.Title == "" || r.opens(h) && words.Fold(text) == words.Fold(r.page.Title) {
		r.title = h
		r.page.Title = text
	}
}

// opens tells whether a heading is the first block, apart from a paragraph of &nbsp;.
func (r *renderer) opens(h *ast.Heading) bool {
	before := h.PreviousSibling()
	if p, ok := before.(*ast.Paragraph); ok && p.PreviousSibling() == nil {
		return strings.TrimSpace(html.UnescapeString(string(r.lines(p)))) == ""
	}
	return before == nil
}

// otherTitle finds the title of a page without a heading of level 1: the <h1> above
// its text, else its first heading, if that opens the page or stands above all others.
func (r *renderer) otherTitle(doc ast.Node, list []*ast.Heading) {
	if r.page.Title != "" || r.htmlTitle(doc) || len(list) == 0 || list[0].Parent() != doc {
		return
	}
	h := list[0]
	above := !slices.ContainsFunc(list[1:], func(o *ast.Heading) bool { return o.Level <= h.Level })
	opens := h.PreviousSibling() == nil
	if !above && !opens {
		return
	}
	r.page.Title = r.inlineText(h)
	if above && opens && r.page.Title != "" {
		r.title = h // the template shows it; if others have its level, it stays in the body
	}
}

var (
	h1Form = regexp.MustCompile(`(?is)<h1(\s[^>]*)?>(.*?)</h1\s*>`)
	inTag  = regexp.MustCompile(`<[^>]*>`)
)

// htmlTitle takes the <h1> in the raw HTML that opens the page as its title.
func (r *renderer) htmlTitle(doc ast.Node) bool {
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		block, ok := n.(*ast.HTMLBlock)
		if !ok {
			return false
		}
		raw := r.lines(block)
		m := h1Form.FindSubmatchIndex(raw)
		if m == nil {
			continue
		}
		text := squeeze([]byte(html.UnescapeString(string(inTag.ReplaceAll(raw[m[4]:m[5]], nil)))), 1000)
		if text == "" {
			return false
		}
		r.page.Title = text
		whole := len(bytes.TrimSpace(raw)) == m[1]-m[0]
		if named := m[2] >= 0 && bytes.Contains(raw[m[2]:m[3]], []byte("id=")); whole && !named {
			r.titleHTML = block // shown by the template alone
		}
		return true
	}
	return false
}
