package generator

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"milepost/generator/kb"
	"milepost/generator/source"
	"milepost/themes"
)

// A second build of an unchanged site keeps the published search index, mends a damaged file
// of it, and makes the index anew when a page has changed.
func TestUnchangedIndex(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	write := writer(t, root)
	write("site.toml", "git = false\n")
	write("content/a.md", "# 甲\n\n报销流程\n")
	write("content/b.md", "# 乙\n\n值班安排\n")
	out := filepath.Join(root, "public")
	publish := func() (rendered, written int) {
		t.Helper()
		b, err := New(Options{Root: root, Theme: themes.Default(), Today: func() kb.Date { return "2026-09-30" }})
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		p, err := b.Publisher(out, PublishOptions{})
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		e, err := b.Rebuild(t.Context(), source.Hint{All: true})
		if err != nil {
			t.Fatal(err)
		}
		res, err := p.Publish(context.Background(), e)
		if err != nil {
			t.Fatal(err)
		}
		return res.Rendered, res.Written
	}
	manifest := filepath.Join(out, "search", "manifest.js")
	publish()
	first, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	if rendered, written := publish(); rendered != 0 || written != 0 {
		t.Errorf("unchanged: rendered %d, wrote %d, want nothing", rendered, written)
	}
	if err := os.WriteFile(manifest, []byte("broken"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, written := publish(); written != 1 {
		t.Errorf("one file damaged: wrote %d", written)
	}
	if got, _ := os.ReadFile(manifest); string(got) != string(first) {
		t.Error("the damaged file was not made as it was")
	}
	write("content/b.md", "# 乙\n\n另有安排\n")
	publish()
	if got, _ := os.ReadFile(manifest); string(got) == string(first) {
		t.Error("a changed page left the index as it was")
	}
}
