package kb

import "testing"

func TestSeen(t *testing.T) {
	for _, c := range [][3]string{
		{"a.md", "b.md", "b.md"}, {"a/b.md", "a/c.md", "c.md"}, {"a/b.md", "c.md", "../c.md"}, {"a/b/c.md", "a/d/e.md", "../d/e.md"},
		{"手册/甲.md", "手册二/乙.md", "../手册二/乙.md"}, {"a.md", "手册/甲.md", "手册/甲.md"}, {"a/b/c.md", "a/x.md", "../x.md"},
	} {
		if up, rest := Seen(c[0], c[1]); up+rest != c[2] {
			t.Errorf("%s from %s: %q, want %q", c[1], c[0], up+rest, c[2])
		}
	}
}
