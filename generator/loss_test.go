package generator_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"milepost/generator"
	"milepost/generator/kb"
	"milepost/generator/publish"
	"milepost/generator/source"
	"milepost/themes"
)

// The ways in which a folder may vanish or shrink. If pages only seem to be deleted, the
// published site stays as it was.
func TestAbsenceIsNotDeletion(t *testing.T) {
	const (
		published  = ""
		unreadable = "unreadable"
	)
	for _, c := range []struct {
		name   string
		pages  int // published before; 20 if 0
		happen func(d *disk)
		want   string // reason of the refusal, "" if what is left is published
	}{
		{"all files deleted", 0, func(d *disk) { d.remove(0, 20) }, "vanished"},
		{"all files deleted, another drive's empty folder in its place", 0, func(d *disk) { d.move("content", "away"); d.make("content") }, "unmounted"},
		{"the folder is gone", 0, func(d *disk) { d.move("content", "away") }, unreadable},
		{"a link whose target is gone", 0, func(d *disk) { d.move("content", "away"); d.link("nowhere", "content") }, unreadable},
		{"the folder is a file", 0, func(d *disk) { d.move("content", "away"); d.write("content", "") }, unreadable},
		{"most pages deleted", 0, func(d *disk) { d.remove(0, 12) }, "shrunk"},
		{"half of the pages deleted", 0, func(d *disk) { d.remove(0, 10) }, published},
		{"a folder renamed", 0, func(d *disk) { d.move("content/a", "content/b") }, published},
		{"a folder moved out", 0, func(d *disk) { d.move("content/a", "away") }, "vanished"},
		{"all pages renamed to another kind of file", 0, func(d *disk) { d.rename(0, 20, ".txt") }, "vanished"},
		{"all pages are drafts now", 0, func(d *disk) { d.fill(0, 20, "---\ndraft: true\n---\n# x\n") }, "vanished"},
		{"a checkout is under way", 0, func(d *disk) { d.write(".git/index.lock", ""); d.remove(0, 1) }, "checkout"},
		{"a checkout in a second working tree", 0, func(d *disk) {
			d.write(".git", "gitdir: repo/worktrees/x\n")
			d.write("repo/worktrees/x/index.lock", "")
			d.remove(0, 1)
		}, "checkout"},
		{"a checkout that takes nothing away", 0, func(d *disk) { d.write(".git/index.lock", ""); d.fill(0, 3, "# x\n") }, published},
		{"a copy by rsync is under way", 0, func(d *disk) { d.remove(0, 3); d.write("content/a/.p2.md.k3Xq9a", "# ") }, "copying"},
		{"a copy by rsync that delays its renames", 0, func(d *disk) { d.remove(0, 3); d.write("content/a/.~tmp~/p2.md", "# ") }, "copying"},
		{"a download is under way", 0, func(d *disk) { d.remove(0, 3); d.write("content/a/p2.md.part", "# ") }, "copying"},
		{"a copy broken off an hour ago", 0, func(d *disk) {
			d.remove(0, 3)
			d.write("content/a/.p2.md.k3Xq9a", "# ")
			d.age("content/a/.p2.md.k3Xq9a", time.Hour)
		}, published},
		{"a restore that has come to a third", 0, func(d *disk) { d.remove(0, 20); d.fill(0, 7, "# x\n") }, "shrunk"},
		{"site.toml names another, empty folder", 0, func(d *disk) { d.make("docs"); d.write("site.toml", "git = false\ncontent = \"docs\"\n") }, "unmounted"},
		{"site.toml allows it", 0, func(d *disk) { d.remove(0, 12); d.write("site.toml", "git = false\n[publish]\nshrink = 80\n") }, published},
		{"site.toml allows everything, but not nothing", 0, func(d *disk) {
			d.remove(0, 20)
			d.write("site.toml", "git = false\n[publish]\nshrink = 100\n")
		}, "vanished"},
		{"a small site loses most of its pages", 9, func(d *disk) { d.remove(0, 8) }, published},
		{"a small site loses all", 9, func(d *disk) { d.remove(0, 9) }, "vanished"},
		{"a small site, and what stood below its mount point", 5, func(d *disk) { d.move("content", "away"); d.write("content/_index.md", "# x\n") }, "unmounted"},
		{"a small site, copied to a folder of the same name but for a page", 5, func(d *disk) { d.move("content", "away"); d.fill(0, 4, "# x\n") }, published},
		{"what was kept for a broken workbook is gone", 0, func(d *disk) { d.breaks(); d.must(os.RemoveAll(d.path(".milepost"))) }, "unkept"},
		{"a broken workbook is deleted, and what was kept", 0, func(d *disk) {
			d.breaks()
			d.must(os.Remove(d.path("content/b.csv")))
			d.must(os.RemoveAll(d.path(".milepost")))
		}, published},
		{"nothing was kept for anything broken", 0, func(d *disk) { d.must(os.RemoveAll(d.path(".milepost"))) }, published},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if runtime.GOOS == "windows" && c.want == "unmounted" {
				t.Skip("folders are not told apart there")
			}
			d := &disk{t: t, root: t.TempDir()}
			pages := c.pages
			if pages == 0 {
				pages = 20
			}
			d.write("site.toml", "git = false\n")
			d.fill(0, pages, "# page\n")
			if err := d.build(false); err != nil {
				t.Fatal(err)
			}
			before := d.published()
			c.happen(d)
			err := d.build(false)
			if got := refusal(err); got != c.want {
				t.Fatalf("got %q (%v), want %q", got, err, c.want)
			}
			if c.want != published && d.published() != before {
				t.Errorf("%d pages are published, before %d", d.published(), before)
			}
			if c.want == published || c.want == unreadable {
				return
			}
			if err := d.build(true); err != nil {
				t.Errorf("although it is allowed: %v", err)
			}
			if err := d.build(false); err != nil {
				t.Errorf("after it was allowed: %v", err)
			}
		})
	}
}

