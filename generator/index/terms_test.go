package index

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"milepost/generator/parallel"
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

// However many edits have come, a maker holds little more than one that begins now: a
// bundle does not stay for the last of its pages.
func TestBundlesOfEditedPagesGo(t *testing.T) {
	alive := func() int {
		runtime.GC()
		runtime.GC() // pools are emptied by the second
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc)
	}
	const n = 250
	r := rand.New(rand.NewPCG(7, 7))
	often := rand.NewZipf(r, 1.1, 10, 200_000)
	more := map[int]string{}
	for i := range n {
		var b strings.Builder
		for range 1000 {
			fmt.Fprintf(&b, "w%d ", often.Uint64())
		}
		more[i] = b.String()
	}
	collect := func(m *Maker) {
		if _, err := m.collect(pages(n, more), parallel.Try); err != nil {
			t.Fatal(err)
		}
	}
	// held is how much less is alive without the maker.
	held := func(m *Maker) int {
		with := alive()
		*m = Maker{}
		return with - alive()
	}
	m := new(Maker)
	collect(m)
	for range 10 {
		for range 200 {
			more[r.IntN(n)] += " edited"
		}
		collect(m)
	}
	edited := held(m)
	collect(m)
	if anew := held(m); edited > anew*3/2 {
		t.Errorf("after 2,000 edits %d kB are held, anew %d kB", edited>>10, anew>>10)
	}
}
