package source

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/sheet"
)

// A workbook that has not changed is not read again: the new snapshot holds the same pointer
// as the one before.
func TestUnchangedWorkbookIsNotReadAgain(t *testing.T) {
	root := t.TempDir()
	write := func(name, schema string) {
		t.Helper()
		b, err := sheet.Template(schema, "zh-CN", "")
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(root, "content", name)
		old := time.Now().Add(-time.Hour) // a file of the last seconds would always be read again
		if err := os.WriteFile(file, b, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, old, old); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(root, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	write("a.xlsx", "kpi")
	write("b.xlsx", "phases")
	read := 0
	s := New(root, Options{Today: func() kb.Date { return "2026-09-30" }, Progress: func(done, total int) { read = total }})
	refresh := func(h Hint) []*kb.Workbook {
		t.Helper()
		read = 0
		snap, err := s.Refresh(t.Context(), h)
		if err != nil {
			t.Fatal(err)
		}
		return snap.Workbooks
	}
	first := refresh(Hint{All: true})
	if len(first) != 2 || read != 2 {
		t.Fatalf("%d workbooks, %d files read", len(first), read)
	}
	if again := refresh(Hint{All: true}); again[0] != first[0] || again[1] != first[1] || read != 0 {
		t.Errorf("a full scan read %d files again", read)
	}
	write("b.xlsx", "risks")
	next := refresh(Hint{Files: []string{"content/b.xlsx"}})
	if next[0] != first[0] || next[1].Datasets[0].Get().Schema != "risks" || read != 1 {
		t.Errorf("a changed file: %d files read, %s", read, next[1].Datasets[0].Get().Schema)
	}
}

// A file that can't be read is reported and left out, but a workbook keeps its last good
// values. The other files are there, and so is this one once it can be read.
func TestUnreadableFiles(t *testing.T) {
	root := t.TempDir()
	file := func(name string) string { return filepath.Join(root, "content", name) }
	write := func(name string, b []byte) {
		t.Helper()
		if err := os.WriteFile(file(name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	book, err := sheet.Template("kpi", "zh-CN", "")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(root, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	names := []string{"a.md", "b.md", "k.xlsx", "z.txt"}
	for _, name := range names {
		write(name, []byte("# A\n"))
	}
	write("k.xlsx", book)
	s := New(root, Options{Today: func() kb.Date { return "2026-09-30" }, State: filepath.Join(root, "state")})
	refresh := func(h Hint) *Snapshot {
		t.Helper()
		snap, err := s.Refresh(t.Context(), h)
		if err != nil {
			t.Fatal(err)
		}
		return snap
	}
	whole := refresh(Hint{All: true})
	if len(whole.Again) != 0 || len(whole.Pages) != 2 || len(whole.Files) != 1 {
		t.Fatalf("%+v", whole)
	}

	var jobs []job // for files that become folders after they were looked at, so that they can't be read
	for _, name := range []string{"b.md", "k.xlsx", "z.txt"} {
		info, err := os.Stat(file(name))
		if err != nil {
			t.Fatal(err)
		}
		jobs = append(jobs, job{path: name, info: info, options: s.optionsKey(name), old: s.entries[name]})
		if err := errors.Join(os.Rename(file(name), filepath.Join(root, name)), os.Mkdir(file(name), 0o755)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.parse(t.Context(), jobs); err != nil {
		t.Fatal(err)
	}
	snap := s.snapshot()
	var said []string
	for _, d := range snap.Diags {
		said = append(said, d.Pos.File+" "+d.Code)
	}
	want := []string{"b.md SO04.held", "k.xlsx SO04.held", "k.xlsx SH90.kept", "z.txt SO04.held"}
	if !slices.Equal(said, want) || !slices.Equal(snap.Again, []string{"b.md", "k.xlsx", "z.txt"}) {
		t.Errorf("said %q, again %q", said, snap.Again)
	}
	if b := snap.Workbooks[0]; len(snap.Pages) != 1 || len(snap.Files) != 0 || b.State != kb.Kept || len(b.Datasets) != 1 {
		t.Errorf("%d pages, %d files, workbook %s", len(snap.Pages), len(snap.Files), b.State)
	}

	for _, name := range []string{"b.md", "k.xlsx", "z.txt"} {
		if err := errors.Join(os.Remove(file(name)), os.Rename(filepath.Join(root, name), file(name))); err != nil {
			t.Fatal(err)
		}
	}
	mended := refresh(Hint{Files: []string{"content/b.md", "content/k.xlsx", "content/z.txt"}})
	if len(mended.Again)+mended.Diags.Count(diag.Error)+mended.Diags.Count(diag.Warning) != 0 || len(mended.Pages) != 2 || len(mended.Files) != 1 || mended.Workbooks[0].State != kb.Good {
		t.Errorf("mended: %+v", mended)
	}
}
