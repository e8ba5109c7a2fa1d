package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"milepost/generator/kb"
)

// A workbook that has lost all its rows keeps those that were read last, until somebody says
// that they were meant to go (Options.Shrink). A workbook with fewer rows is taken as it is.
func TestEmptiedWorkbookKeepsItsRows(t *testing.T) {
	const full, header = "月份,满意度,样本量\n2026-08,90,20\n2026-09,91,30\n", "月份,满意度,样本量\n"
	for _, c := range []struct {
		name, text string
		shrink     bool
		rows       int
		said       string
	}{
		{"whole", full, false, 2, ""},
		{"one row", header + "2026-09,91,30\n", false, 1, ""},
		{"only the header", header, false, 2, "SH90.emptied"},
		{"nothing", "", false, 2, "SH90"},
		{"on purpose", header, true, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			file := filepath.Join(root, "content", "满意度.csv")
			read := func(text string, shrink bool) *kb.Workbook {
				t.Helper()
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
				s := New(root, Options{Today: func() kb.Date { return "2026-09-30" }, State: filepath.Join(root, "state"), Shrink: shrink})
				snap, err := s.Refresh(t.Context(), Hint{All: true})
				if err != nil {
					t.Fatal(err)
				}
				return snap.Workbooks[0]
			}
			read(full, false)
			book := read(c.text, c.shrink)
			said := ""
			for _, d := range book.Diags {
				said += d.Code + " "
			}
			if rows(book) != c.rows || c.said != "" && !strings.Contains(said, c.said) || c.said == "" && strings.Contains(said, "SH90") {
				t.Errorf("%d rows, said %q; want %d, %q", rows(book), said, c.rows, c.said)
			}
			if book := read(full, false); rows(book) != 2 || book.State != kb.Good {
				t.Errorf("after it was filled in again: %d rows, %s", rows(book), book.State)
			}
		})
	}
}
