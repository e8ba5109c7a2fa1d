package generator

import (
	"path/filepath"
	"testing"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/source"
	"milepost/themes"
)

// A message about a share names the value that is shown. If the series decides on another
// scale than the file alone would, the file's own reading is not reported.
func TestMessagesAboutSharesNameTheShownValue(t *testing.T) {
	root := t.TempDir()
	write := writer(t, root)
	write("site.toml", "git = false\n")
	write("content/月报_2026-08.csv", "指标,目标,实际,单位\n报错率,0.6,1.7,%\n")
	write("content/月报_2026-09.csv", "指标,目标,实际,单位\n报错率,0.6,0.8,%\n")
	write("content/另表.csv", "指标,目标,实际,单位\n合格率,0.9,0.8,%\n")
	b, err := New(Options{Root: root, Theme: themes.Default(), Today: func() kb.Date { return "2026-09-30" }})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	e, err := b.Rebuild(t.Context(), source.Hint{All: true})
	if err != nil {
		t.Fatal(err)
	}
	book, _, err := Inspect(t.Context(), root, filepath.Join(root, "content", "月报_2026-09.csv"), "zh-CN", "2026-09-30")
	if err != nil {
		t.Fatal(err)
	}
	count := func(all diag.List, code, file string) (n int) {
		for _, p := range all {
			if p.Code == code && p.Pos.File == file {
				n++
			}
		}
		return n
	}
	for _, c := range []struct {
		what       string
		all        diag.List
		code, file string
		want       int
	}{
		{"build", e.Diags(), "SH09.series", "月报_2026-09.csv", 1},
		{"build", e.Diags(), "SH09.row", "月报_2026-09.csv", 0},
		{"build", e.Diags(), "SH09.row", "另表.csv", 2},
		{"inspect", book.Diags, "SH09.series", "月报_2026-09.csv", 1},
		{"inspect", book.Diags, "SH09.row", "月报_2026-09.csv", 0},
	} {
		if got := count(c.all, c.code, c.file); got != c.want {
			t.Errorf("%s: %s is reported %d times for %s, want %d", c.what, c.code, got, c.file, c.want)
		}
	}
}
