package search

import "slices"

// facetJSON is what pages can be filtered by: {"k": kinds, "s": sections, "o":
// owners, "t": tags, "p": [for each page: kind, section, owner, tag…]}. In "p" each is
// a number: the place in its sorted list.
func facetJSON(pages []*Terms) []byte {
	var kinds, sections, owners, tags []string
	for _, t := range pages {
		kinds = append(kinds, t.meta.kind)
		sections = append(sections, t.meta.section)
		owners = append(owners, t.meta.owner)
		tags = append(tags, t.meta.tags...)
	}
	kinds, sections, owners, tags = once(kinds), once(sections), once(owners), once(tags)
	rows := make([][]int, len(pages))
	for i, t := range pages {
		m := &t.meta
		row := []int{place(kinds, m.kind), place(sections, m.section), place(owners, m.owner)}
		for _, tag := range m.tags {
			row = append(row, place(tags, tag))
		}
		rows[i] = row
	}
	return packJSON(struct {
		K []string `json:"k"`
		S []string `json:"s"`
		O []string `json:"o"`
		T []string `json:"t"`
		P [][]int  `json:"p"`
	}{kinds, sections, owners, tags, rows})
}

// once sorts a list and takes repeats out; the result is never nil, so that JSON has [].
func once(list []string) []string {
	slices.Sort(list)
	return append([]string{}, slices.Compact(list)...)
}

func place(list []string, s string) int {
	i, _ := slices.BinarySearch(list, s)
	return i
}
