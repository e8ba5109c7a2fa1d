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

// forms are those entries of variantTable of which the site has at least two
// characters, and of each entry these characters. They are in the manifest: a query
// that is written with characters of the site needs no others.
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

// variants are the whole entries of variantTable of which the site has at least one
// character, as one JSON string. A query with a character that the site does not have
// loads them.
func (l *lexicon) variants() []byte {
	var keep []string
	for _, entry := range strings.Fields(variantTable) {
		if slices.ContainsFunc([]rune(entry), func(r rune) bool { return l.chars[r] }) {
			keep = append(keep, entry)
		}
	}
	return packJSON(strings.Join(keep, " "))
}
