package plan

import (
	"slices"
	"strings"
	"testing"
)

// Outputs with one path are reported whether or not the store found the paths of pages before: it
// does not where two pages differ only in letter case.
func TestTakenPaths(t *testing.T) {
	const files = `
-- site.toml --
git = false
-- content/data-status.md --
# 状态
-- content/CON.md --
# 保留
-- content/search.md --
---
draft: true
---
# 草稿
-- content/a/README.md --
# 甲
-- content/a/b.md --
---
aliases: [/A/C.html, /old.html, /a/README.html]
---
# 乙
-- content/a/c.md --
# 丙
`
	diags := func(files string) (out []string, known bool, paths []string) {
		m := siteOf(t, files)
		p := Make(m.site, m.press, m.theme, m.diags, func(s string) string { return s }, nil)
		for _, d := range p.Diags {
			out = append(out, d.Code+" "+d.Pos.File+" "+strings.Join(d.Args, " "))
		}
		for i := range p.Outputs {
			paths = append(paths, p.Outputs[i].Path)
		}
		return out, m.site.Outs != nil, paths
	}
	first, known, paths := diags(files)
	if !known {
		t.Fatal("the store does not know the outputs of pages that differ")
	}
	want := []string{"PL01.case a/b.md a/c.html A/C.html", "PL01.same data-status.md data-status.md Milepost data-status.html", "PL02.unsafe CON.md CON.html"}
	for _, p := range []string{"data-status.html", "old.html", "a/README.html", "search.html", "a/b.html", "a/c.html", "a/index.html"} {
		if n := len(slices.DeleteFunc(slices.Clone(paths), func(o string) bool { return o != p })); n != 1 {
			t.Errorf("%d outputs %s", n, p)
		}
	}
	second, known, _ := diags(files + "-- content/Z.md --\n# 大\n-- content/z.md --\n# 小\n")
	if known {
		t.Fatal("the store takes two pages for different outputs that are one file on Windows")
	}
	second = slices.DeleteFunc(second, func(d string) bool { return strings.Contains(d, "z.md") })
	slices.Sort(first)
	slices.Sort(second)
	for _, got := range [][]string{first, second} {
		if !slices.Equal(got, want) {
			t.Errorf("reported\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}
