package source

import (
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"testing"

	"milepost/generator/kb"
)

// The former paths of a page follow from the last commit and the folder alone: a store that
// has seen each step gives the same as a new one.
func TestFormer(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip(err)
	}
	for _, name := range []string{"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"} {
		t.Setenv(name, os.DevNull)
	}
	root := t.TempDir()
	file := func(p string) string { return filepath.Join(root, "content", filepath.FromSlash(p)) }
	write := func(p, text string) {
		if err := os.MkdirAll(filepath.Dir(file(p)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file(p), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	rename := func(from, to string) {
		if err := os.Rename(file(from), file(to)); err != nil {
			t.Fatal(err)
		}
	}
	write("a.md", "# a\n\none\n")
	write("b.md", "# b\n\ntwo\n")
	write("twin1.md", "# twin\n")
	write("twin2.md", "# twin\n")
	commit(t, root)
	opt := Options{Today: func() kb.Date { return "2026-09-30" }}
	old := New(root, opt)
	for _, step := range []struct {
		name string
		do   func() Hint
		want map[string][]Former
	}{
		{"nothing", func() Hint { return Hint{All: true} }, map[string][]Former{}},
		{"moved", func() Hint {
			rename("a.md", "c.md")
			return Hint{Files: []string{"content/a.md", "content/c.md"}}
		}, map[string][]Former{"c.md": {{Path: "a.md"}}}},
		{"which of two is not known", func() Hint {
			rename("twin1.md", "x.md")
			rename("twin2.md", "y.md")
			return Hint{Dirs: []string{"content"}}
		}, map[string][]Former{"c.md": {{Path: "a.md"}}}},
		{"not the same any more", func() Hint {
			write("c.md", "# c\n\nother\n")
			return Hint{Files: []string{"content/c.md"}}
		}, map[string][]Former{}},
		{"as it was", func() Hint {
			write("c.md", "# a\n\none\n")
			return Hint{Files: []string{"content/c.md"}}
		}, map[string][]Former{"c.md": {{Path: "a.md"}}}},
		{"committed, then moved again", func() Hint {
			rename("x.md", "twin1.md")
			rename("y.md", "twin2.md")
			run(t, root, "add", "-A")
			run(t, root, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "b", "--date", "2024-01-05T00:00:00Z")
			rename("c.md", "d.md")
			return Hint{All: true}
		}, nil},
	} {
		hint := step.do()
		got, err := old.Refresh(t.Context(), hint)
		if err != nil {
			t.Fatal(err)
		}
		fresh, err := New(root, opt).Refresh(t.Context(), Hint{All: true})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got.Former, fresh.Former) {
			t.Errorf("%s: a store that has seen it says %v, a new one %v", step.name, got.Former, fresh.Former)
		}
		if step.want == nil {
			if l := got.Former["d.md"]; len(l) != 2 || l[0] != (Former{Path: "c.md"}) || l[1].Path != "a.md" || l[1].Date == "" {
				t.Errorf("%s: %v", step.name, got.Former)
			}
		} else if !reflect.DeepEqual(got.Former, step.want) {
			t.Errorf("%s: %v, want %v", step.name, got.Former, step.want)
		}
	}
}
