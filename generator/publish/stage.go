package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync/atomic"

	"milepost/generator/digest"
	"milepost/generator/parallel"
	"milepost/generator/plan"
)

// stage writes the outputs that differ from the old manifest into the stage and
// returns the manifest of the new edition.
func (p *Publisher) stage(ctx context.Context, w *work, stage string) (manifest, Result, error) {
	var number atomic.Int64
	var sum tally
	next, err := p.each(ctx, w, func(o *plan.Output, e *entry) error {
		was := p.old.find(o.Path)
		mtime, in := p.intact(o.Path, was)
		if in && was.key == e.key {
			e.hash, e.size, e.mtime = was.hash, was.size, mtime
			sum.unchanged.Add(1)
			return nil
		}
		made, err := contentOf(o)
		if err != nil {
			return err
		}
		sum.rendered.Add(1)
		if made.b != nil && in && was.hash == digest.Bytes(made.b) {
			e.hash, e.size, e.mtime = was.hash, was.size, mtime
			sum.unchanged.Add(1)
			return nil
		}
		e.stage = int(number.Add(1))
		if err := p.put(filepath.Join(stage, strconv.Itoa(e.stage)), made, e); err != nil {
			return err
		}
		sum.written.Add(1)
		sum.bytes.Add(e.size)
		return nil
	})
	return next, sum.result(), err
}

// tally counts over all workers.
type tally struct{ written, unchanged, rendered, bytes atomic.Int64 }

func (t *tally) result() Result {
	return Result{
		Written:   int(t.written.Load()),
		Unchanged: int(t.unchanged.Load()),
		Rendered:  int(t.rendered.Load()),
		Bytes:     t.bytes.Load(),
	}
}

// Follow returns outputs that depend on the bytes of the others, such as the files of a
// search index.
type Follow func() ([]plan.Output, error)

// work is what one publication has to make.
type work struct {
	outputs []plan.Output
	follow  []Follow
	part    *Part // nil for all
	accept  accepter
}

// list replaces the list of dated editions in the plan, which is empty, by the true one.
func (w *work) list(k Keeping, dates []string) {
	if k.List == nil {
		return
	}
	newest := slices.Clone(dates)
	slices.Reverse(newest)
	o := k.List(newest)
	if i := slices.IndexFunc(w.outputs, func(have plan.Output) bool { return have.Path == o.Path }); i >= 0 {
		w.outputs = slices.Clone(w.outputs)
		w.outputs[i] = o
	}
}

// each calls do for every output with its entry of the new manifest, on all workers, and
// then for the outputs of follow. It stops at the first error.
func (p *Publisher) each(ctx context.Context, w *work, do func(*plan.Output, *entry) error) (manifest, error) {
	var next manifest
	entries, err := p.eachOf(ctx, w.accept.names(w.outputs), do)
	next.entries = entries
	for _, follow := range w.follow {
		if err != nil {
			break
		}
		var more []plan.Output
		if more, err = follow(); err != nil {
			break
		}
		if entries, err = p.eachOf(ctx, w.accept.names(more), do); err == nil {
			next.entries = append(next.entries, entries...)
		}
	}
	next.sort()
	return next, err
}

func (p *Publisher) eachOf(ctx context.Context, outputs []plan.Output, do func(*plan.Output, *entry) error) ([]entry, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	entries := make([]entry, len(outputs))
	var done atomic.Int64
	parallel.Each(p.opt.Workers, len(outputs), func(i int) bool {
		if ctx.Err() != nil {
			return false
		}
		o := outputs[i]
		entries[i] = entry{path: o.Path, class: o.Class, key: keyOf(&o)}
		if err := do(&o, &entries[i]); err != nil {
			cancel(fmt.Errorf("%s: %w", o.Path, err))
			return false
		}
		if n := done.Add(1); p.opt.Progress != nil {
			p.opt.Progress(int(n), len(outputs))
		}
		return true
	})
	return entries, context.Cause(ctx)
}

// keyOf returns the key of an output. The view of a rendered one is made once for key and
// bytes.
func keyOf(o *plan.Output) digest.Key {
	if _, file := o.File(); file {
		return o.Key()
	}
	key, render := o.Both()
	o.Content = plan.Made(key, render)
	return key
}

// content is what an output is made of: bytes, or a file to copy.
type content struct {
	b    []byte
	file string
}

func contentOf(o *plan.Output) (content, error) {
	if file, ok := o.File(); ok {
		return content{file: file}, nil
	}
	b, err := o.Render()
	if b == nil {
		b = []byte{}
	}
	return content{b: b}, err
}

// put writes c to a new file and notes hash, size and time in e.
func (p *Publisher) put(path string, c content, e *entry) error {
	if c.file != "" {
		if err := copyFile(c.file, path, e); err != nil {
			return err
		}
	} else {
		if err := p.ops.write(path, c.b); err != nil {
			return err
		}
		e.hash = digest.Bytes(c.b)
	}
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	e.size, e.mtime = info.Size(), info.ModTime().UnixNano()
	return nil
}

// copyFile copies a source file. If the source changes meanwhile, it is copied again,
// three times at most: the next edition copies it again anyway.
func copyFile(from, to string, e *entry) error {
	for try := 0; ; try++ {
		before, err := os.Stat(from)
		if err != nil {
			return err
		}
		if err := copyOnce(from, to, e); err != nil {
			return err
		}
		after, err := os.Stat(from)
		if err != nil {
			return err
		}
		if try == 2 || before.Size() == after.Size() && before.ModTime().Equal(after.ModTime()) {
			return nil
		}
	}
}

func copyOnce(from, to string, e *entry) (err error) {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	sum := digest.NewSum()
	_, err = io.Copy(io.MultiWriter(w, sum), r)
	e.hash = sum.Key()
	return errors.Join(err, w.Close())
}

// intact tells whether the published file is undamaged. A file with another time (copied
// back, touched) is read to find out; mtime is its time now, for the next manifest, so
// that it is read only once.
func (p *Publisher) intact(path string, was *entry) (mtime int64, ok bool) {
	if was == nil {
		return 0, false
	}
	full := filepath.Join(p.dir, filepath.FromSlash(path))
	info, err := os.Lstat(full)
	if err != nil || !info.Mode().IsRegular() || info.Size() != was.size {
		return 0, false
	}
	mtime = info.ModTime().UnixNano()
	if mtime == was.mtime && !p.opt.Verify && !p.old.damaged {
		return mtime, true
	}
	hash, err := hashFile(full)
	return mtime, err == nil && hash == was.hash
}

func hashFile(path string) (digest.Key, error) {
	f, err := os.Open(path)
	if err != nil {
		return digest.Key{}, err
	}
	defer f.Close()
	sum := digest.NewSum()
	_, err = io.Copy(sum, f)
	return sum.Key(), err
}
