package kb

import (
	"path"
	"slices"
	"strings"
)

// indexNames are the files that are their folder's page, the strongest first.
var indexNames = []string{"_index.md", "index.md", "readme.md"}

// PageOut is the address of a page, as far as its path tells.
func PageOut(p string) string {
	stem := strings.TrimSuffix(p, path.Ext(p))
	if IndexRank(p) >= 0 {
		stem = path.Join(path.Dir(stem), "index")
	}
	return stem + ".html"
}

// IndexRank tells how strong a claim a path has to be its folder's page: 0 is the
// strongest, -1 none.
func IndexRank(p string) int { return slices.Index(indexNames, strings.ToLower(path.Base(p))) }
