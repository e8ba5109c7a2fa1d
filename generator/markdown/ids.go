package markdown

import (
	"strconv"
	"strings"
	"unicode"
)

// slug is the id of a heading made from its text, the way GitHub does it:
// lower case, blanks become hyphens, all but letters (of any script), digits,
// hyphens and underscores go.
func slug(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range strings.TrimSpace(s) {
		if usual(r) {
			b.WriteRune(r)
			continue
		}
		r = unicode.ToLower(r)
		switch {
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r) && !(r >= 0xFE00 && r <= 0xFE0F), r == '-', r == '_':
			b.WriteRune(r)
		case unicode.IsSpace(r):
			b.WriteByte('-')
		}
	}
	return b.String()
}

// reserved are ids that the theme uses, and names that our scripts set on window: an
// element with such an id would be found there before the script runs.
var reserved = map[string]bool{"milepost": true, "echarts": true, "main": true, "nav": true, "menu-rest": true}

// ids hands out the ids of a page.
type ids struct {
	used map[string]bool
	next map[string]int
}

func newIDs() ids { return ids{used: map[string]bool{}, next: map[string]int{}} }

// take reserves an id that the author chose; false if it is taken or kept for the theme.
func (t ids) take(id string) bool {
	if id == "" || t.used[id] || reserved[id] || strings.HasPrefix(id, "mp-") || strings.ContainsFunc(id, unicode.IsSpace) {
		return false
	}
	t.used[id] = true
	return true
}

// make is a new id for a heading: its slug, with -1, -2, … if that is taken.
func (t ids) make(text string) string {
	base := slug(text)
	if base == "" {
		base = "section"
	}
	if t.take(base) {
		return base
	}
	for {
		t.next[base]++
		if id := base + "-" + strconv.Itoa(t.next[base]); t.take(id) {
			return id
		}
		if strings.HasPrefix(base, "mp-") {
			base = "x-" + base
		}
	}
}
