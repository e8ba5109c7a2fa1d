package watch

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/fsnotify/fsnotify"
)

// tree is the watched directories.
type tree struct {
	fs      *fsnotify.Watcher
	roots   []root
	watched map[string]bool
	aliases []alias
}

// alias is a symbolic link to something below the same root: a change is reported under
// both paths.
type alias struct{ target, link string }

// listen uses the system's events, or polls if they fail.
func (l *loop) listen(ctx context.Context) {
	if err := l.anew(); err != nil {
		l.giveUp(ctx, err)
		return
	}
	l.w.setMode(Mode{Key: "native"})
}

// anew drops all watches and watches everything again. It is needed because fsnotify
// (1.10.1, backend_inotify.go) mixes up names when folders are renamed faster than their
// events are read: a watch keeps the old name, or the watch of the new name is removed.
func (l *loop) anew() error {
	if l.tree != nil {
		l.tree.close()
		l.tree = nil
	}
	w, err := fsnotify.NewBufferedWatcher(4096)
	if err != nil {
		return err
	}
	l.tree = &tree{fs: w, roots: l.w.roots, watched: map[string]bool{}}
	l.events, l.errors = w.Events, drain(w.Errors)
	return l.tree.addAll()
}

// drain receives each error at once, to avoid a deadlock: fsnotify (1.10.1,
// backend_inotify.go, handleEvent) holds its lock while it sends an error, and we need
// that lock to add a directory. Only the first error is kept, because after it the whole
// tree is looked at.
func drain(errs <-chan error) chan error {
	out := make(chan error, 1)
	go func() {
		for err := range errs {
			select {
			case out <- err:
			default:
			}
		}
	}()
	return out
}

// giveUp changes from events to polling.
func (l *loop) giveUp(ctx context.Context, err error) {
	if l.tree != nil {
		l.tree.close()
	}
	l.tree, l.events, l.errors = nil, nil, nil
	l.poll(ctx, failure(err))
	l.everything()
}

// check changes to polling if err is not nil.
func (l *loop) check(ctx context.Context, err error) {
	if err != nil {
		l.giveUp(ctx, err)
		l.w.opt.Changed(l.w.Mode())
	}
}

func failure(err error) Mode {
	if isLimit(err) {
		return Mode{Polling: true, Key: "limit", Args: []string{limitName(err)}}
	}
	return Mode{Polling: true, Key: "failed", Args: []string{err.Error()}}
}

// heard handles one event of the system.
func (l *loop) heard(ctx context.Context, e fsnotify.Event) {
	if e.Name == "" || e.Op == fsnotify.Chmod || !l.tree.wants(e.Name) {
		return
	}
	switch {
	case e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename):
		if l.tree.drop(e.Name) {
			l.moved = true
			l.report(change{path: e.Name, dir: true, gone: true})
			l.report(change{path: dirOf(e.Name), dir: true})
			return
		}
		l.report(change{path: e.Name, gone: true})
	case e.Has(fsnotify.Create):
		l.created(ctx, e.Name)
	default:
		l.report(change{path: e.Name})
	}
}

// created watches a new directory, and reports the files that were put into it before it
// was watched.
func (l *loop) created(ctx context.Context, path string) {
	info, err := os.Lstat(path)
	if err == nil && info.IsDir() {
		if l.tree.drop(path) { // there was another folder of that name, whose deletion we have not heard
			l.moved = true
		}
		found, err := l.tree.add(path)
		for _, c := range found {
			l.report(c)
		}
		l.report(change{path: dirOf(path), dir: true})
		l.check(ctx, err)
		return
	}
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		l.tree.alias(path)
	}
	l.report(change{path: path})
}

// report hints at a change under all its paths.
func (l *loop) report(c change) {
	l.hint(c)
	if l.tree == nil {
		return
	}
	for _, a := range l.tree.aliases {
		if within(c.path, a.target) {
			linked := c
			linked.path = a.link + c.path[len(a.target):]
			l.hint(linked)
		}
	}
}

