package kb

import (
	"path"
	"strings"
)

// Seen is a path relative to the folder of another file: the way up ("" or
// "../../"), and the rest. Both are slash paths below one root.
func Seen(from, to string) (up, rest string) {
	dir := path.Dir(from)
	if dir == "." {
		return "", to
	}
	a, b := dir+"/", to
	for {
		i := strings.IndexByte(a, '/')
		if i < 0 || len(b) <= i || a[:i+1] != b[:i+1] {
			break
		}
		a, b = a[i+1:], b[i+1:]
	}
	return strings.Repeat("../", strings.Count(a, "/")), b
}
