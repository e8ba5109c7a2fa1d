package search

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"
)

// variantTable pairs traditional characters with simplified ones: a simplified
// character, then its traditional forms, then a space. It is made from the
// dictionaries of OpenCC by variants.mjs.
//
//go:embed variants.txt
var variantTable string

// variants are the entries of the table of which a character stands in the site:
// the same form, as one JSON string.
func (l *lexicon) variants() []byte {
	var keep []string
	for _, entry := range strings.Fields(variantTable) {
		if utf8.RuneCountInString(entry) > 1 && slices.ContainsFunc([]rune(entry), func(r rune) bool { return l.chars[r] }) {
			keep = append(keep, entry)
		}
	}
	return plainJSON(strings.Join(keep, " "))
}
