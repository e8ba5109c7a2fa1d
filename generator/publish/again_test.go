package publish

import (
	"maps"
	"os"
	"path/filepath"
	"testing"
)

// A directory that is taken away while it is held is made again, whole.
func TestDirectoryIsMadeAgain(t *testing.T) {
	for name, c := range map[string]struct {
		harm func(dir string) error
		want string // reason of the refusal
	}{
		"deleted": {os.RemoveAll, ""},
		"emptied": {func(dir string) error {
			all, err := filepath.Glob(filepath.Join(dir, "*"))
			for _, f := range append(all, filepath.Join(dir, manifestName), filepath.Join(dir, lockName)) {
				_ = os.RemoveAll(f)
			}
			return err
		}, ""},
		"renamed":       {func(dir string) error { return os.Rename(dir, dir+".old") }, ""},
		"its files are": {func(dir string) error { return os.RemoveAll(filepath.Join(dir, "a")) }, ""},
		"another's folder in its place": {func(dir string) error {
			_ = os.RemoveAll(dir)
			_ = os.Mkdir(dir, 0o755)
			return os.WriteFile(filepath.Join(dir, "theirs"), []byte("theirs"), 0o644)
		}, "foreign"},
	} {
		t.Run(name, func(t *testing.T) {
			dir, state := place(t)
			p := mustOpen(t, dir, state, Options{})
			mustSync(t, p, one)
			if !p.Stands() {
				t.Error("what was just published does not stand")
			}
			if err := c.harm(dir); err != nil {
				t.Fatal(err)
			}
			next := maps.Clone(one)
			next["new.html"] = "new"
			_, err := p.Sync(t.Context(), next.outputs())
			if c.want != "" {
				if reason(err) != c.want {
					t.Errorf("got %v, want %s", err, c.want)
				}
				check(t, dir, site{"theirs": "theirs"})
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			check(t, dir, next)
			if !p.Stands() {
				t.Error("what was made again does not stand")
			}
			if _, err := Open(dir, state+"2", Options{}); reason(err) != "busy" {
				t.Errorf("a second builder after that: %v", err)
			}
		})
	}
}

// Two sites do not publish to one directory.
func TestAnotherSite(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	moved := filepath.Join(t.TempDir(), "moved")
	for _, c := range []struct {
		name  string
		was   string // site published before
		pages []string
		force bool
		want  string
	}{
		{"other pages", a, []string{"index.html", "b.html"}, false, "another"},
		{"only a home page", a, []string{"index.html"}, false, "another"},
		{"allowed", a, []string{"index.html", "b.html"}, true, ""},
		{"the same site in another folder", a, []string{"index.html", "a/x.html", "new.html"}, false, ""},
		{"the site was moved", moved, []string{"index.html", "b.html"}, false, ""},
		{"the same site", b, []string{"index.html", "b.html"}, false, ""},
		{"not known", "", []string{"index.html", "b.html"}, false, ""},
	} {
		dir, state := place(t)
		p := mustOpen(t, dir, state, Options{Force: c.force})
		if c.was != "" {
			p.Take(Census{Pages: 3, Site: c.was})
		}
		mustSync(t, p, one)
		err := p.Another(b, c.pages)
		if got := reason(err); err != nil && got != c.want || err == nil && c.want != "" {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

// What is known of an edition survives reopening, parts, rollback, and a
// manifest of a program that did not write it.
func TestCensus(t *testing.T) {
	dir, state := place(t)
	first, second := Census{Pages: 3, Folder: "1:2", Kept: 1, Bare: 2, Site: "/a b\t\"c\""}, Census{Pages: 2, Folder: "1:3", Site: "/a"}
	p := mustOpen(t, dir, state, Options{})
	p.Take(first)
	mustSync(t, p, one)
	p.Take(second)
	mustSync(t, p, two)
	known := func(want Census) {
		t.Helper()
		p.Close()
		p = mustOpen(t, dir, state, Options{})
		got, err := Published(dir)
		if err != nil || got != want || p.Census() != want {
			t.Errorf("published %+v, opened %+v (%v), want %+v", got, p.Census(), err, want)
		}
	}
	known(second)
	p.Close()
	if _, err := Rollback(dir, state, Options{}); err != nil {
		t.Fatal(err)
	}
	known(first)
	p.Take(second)
	if res := mustSync(t, p, one); res.Written != 0 {
		t.Errorf("only the census changed: %+v", res)
	}
	known(second)
	p.Take(Census{})
	mustSync(t, p, one)
	known(Census{Pages: 3}) // estimated
}
