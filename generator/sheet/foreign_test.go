package sheet

import (
	"os"
	"path/filepath"
	"testing"
)

// foreign lists the workbooks written by other programs than excelize:
// exceljs, SheetJS and LibreOffice, with contents of our own.
func foreign(tb testing.TB) []string {
	files, err := filepath.Glob("testdata/foreign/*.xlsx")
	if err != nil || len(files) == 0 {
		tb.Fatal("no foreign workbooks", err)
	}
	return files
}

// Exports as other programs write them read right; the wanted outputs stand beside them.
func TestForeignWorkbooks(t *testing.T) {
	for _, file := range foreign(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := dump(Read(t.Context(), filepath.Base(file), b, Options{}))
			if *update {
				if err := os.WriteFile(file+".want", []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file + ".want")
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s\ngot\n%s\nwant\n%s", file, got, want)
			}
		})
	}
}
