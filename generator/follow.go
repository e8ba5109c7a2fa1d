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

// again: a file that looks unfinished (still being written) is looked at again after
// this time.
const again = 400 * time.Millisecond

// patience: while such a file does not change, the pause doubles from again up to this.
const patience = 10 * time.Second

// away: sources that cannot be read, or an edition that cannot be shown, are tried again
// after this time, then after twice that, up to longAway.
const (
	away     = 2 * time.Second
	longAway = 16 * time.Second
)

// Following is what Follow does with what it sees.
type Following struct {
	Poll   bool             // look at the files at intervals, without system events
	Rescan time.Duration    // between two looks at everything; 0: the watcher's default
	Mode   func(watch.Mode) // called with how changes are noticed; may be nil
	// Show makes an edition visible; seen is when its change was noticed. After an
	// error, readers keep the edition before.
	Show func(e *Edition, seen time.Time) error
	// Held is called with the reason why readers do not see the newest sources, and with
	// nil when they see them again. A reason with the same Words is told once.
	Held  func(error)
	Words func(error) string
	// Whole tells whether what was shown last is undamaged; nil if it cannot be damaged.
	Whole func() bool
	Clock Clock
}

// Clock is where Follow gets the time; tests have their own.
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
	shown  *Edition // shown last
	missed string   // why the newest sources are not shown; "" if they are
	lost   bool     // the reason is that pages are missing
	pause  time.Duration
	tried  []string         // the unfinished files at the last look
	retry  <-chan time.Time // fires when it is time to try again
	quiet  func()           // stops retry
}

// newFollower is a follower that has shown the edition first.
func newFollower(b *Builder, first *Edition, do Following) *follower {
	return &follower{Following: do, b: b, last: first, shown: first, pause: again, quiet: func() {}}
}

// Follow makes and shows an edition whenever the sources or the day change, or an
// unfinished file may be complete. What cannot be read or shown is tried again. It
// returns when ctx ends.
func (b *Builder) Follow(ctx context.Context, first *Edition, do Following) error {
	f := newFollower(b, first, do)
	var w *watch.Watcher
	watched, stop := []string(nil), func() {}
	defer func() { stop(); f.quiet() }()
	f.rearm()
	for {
		if places := watchedBy(f.last); !slices.Equal(places, watched) { // at the start, when site.toml names other folders, and after the sources were away
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
		if f.turn(ctx, hint) { // the folder may be a new one with the same name, which is not watched yet
			watched = nil
		}
	}
}

// wait returns what may have changed; ok is false when Follow must end.
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
		hint = source.Hint{Files: unfinished(f.last)}
	case <-midnight:
	}
	hint.All = hint.All || f.missed != "" // hints of failed turns are lost, so everything is read
	return hint, true
}

// turn makes an edition and shows it. back: the turns before had failed, and this one
// did not.
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
		return false // pages are still coming back: shown when their number stays the same
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

// miss notes why the newest sources are not shown, and reports each reason once.
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

// rearm sets the timer for the next try, if one is needed.
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

// watchedBy lists what an edition was made from, as paths from the site's folder:
// content, settings, theme, CODEOWNERS and so on.
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

// watch watches these paths of the site's folder until stop is called.
func (f *follower) watch(ctx context.Context, places []string) (w *watch.Watcher, stop func(), err error) {
	ctx, stop = context.WithCancel(ctx)
	var roots []string
	for _, p := range places {
		roots = append(roots, filepath.Join(f.b.opt.Root, filepath.FromSlash(p)))
	}
	ahead := func(path string) {
		for _, file := range f.hint(watch.Batch{Files: []string{path}}).Files {
			f.b.store.Ahead(ctx, file)
		}
	}
	w, err = watch.Start(ctx, roots, watch.Options{Poll: f.Poll, Rescan: f.Rescan, Changed: f.Mode, Ahead: ahead})
	if err != nil {
		stop()
		return nil, func() {}, err
	}
	if f.Mode != nil {
		f.Mode(w.Mode())
	}
	return w, stop, nil
}

// hint turns the watcher's paths into paths from the site's folder.
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

// unfinished lists the files that were still being written, as paths from the site's folder.
func unfinished(e *Edition) []string {
	var out []string
	for _, p := range e.Snapshot.Again {
		out = append(out, e.Snapshot.Config.Content+"/"+p)
	}
	return out
}

// untilMidnight is the time until one second after midnight.
func untilMidnight(now time.Time) time.Duration {
	y, m, d := now.Date()
	return time.Date(y, m, d+1, 0, 0, 1, 0, now.Location()).Sub(now)
}
