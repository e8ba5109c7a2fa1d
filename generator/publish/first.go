package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"

	"milepost/generator/digest"
	"milepost/generator/plan"
)

// beside is the directory to which a first publication is written. It is next to the
// output directory, so that it can be renamed into place. The digest in its name keeps
// two sites apart that are published to the same directory at once.
func (p *Publisher) beside() string {
	id := digest.Bytes([]byte(p.state)).Short()
	return filepath.Join(filepath.Dir(p.dir), "."+filepath.Base(p.dir)+".milepost-"+id)
}

// first publishes into a directory that is absent or empty.
func (p *Publisher) first(ctx context.Context, w *work) (Result, error) {
	w.accept.dated = p.keeping.Most > 0
	fresh := p.beside()
	if err := os.MkdirAll(filepath.Dir(p.dir), 0o755); err != nil {
		return Result{}, err
	}
	if err := os.RemoveAll(fresh); err != nil {
		return Result{}, err
	}
	// A directory that cannot be removed cannot be replaced: a mount point, or no right to
	// write to its parent. It is removed because Windows cannot rename over a directory.
	if err := p.ops.remove(p.dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return p.firstInPlace(ctx, w, err)
	}
	if err := os.Mkdir(fresh, 0o755); err != nil {
		return p.firstInPlace(ctx, w, err)
	}
	next, res, err := p.fill(ctx, w, fresh)
	next.stated = p.now
	if err == nil {
		err = p.ops.write(filepath.Join(fresh, manifestName), next.encode())
	}
	if err == nil { // after a power cut the manifest tells which files are ours and which are incomplete
		err = p.flush([]string{filepath.Join(fresh, manifestName)})
	}
	if err != nil {
		return res, errors.Join(err, os.RemoveAll(fresh))
	}
	if err := p.ops.move(fresh, p.dir); err != nil {
		rerr := os.RemoveAll(fresh)
		if found, serr := survey(p.dir); serr == nil && found != absent && found != empty {
			return res, errors.Join(&Refusal{Reason: "busy", Args: []string{p.dir, "?", "?", "?"}, Err: err}, rerr)
		}
		return p.firstInPlace(ctx, w, errors.Join(err, rerr))
	}
	if err := p.lock(filepath.Join(p.dir, lockName)); err != nil {
		return res, err
	}
	p.old, p.fresh = next, false
	return res, nil
}

// firstInPlace publishes into a directory that cannot be replaced by a rename.
func (p *Publisher) firstInPlace(ctx context.Context, w *work, cause error) (Result, error) {
	if info, err := os.Stat(p.dir); err != nil || !info.IsDir() {
		if err := os.Mkdir(p.dir, 0o755); err != nil {
			return Result{}, cause
		}
	}
	if err := p.lock(filepath.Join(p.dir, lockName)); err != nil {
		return Result{}, err
	}
	p.fresh = false
	res, err := p.sync(ctx, w)
	res.First = true
	return res, err
}

// fill writes all outputs straight to their names under root.
func (p *Publisher) fill(ctx context.Context, w *work, root string) (manifest, Result, error) {
	var sum tally
	var mu sync.Mutex
	dirs := newDirs(root)
	next, err := p.each(ctx, w, func(o *plan.Output, e *entry) error {
		c, err := contentOf(o)
		if err != nil {
			return err
		}
		mu.Lock()
		err = dirs.make(path.Dir(o.Path))
		mu.Unlock()
		if err != nil {
			return err
		}
		if err := p.put(filepath.Join(root, filepath.FromSlash(o.Path)), c, e); err != nil {
			if errors.Is(err, fs.ErrExist) || isNotDir(err) {
				return &Refusal{Reason: "obstructed", Args: []string{o.Path}, Err: err}
			}
			return err
		}
		sum.written.Add(1)
		sum.rendered.Add(1)
		sum.bytes.Add(e.size)
		return nil
	})
	res := sum.result()
	res.First = true
	return next, res, err
}
