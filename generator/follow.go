package generator

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"milepost/generator/config"
	"milepost/generator/publish"
	"milepost/generator/source"
	"milepost/generator/watch"
)

// again is how long a file that is still being written is left alone before
// it is looked at once more.
const again = 400 * time.Millisecond

// patience is how long one that stays as it is, is left alone at last.
const patience = 10 * time.Second

// away is how long after the sources could not be read, or an edition not be
// shown, they are tried again: twice as long each time, up to longAway.
const (
	away     = 2 * time.Second
	longAway = 16 * time.Second
)

// Following is what Follow does with what it sees.
type Following struct {
	Poll   bool             // look at the files again and again instead of asking for events
	Rescan time.Duration    // between two looks at everything; 0 is the watcher's own
	Mode   func(watch.Mode) // told how changes are noticed; may be nil
	// Show makes an edition visible; seen is when its change was. An error means
	// that the one before stays.
	Show func(e *Edition, seen time.Time) error
	// Held is told why the newest sources are not shown, and nil when they are
	// again; a reason whose Words are those of the one before is not told again.
	Held  func(error)
	Words func(error) string
	// Whole tells whether what was shown last still stands; nil if nothing can harm it.
	Whole func() bool
	Clock Clock
}

// Clock is the time that Follow goes by.
type Clock struct {
	Now func() time.Time
	// After sends the time once after d, unless it is stopped before.
	After func(d time.Duration) (rings <-chan time.Time, stop func())
}

// MachineClock is the clock of the machine.
func MachineClock() Clock {
	return Clock{Now: time.Now, After: func(d time.Duration) (<-chan time.Time, func()) {
		t := time.NewTimer(d)
		return t.C, func() { t.Stop() }
	}}
}

// follower is the state of Follow.
type follower struct {
	Following
	b      *Builder
	last   *Edition // made last
	shown  *Edition
	missed string // why the newest sources are not shown; "" if they are
	lost   bool   // because pages are missing
	pause  time.Duration
	tried  []string
	retry  <-chan time.Time // rings when what was missed is tried again
	quiet  func()           // stops retry
}

// newFollower is one that has shown an edition.
func newFollower(b *Builder, first *Edition, do Following) *follower {
	return &follower{Following: do, b: b, last: first, shown: first, pause: again, quiet: func() {}}
}

// Follow makes an edition whenever the sources change, the day changes, or a
// file that was still being written may be whole, and shows it. What cannot be
// read or shown is tried again. It returns when ctx ends.
func (b *Builder) Follow(ctx context.Context, first *Edition, do Following) error {
	f := newFollower(b, first, do)
	var w *watch.Watcher
	watched, stop := []string(nil), func() {}
	defer func() { stop(); f.quiet() }()
	f.rearm()
	for {
		if places := watchedBy(f.last); !slices.Equal(places, watched) { // at first, when site.toml names others, and when they were away
			stop()
			var err error
			if w, stop, err = f.watch(ctx, places); err != nil {
				return err
			}
			watched = places
		}
		hint, ok := f.wait(ctx, w)
		if !ok {
			return nil
		}
		if f.turn(ctx, hint) { // what came back may be another folder, which nobody watches
			watched = nil
		}
	}
}

// wait returns what may have changed; false when it is time to end.
func (f *follower) wait(ctx context.Context, w *watch.Watcher) (hint source.Hint, ok bool) {
	midnight, stop := f.Clock.After(untilMidnight(f.Clock.Now()))
	defer stop()
	select {
	case <-ctx.Done():
		return hint, false
	case batch, ok := <-w.Batches():
		if !ok {
			return hint, false
		}
		hint = f.hint(batch)
	case <-f.retry:
		hint = source.Hint{Files: unsettled(f.last)}
	case <-midnight:
	}
	hint.All = hint.All || f.missed != "" // what the lost hints named is not known any more
	return hint, true
}

