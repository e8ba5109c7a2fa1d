package kb

import (
	"path"
	"slices"
	"strings"
)

// indexNames are the files that are their folder's page, the strongest first.
var indexNames = []string{"_index.md", "index.md", "readme.md"}

// IndexRank tells how strong a claim a path has to be its folder's page: 0 is the
// strongest, -1 none.
func IndexRank(p string) int { return slices.Index(indexNames, strings.ToLower(path.Base(p))) }
