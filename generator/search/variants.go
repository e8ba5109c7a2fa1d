package search

import (
	_ "embed"
	"slices"
	"strings"
)

// variantTable pairs traditional characters with simplified ones: a simplified
// character, then its traditional forms, then a space. It is made from the
// dictionaries of OpenCC by variants.mjs.
//
//go:embed variants.txt
var variantTable string

// forms are the characters of which the site has more than one form, in the form
// of the table: what a query in characters of the site can need.
func (l *lexicon) forms() string {
	var keep []string
	for _, entry := range strings.Fields(variantTable) {
		here := slices.DeleteFunc([]rune(entry), func(r rune) bool { return !l.chars[r] })
		if len(here) > 1 {
			keep = append(keep, string(here))
		}
	}
	return strings.Join(keep, " ")
}

// variants are the entries of the table of which a character stands in the site:
// what any query can need. The same form, as one JSON string.
func (l *lexicon) variants() []byte {
	var keep []string
	for _, entry := range strings.Fields(variantTable) {
		if slices.ContainsFunc([]rune(entry), func(r rune) bool { return l.chars[r] }) {
			keep = append(keep, entry)
		}
	}
	return packJSON(strings.Join(keep, " "))
}
