package where

import (
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// Column finds a column as people call it: by its field, by its header, or by
// its header without the unit in brackets.
func Column(set *kb.Dataset, name string) (int, *Problem) {
	word, _ := vocab.Header(name)
	var hits []int
	for i, c := range set.Columns {
		switch w, _ := vocab.Header(c.Header); {
		case same(c.Header, name), c.Known && same(c.Field, name), c.Role != "" && same(c.Role, name):
			return i, nil
		case w == word && w != "":
			hits = append(hits, i)
		}
	}
	switch {
	case len(hits) == 1:
		return hits[0], nil
	case len(hits) > 1:
		return -1, &Problem{"DB03.several", []any{set.ID(), name, headers(set, hits)}}
	}
	if i := set.Col(name); i >= 0 { // a field made from the header
		return i, nil
	}
	if other := vocab.Base().Other(name); other != "" { // the site's language was changed
		if i := slices.IndexFunc(set.Columns, func(c kb.Column) bool { return same(c.Header, other) }); i >= 0 {
			return i, nil
		}
	}
	if near := nearest(set, name); near != "" {
		return -1, &Problem{"DB03.column-near", []any{set.ID(), name, near}}
	}
	return -1, &Problem{"DB03.column", []any{set.ID(), name, headers(set, nil)}}
}

// same compares names as people do: letter case and width make no difference.
func same(a, b string) bool { return a == b || text.Fold(a) == text.Fold(b) }

// nearest is the header or field that was probably meant.
func nearest(set *kb.Dataset, name string) string {
	var known []string
	for _, c := range set.Columns {
		known = append(known, c.Header)
		if c.Known {
			known = append(known, c.Field)
		}
	}
	return text.Nearest(name, known)
}

// maxHeaders is how many headers a message lists at most.
const maxHeaders = 12

// headers lists the columns at these indexes, all for nil.
func headers(set *kb.Dataset, at []int) string {
	var names []string
	for i, c := range set.Columns {
		if at == nil || len(at) > 0 && at[0] == i {
			names = append(names, c.Header)
		}
		if len(at) > 0 && at[0] == i {
			at = at[1:]
		}
	}
	if len(names) > maxHeaders {
		names = append(names[:maxHeaders], "…")
	}
	return strings.Join(names, ", ")
}
