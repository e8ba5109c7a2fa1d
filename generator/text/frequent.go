package text

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// mostFrequent is how many names Frequent lists, since a finding should fit on one line.
const mostFrequent = 12

// Frequent lists names with their counts, the most frequent first: "a ×3, b ×1".
func Frequent(count map[string]int) string {
	names := slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	var list []string
	for _, n := range names {
		if len(list) == mostFrequent {
			list = append(list, "…")
			break
		}
		list = append(list, n+" ×"+strconv.Itoa(count[n]))
	}
	return strings.Join(list, ", ")
}
