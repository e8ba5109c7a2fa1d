package publish

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"milepost/bench/toll"
	"milepost/generator/plan"
)

// FuzzManifest: whatever stands in a manifest, no entry leaves the output folder,
// there are no more than it has lines, and what is written again reads the same.
func FuzzManifest(f *testing.F) {
	m := manifest{entries: []entry{{path: "a.html", size: 3, class: plan.Page}, {path: "手册/b.html", gone: 9}}}
	whole := m.encode()
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add(bytes.ReplaceAll(whole, []byte("a.html"), []byte("../a")))
	f.Add([]byte(manifestHead + "\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		toll.Check(t, src, func(b []byte) { decodeManifest(b) })
		sound(t, decodeManifest(src), bytes.Count(src, []byte("\n"))+1)
	})
}

// FuzzJournal: as FuzzManifest, with the right digest set below, so that the
// lines themselves are read.
func FuzzJournal(f *testing.F) {
	old := manifest{entries: []entry{{path: "a.html", size: 3, class: plan.Page}, {path: "b.html"}}}
	next := manifest{entries: []entry{{path: "a.html", size: 4, class: plan.Page}}}
	whole := encodeJournal(changes(&old, &next), &manifest{}, false)
	body, _, _ := cutLast(string(whole), sumMark)
	f.Add([]byte(body))
	f.Add([]byte(journalWhole + "\n" + journalGone + "a.html\n"))
	f.Add([]byte(journalHead + "\n" + journalGone + "../a\n\t\t\t\t\t\t\t\n"))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, src []byte) {
		toll.Check(t, src, func(b []byte) { old.amended(string(b)) })
		file := filepath.Join(dir, "journal")
		if err := os.WriteFile(file, appendSum(bytes.Clone(src)), 0o644); err != nil {
			t.Fatal(err)
		}
		got, _, err := readJournal(file, &old)
		if err != nil {
			t.Fatal(err)
		}
		sound(t, got, bytes.Count(src, []byte("\n"))+1+len(old.entries))
	})
}

func sound(t *testing.T, m manifest, most int) {
	t.Helper()
	if len(m.entries) > most {
		t.Fatalf("%d entries of %d lines", len(m.entries), most)
	}
	for i, e := range m.entries {
		if !fs.ValidPath(e.path) || e.path == "." {
			t.Fatalf("the path %q", e.path)
		}
		if i > 0 && m.entries[i-1].path >= e.path {
			t.Fatalf("%q after %q", e.path, m.entries[i-1].path)
		}
	}
	again := decodeManifest(m.encode())
	if again.damaged != m.damaged || len(again.entries) != len(m.entries) {
		t.Fatalf("written again: %+v, was %+v", again, m)
	}
	for i := range again.entries {
		if again.entries[i] != m.entries[i] {
			t.Fatalf("written again: %+v, was %+v", again.entries[i], m.entries[i])
		}
	}
}
