package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"milepost/generator"
)

// While a site is watched, the share that is mounted on its content folder goes away and comes
// back: neither the published nor the served site loses a page.
func TestMountGoesAwayAndComesBack(t *testing.T) {
	t.Parallel()
	dir, share := t.TempDir(), t.TempDir()
	content := filepath.Join(dir, "content")
	if err := os.Mkdir(content, 0o755); err != nil {
		t.Fatal(err)
	}
	write := writer(t, dir)
	write("site.toml", "git = false\n")
	for i := range 5 {
		writer(t, share)(fmt.Sprintf("p%d.md", i), "# page\n")
	}
	mount := func() {
		t.Helper()
		if err := syscall.Mount(share, content, "", syscall.MS_BIND, ""); err != nil {
			t.Skipf("nothing can be mounted here: %v", err)
		}
	}
	unmount := func() { _ = syscall.Unmount(content, syscall.MNT_DETACH) }
	mount()
	t.Cleanup(unmount)

	a, b, first := open(t, dir, io.Discard, 50*time.Millisecond)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	out := filepath.Join(dir, "public")
	pub, err := b.Publisher(out, generator.PublishOptions{Follow: true})
	if err != nil {
		t.Fatal(err)
	}
	defer pub.Close()
	server := b.Serve(generator.ServeOptions{Live: true})
	show := func(e *generator.Edition, _ time.Time) error {
		if err := server.Show(e); err != nil {
			return err
		}
		_, err := pub.Publish(ctx, e)
		return err
	}
	if err := show(first, time.Time{}); err != nil {
		t.Fatal(err)
	}
	held := make(chan error)
	done := make(chan error, 1)
	go func() {
		done <- a.follow(ctx, b, first, generator.Following{Show: show, Held: func(err error) {
			select {
			case held <- err:
			case <-ctx.Done():
			}
		}})
	}()
	whole := func(when string) {
		t.Helper()
		for i := range 5 {
			name := fmt.Sprintf("p%d.html", i)
			if _, err := os.Stat(filepath.Join(out, name)); err != nil {
				t.Errorf("%s: %v", when, err)
			}
			w := httptest.NewRecorder()
			server.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/"+name, nil))
			if w.Code != http.StatusOK {
				t.Errorf("%s: %s answers %d", when, name, w.Code)
			}
		}
	}
	hears := func() error {
		t.Helper()
		select {
		case err := <-held:
			return err
		case <-ctx.Done():
			t.Fatal("nothing was said")
			return nil
		}
	}
	whole("at first")
	unmount()
	if text := a.words(hears()); !containsAll(text, []string{"not mounted", "5 pages have become 0"}) {
		t.Errorf("said: %s", text)
	}
	whole("while it is away")
	mount()
	if err := hears(); err != nil {
		t.Errorf("when it was back: %v", err)
	}
	whole("when it is back")
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
