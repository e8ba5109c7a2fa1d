package kb

import (
	"strconv"

	"milepost/generator/diag"
)

// Nav is what a file says of the order of pages: SUMMARY.md, _sidebar.md, the nav of
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
	Rest   bool   // here stands whatever is not listed
	Line   int
	Col    int
}

// Position is the weight that another generator's place in a list stands for: their
// 0 is the first, ours is none.
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