// failed handles an error of the system: events may be lost, and new directories may not
// be watched.
func (l *loop) failed(ctx context.Context, err error) {
	if isLimit(err) {
		l.everything()
		l.check(ctx, err)
		return
	}
	l.again(ctx)
}

// again renews all watches and asks for a look at everything, because changes may have
// been missed.
func (l *loop) again(ctx context.Context) {
	l.moved = false
	if l.tree != nil {
		l.check(ctx, l.anew())
	}
	l.everything()
}

// wants tells whether the path is in a root and not ignored.
func (t *tree) wants(path string) bool {
	name := filepath.Base(path)
	for _, r := range t.roots {
		switch {
		case r.file != "" && filepath.Dir(path) == r.dir && name == r.file:
			return true
		case r.file == "" && path == r.dir:
			return true
		case r.file == "" && within(path, r.dir) && !ignored(name):
			return true
		}
	}
	return false
}

// addAll watches the roots and all below them.
func (t *tree) addAll() error {
	for _, r := range t.roots {
		if r.file != "" {
			if err := t.watch(r.dir); err != nil {
				return err
			}
			continue
		}
		_ = t.watch(filepath.Dir(r.dir)) // to notice when the root is made or renamed; it is fine if this fails
		if _, err := t.add(r.dir); err != nil {
			return err
		}
	}
	return nil
}

// add watches dir and all below it, and lists everything there: a folder that was moved
// here may have other files under known names. Each directory is watched before it is
// listed, so that a file made meanwhile is not missed.
func (t *tree) add(dir string) (found []change, err error) {
	if err := t.watch(dir); err != nil {
		return nil, err
	}
	found = append(found, change{path: dir, dir: true})
	names, _ := os.ReadDir(dir) // gone again: its parent's events say so
	for _, n := range names {
		path := filepath.Join(dir, n.Name())
		switch {
		case ignored(n.Name()):
		case n.IsDir():
			below, err := t.add(path)
			found = append(found, below...)
			if err != nil {
				return found, err
			}
		default:
			if n.Type()&fs.ModeSymlink != 0 {
				t.alias(path)
			}
			found = append(found, change{path: path})
		}
	}
	return found, nil
}

func (t *tree) watch(dir string) error {
	if t.watched[dir] {
		return nil // adding a name again that now means another folder breaks fsnotify's tables
	}
	err := t.fs.Add(dir)
	if err == nil {
		t.watched[dir] = true
		return nil
	}
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || isNotDir(err) {
		return nil // deleted again, or not readable for us
	}
	return err
}

// drop ends the watches of a directory and all below it. A watch stays on a renamed
// directory and reports its old name, so it must end before the new name is watched.
func (t *tree) drop(dir string) bool {
	known := t.watched[dir]
	if known {
		for d := range t.watched {
			if within(d, dir) {
				_ = t.fs.Remove(d) // the system may have done so already
				delete(t.watched, d)
			}
		}
	}
	kept := t.aliases[:0]
	for _, a := range t.aliases {
		if !within(a.link, dir) {
			kept = append(kept, a)
		}
	}
	t.aliases = kept
	return known
}

// alias adds a link if it leads to something below its own root.
func (t *tree) alias(link string) {
	target, err := filepath.EvalSymlinks(link)
	if err != nil {
		return
	}
	for _, r := range t.roots {
		real, err := filepath.EvalSymlinks(r.dir)
		if r.file == "" && err == nil && within(link, r.dir) && within(target, real) {
			a := alias{r.dir + target[len(real):], link}
			for _, have := range t.aliases {
				if have == a {
					return
				}
			}
			t.aliases = append(t.aliases, a)
		}
	}
}

func (t *tree) close() { _ = t.fs.Close() }

func dirOf(path string) string { return filepath.Dir(path) }
