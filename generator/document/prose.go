package document

import (
	"html"
	"strings"
)

// Paragraphs is what a person wrote, without tags: a text for each paragraph,
// item, heading and row, for formats that have no HTML.
func (b Block) Paragraphs() (out []string) {
	var now strings.Builder
	end := func() {
		if s := strings.Join(strings.Fields(html.UnescapeString(now.String())), " "); s != "" {
			out = append(out, s)
		}
		now.Reset()
	}
	rest := b.HTML
	for rest != "" {
		text, tag, found := strings.Cut(rest, "<")
		now.WriteString(text)
		if !found {
			break
		}
		name, after, closed := strings.Cut(tag, ">")
		if !closed {
			break
		}
		rest = after
		switch name, _, _ = strings.Cut(strings.Trim(strings.ToLower(name), "/ "), " "); name {
		case "p", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "br", "br/", "div", "blockquote", "dt", "dd", "pre", "figure", "figcaption", "hr":
			end()
		case "td", "th":
			now.WriteString(" ")
		}
	}
	end()
	return out
}
