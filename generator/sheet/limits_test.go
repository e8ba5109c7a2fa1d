//go:build unix

package sheet

import (
	"strings"
	"testing"
)

// A file that would unfold to more than it is worth is refused by name, and
// before the memory is spent.
func TestUnfoldingFiles(t *testing.T) {
	one := func(length, rows int) []byte {
		return sheetOf(t, "", "", rows, func(r, c int) string { return `<c t="s"><v>0</v></c>` },
			"xl/sharedStrings.xml", "<sst><si><t>"+strings.Repeat("字", length)+"</t></si></sst>")
	}
	for _, c := range []struct {
		name, file string
		src        []byte
		want       string
	}{
		{"one text in many cells", "a.xlsx", one(30_000, 100), "SH03.text"},
		{"one text too long for a cell", "a.xlsx", one(32_768, 1), "SH03.shown"},
		{"many columns", "a.csv", []byte("名称\n" + strings.Repeat("a,", maxCol) + "b\n"), "SH03.columns"},
		{"columns in quotes are text", "a.csv", []byte("名称,数\n\"" + strings.Repeat("a,", 10_000) + "\",1\n"), ""},
		{"a long cell", "a.csv", []byte("名称,数\n" + strings.Repeat("字", 32_768) + ",1\n"), "SH03.shown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := Read(t.Context(), c.file, c.src, Options{})
			got := ""
			for _, d := range w.Diags {
				if strings.HasPrefix(d.Code, "SH03") {
					got = d.Code
				}
			}
			if got != c.want {
				t.Errorf("said %q of %v, want %q", got, w.Diags, c.want)
			}
		})
	}
}
