package kb

import (
	"path"
	"slices"
	"strings"
)

// indexNames are the file names of a folder's own page, the strongest first.
var indexNames = []string{"_index.md", "index.md", "readme.md"}

// PageOut is the output of a page, from its path alone.
func PageOut(p string) string {
	stem := strings.TrimSuffix(p, path.Ext(p))
	if IndexRank(p) >= 0 {
		stem = path.Join(path.Dir(stem), "index")
	}
	return stem + ".html"
}

// IndexRank is how strong the name of a file is as its folder's page: 0 is the
// strongest, -1 is another page.
func IndexRank(p string) int { return slices.Index(indexNames, strings.ToLower(path.Base(p))) }
