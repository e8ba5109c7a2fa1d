package source

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"milepost/generator/kb"
	"milepost/generator/sheet"
)

// A workbook that has not changed is not read again: the snapshot holds the
// very value of the one before, whatever else was looked at.
func TestUnchangedWorkbookIsNotReadAgain(t *testing.T) {
	root := t.TempDir()
	write := func(name, schema string) {
		t.Helper()
		b, err := sheet.Template(schema, "zh-CN")
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(root, "content", name)
		old := time.Now().Add(-time.Hour) // not so fresh that its time says nothing
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
		snap, err := s.Refresh(h)
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