// turn makes an edition and shows it. It tells whether sources that were away are back.
func (f *follower) turn(ctx context.Context, hint source.Hint) (back bool) {
	start := f.Clock.Now()
	defer func() { f.rearm() }()
	e, err := f.b.Rebuild(ctx, hint)
	if ctx.Err() != nil {
		return false
	}
	if err != nil { // the content folder is away for a moment: a network drive, a checkout
		f.miss(err)
		return false
	}
	before := f.last
	f.last = e
	if f.lost && e.ID != before.ID && e.Pages() < f.shown.Pages() {
		return false // pages are coming back: shown when no more of them come
	}
	if e.ID != f.shown.ID || f.Whole != nil && !f.Whole() {
		if err := f.Show(e, start); err != nil {
			f.miss(err)
			return false
		}
		f.shown = e
	}
	back = f.missed != ""
	f.missed, f.lost = "", false
	if back {
		f.Held(nil)
	}
	return back
}

// miss says once why the newest sources are not shown.
func (f *follower) miss(err error) {
	if f.missed == "" {
		f.pause = away / 2
	}
	r := new(publish.Refusal)
	f.lost = errors.As(err, &r) && r.IsLoss()
	if text := f.Words(err); f.missed != text {
		f.missed = text
		f.Held(err)
	}
}

// rearm sees to it that what was missed is tried again.
func (f *follower) rearm() {
	switch {
	case f.missed != "":
		f.pause = min(2*f.pause, longAway)
		f.ring()
	case len(f.last.Snapshot.Again) > 0:
		if f.pause = min(2*f.pause, patience); !slices.Equal(f.tried, f.last.Snapshot.Again) {
			f.pause = again
		}
		f.ring()
	}
	f.tried = f.last.Snapshot.Again
}

func (f *follower) ring() {
	f.quiet()
	f.retry, f.quiet = f.Clock.After(f.pause)
}

// watchedBy lists what an edition was made from, as paths of the site's folder: the
// content, the settings, and what the site is shown with.
func watchedBy(e *Edition) []string {
	content := e.Snapshot.Config.Content
	places := []string{content, config.File, config.ThemeDir}
	if owners := e.Snapshot.Owners; owners.Here {
		places = append(places, owners.File)
	}
	for _, f := range e.Snapshot.Config.Theme.Files() {
		if !strings.HasPrefix(f.Path, content+"/") && !strings.HasPrefix(f.Path, config.ThemeDir+"/") && !slices.Contains(places, f.Path) {
			places = append(places, f.Path)
		}
	}
	for _, s := range e.Snapshot.Config.Links.Static {
		if s.Beside {
			places = append(places, s.Folder)
		}
	}
	if f := e.Snapshot.Config.Nav.File; f != "" && !strings.HasPrefix(f, content+"/") {
		places = append(places, f)
	}
	return places
}

// watch watches places of the site's folder until stop is called.
func (f *follower) watch(ctx context.Context, places []string) (w *watch.Watcher, stop func(), err error) {
	ctx, stop = context.WithCancel(ctx)
	var roots []string
	for _, p := range places {
		roots = append(roots, filepath.Join(f.b.opt.Root, filepath.FromSlash(p)))
	}
	w, err = watch.Start(ctx, roots, watch.Options{Poll: f.Poll, Rescan: f.Rescan, Changed: f.Mode})
	if err != nil {
		stop()
		return nil, func() {}, err
	}
	if f.Mode != nil {
		f.Mode(w.Mode())
	}
	return w, stop, nil
}

// hint turns a batch of the watcher into paths of the site's folder.
func (f *follower) hint(batch watch.Batch) source.Hint {
	rel := func(list []string) []string {
		var out []string
		for _, p := range list {
			r, err := filepath.Rel(f.b.opt.Root, p)
			if err == nil && !strings.HasPrefix(r, "..") {
				out = append(out, filepath.ToSlash(r))
			}
		}
		return out
	}
	return source.Hint{All: batch.All, Dirs: rel(batch.Dirs), Files: rel(batch.Files)}
}

// unsettled lists the files that another look may find whole, as paths of the site's folder.
func unsettled(e *Edition) []string {
	var out []string
	for _, p := range e.Snapshot.Again {
		out = append(out, e.Snapshot.Config.Content+"/"+p)
	}
	return out
}

// untilMidnight is the time until the next day begins, a second into it.
func untilMidnight(now time.Time) time.Duration {
	y, m, d := now.Date()
	return time.Date(y, m, d+1, 0, 0, 1, 0, now.Location()).Sub(now)
}
