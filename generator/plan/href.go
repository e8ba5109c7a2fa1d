package plan

import (
	"html"
	"strings"

	"milepost/generator/kb"
)

// Href is the relative address of the output to from the output from,
// percent-encoded where a browser needs it. Chinese stays readable.
func Href(from, to string) string {
	up, rest := kb.Seen(from, to)
	return up + encode(rest)
}

// HrefFrag is Href with a fragment, "" for none.
func HrefFrag(from, to, frag string) string {
	h := Href(from, to)
	if from == to && frag != "" {
		h = ""
	}
	if frag != "" {
		h += "#" + encode(frag)
	}
	return h
}

// Root is the relative path from an output to the site's root: "../../" for
// "a/b/c.html".
func Root(out string) string { return strings.Repeat("../", strings.Count(out, "/")) }

// encode escapes what has a meaning in an address or breaks an attribute. "./"
// goes before a first segment with a colon: it would be read as a scheme.
func encode(p string) string {
	const hex = "0123456789ABCDEF"
	plain, prefix := true, ""
	if first, _, _ := strings.Cut(p, "/"); strings.Contains(first, ":") {
		prefix = "./"
	}
	for i := range len(p) {
		if reserved(p[i]) {
			plain = false
			break
		}
	}
	if plain {
		return prefix + p // p itself, mostly
	}
	var b strings.Builder
	b.WriteString(prefix)
	for i := range len(p) {
		if c := p[i]; reserved(c) {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func reserved(c byte) bool {
	switch c {
	case '"', '<', '>', '`', '#', '%', '?', '{', '}', '|', '\\', '^', 0x7f:
		return true
	}
	return c <= ' '
}

// escape makes a text safe in HTML and in attributes.
func escape(s string) string { return html.EscapeString(s) }
