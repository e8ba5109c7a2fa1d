// Package watch says which files and directories may have changed.
//
// In go the roots: directories, watched with everything below them, and single
// files. Out come batches of hints. A hint is not a promise: only reading the
// bytes tells whether something changed. But nothing that changes is left
// without a hint: what the system does not tell is found by a look at the whole
// tree from time to time.
//
// The system's own events are used where they work. On network and virtual file
// systems, where changes made by others bring no events, and where the system's
// limit of watches is reached, the tree is polled instead. Events that follow
// each other closely become one batch. A file that is still being written to
// waits for its end without holding up the others.
//
// It reads names, sizes and times, never the contents of a file. Hidden files
// and folders and what editors leave for a moment are not seen.
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
	// Poll looks at the tree again and again instead of asking for events.
	Poll bool
	// Interval is the time between two polls; 0 means 1 s. On a slow file
	// system it grows, so that polling takes at most a tenth of the time.
	Interval time.Duration
	// Settle is how long a small file must be left alone before it is reported;
	// 0 means 5 ms. Large files, deletions and files that change again and again
	// wait longer.
	Settle time.Duration
	// MaxWait is how long a file that does not come to rest may wait; 0 means 1 s.
	MaxWait time.Duration
	// Rescan is the time between two hints to look at everything; 0 means 30 s.
	Rescan time.Duration
	// Changed is told when events no longer work and polling takes over. May be nil.
	Changed func(Mode)
	// Remote says whether events fail on the file system that holds path, and
	// its name; nil asks the system.
	Remote func(path string) (name string, remote bool)
}

// Batch is what may have changed. Paths begin with the root they were found under.
type Batch struct {
	Dirs  []string // entries may have come or gone; not of the directories below, which are named themselves
	Files []string // bytes may have changed: read them even if size and time are the same
	All   bool     // anything may have changed
}

// Mode is how changes are found. Key and Args are for the catalog of messages.
type Mode struct {
	Polling bool
	Key     string   // native, forced, network, limit, failed
	Args    []string // network: the file system's name; limit: the setting that lifts it; failed: the error
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

// Start watches the roots; a root that does not exist yet is waited for. The
// first batch says All, so that nothing is lost between the first scan and now.
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
	def(&o.Settle, 5*time.Millisecond)
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

// Batches is closed when the context ends. While nobody receives, what happens
// is gathered in the batch that waits.
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

// ignored are names that come and go while others work, and that no page, list of pages or
// workbook bears: hidden files, vim's probe and backups, emacs' locks.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") && name != ".pages" || strings.HasSuffix(name, "~") || name == "4913" ||
		name == "node_modules" || len(name) > 1 && name[0] == '#' && name[len(name)-1] == '#'
}

// within tells whether path is dir or lies below it.
func within(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}
