package publish

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// The edition before is kept in the state directory: its manifest, and under
// the digest of their bytes the files that the present edition replaced or
// deleted. They are hard links where the disk allows it, for a published file is
// never written to again; else copies.
const (
	keptName = "previous"
	keptDir  = "files"
)

func (p *Publisher) kept() string     { return filepath.Join(p.state, keptName) }
func (p *Publisher) keptHalf() string { return filepath.Join(p.state, keptName+".new") }

// keep links what next will replace or delete.
func (p *Publisher) keep(list []change) error {
	half := p.keptHalf()
	if err := os.RemoveAll(half); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(half, keptDir), 0o755); err != nil {
		return err
	}
	if err := p.keepFiles(list, filepath.Join(half, keptDir), func(*entry) bool { return true }); err != nil {
		return err
	}
	to := filepath.Join(half, manifestName)
	if err := link(p.file(manifestName), to); err == nil && !p.old.damaged {
		return nil
	}
	kept := manifest{entries: p.old.entries, stated: p.old.stated, shelf: p.old.shelf} // each file of it was looked at
	if err := p.ops.drop(to); err != nil {
		return err
	}
	return p.ops.write(to, kept.encode())
}

// keepMore links what next will replace or delete of the edition that is kept.
func (p *Publisher) keepMore(list []change) error {
	if err := os.RemoveAll(p.keptHalf()); err != nil {
		return err
	}
	kept, err := readManifest(filepath.Join(p.kept(), manifestName))
	if err != nil || len(kept.entries) == 0 {
		return err
	}
	return p.keepFiles(list, filepath.Join(p.kept(), keptDir), func(e *entry) bool {
		was := kept.find(e.path)
		return was != nil && was.hash == e.hash
	})
}

// keepFiles links the files that will be replaced or deleted into dir under the
// digests of their bytes.
func (p *Publisher) keepFiles(list []change, dir string, wanted func(*entry) bool) error {
	for i := range list {
		e := list[i].old
		if !list[i].replaces() || !wanted(e) {
			continue
		}
		if _, ok := p.intact(e.path, e); !ok {
			continue // what someone else made of our file cannot be kept
		}
		if err := link(p.file(e.path), filepath.Join(dir, e.hash.String())); err != nil {
			return err
		}
	}
	return nil
}

// turnKept makes the half written edition before the one to return to.
func (p *Publisher) turnKept() error {
	if _, err := os.Lstat(filepath.Join(p.keptHalf(), manifestName)); err != nil {
		return nil // turned already, or the commit had nothing to keep
	}
	if err := os.RemoveAll(p.kept()); err != nil {
		return err
	}
	return p.ops.move(p.keptHalf(), p.kept())
}

// link gives the file a second name, or copies it where that is not possible.
func link(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
		if errors.Is(err, fs.ErrExist) {
			return nil // two files with the same bytes
		}
		return err
	}
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return errors.Join(err, w.Close())
}

// Rollback returns dir to the edition before. The present edition becomes the
// one before, so that a second Rollback takes the first one back.
func Rollback(dir, state string, opt Options) (Result, error) {
	p, err := Open(dir, state, opt)
	if err != nil {
		return Result{}, err
	}
	res, err := p.rollback()
	return res, errors.Join(explain(err, p.dir, p.torn), p.Close())
}

func (p *Publisher) rollback() (Result, error) {
	var res Result
	next, err := readManifest(filepath.Join(p.kept(), manifestName))
	if err != nil {
		return res, err
	}
	if next.damaged {
		return res, &Refusal{Reason: "incomplete", Args: []string{p.dir, filepath.Join(p.kept(), manifestName)}}
	}
	if p.fresh || len(next.entries) == 0 {
		return res, &Refusal{Reason: "nothing", Args: []string{p.dir}}
	}
	return p.returnTo(next, func(e *entry) content {
		return content{file: filepath.Join(p.kept(), keptDir, e.hash.String())}
	})
}

// returnTo makes next the edition, with the bytes that from gives of a file whose
// hash is known. Dated editions stay as they are.
func (p *Publisher) returnTo(next manifest, from func(*entry) content) (Result, error) {
	var res Result
	next.shelf = p.standing()
	stage, err := p.openStage()
	if err != nil {
		return res, err
	}
	if err := p.restore(stage, &next, from, &res); err != nil {
		return res, errors.Join(err, os.RemoveAll(stage))
	}
	res.Deleted = len(gone(changes(&p.old, &next)))
	err = p.commit(next, commitOptions{})
	if err != nil && !p.torn {
		err = errors.Join(err, os.RemoveAll(stage))
	}
	return res, err
}

// restore stages the files that differ from the present edition.
func (p *Publisher) restore(stage string, next *manifest, from func(*entry) content, res *Result) error {
	entries := next.entries[:0]
	for _, e := range next.entries {
		e.stage = 0
		was := p.old.find(e.path)
		if mtime, ok := p.intact(e.path, was); ok && was.hash == e.hash {
			e.mtime = mtime
			res.Unchanged++
			entries = append(entries, e)
			continue
		}
		if e.gone != 0 {
			continue // lingered then, gone now
		}
		res.Written++
		res.Bytes += e.size
		e.stage = res.Written
		want := e.hash
		err := p.put(filepath.Join(stage, strconv.Itoa(e.stage)), from(&e), &e)
		if errors.Is(err, fs.ErrNotExist) || err == nil && e.hash != want {
			return &Refusal{Reason: "incomplete", Args: []string{p.dir, e.path}, Err: err}
		}
		if err != nil {
			return err
		}
		entries = append(entries, e)
	}
	next.entries = entries
	return nil
}
