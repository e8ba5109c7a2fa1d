package watch

import (
	"context"
	"os"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	tooMany    = 1000                   // pending hints; beyond, looking at everything costs less
	allSettle  = 50 * time.Millisecond  // quiet that ends a checkout or an unzip
	largeFile  = 64 << 10               // bytes from which a file is likely still being copied when it pauses
	largeQuiet = 100 * time.Millisecond // quiet that ends such a copy
	gonePause  = 120 * time.Millisecond // in which an editor puts the new file in place of one it took away
	forgetTime = 40 * time.Millisecond  // after which the next change is another save, not more of the same
	mostBursts = 2                      // Settle << 2 = 20 ms: a reader waits for each of many saves too
)

// loop gathers hints until they have settled. All its state belongs to the
// goroutine of run.
type loop struct {
	w       *Watcher
	tree    *tree
	events  chan fsnotify.Event // nil while polling
	errors  <-chan error
	polled  chan []change // nil while events work
	files   map[string]*pending
	dirs    map[string]time.Time // when it was last hinted
	all     *pending
	often   map[string]*burst
	moved   bool // folders were renamed or deleted: see again
	out     output
	collect time.Time // when something may have settled; zero if nothing is pending
}

// pending is a hint that has not settled.
type pending struct {
	first, last time.Time
	gone        bool // the last we heard is that it is not there
}

// burst is how often a file was reported lately.
type burst struct {
	n    int
	last time.Time
}

// over tells whether the burst has ended: a change at t counts as the first of a new one.
func (b *burst) over(t time.Time, settle time.Duration) bool {
	return t.Sub(b.last) > forgetTime+settle<<min(b.n, mostBursts)
}

// output is the batch that waits for its receiver.
type output struct {
	files, dirs map[string]bool
	all         bool
}

func newLoop(w *Watcher) *loop {
	l := &loop{w: w, often: map[string]*burst{}}
	l.reset()
	l.out = output{all: true}
	return l
}

func (l *loop) reset() {
	l.files, l.dirs, l.all = map[string]*pending{}, map[string]time.Time{}, nil
}

func (l *loop) run(ctx context.Context) {
	defer close(l.w.batches)
	defer l.stop()
	rescan := time.NewTicker(l.w.opt.Rescan)
	defer rescan.Stop()
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		if l.collect.IsZero() {
			timer.Stop()
		} else {
			timer.Reset(time.Until(l.collect))
		}
		var ready chan Batch
		if l.out.any() {
			ready = l.w.batches
		}
		select {
		case <-ctx.Done():
			return
		case e := <-l.events:
			l.heard(ctx, e)
		case err := <-l.errors:
			l.failed(ctx, err)
		case changes := <-l.polled:
			for _, c := range changes {
				l.hint(c)
			}
		case <-timer.C:
			l.settle(ctx, time.Now())
		case <-rescan.C:
			l.again(ctx)
		case ready <- l.out.batch():
			l.out = output{}
		}
	}
}

func (l *loop) stop() {
	if l.tree != nil {
		l.tree.close()
	}
}

// change is one thing that was seen. Dir is set for directories themselves.
type change struct {
	path string
	dir  bool
	gone bool
}

// hint notes a change; its directory is reported with it.
func (l *loop) hint(c change) {
	now := time.Now()
	switch {
	case l.all != nil:
		l.all.last = now
	case c.dir:
		l.dirs[c.path] = now
	default:
		p := l.files[c.path]
		if p == nil {
			p = &pending{first: now}
			l.files[c.path] = p
		}
		p.last, p.gone = now, c.gone
	}
	if len(l.files)+len(l.dirs) > tooMany {
		l.everything()
	}
	l.soon(now.Add(l.w.opt.Settle))
}

// everything replaces all hints by one: look at the whole tree.
func (l *loop) everything() {
	now := time.Now()
	if l.all == nil {
		l.reset()
		l.all = &pending{first: now}
	}
	l.all.last = now
	l.soon(now.Add(allSettle))
}

// soon makes settle run at t or earlier.
func (l *loop) soon(t time.Time) {
	if l.collect.IsZero() || t.Before(l.collect) {
		l.collect = t
	}
}

// settle moves what has come to rest to the output.
func (l *loop) settle(ctx context.Context, now time.Time) {
	l.collect = time.Time{}
	if l.all != nil {
		if t := earlier(l.all.last.Add(allSettle), l.all.first.Add(l.w.opt.MaxWait)); t.After(now) {
			l.soon(t)
			return
		}
		l.out = output{all: true}
		l.reset()
	}
	for dir, last := range l.dirs {
		if t := last.Add(l.w.opt.Settle); t.After(now) {
			l.soon(t)
			continue
		}
		l.out.dir(dir)
		delete(l.dirs, dir)
	}
	for file, p := range l.files {
		quiet := l.quiet(file, p)
		if t := earlier(p.last.Add(quiet), p.first.Add(l.w.opt.MaxWait)); t.After(now) {
			l.soon(t)
			continue
		}
		l.out.file(file)
		delete(l.files, file)
		l.count(file, now)
	}
	if l.moved && len(l.files)+len(l.dirs) == 0 {
		l.again(ctx)
	}
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// quiet is how long the file must be left alone.
func (l *loop) quiet(file string, p *pending) time.Duration {
	settle := l.w.opt.Settle
	if b := l.often[file]; b != nil && !b.over(p.first, settle) {
		settle <<= min(b.n, mostBursts)
	}
	if p.gone {
		return max(settle, gonePause)
	}
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return max(settle, gonePause)
	case info.Size() == 0 || info.Size() > largeFile: // cut to nothing and about to be written, or a copy under way
		return max(settle, largeQuiet)
	}
	return settle
}

// count notes that a file was reported, and forgets those that have been quiet.
func (l *loop) count(file string, now time.Time) {
	b := l.often[file]
	if b == nil || b.over(now, l.w.opt.Settle) {
		b = &burst{}
		l.often[file] = b
	}
	b.n++
	b.last = now
	if len(l.often) > tooMany {
		for f, b := range l.often {
			if b.over(now, l.w.opt.Settle) {
				delete(l.often, f)
			}
		}
	}
}

func (o *output) any() bool { return o.all || len(o.files)+len(o.dirs) > 0 }

func (o *output) file(path string) {
	if o.all {
		return
	}
	if o.files == nil {
		o.files = map[string]bool{}
	}
	o.files[path] = true
	o.dir(dirOf(path))
	o.bound()
}

func (o *output) dir(path string) {
	if o.all {
		return
	}
	if o.dirs == nil {
		o.dirs = map[string]bool{}
	}
	o.dirs[path] = true
	o.bound()
}

func (o *output) bound() {
	if len(o.files)+len(o.dirs) > tooMany {
		*o = output{all: true}
	}
}

func (o *output) batch() Batch {
	return Batch{Dirs: sorted(o.dirs), Files: sorted(o.files), All: o.all}
}

func sorted(set map[string]bool) []string {
	var list []string
	for s := range set {
		list = append(list, s)
	}
	slices.Sort(list)
	return list
}
