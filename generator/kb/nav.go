package kb

import (
	"strconv"

	"milepost/generator/diag"
)

// Nav is the order of pages from a file: SUMMARY.md, _sidebar.md, the nav of
// mkdocs.yml or site.toml, .pages, _category_.json. Such a file is no page.
type Nav struct {
	File  string // as diagnostics name it
	Dir   string // content folder that targets are relative to
	Items []NavItem
	// What the file says of its own folder alone; Title is "" and Weight 0 if nothing.
	Title  string
	Weight int
	Diags  diag.List
}

// NavItem is one line of a Nav.
type NavItem struct {
	Depth  int
	Title  string // "" if the page's own is meant
	Target string // relative path as written, decoded, without fragment; "" for a heading of a group
	Rest   bool   // the pages that are not listed come here
	Line   int
	Col    int
}

// Position is the weight for a position in a list of another generator: there 0 is
// the first, as a weight it means none.
func Position(said string) (weight int, ok bool) {
	n, err := strconv.ParseFloat(said, 64)
	if err != nil || !(n >= -1e6 && n <= 1e6) {
		return 0, false
	}
	if int(n) == 0 {
		return -1, true
	}
	return int(n), true
}
