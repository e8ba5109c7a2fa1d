package formula

import (
	"slices"
	"strings"

	"milepost/generator/digest"
)

// unstyled replaces the style attributes of HTML by classes. It returns the rules for the
// classes, too, sorted and each once.
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

// classed adds a class to the last tag of html, which ends inside that start tag.
func classed(html, name string) string {
	const class = `class="`
	tag := strings.LastIndexByte(html, '<')
	if at := strings.Index(html[tag:], class); at >= 0 {
		at += tag + len(class)
		return html[:at] + name + " " + html[at:]
	}
	return html + " " + class + name + `"`
}

// ruleOf is the class for a style, and its rule. A style attribute wins over all style
// sheets, so the rule has the specificity of an id: :not(#f).
func ruleOf(style string) (name, rule string) {
	style = strings.TrimSuffix(style, ";")
	name = "f" + digest.Bytes([]byte(style)).Short()
	return name, "." + name + ":not(#f){" + style + "}"
}
