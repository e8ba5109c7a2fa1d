package main

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"milepost/generator"
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

// following is what follow does with what it sees.
type following struct {
	poll bool
	// show makes an edition visible; seen is when its change was. An error means
	// that the one before stays.
	show func(e *generator.Edition, seen time.Time) error
	// held is told why the newest sources are not shown, and nil when they are again.
	held func(error)
	// whole tells whether what was shown last still stands; nil if nothing can harm it.
	whole func() bool
}

// follower is the state of follow.
type follower struct {
	*app
	following
	last   *generator.Edition // made last
	shown  *generator.Edition
	missed string // why the newest sources are not shown; "" if they are
	lost   bool   // because pages are missing
	pause  time.Duration
	tried  []string
	retry  *time.Timer
}

// follow makes an edition whenever the sources change, the day changes, or a
// file that was still being written may be whole, and shows it. What cannot be
// read or shown is tried again. It returns when ctx ends.
func (a *app) follow(ctx context.Context, b *generator.Builder, first *generator.Edition, do following) error {
	f := &follower{app: a, following: do, last: first, shown: first, pause: again, retry: time.NewTimer(time.Hour)}
	var w *watch.Watcher
	watched, stop := []string(nil), func() {}
	defer func() { stop() }()
	f.retry.Stop()
	f.rearm()
	for {
		if places := watchedBy(f.last); !slices.Equal(places, watched) { // at first, when site.toml names others, and when they were away
			stop()
			var err error
			if w, stop, err = a.watch(ctx, places, f.poll); err != nil {
				return err
			}
			watched = places
		}
		hint, ok := f.wait(ctx, w)
		if !ok {
			return nil
		}
		if f.turn(ctx, b, hint) { // what came back may be another folder, which nobody watches
			watched = nil
		}
	}
}

// wait returns what may have changed; false when it is time to end.
func (f *follower) wait(ctx context.Context, w *watch.Watcher) (hint source.Hint, ok bool) {
	midnight := time.NewTimer(untilMidnight(time.Now()))
	defer midnight.Stop()
	select {
	case <-ctx.Done():
		return hint, false
	case batch, ok := <-w.Batches():
		if !ok {
			return hint, false
		}
		hint = f.hint(batch)
	case <-f.retry.C:
		hint = source.Hint{Files: unsettled(f.last)}
	case <-midnight.C:
	}
	hint.All = hint.All || f.missed != "" // what the lost hints named is not known any more
	return hint, true
}

// turn makes an edition and shows it. It tells whether sources that were away are back.
func (f *follower) turn(ctx context.Context, b *generator.Builder, hint source.Hint) (back bool) {
	start := time.Now()
	defer func() { f.rearm() }()
	e, err := b.Rebuild(ctx, hint)
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
	if e.ID != f.shown.ID || f.whole != nil && !f.whole() {
		if err := f.show(e, start); err != nil {
			f.miss(err)
			return false
		}
		f.shown = e
	}
	back = f.missed != ""
	f.missed, f.lost = "", false
	if back {
		f.held(nil)
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
	if text := f.words(err); f.missed != text {
		f.missed = text
		f.fail(err)
		f.held(err)
	}
}

// rearm sees to it that what was missed is tried again.
func (f *follower) rearm() {
	switch {
	case f.missed != "":
		f.pause = min(2*f.pause, longAway)
		f.retry.Reset(f.pause)
	case len(f.last.Snapshot.Again) > 0:
		if f.pause = min(2*f.pause, patience); !slices.Equal(f.tried, f.last.Snapshot.Again) {
			f.pause = again
		}
		f.retry.Reset(f.pause)
	}
	f.tried = f.last.Snapshot.Again
}

// watchedBy lists what an edition was made from, as paths of the site's folder: the
// content, the settings, and what the site is shown with.
func watchedBy(e *generator.Edition) []string {
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
func (a *app) watch(ctx context.Context, places []string, poll bool) (w *watch.Watcher, stop func(), err error) {
	ctx, stop = context.WithCancel(ctx)
	var roots []string
	for _, p := range places {
		roots = append(roots, filepath.Join(a.dir, filepath.FromSlash(p)))
	}
	w, err = watch.Start(ctx, roots, watch.Options{Poll: poll, Rescan: a.rescan, Changed: a.sayMode})
	if err != nil {
		stop()
		return nil, func() {}, err
	}
	a.sayMode(w.Mode())
	return w, stop, nil
}

// hint turns a batch of the watcher into paths of the site's folder.
func (a *app) hint(batch watch.Batch) source.Hint {
	rel := func(list []string) []string {
		var out []string
		for _, p := range list {
			r, err := filepath.Rel(a.dir, p)
			if err == nil && !strings.HasPrefix(r, "..") {
				out = append(out, filepath.ToSlash(r))
			}
		}
		return out
	}
	return source.Hint{All: batch.All, Dirs: rel(batch.Dirs), Files: rel(batch.Files)}
}

// unsettled lists the files that another look may find whole, as paths of the site's folder.
func unsettled(e *generator.Edition) []string {
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
