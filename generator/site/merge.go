package site

import (
	"slices"

	"milepost/generator/diag"
)

// Merge adds to a those diagnostics of b whose code and arguments a does not
// have yet, wherever they are: two packages that look at one setting find the
// same fault.
func Merge(a, b diag.List) diag.List {
	for _, d := range b {
		if !slices.ContainsFunc(a, func(o diag.Diagnostic) bool { return o.Code == d.Code && slices.Equal(o.Args, d.Args) }) {
			a = append(a, d)
		}
	}
	return a
}
