package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"milepost/generator"
	"milepost/generator/message"
	"milepost/generator/source"
)

// said is a writer that sends each printed text to a channel.
type said chan string

func (s said) Write(b []byte) (int, error) {
	select {
	case s <- string(b):
	default:
	}
	return len(b), nil
}

// writer puts files into a site's folder.
func writer(t *testing.T, dir string) func(name, text string) {
	return func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// open opens the site in dir and makes its first edition.
func open(t *testing.T, dir string, faults io.Writer, rescan time.Duration) (*app, *generator.Builder, *generator.Edition) {
	t.Helper()
	catalog, err := message.Parse(messages)
	if err != nil {
		t.Fatal(err)
	}
	a := &app{printer: newPrinter(io.Discard, faults, catalog, "en"), catalog: catalog, dir: dir, rescan: rescan}
	b, err := a.builder(false, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	first, err := b.Rebuild(t.Context(), source.Hint{All: true})
	if err != nil {
		t.Fatal(err)
	}
	return a, b, first
}

// A content folder that goes away and comes back, as a network drive does, is read and
// watched again, and so is a new one that site.toml names. The test turns the regular
// scan off: events alone must be enough.
func TestFollowMissesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := writer(t, dir)
	write("site.toml", "git = false\n")
	real := filepath.Join(t.TempDir(), "mounted")
	if err := os.Mkdir(real, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, filepath.Join(dir, "content")); err != nil {
		t.Skip(err)
	}
	write("content/a.md", "# A\n")
	write("docs/d.md", "# D\n")
	faults := make(said, 1)
	a, b, first := open(t, dir, faults, time.Hour)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	editions := make(chan *generator.Edition)
	done := make(chan error, 1)
	go func() {
		done <- a.follow(ctx, b, first, generator.Following{Held: func(error) {}, Show: func(e *generator.Edition, _ time.Time) error {
			select {
			case editions <- e:
			case <-ctx.Done():
			}
			return nil
		}})
	}()
	until := func(page string) {
		t.Helper()
		for {
			select {
			case e := <-editions:
				for _, p := range e.Snapshot.Pages {
					if p.Path == page {
						return
					}
				}
			case <-ctx.Done():
				t.Fatalf("no edition with %s came", page)
			}
		}
	}

	if err := os.Rename(real, real+".away"); err != nil {
		t.Fatal(err)
	}
	select {
	case <-faults:
	case <-ctx.Done():
		t.Fatal("nothing said that the content is away")
	}
	if err := os.WriteFile(filepath.Join(real+".away", "b.md"), []byte("# B\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(real+".away", real); err != nil {
		t.Fatal(err)
	}
	until("b.md")
	write("content/c.md", "# C\n")
	until("c.md")

	write("site.toml", "git = false\ncontent = \"docs\"\n")
	until("d.md")
	write("docs/new.md", "# New\n")
	until("new.md")
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// The output folder of a watched build is made again, search index included,
// when someone deletes or empties it, with an edit and without one.
func TestOutputIsMadeAgain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	write := writer(t, dir)
	write("site.toml", "git = false\n")
	write("content/_index.md", "# home\n")
	write("content/a.md", "# page\n")
	faults := make(said, 100)
	a, b, first := open(t, dir, faults, 50*time.Millisecond)
	pub, err := b.Publisher(out, generator.PublishOptions{Follow: true})
	if err != nil {
		t.Fatal(err)
	}
	defer pub.Close()
	if _, err := pub.Publish(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- a.watchBuild(ctx, b, pub, first, buildFlags{}) }()
	again := func(what string) {
		t.Helper()
		said := what == "emptied"
		for {
			select {
			case line := <-faults:
				said = said || strings.Contains(line, "was made again")
				if !strings.Contains(line, "written") { // the summary
					continue
				}
			case <-ctx.Done():
				t.Fatalf("%s: it was not made again", what)
			}
			whole := true
			for _, name := range []string{"index.html", "a.html", "search/manifest.js"} {
				if _, err := os.Stat(filepath.Join(out, name)); err != nil {
					whole = false
				}
			}
			if whole && !said {
				t.Errorf("%s: nothing was said", what)
			}
			if whole {
				return
			}
		}
	}
	// A folder that is made again while it is being deleted is not empty in the end.
	remove := func(path string) {
		t.Helper()
		for err := os.RemoveAll(path); err != nil; err = os.RemoveAll(path) {
			if ctx.Err() != nil {
				t.Fatal(err)
			}
		}
	}
	for range 2 {
		remove(out)
		again("deleted")
	}
	for _, name := range []string{"index.html", "a.html", "search"} {
		remove(filepath.Join(out, name))
	}
	again("emptied")
	remove(out)
	write("content/a.md", "# page, edited\n")
	again("deleted before an edit")
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
