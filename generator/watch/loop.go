package watch

import (
	"context"
	"os"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	tooMany    = 1000                   // with more pending hints, a look at everything costs less
	allSettle  = 50 * time.Millisecond  // a checkout or unzip is over after so long without changes
	largeFile  = 64 << 10               // bytes: a larger file that pauses is likely still being copied
	largeQuiet = 100 * time.Millisecond // its copy is over after so long without changes
	gonePause  = 120 * time.Millisecond // an editor that deletes a file to save it writes it again within this time
	forgetTime = 40 * time.Millisecond  // a change after this time belongs to another save
	aheadPart  = 5                      // a file may be read ahead after this part of Settle
	workPause  = 3 * time.Second        // who has changed nothing for so long is not at work
	mostBursts = 3                      // a file saved again and again waits Settle << 3 = 16 ms at most
)

// loop collects hints until they have settled: nothing happened to the file for a while.
// Only the goroutine of run uses its state.
type loop struct {
	w       *Watcher
	tree    *tree
	events  chan fsnotify.Event // nil while polling
	errors  <-chan error
	polled  chan []change // nil while events work
	files   map[string]*pending
	dirs    map[string]time.Time // time of the last hint
	all     *pending
	often   map[string]*burst
	moved   bool // folders were renamed or deleted: again is due
	out     output
	collect time.Time // when something may have settled; zero if nothing is pending

	changed   time.Time // the last change
	rescanned time.Time // the last look at everything that was due
}

// pending is a hint that has not settled.
type pending struct {
	first, last time.Time
	gone        bool // the last event says that it was deleted
	ahead       bool // Options.Ahead was told of it
}

// burst counts how often a file was reported lately.
type burst struct {
	n    int
	last time.Time
}

// over tells whether a change at t is the first of a new burst.
func (b *burst) over(t time.Time, settle time.Duration) bool {
	return t.Sub(b.last) > forgetTime+settle<<min(b.n, mostBursts)
}

// output is the batch that waits to be received.
type output struct {
	files, dirs map[string]bool
	all         bool
}

func newLoop(w *Watcher) *loop {
	l := &loop{w: w, often: map[string]*burst{}, rescanned: time.Now()}
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
	rescan := time.NewTimer(l.w.opt.early())
	defer rescan.Stop()
	alarm := newAlarm()
	defer alarm.set(time.Time{})
	for {
		alarm.set(l.collect)
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
		case <-alarm.rings:
			alarm.set(time.Time{})
			l.settle(ctx, time.Now())
		case <-rescan.C:
			rescan.Reset(l.rescan(ctx, time.Now()))
		case ready <- l.out.batch():
			l.out = output{}
		}
	}
}

// rescan looks at everything, from two thirds of Rescan on as soon as nobody is at work, since a
// change that comes meanwhile would wait for it. It returns when it is due next.
func (l *loop) rescan(ctx context.Context, now time.Time) time.Duration {
	if rest := l.w.opt.Rescan - now.Sub(l.rescanned); rest > 0 && now.Sub(l.changed) < workPause {
		return min(rest, workPause)
	}
	l.rescanned = now
	l.again(ctx)
	return l.w.opt.early()
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
	l.changed = now
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
		p.last, p.gone, p.ahead = now, c.gone, false
	}
	if len(l.files)+len(l.dirs) > tooMany {
		l.everything()
	}
	l.soon(now.Add(l.w.opt.Settle / aheadPart))
}

// everything replaces all hints by one to look at the whole tree.
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

// settle moves hints that have settled to the output.
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
		l.ahead(file, p, quiet, now)
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

// ahead calls Options.Ahead if the file is likely to have settled.
func (l *loop) ahead(file string, p *pending, quiet time.Duration, now time.Time) {
	if l.w.opt.Ahead != nil && !p.ahead && len(l.files) == 1 && quiet == l.w.opt.Settle && !p.last.Add(quiet/aheadPart).After(now) {
		p.ahead = true
		go l.w.opt.Ahead(file)
	}
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// quiet is how long the file must be unchanged before it counts as settled.
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
	case info.Size() == 0 || info.Size() > largeFile: // emptied and about to be written, or still being copied
		return max(settle, largeQuiet)
	}
	return settle
}

// count counts a report of a file, and forgets bursts that are over.
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
