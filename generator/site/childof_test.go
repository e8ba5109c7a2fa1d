package site

import "testing"

// A file with an absolute path is in no folder of a site. If childOf gave the folder itself,
// its callers would ask for its child again without end.
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
