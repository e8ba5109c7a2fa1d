package site

import (
	"slices"

	"milepost/generator/diag"
)

// Merge adds to a what b says and a does not say already, wherever it stands:
// two packages that look at one setting find the same fault.
func Merge(a, b diag.List) diag.List {
	for _, d := range b {
		if !slices.ContainsFunc(a, func(o diag.Diagnostic) bool { return o.Code == d.Code && slices.Equal(o.Args, d.Args) }) {
			a = append(a, d)
		}
	}
	return a
}
