package source

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"milepost/generator/kb"
)

// The past of a folder is what was committed, with the bytes that git keeps: no filter or
// attribute of the repository changes them, no symbolic link is followed, and the work tree
// stays as it is.
func TestPast(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip(err)
	}
	for _, name := range []string{"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"} {
		t.Setenv(name, os.DevNull)
	}
	root := t.TempDir()
	content := filepath.Join(root, "content")
	put := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(content, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(content, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("a.md", "# 甲\n")
	put("子/计划.csv", "阶段,计划开始,计划完成\n推广,2026-01-01,2026-02-01\n")
	put(".gitattributes", "*.csv export-ignore filter=loud\n")
	if err := os.Symlink("/etc/hostname", filepath.Join(content, "link.md")); err != nil {
		t.Skip(err)
	}
	commit(t, root)
	run(t, root, "config", "filter.loud.smudge", "sh -c 'touch "+filepath.Join(root, "ran")+"; cat'")
	put("a.md", "# 改过\n")
	commits, err := Commits(t.Context(), content)
	if err != nil || len(commits) != 1 {
		t.Fatal(commits, err)
	}
	snap, err := Past(t.Context(), Then{Commit: commits[0], Content: content}, "2024-02-01")
	if err != nil {
		t.Fatal(err)
	}
	if len(snap.Pages) != 1 || snap.Pages[0].Title != "甲" || len(snap.Workbooks) != 1 || snap.Workbooks[0].Path != "子/计划.csv" {
		t.Errorf("pages %v, workbooks %v", snap.Pages, snap.Workbooks)
	}
	if c := snap.Change("子/计划.csv", kb.Date("2026-01-01")); c.From != "git" || c.Date != "2024-01-05" {
		t.Errorf("change %+v", c)
	}
	if _, err := os.Stat(filepath.Join(root, "ran")); err == nil {
		t.Error("a filter ran")
	}
	if src, _ := os.ReadFile(filepath.Join(content, "a.md")); string(src) != "# 改过\n" {
		t.Errorf("the work tree was touched: %q", src)
	}
	t.Setenv("PATH", "")
	if _, err := Commits(t.Context(), content); !errors.Is(err, ErrNoGit) {
		t.Errorf("without git: %v", err)
	}
}
