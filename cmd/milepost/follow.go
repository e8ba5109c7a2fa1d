package main

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"milepost/generator"
	"milepost/generator/config"
	"milepost/generator/source"
	"milepost/generator/watch"
)

// again is how long a file that is still being written is left alone before
// it is looked at once more.
const again = 400 * time.Millisecond

// patience is how long one that stays as it is, is left alone at last.
const patience = 10 * time.Second

// away is how long after the sources could not be read they are tried again.
const away = 2 * time.Second

// follow makes an edition whenever the sources change, the day changes, or a
// file that was still being written may be whole, and hands it to show with
// the time at which the change was seen. It returns when ctx ends.
func (a *app) follow(ctx context.Context, b *generator.Builder, first *generator.Edition, poll bool, show func(*generator.Edition, time.Time) error) error {
	var w *watch.Watcher
	watched, stop := "", func() {}
	defer func() { stop() }()
	last := first
	retry := time.NewTimer(time.Hour)
	retry.Stop()
	pause := again
	var tried []string
	missed := "" // why the sources could not be read last time
	rearm := func() {
		switch {
		case missed != "":
			retry.Reset(away)
		case len(last.Snapshot.Again) > 0:
			if pause = min(2*pause, patience); !slices.Equal(tried, last.Snapshot.Again) {
				pause = again
			}
			retry.Reset(pause)
		}
		tried = last.Snapshot.Again
	}
	rearm()
	for {
		if content := last.Snapshot.Config.Content; content != watched { // at first, when site.toml names another folder, and when it was away
			stop()
			var err error
			if w, stop, err = a.watch(ctx, content, poll); err != nil {
				return err
			}
			watched = content
		}
		var hint source.Hint
		midnight := time.NewTimer(untilMidnight(time.Now()))
		select {
		case <-ctx.Done():
			midnight.Stop()
			return nil
		case batch, ok := <-w.Batches():
			if !ok {
				return nil
			}
			hint = a.hint(batch)
		case <-retry.C:
			hint = source.Hint{Files: unsettled(last)}
		case <-midnight.C:
		}
		midnight.Stop()
		hint.All = hint.All || missed != "" // what the lost hints named is not known any more
		start := time.Now()
		e, err := b.Rebuild(hint)
		if err != nil { // the content folder is away for a moment: a network drive, a checkout
			if missed != err.Error() {
				missed = err.Error()
				a.fail(err)
			}
			rearm()
			continue
		}
		if missed != "" { // what came back may be another folder, which nobody watches
			missed, watched = "", ""
		}
		changed := e.ID != last.ID
		last = e
		rearm()
		if changed {
			if err := show(e, start); err != nil {
				return err
			}
		}
	}
}

// watch watches the settings and the content folder until stop is called.
func (a *app) watch(ctx context.Context, content string, poll bool) (w *watch.Watcher, stop func(), err error) {
	ctx, stop = context.WithCancel(ctx)
	roots := []string{filepath.Join(a.dir, filepath.FromSlash(content)), filepath.Join(a.dir, config.File)}
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
