package source

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"milepost/generator/kb"
)

// What Ahead parsed is used if the file has not changed since, and only then.
func TestAhead(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("site.toml", "title = '库'\n")
	write("content/手册/备份.md", "# 备份\n")
	write("content/手册/总览.md", "# 总览\n\n{{< include 备份.md >}}\n")
	opt := Options{Today: func() kb.Date { return "2026-09-30" }}
	s := New(root, opt)
	refresh := func(h Hint) *Snapshot {
		t.Helper()
		snap, err := s.Refresh(t.Context(), h)
		if err != nil {
			t.Fatal(err)
		}
		return snap
	}
	page := func(snap *Snapshot, path string) *Page {
		t.Helper()
		for i, p := range snap.Pages {
			if p.Path == path {
				if snap.Briefs[i] != p.Brief || p.Brief.Title != p.Title {
					t.Errorf("%s: its brief is another page's", path)
				}
				return p
			}
		}
		t.Fatalf("%s is not there", path)
		return nil
	}
	refresh(Hint{All: true})
	const file = "content/手册/备份.md"
	hint := Hint{Files: []string{file}}

	write(file, "# 备份与恢复\n")
	s.Ahead(t.Context(), file)
	if s.ahead == nil || s.ahead.page == nil {
		t.Fatal("nothing was read ahead")
	}
	ahead := s.ahead.page.Page
	if p := page(refresh(hint), "手册/备份.md"); p.Page != ahead || p.Title != "备份与恢复" {
		t.Errorf("the page was parsed again: %s", p.Title)
	}
	if s.ahead != nil {
		t.Error("what was read ahead is kept")
	}

	write(file, "# 恢复\n")
	s.Ahead(t.Context(), file)
	write(file, "# 演练\n")
	if p := page(refresh(hint), "手册/备份.md"); p.Title != "演练" {
		t.Errorf("the page is %s, as it was when it was read ahead", p.Title)
	}

	write(file, "# 归档\n")
	s.Ahead(t.Context(), file)
	write("site.toml", "title = '库'\nhighlight = false\n") // parsed under other settings
	ahead = s.ahead.page.Page
	if p := page(refresh(Hint{Files: []string{file, "site.toml"}}), "手册/备份.md"); p.Page == ahead || p.Title != "归档" {
		t.Errorf("after other settings: %s", p.Title)
	}

	before := s.entries["手册/备份.md"].page
	for _, name := range []string{"content/手册/总览.md", "content/手册/新.md", "content/手册", "site.toml", "别处/备份.md", "../备份.md", file} {
		if s.Ahead(t.Context(), name); s.ahead != nil && s.ahead.page.Page != before.Page {
			t.Errorf("%s was read ahead", name)
		}
	}

	write(file, "# 最后\n")
	if err := os.Chtimes(filepath.Join(root, filepath.FromSlash(file)), time.Now(), time.Now().Add(-48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	s.Ahead(t.Context(), file)
	if err := os.Remove(filepath.Join(root, filepath.FromSlash(file))); err != nil {
		t.Fatal(err)
	}
	if snap := refresh(Hint{Files: []string{file}, Dirs: []string{"content/手册"}}); len(snap.Pages) != 1 {
		t.Errorf("%d pages after one was deleted", len(snap.Pages))
	}
}
