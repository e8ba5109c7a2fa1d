package watch

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// sure: for this long after a change, a file is reported at every poll. A second edit
// within one tick of the file system's clock can leave size and time the same.
const sure = 3 * time.Second

// look is what a poll sees of a file or directory.
type look struct {
	dir   bool
	size  int64
	mtime int64
	id    identity
}

// poller finds changes by comparing looks.
type poller struct {
	roots []root
	seen  map[string]look
	hot   map[string]time.Time // changed lately: reported at every poll until this time
}

// poll starts a goroutine that looks at the tree at intervals.
func (l *loop) poll(ctx context.Context, mode Mode) {
	l.w.setMode(mode)
	p := &poller{roots: l.w.roots, hot: map[string]time.Time{}}
	p.seen = p.walk()
	l.polled = make(chan []change)
	go p.run(ctx, l.w.opt.Interval, l.polled)
}

func (p *poller) run(ctx context.Context, interval time.Duration, out chan<- []change) {
	timer := time.NewTimer(interval)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		start := time.Now()
		changes := p.compare(p.walk(), start)
		if len(changes) > 0 {
			select {
			case out <- changes:
			case <-ctx.Done():
				return
			}
		}
		timer.Reset(max(interval, 10*time.Since(start)))
	}
}

// compare lists what changed since the last poll.
func (p *poller) compare(now map[string]look, at time.Time) []change {
	var changes []change
	for path, is := range now {
		was, known := p.seen[path]
		until, hot := p.hot[path]
		switch {
		case known && was == is && !hot:
			continue
		case known && was == is && at.After(until):
			delete(p.hot, path)
			continue
		case is.dir:
			changes = append(changes, change{path: path, dir: true})
			continue
		case !known || was != is:
			p.hot[path] = at.Add(sure)
		}
		changes = append(changes, change{path: path})
	}
	for path, was := range p.seen {
		if _, still := now[path]; !still {
			delete(p.hot, path)
			changes = append(changes, change{path: path, dir: was.dir, gone: true}, change{path: dirOf(path), dir: true})
		}
	}
	p.seen = now
	return changes
}

func (p *poller) walk() map[string]look {
	all := make(map[string]look, len(p.seen))
	for _, r := range p.roots {
		if r.file != "" {
			p.glance(all, filepath.Join(r.dir, r.file), nil)
			continue
		}
		real, err := filepath.EvalSymlinks(r.dir)
		if err != nil {
			continue // the root is missing: its files count as deleted
		}
		p.dir(all, r.dir, real, map[string]bool{real: true})
	}
	return all
}

// dir looks at a directory and all below it. Links are followed if they stay below the
// root and do not form a cycle.
func (p *poller) dir(all map[string]look, dir, real string, above map[string]bool) {
	info, err := os.Stat(dir)
	if err != nil {
		return
	}
	all[dir] = look{dir: true, mtime: info.ModTime().UnixNano()}
	names, _ := os.ReadDir(dir)
	for _, n := range names {
		if ignored(n.Name()) {
			continue
		}
		path := filepath.Join(dir, n.Name())
		switch {
		case n.IsDir():
			p.dir(all, path, real, above)
		case n.Type()&fs.ModeSymlink != 0:
			target, err := filepath.EvalSymlinks(path)
			if err != nil || !within(target, real) {
				continue
			}
			if info, err := os.Stat(target); err == nil && info.IsDir() {
				if !above[target] {
					above[target] = true
					p.dir(all, path, real, above)
					delete(above, target)
				}
				continue
			}
			p.glance(all, path, nil)
		default:
			p.glance(all, path, n)
		}
	}
}

func (p *poller) glance(all map[string]look, path string, n fs.DirEntry) {
	var info fs.FileInfo
	var err error
	if n != nil {
		info, err = n.Info()
	} else {
		info, err = os.Stat(path)
	}
	if err == nil && info.Mode().IsRegular() {
		all[path] = look{size: info.Size(), mtime: info.ModTime().UnixNano(), id: identify(info)}
	}
}
