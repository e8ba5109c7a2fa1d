package publish

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// The state directory holds the previous edition, for Rollback: its manifest, and the
// files that the current edition replaced or deleted, named by the digest of their
// bytes. They are hard links, which is safe because a published file is never written to
// again; or copies where the disk has no links.
const (
	previousName  = "previous"
	previousFiles = "files"
)

func (p *Publisher) previous() string     { return filepath.Join(p.state, previousName) }
func (p *Publisher) previousHalf() string { return filepath.Join(p.state, previousName+".new") }

// savePrevious saves the current edition as the previous one: it links the files that
// the publication will replace or delete.
func (p *Publisher) savePrevious(list []change) error {
	half := p.previousHalf()
	if err := os.RemoveAll(half); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(half, previousFiles), 0o755); err != nil {
		return err
	}
	if err := p.saveFiles(list, filepath.Join(half, previousFiles), func(*entry) bool { return true }); err != nil {
		return err
	}
	to := filepath.Join(half, manifestName)
	if err := link(p.file(manifestName), to); err == nil && !p.old.damaged {
		return nil
	}
	old := manifest{entries: p.old.entries, stated: p.old.stated, shelf: p.old.shelf} // intact has compared the files with it
	if err := p.ops.drop(to); err != nil {
		return err
	}
	return p.ops.write(to, old.encode())
}

// savePreviousMore adds files of the previous edition that this publication will replace
// or delete.
func (p *Publisher) savePreviousMore(list []change) error {
	if err := os.RemoveAll(p.previousHalf()); err != nil {
		return err
	}
	kept, err := readManifest(filepath.Join(p.previous(), manifestName))
	if err != nil || len(kept.entries) == 0 {
		return err
	}
	return p.saveFiles(list, filepath.Join(p.previous(), previousFiles), func(e *entry) bool {
		was := kept.find(e.path)
		return was != nil && was.hash == e.hash
	})
}

// saveFiles links the files that will be replaced or deleted into dir, named by the
// digest of their bytes.
func (p *Publisher) saveFiles(list []change, dir string, wanted func(*entry) bool) error {
	for i := range list {
		e := list[i].old
		if !list[i].replaces() || !wanted(e) {
			continue
		}
		if _, ok := p.intact(e.path, e); !ok {
			continue // someone changed our file: the old bytes are lost
		}
		if err := link(p.file(e.path), filepath.Join(dir, e.hash.String())); err != nil {
			return err
		}
	}
	return nil
}

// turnPrevious makes the newly saved edition the one for Rollback.
func (p *Publisher) turnPrevious() error {
	if _, err := os.Lstat(filepath.Join(p.previousHalf(), manifestName)); err != nil {
		return nil // done already, or nothing was saved
	}
	if err := os.RemoveAll(p.previous()); err != nil {
		return err
	}
	return p.ops.move(p.previousHalf(), p.previous())
}

// link makes a hard link, or a copy where that is not possible.
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

// Rollback publishes the previous edition again. The current one becomes the previous
// one, so a second Rollback undoes the first.
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
	next, err := readManifest(filepath.Join(p.previous(), manifestName))
	if err != nil {
		return res, err
	}
	if next.damaged {
		return res, &Refusal{Reason: "incomplete", Args: []string{p.dir, filepath.Join(p.previous(), manifestName)}}
	}
	if p.fresh || len(next.entries) == 0 {
		return res, &Refusal{Reason: "nothing", Args: []string{p.dir}}
	}
	return p.returnTo(next, func(e *entry) content {
		return content{file: filepath.Join(p.previous(), previousFiles, e.hash.String())}
	})
}

// returnTo publishes the old edition next; from gives the bytes of its files. Dated
// editions stay as they are.
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

// restore stages the files that differ from the current edition.
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
			continue // it stayed for Grace then, and is deleted now
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