// A served site stays as it was, too, and its status says that something is wrong.
func TestServedPagesStay(t *testing.T) {
	d := &disk{t: t, root: t.TempDir()}
	d.write("site.toml", "git = false\n")
	d.fill(0, 3, "# page\n")
	b := newBuilder(t, d.root)
	edition := func() *generator.Edition {
		e, err := b.Rebuild(t.Context(), source.Hint{All: true})
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	server := b.Serve(generator.ServeOptions{})
	if err := server.Show(edition()); err != nil {
		t.Fatal(err)
	}
	d.remove(0, 3)
	if got := refusal(server.Show(edition())); got != "vanished" {
		t.Errorf("got %q", got)
	}
	problems := func() string {
		w := httptest.NewRecorder()
		server.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/status.json", nil))
		_, rest, _ := strings.Cut(w.Body.String(), `"error": `)
		return rest[:1]
	}
	server.Hold("pages are missing")
	if got := problems(); got != "1" {
		t.Errorf("while it is held back: %s errors", got)
	}
	server.Hold("")
	if got := problems(); got != "0" {
		t.Errorf("when it is not: %s errors", got)
	}
	d.fill(0, 2, "# page\n")
	if err := server.Show(edition()); err != nil {
		t.Error(err)
	}
	server = b.Serve(generator.ServeOptions{Shrink: true})
	if err := server.Show(edition()); err != nil {
		t.Error(err)
	}
	d.remove(0, 2)
	if err := server.Show(edition()); err != nil {
		t.Errorf("although it is allowed: %v", err)
	}
}

// refusal is the reason why nothing was published; "unreadable" for any other error, "" for
// none.
func refusal(err error) string {
	var r *publish.Refusal
	switch {
	case err == nil:
		return ""
	case errors.As(err, &r):
		return r.Reason
	}
	return "unreadable"
}

// disk is a site's folder, with methods that damage or restore it.
type disk struct {
	t    *testing.T
	root string
}

func (d *disk) path(name string) string { return filepath.Join(d.root, filepath.FromSlash(name)) }

func (d *disk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *disk) write(name, text string) {
	d.must(os.MkdirAll(filepath.Dir(d.path(name)), 0o755))
	d.must(os.WriteFile(d.path(name), []byte(text), 0o644))
}

func (d *disk) make(name string)     { d.must(os.Mkdir(d.path(name), 0o755)) }
func (d *disk) move(from, to string) { d.must(os.Rename(d.path(from), d.path(to))) }

func (d *disk) link(to, name string) {
	if err := os.Symlink(to, d.path(name)); err != nil {
		d.t.Skip(err)
	}
}

func (d *disk) age(name string, by time.Duration) {
	then := time.Now().Add(-by)
	d.must(os.Chtimes(d.path(name), then, then))
}

func page(i int) string { return fmt.Sprintf("content/a/p%d.md", i) }

func (d *disk) fill(from, to int, text string) {
	for i := from; i < to; i++ {
		d.write(page(i), text)
	}
}

// breaks writes a good workbook and then replaces it by one that cannot be read.
func (d *disk) breaks() {
	for _, text := range []string{"月份,满意度\n2026-09,90\n", "月份,满意度\n"} {
		d.write("content/b.csv", text)
		d.must(d.build(false))
	}
}

func (d *disk) remove(from, to int) {
	for i := from; i < to; i++ {
		d.must(os.Remove(d.path(page(i))))
	}
}

func (d *disk) rename(from, to int, ext string) {
	for i := from; i < to; i++ {
		d.move(page(i), page(i)+ext)
	}
}

// build publishes as a new process would.
func (d *disk) build(shrink bool) error {
	b, err := generator.New(generator.Options{Root: d.root, Theme: themes.Default(), Today: func() kb.Date { return "2026-09-30" }})
	d.must(err)
	defer b.Close()
	e, err := b.Rebuild(context.Background(), source.Hint{All: true})
	if err != nil {
		return err
	}
	p, err := b.Publisher(d.path("public"), generator.PublishOptions{Shrink: shrink})
	d.must(err)
	defer p.Close()
	_, err = p.Publish(d.t.Context(), e)
	return err
}

func (d *disk) published() int {
	found, err := filepath.Glob(d.path("public/*/*.html"))
	d.must(err)
	return len(found)
}
