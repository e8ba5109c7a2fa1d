package nav

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"milepost/generator/kb"
)

var (
	listLine = regexp.MustCompile(`^(\s*)[-*+]\s+(?:\[[ xX]\]\s+)?(.*\S)\s*$`)
	linkText = regexp.MustCompile(`^\[((?:[^\[\]\\]|\\.|\[[^\]]*\])*)\]\(\s*(?:<([^>]*)>|((?:[^\s()\\]|\\.|\([^()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)$`)
	comment  = regexp.MustCompile(`(?s)<!--.*?-->`)
	marks    = strings.NewReplacer("**", "", "__", "", "`", "")
)

// list reads a Markdown list of links, with headings between its parts. If the file holds
// anything else, or no link, it is a page: ok becomes false.
func (r *reader) list() {
	links, indents := 0, []int{}
	src := comment.ReplaceAllStringFunc(r.src, func(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) })
	for i, line := range strings.Split(src, "\n") {
		text := strings.TrimSpace(line)
		if text == "" || text[0] == '#' || strings.Trim(text, "-*_ ") == "" || strings.HasPrefix(text, "<") {
			continue
		}
		depth, col := 0, 1+len(line)-len(strings.TrimLeft(line, " \t"))
		if m := listLine.FindStringSubmatch(line); m != nil {
			depth, indents = depthOf(len(strings.ReplaceAll(m[1], "\t", "    ")), indents)
			text, col = m[2], 1+utf8.RuneCountInString(line[:strings.Index(line, m[2])])
		} else if !linkText.MatchString(text) {
			r.ok = false
			return
		}
		if r.entry(text, depth, i+1, col) {
			links++
		}
	}
	r.ok = links > 0
}

// bar reads a file of links that are shown above every page. It gives no order.
func (r *reader) bar() {
	r.list()
	r.nav.Items = nil
}

// depthOf is the depth of a line by its indent and the indents of the lines that it is nested in.
func depthOf(indent int, above []int) (int, []int) {
	for len(above) > 0 && above[len(above)-1] >= indent {
		above = above[:len(above)-1]
	}
	return len(above), append(above, indent)
}

// entry adds an entry: a link to a page of the site, or a text that is the title of a
// group. link tells whether the text is a link.
func (r *reader) entry(text string, depth, line, col int) (link bool) {
	m := linkText.FindStringSubmatch(text)
	if m == nil {
		r.add(kb.NavItem{Depth: depth, Title: marks.Replace(text), Line: line, Col: col})
		return false
	}
	target, inside := Path(m[2] + m[3])
	if decoded, err := url.PathUnescape(target); err == nil {
		target = decoded
	}
	if m[2]+m[3] == "" || inside {
		r.add(kb.NavItem{Depth: depth, Title: marks.Replace(m[1]), Target: target, Line: line, Col: col})
	}
	return true
}
