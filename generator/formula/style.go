package formula

import (
	"slices"
	"strings"

	"milepost/generator/digest"
)

// unstyled takes the style attributes out of the HTML and gives their elements
// classes instead, with the rules that those need.
func unstyled(html string) (string, []string) {
	const mark = ` style="`
	var out strings.Builder
	var rules []string
	for {
		at := strings.Index(html, mark)
		if at < 0 {
			break
		}
		style, rest, _ := strings.Cut(html[at+len(mark):], `"`)
		name, rule := ruleOf(style)
		out.WriteString(classed(html[:at], name))
		rules, html = append(rules, rule), rest
	}
	out.WriteString(html)
	slices.Sort(rules)
	return out.String(), slices.Compact(rules)
}

// classed is HTML that ends within a start tag, with one class more in that tag.
func classed(html, name string) string {
	const class = `class="`
	tag := strings.LastIndexByte(html, '<')
	if at := strings.Index(html[tag:], class); at >= 0 {
		at += tag + len(class)
		return html[:at] + name + " " + html[at:]
	}
	return html + " " + class + name + `"`
}

// ruleOf is the class of a style and the rule that gives it. What stood in an
// attribute is stronger than all sheets: the rule has the strength of an id.
func ruleOf(style string) (name, rule string) {
	style = strings.TrimSuffix(style, ";")
	name = "f" + digest.Bytes([]byte(style)).Short()
	return name, "." + name + ":not(#f){" + style + "}"
}
