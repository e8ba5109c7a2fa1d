package source

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"milepost/generator/kb"
)

// A repository that git refuses to read is reported once. No repository, or one without a
// commit, is not reported.
func TestGitRefused(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip(err)
	}
	for _, name := range []string{"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"} {
		t.Setenv(name, os.DevNull)
	}
	for _, c := range []struct {
		name   string
		happen func(t *testing.T, root string)
		want   string // code of the one diagnostic
		date   kb.Date
	}{
		{"a commit", func(t *testing.T, root string) { commit(t, root) }, "", "2024-01-05"},
		{"no repository", func(*testing.T, string) {}, "", ""},
		{"no commit yet", func(t *testing.T, root string) { run(t, root, "init", "-q") }, "", ""},
		{"GIT_DIR leads nowhere", func(t *testing.T, root string) { commit(t, root); t.Setenv("GIT_DIR", filepath.Join(root, "none")) }, "GT02.env", ""},
		{"its head is damaged", func(t *testing.T, root string) {
			commit(t, root)
			if err := os.WriteFile(filepath.Join(root, ".git", "HEAD"), []byte("?"), 0o644); err != nil {
				t.Fatal(err)
			}
		}, "GT02.broken", ""},
		{"it belongs to another user", func(t *testing.T, root string) {
			commit(t, root)
			for _, dir := range []string{root, filepath.Join(root, ".git")} {
				if err := os.Chown(dir, 12345, -1); err != nil {
					t.Skip(err)
				}
			}
		}, "GT02.owner", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			if err := os.Mkdir(filepath.Join(root, "content"), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(root, "content", "a.md"), []byte("# a\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			c.happen(t, root)
			s := New(root, Options{Today: func() kb.Date { return "2026-09-30" }})
			for range 2 {
				snap, err := s.Refresh(t.Context(), Hint{All: true})
				if err != nil {
					t.Fatal(err)
				}
				code := ""
				for _, d := range snap.Diags {
					code += d.Code
				}
				if code != c.want || snap.Changes["a.md"].Date != c.date {
					t.Errorf("said %q and dated %q; want %q, %q", code, snap.Changes["a.md"].Date, c.want, c.date)
				}
			}
		})
	}
}

func commit(t *testing.T, root string) {
	t.Helper()
	run(t, root, "init", "-q")
	run(t, root, "add", "-A")
	run(t, root, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "a", "--date", "2024-01-05T00:00:00Z")
}

func run(t *testing.T, root string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-C", root}, args...)...)
	cmd.Env = append(os.Environ(), "GIT_AUTHOR_DATE=2024-01-05T00:00:00Z")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}
