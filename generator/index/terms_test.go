package index

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Terms that were bundled, some of whose pages have changed or are gone since, give the
// index that a maker without a memory makes.
func TestBundledTermsFollowEdits(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	more := map[int]string{}
	for i := range 150 { // more than one bundle
		var b strings.Builder
		for range 3000 {
			fmt.Fprintf(&b, "w%d ", r.IntN(1e6))
		}
		more[i] = b.String()
	}
	var m Maker
	for round := range 2 {
		n := len(more) - 10*round
		if _, err := m.Make(pages(n, more), options()); err != nil {
			t.Fatal(err)
		}
		if round == 0 && (m.size >= bundleBytes || len(m.loose) > n/2) {
			t.Fatalf("%d pages with %d bytes of terms are in no bundle", len(m.loose), m.size)
		}
		for range 30 {
			more[r.IntN(n)] += " edited"
		}
	}
	outputs := pages(130, more)
	got, err := m.Make(outputs, options())
	if err != nil {
		t.Fatal(err)
	}
	want, err := new(Maker).Make(outputs, options())
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Files) != len(want.Files) {
		t.Fatalf("%d files, want %d", len(got.Files), len(want.Files))
	}
	for i, f := range want.Files {
		if got.Files[i].Path != f.Path || !bytes.Equal(got.Files[i].Data(), f.Data()) {
			t.Errorf("%s differs", f.Path)
		}
	}
}
