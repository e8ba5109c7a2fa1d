// Package watch says which files and directories may have changed.
//
// In go the roots: directories, watched with everything below them, and single
// files. Out come batches of hints. After a hint, only reading the bytes tells whether
// something changed. But no change is missed: for those that the system does not
// report, there is a hint to look at everything from time to time.
//
// The system's own events are used where they work. On network and virtual file
// systems, where changes made by others bring no events, and where the system's
// limit of watches is reached, the tree is polled instead. Events that follow
// each other closely become one batch. A file that is still being written to
// waits for its end without holding up the others.
//
// It reads names, sizes and times, never the contents of a file. Hidden files and
// folders and temporary files of editors are ignored.
package watch

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Options of a Watcher; the zero value works.
type Options struct {
	// Poll looks at the tree at intervals and uses no events.
	Poll bool
	// Interval is the time between two polls; 0 means 1 s. On a slow file
	// system it grows, so that polling takes at most a tenth of the time.
	Interval time.Duration
	// Settle is how long a small file must be unchanged before it is reported; 0 means
	// 2 ms. Large files, deletions and files that change again and again wait longer.
	Settle time.Duration
	// Ahead is called for a small file that has been unchanged for a part of Settle, so
	// that it can be read while the rest of Settle passes. It is called on a goroutine of
	// its own; the file may still change, and is then reported as any other. May be nil.
	Ahead func(path string)
	// MaxWait: a file that keeps changing is reported after this time; 0 means 1 s.
	MaxWait time.Duration
	// Rescan is the longest time between two hints to look at everything; 0 means 30 s. From two
	// thirds of it on, the hint comes as soon as nobody changes files.
	Rescan time.Duration
	// Changed is called when events stop working and polling begins. May be nil.
	Changed func(Mode)
	// Remote tells whether events fail on the file system of path, and its name; nil:
	// the system is asked.
	Remote func(path string) (name string, remote bool)
}

// Batch is what may have changed. Paths begin with the root they were found under.
type Batch struct {
	Dirs  []string // entries may have been added or removed; directories below are listed themselves
	Files []string // bytes may have changed: read them even if size and time are the same
	All   bool     // anything may have changed
}

// Mode is how changes are found. Key and Args are for the catalog of messages.
type Mode struct {
	Polling bool
	Key     string   // native, forced, network, limit, failed
	Args    []string // network: the file system's name; limit: the setting that raises it; failed: the error
}

// Watcher watches until its context ends.
type Watcher struct {
	roots   []root
	opt     Options
	batches chan Batch
	mu      sync.Mutex
	mode    Mode
}

// root is a directory with all below it, or one file in a directory.
type root struct {
	dir  string
	file string // base name; "" for a directory
}

// Start watches the roots; a root need not exist yet. The first batch says All, because
// something may have changed between the caller's scan and now.
func Start(ctx context.Context, roots []string, opt Options) (*Watcher, error) {
	w := &Watcher{opt: opt.withDefaults(), batches: make(chan Batch)}
	for _, r := range roots {
		r = filepath.Clean(r)
		if info, err := os.Stat(r); err == nil && !info.IsDir() || err != nil && filepath.Ext(r) != "" {
			w.roots = append(w.roots, root{filepath.Dir(r), filepath.Base(r)})
			continue
		}
		w.roots = append(w.roots, root{dir: r})
	}
	l := newLoop(w)
	if mode, poll := w.mustPoll(); poll {
		l.poll(ctx, mode)
	} else {
		l.listen(ctx)
	}
	go l.run(ctx)
	return w, nil
}

func (o Options) withDefaults() Options {
	def := func(d *time.Duration, v time.Duration) {
		if *d <= 0 {
			*d = v
		}
	}
	def(&o.Interval, time.Second)
	def(&o.Settle, 2*time.Millisecond)
	def(&o.MaxWait, time.Second)
	def(&o.Rescan, 30*time.Second)
	if o.Remote == nil {
		o.Remote = remote
	}
	if o.Changed == nil {
		o.Changed = func(Mode) {}
	}
	return o
}

// early is how long after a look at everything the next one may come.
func (o Options) early() time.Duration { return o.Rescan * 2 / 3 }

// Batches is closed when the context ends. While nobody receives, changes are added to
// the waiting batch.
func (w *Watcher) Batches() <-chan Batch { return w.batches }

// Mode says how changes are found now.
func (w *Watcher) Mode() Mode {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.mode
}

func (w *Watcher) setMode(m Mode) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.mode = m
}

func (w *Watcher) mustPoll() (Mode, bool) {
	if w.opt.Poll {
		return Mode{Polling: true, Key: "forced"}, true
	}
	for _, r := range w.roots {
		if name, yes := w.opt.Remote(r.dir); yes {
			return Mode{Polling: true, Key: "network", Args: []string{name}}, true
		}
	}
	return Mode{}, false
}

// ignored tells whether a name is that of a temporary or hidden file: files of vim (4913,
// x~) and emacs (#x#), node_modules. .pages is a list of pages of another generator.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") && name != ".pages" || strings.HasSuffix(name, "~") || name == "4913" ||
		name == "node_modules" || len(name) > 1 && name[0] == '#' && name[len(name)-1] == '#'
}

// within tells whether path is dir or lies below it.
func within(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}
