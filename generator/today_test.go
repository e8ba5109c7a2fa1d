package generator

import (
	"os"
	"path/filepath"
	"testing"

	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/source"
	"milepost/themes"
)

// The day is part of a page's key only if the page shows something that depends on it. A page
// of text does not, nor does a plan whose tasks have ended or not begun; a home page with the
// project's verdicts does.
func TestTodayIsInNoKeyWithoutStanding(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	write := writer(t, root)
	write("site.toml", "git = false\n[home]\nphases = \"停.csv\"\n")
	write("content/_index.md", "# 首页\n")
	write("content/文.md", "# 文\n\n推广完成 {{ phase \"推广\" }}。\n")
	write("content/图.md", "# 图\n\n```gantt\ndata = \"计划.csv\"\n```\n")
	write("content/静.md", "# 静\n\n```gantt\ndata = \"停.csv\"\n```\n")
	write("content/计划.csv", "阶段,计划开始,计划完成,完成率\n准备,2026-01-05,2026-02-27,100%\n推广,2026-03-02,2026-12-31,20%\n")
	write("content/停.csv", "阶段,计划开始,计划完成,实际完成,完成率\n准备,2026-01-05,2026-02-27,2026-03-02,100%\n优化,2027-01-04,2027-12-31,,0%\n")
	keys := func(today kb.Date) map[string]digest.Key {
		t.Helper()
		b, err := New(Options{Root: root, Theme: themes.Default(), Today: func() kb.Date { return today }})
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		e, err := b.Rebuild(t.Context(), source.Hint{All: true})
		if err != nil {
			t.Fatal(err)
		}
		e.Diags()
		out := map[string]digest.Key{}
		for _, o := range e.Plan.Outputs {
			out[o.Path] = o.Key()
		}
		return out
	}
	one, other := keys("2026-10-12"), keys("2026-10-13")
	for _, c := range []struct {
		out  string
		same bool
	}{{"文.html", true}, {"静.html", true}, {"index.html", false}, {"图.html", false}} {
		if got := one[c.out] == other[c.out]; got != c.same {
			t.Errorf("%s: the keys of two days are equal: %t, want %t", c.out, got, c.same)
		}
	}
	for _, name := range []string{"计划.csv", "停.csv", "文.md", "图.md", "静.md"} {
		if err := os.Remove(filepath.Join(root, "content", name)); err != nil {
			t.Fatal(err)
		}
	}
	write("site.toml", "git = false\n")
	if one, other := keys("2026-10-12"), keys("2026-10-13"); one["index.html"] != other["index.html"] {
		t.Error("the home page of a site without data has two keys on two days")
	}
}
