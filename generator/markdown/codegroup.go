package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// VitePress shows the fences in ::: code-group as tabs. The label is in brackets after
// the language: ```bash [npm].

var infoLabel = regexp.MustCompile(`(?:^|[ \t}])\[([^\]]+)\]`)

func (r *renderer) codeGroup(c *container) {
	r.str("<div class=\"tabs\">\n")
	for n := c.FirstChild(); n != nil; n = n.NextSibling() {
		f, ok := n.(*ast.FencedCodeBlock)
		if !ok {
			r.block(n)
			continue
		}
		r.tab(fenceLabel(r.info(f)), func() { r.fence(f) })
	}
	r.str("</div>\n")
}

// fenceLabel is the name of a fence in a group.
func fenceLabel(info string) string {
	if m := infoLabel.FindStringSubmatch(info); m != nil {
		return m[1]
	}
	lang, title := parseInfo(info)
	if title != "" {
		return title
	}
	return lang
}

func (r *renderer) info(n *ast.FencedCodeBlock) string {
	if n.Info == nil {
		return ""
	}
	return strings.TrimSpace(string(n.Info.Segment.Value(r.src)))
}

// tab writes one panel of tabs.
func (r *renderer) tab(label string, content func()) {
	if label == "" {
		label = "–"
	}
	r.str(`<section class="tab" data-label="`)
	r.esc(label)
	r.str(`"><p class="tab-label">`)
	r.titleOr(label, "")
	r.str("</p>\n")
	content()
	r.str("</section>\n")
}

// looseTab writes a tab outside of ::: tabs; tabs that follow each other are one group.
func (r *renderer) looseTab(c *container) {
	if !isTab(c.PreviousSibling()) {
		r.str("<div class=\"tabs\">\n")
	}
	r.tab(c.title, func() { r.children(c) })
	if !isTab(c.NextSibling()) {
		r.str("</div>\n")
	}
}

func isTab(n ast.Node) bool {
	c, ok := n.(*container)
	return ok && c.name == "tab"
}
