package corpus

import (
	"strings"
	"testing"
)

func TestPagesAreTheSameEveryTime(t *testing.T) {
	c := Corpus{Pages: 200, Seed: 1}
	for _, i := range []int{0, 57, 199} {
		a, b := c.Page(i), c.Page(i)
		if a != b {
			t.Errorf("page %d differs between two calls", i)
		}
		if len(a) < 4000 || len(a) > 9000 {
			t.Errorf("page %d has %d bytes, want 4,000 to 9,000", i, len(a))
		}
		if !strings.Contains(a, "\n## ") || !strings.Contains(a, "](") {
			t.Errorf("page %d has no headings or links", i)
		}
	}
	if c.Page(3) == (Corpus{Pages: 200, Seed: 2}).Page(3) {
		t.Error("the seed makes no difference")
	}
}
