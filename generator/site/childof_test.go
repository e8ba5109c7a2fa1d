package site

import "testing"

// A file given by its absolute name is below no folder of a site: a child that
// is the folder itself would be cut into parts without end.
func TestChildOf(t *testing.T) {
	for _, c := range []struct{ top, folder, want string }{
		{".", "/home/pm/plans", ""},
		{".", "/", ""},
		{".", "a/b", "a"},
		{"a", "a/b/c", "a/b"},
		{"a", "a", ""},
		{"a", "b", ""},
	} {
		if got := childOf(c.top, c.folder); got != c.want {
			t.Errorf("childOf(%q, %q) = %q, want %q", c.top, c.folder, got, c.want)
		}
	}
}
