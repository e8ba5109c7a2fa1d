package generator

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"milepost/generator/kb"
	"milepost/generator/source"
	"milepost/generator/squeeze"
	"milepost/themes"
)

// spilledSite is a site whose pages and terms are more than a Spill writes at once.
func spilledSite(t *testing.T) (root string) {
	t.Helper()
	root = t.TempDir()
	write := writer(t, root)
	write("site.toml", "git = false\ntitle = \"甲\"\n")
	r := rand.New(rand.NewPCG(5, 5))
	for i := range 260 {
		var b strings.Builder
		for j := range 10 {
			fmt.Fprintf(&b, "\n## 第 %d 节\n\n", j)
			for range 60 {
				fmt.Fprintf(&b, "%x 报销 ", r.Uint32())
			}
		}
		write(fmt.Sprintf("content/%d.md", i), b.String())
	}
	return root
}

// publishSpilled builds the site anew into its folder out. meanwhile is called when all is
// parsed and nothing is published yet.
func publishSpilled(t *testing.T, root, out string, spill bool, before, meanwhile func(*Builder)) error {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(root, StateDir)); err != nil {
		t.Fatal(err)
	}
	b, err := New(Options{Root: root, Theme: themes.Default(), Today: func() kb.Date { return "2026-09-30" }, Spill: spill})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		b.Close()
		if left, _ := filepath.Glob(filepath.Join(root, StateDir, "cache", "spill*")); len(left) > 0 {
			t.Errorf("%v is left", left)
		}
	}()
	before(b)
	p, err := b.Publisher(filepath.Join(root, out), PublishOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	e, err := b.Rebuild(t.Context(), source.Hint{All: true})
	if err != nil {
		t.Fatal(err)
	}
	meanwhile(b)
	_, err = p.Publish(t.Context(), e)
	return err
}

// A site is the same whether its pages and terms stand in memory or in a file. If that
// cannot be written, they stay in memory; if it cannot be read, nothing is published.
func TestSpillGivesTheSameSite(t *testing.T) {
	t.Parallel()
	root := spilledSite(t)
	idle := func(*Builder) {}
	if err := publishSpilled(t, root, "memory", false, idle, idle); err != nil {
		t.Fatal(err)
	}
	written := func(b *Builder) {
		if b.spillFile.file == nil {
			t.Error("nothing is in the file")
		}
	}
	if err := publishSpilled(t, root, "file", true, idle, written); err != nil {
		t.Fatal(err)
	}
	noDisk := func(b *Builder) {
		b.spillFile.once.Do(func() { b.spillFile.err = errors.New("full") })
	}
	if err := publishSpilled(t, root, "full", true, noDisk, idle); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{"file", "full"} {
		if diff := treesDiffer(t, filepath.Join(root, "memory"), filepath.Join(root, out), false); diff != "" {
			t.Errorf("%s: %s", out, diff)
		}
	}

	for name, damage := range map[string]func(f *os.File) error{
		"cut off": func(f *os.File) error { return f.Truncate(1000) },
		"zeroed":  func(f *os.File) error { return errors.Join(f.Truncate(0), f.Truncate(1<<30)) },
	} {
		err := publishSpilled(t, root, "damaged", true, idle, func(b *Builder) {
			b.keeping.Wait()
			if err := damage(b.spillFile.file); err != nil {
				t.Fatal(err)
			}
		})
		if err == nil || name == "zeroed" && !errors.Is(err, squeeze.ErrChanged) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(filepath.Join(root, "damaged")); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: something is published: %v", name, err)
		}
	}
}
