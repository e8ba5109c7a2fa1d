package generator

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"milepost/generator/kb"
	"milepost/generator/source"
	"milepost/themes"
)

// followed makes a site of 20 pages in root, and a follower that has shown it to a server.
// Each time that the follower wants to wait is added to asked; no timer ever fires.
func followed(t *testing.T, today func() kb.Date, do Following) (f *follower, server *Server, root string, asked *[]time.Duration) {
	t.Helper()
	root = t.TempDir()
	fillPages(t, root, 0, 20)
	b, err := New(Options{Root: root, Theme: themes.Default(), Today: today})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	first, err := b.Rebuild(t.Context(), source.Hint{All: true})
	if err != nil {
		t.Fatal(err)
	}
	server = b.Serve(ServeOptions{})
	if err := server.Show(first); err != nil {
		t.Fatal(err)
	}
	asked = new([]time.Duration)
	do.Clock = Clock{
		Now: func() time.Time { return time.Date(2026, 9, 30, 23, 59, 0, 0, time.UTC) },
		After: func(d time.Duration) (<-chan time.Time, func()) {
			*asked = append(*asked, d)
			return nil, func() {}
		},
	}
	do.Words = error.Error
	return newFollower(b, first, do), server, root, asked
}

func sameDay() kb.Date { return "2026-09-30" }

func pageFile(root string, i int) string {
	return filepath.Join(root, "content", fmt.Sprintf("p%d.md", i))
}

func fillPages(t *testing.T, root string, from, to int) {
	t.Helper()
	write := writer(t, root)
	for i := from; i < to; i++ {
		write(fmt.Sprintf("content/p%d.md", i), "# page\n")
	}
}

// While a folder is being restored, the site is not shown with the few pages that are already
// back, but when no more pages come.
func TestRestoredPagesAreShownWhenAllAreBack(t *testing.T) {
	t.Parallel()
	var server *Server
	shown := 20
	f, server, root, _ := followed(t, sameDay, Following{Held: func(error) {}, Show: func(e *Edition, _ time.Time) error {
		err := server.Show(e)
		if err == nil {
			shown = e.Pages()
		}
		return err
	}})
	look := func(when string, want int) {
		t.Helper()
		f.turn(t.Context(), source.Hint{All: true})
		if shown != want {
			t.Errorf("%s: %d pages are shown, want %d", when, shown, want)
		}
	}
	for i := range 20 {
		if err := os.Remove(pageFile(root, i)); err != nil {
			t.Fatal(err)
		}
	}
	look("emptied", 20)
	fillPages(t, root, 0, 5)
	look("a quarter is back", 20)
	fillPages(t, root, 5, 12)
	look("more than half are back", 20)
	fillPages(t, root, 12, 15)
	look("still more", 20)
	look("no more come", 15)
	fillPages(t, root, 15, 20)
	look("the rest after all", 20)
	if f.missed != "" {
		t.Errorf("still missing: %s", f.missed)
	}
}

// An edition that cannot be shown is tried again after a wait that doubles up to a limit.
// Each reason is printed once, and so is the end of the trouble.
func TestWhatCannotBeShownIsTriedAgain(t *testing.T) {
	t.Parallel()
	full, locked := errors.New("disk full"), errors.New("file locked")
	var trouble error
	var told []string
	f, _, root, asked := followed(t, sameDay, Following{
		Show: func(*Edition, time.Time) error { return trouble },
		Held: func(err error) { told = append(told, fmt.Sprint(err)) },
	})
	writer(t, root)("content/new.md", "# new\n")
	trouble = full
	for range 5 {
		if f.turn(t.Context(), source.Hint{All: true}) {
			t.Error("it said that what was away is back")
		}
	}
	if want := []time.Duration{2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second, 16 * time.Second}; !slices.Equal(*asked, want) {
		t.Errorf("tried again after %v, want %v", *asked, want)
	}
	trouble = locked
	f.turn(t.Context(), source.Hint{All: true})
	trouble = nil
	if !f.turn(t.Context(), source.Hint{All: true}) {
		t.Error("it did not say that what was away is back")
	}
	if want := []string{"disk full", "file locked", "<nil>"}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
	*asked = nil
	if f.turn(t.Context(), source.Hint{All: true}); len(*asked) > 0 {
		t.Errorf("all is well, and it waits for %v", *asked)
	}
}

// A workbook that is still being written is read again soon; while it does not change, the
// waits grow.
func TestUnfinishedFilesAreReadAgain(t *testing.T) {
	t.Parallel()
	f, _, root, asked := followed(t, sameDay, Following{Show: func(*Edition, time.Time) error { return nil }, Held: func(error) {}})
	writer(t, root)("content/half.xlsx", "PK\x03\x04 half a workbook")
	for range 7 {
		f.turn(t.Context(), source.Hint{All: true})
	}
	ms := time.Millisecond
	if want := []time.Duration{400 * ms, 800 * ms, 1600 * ms, 3200 * ms, 6400 * ms, 10_000 * ms, 10_000 * ms}; !slices.Equal(*asked, want) {
		t.Errorf("looked again after %v, want %v", *asked, want)
	}
	if want := []string{"content/half.xlsx"}; !slices.Equal(unfinished(f.last), want) {
		t.Errorf("looks again at %v, want %v", unfinished(f.last), want)
	}
}

// A new day makes a new edition although no file has changed.
func TestMidnightIsAChange(t *testing.T) {
	t.Parallel()
	shown := make(chan string, 8)
	var day atomic.Value
	day.Store(sameDay())
	f, _, _, _ := followed(t, func() kb.Date { return day.Load().(kb.Date) }, Following{Rescan: time.Hour, Held: func(error) {}, Show: func(e *Edition, _ time.Time) error {
		shown <- string(e.Snapshot.Today)
		return nil
	}})
	midnight := make(chan time.Time)
	waits := make(chan time.Duration, 8)
	f.Clock.After = func(d time.Duration) (<-chan time.Time, func()) {
		waits <- d
		return midnight, func() {}
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- f.b.Follow(ctx, f.last, f.Following) }()
	if d := <-waits; d != 61*time.Second {
		t.Errorf("a minute before midnight it waits %v", d)
	}
	day.Store(kb.Date("2026-10-01"))
	select {
	case midnight <- time.Time{}:
	case <-ctx.Done():
		t.Fatal("nobody waits for midnight")
	}
	select {
	case got := <-shown:
		if got != "2026-10-01" {
			t.Errorf("shown is the edition of %s", got)
		}
	case <-ctx.Done():
		t.Fatal("no edition of the new day was shown")
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
