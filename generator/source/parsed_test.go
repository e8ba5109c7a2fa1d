package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/sheet"
)

// snapshotOf gives, as text, all of a snapshot that comes from pages and workbooks, and how
// many of these were parsed.
func snapshotOf(t *testing.T, root, program string) (all string, parsed int64) {
	t.Helper()
	s := New(root, Options{Today: func() kb.Date { return "2026-09-30" }, Parsed: filepath.Join(root, "parsed"), Program: program})
	snap, err := s.Refresh(t.Context(), Hint{All: true})
	if err != nil {
		t.Fatal(err)
	}
	parsed = s.parsed.misses.Load()
	b := []byte{}
	for _, p := range snap.Pages {
		b = digest.Pack(b, *p.Page)
		body := p.Body.Get()
		b = digest.Pack(b, body.HTML())
		b = digest.Pack(b, []string{p.Brief.SortKey, p.Brief.Number, p.Brief.Kind, string(p.Brief.Due), p.Brief.Out})
		b = digest.Pack(b, p.Judged)
		b = digest.Pack(b, p.Targets)
	}
	for _, w := range snap.Workbooks {
		b = digest.Pack(b, *w)
	}
	for _, d := range snap.Diags {
		b = append(b, d.Line("en")...)
	}
	s.Keep()
	return string(b), parsed
}

// Parsed files read from the disk equal those parsed anew. If a record is damaged, cut off or
// of another version of the program, its file is parsed again.
func TestParsedIsKept(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(root, "content", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("手册/a.md", "---\ntitle: 甲\nowner: 张\nreview_in: 3 months\nreviewed: 2026-01-01\ntags: [a, b]\nodd: 1\n---\n\n## 步骤\n\n见[乙](b.md#x)，{{ value \"表.csv!B2\" }}。\n\n```chart\ndata = \"表.csv\"\n```\n")
	write("手册/b.md", "# 乙\n\n- [ ] 未完\n")
	write("表.csv", "月份,满意度(%)\n2026-08,90\n2026-09,\n")
	b, err := sheet.Template("kpi", "zh-CN", "")
	if err != nil {
		t.Fatal(err)
	}
	write("指标.xlsx", string(b))

	want, n := snapshotOf(t, root, "1")
	if n != 4 {
		t.Fatalf("%d files parsed at first, want 4", n)
	}
	held := func(what string, parsed int64) {
		t.Helper()
		got, n := snapshotOf(t, root, "1")
		if got != want {
			t.Errorf("%s: the snapshot differs", what)
		}
		if n != parsed {
			t.Errorf("%s: %d files parsed, want %d", what, n, parsed)
		}
	}
	held("nothing changed", 0)
	if _, n := snapshotOf(t, root, "2"); n != 4 {
		t.Errorf("another program: %d files parsed", n)
	}
	held("another program wrote the file", 4)

	file := filepath.Join(root, "parsed")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(whole); i += len(whole)/60 + 1 {
		flipped := []byte(string(whole))
		flipped[i] ^= 0x10
		for what, bytes := range map[string][]byte{"flipped": flipped, "cut": whole[:i]} {
			if err := os.WriteFile(file, bytes, 0o644); err != nil {
				t.Fatal(err)
			}
			if got, n := snapshotOf(t, root, "1"); got != want || n == 0 {
				t.Errorf("%s at %d: same %v, %d files parsed", what, i, got == want, n)
			}
		}
	}

	// A record also counts only for the same kind of folder, settings beside a workbook, and path.
	held("after damage", 0)
	write("表.csv.toml", "private = true\n")
	if got, n := snapshotOf(t, root, "1"); n != 1 || got == want {
		t.Errorf("settings beside a workbook: %d files parsed", n)
	}
	if err := os.Rename(filepath.Join(root, "content/手册"), filepath.Join(root, "content/faq")); err != nil {
		t.Fatal(err)
	}
	if got, n := snapshotOf(t, root, "1"); n != 2 || strings.Contains(got, "手册/a.md") {
		t.Errorf("another folder: %d files parsed", n)
	}
}
