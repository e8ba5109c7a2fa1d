package plan

import (
	"fmt"
	"testing"
)

func TestNumbersAreFoundByText(t *testing.T) {
	var texts []string
	n := newNumbers(3) // it must grow
	find := func(s string) (int, bool) {
		return n.find(s, func(i int) bool { return texts[i] == s })
	}
	for i := range 5000 {
		s := fmt.Sprintf("folder/page-%d.html", i)
		if at, ok := find(s); ok {
			t.Fatalf("%s is found before it is added, as %d", s, at)
		}
		n.add(s, i)
		texts = append(texts, s)
	}
	for i, s := range texts {
		if at, ok := find(s); !ok || at != i {
			t.Errorf("%s is found as %d, %v; want %d", s, at, ok, i)
		}
	}
}

// Two texts with one hash are told apart by what they are.
func TestNumbersWithOneHash(t *testing.T) {
	n := newNumbers(3)
	n.add("a", 0)
	n.put(slot{n.hash("a"), 2}) // as if another text had the hash of a
	for want := range 2 {
		if at, ok := n.find("a", func(i int) bool { return i == want }); !ok || at != want {
			t.Errorf("found %d, %v; want %d", at, ok, want)
		}
	}
	if at, ok := n.find("a", func(int) bool { return false }); ok {
		t.Errorf("found %d, but no number is the one", at)
	}
}
