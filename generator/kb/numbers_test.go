package kb

import (
	"fmt"
	"testing"
)

func TestNumbersAreFoundByText(t *testing.T) {
	var texts []string
	n := NewNumbers(3) // it must grow
	find := func(s string) (int, bool) {
		return n.Find(NameHash(s), func(i int) bool { return texts[i] == s })
	}
	for i := range 5000 {
		s := fmt.Sprintf("folder/page-%d.html", i)
		if at, ok := find(s); ok {
			t.Fatalf("%s is found before it is added, as %d", s, at)
		}
		n.Add(NameHash(s), i)
		texts = append(texts, s)
	}
	for i, s := range texts {
		if at, ok := find(s); !ok || at != i {
			t.Errorf("%s is found as %d, %v; want %d", s, at, ok, i)
		}
	}
}

// Two texts with the same hash are found each.
func TestNumbersWithOneHash(t *testing.T) {
	n := NewNumbers(3)
	n.Add(7, 0)
	n.put(slot{7, 2}) // another text with the same hash
	for want := range 2 {
		if at, ok := n.Find(7, func(i int) bool { return i == want }); !ok || at != want {
			t.Errorf("found %d, %v; want %d", at, ok, want)
		}
	}
	if at, ok := n.Find(7, func(int) bool { return false }); ok {
		t.Errorf("found %d, although none is meant", at)
	}
}
