package search

import (
	"slices"
	"strings"
)

// Bounds of a site's own synonyms: they are in the manifest, which every first
// query loads.
const (
	mostGroups   = 300
	longestOfOne = 24 // characters of a word
)

// synonyms writes groups of words for the manifest, folded, each group once. A group
// of which only one word is left is dropped.
func synonyms(groups [][]string) string {
	var lines []string
	for _, group := range groups {
		var words []string
		for _, w := range group {
			w = strings.Join(strings.Fields(Fold(w)), " ")
			if n := len([]rune(w)); n > 1 && n <= longestOfOne && !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
		if line := strings.Join(words, "\t"); len(words) > 1 && !slices.Contains(lines, line) && len(lines) < mostGroups {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
