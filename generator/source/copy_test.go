package source

import (
	"os"
	"path/filepath"
	"testing"

	"milepost/generator/kb"
)

// A spreadsheet with the name of a copy is left out only while the original is beside it,
// whichever files the hint names.
func TestCopyIsReadAlone(t *testing.T) {
	root := t.TempDir()
	at := func(name string) string { return filepath.Join(root, "content", name) }
	if err := os.MkdirAll(at("甲"), 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(name string) {
		t.Helper()
		if err := os.WriteFile(at(name), []byte("月份,满意度(%)\n2026-08,90\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s := New(root, Options{Today: func() kb.Date { return "2026-09-30" }})
	skipped := func(h Hint) (n int) {
		t.Helper()
		snap, err := s.Refresh(t.Context(), h)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range snap.Workbooks {
			if b.State == kb.Skipped {
				n++
			}
		}
		return n
	}
	for _, name := range []string{"甲/表(2).csv", "甲/表 - 副本.csv", "表(2).csv", "客户数据(冲突副本).csv"} {
		write(name)
	}
	if n := skipped(Hint{All: true}); n != 0 {
		t.Errorf("%d copies of nothing are left out", n)
	}
	write("甲/表.csv")
	if n := skipped(Hint{Files: []string{"content/甲/表.csv"}}); n != 2 {
		t.Errorf("%d copies are left out", n)
	}
	if err := os.Remove(at("甲/表.csv")); err != nil {
		t.Fatal(err)
	}
	if n := skipped(Hint{Dirs: []string{"content/甲"}}); n != 0 {
		t.Errorf("%d copies of what has gone are left out", n)
	}
	if n := skipped(Hint{Files: []string{"content/甲/表(2).csv"}}); n != 0 {
		t.Error(n)
	}
}
