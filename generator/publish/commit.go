package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"

	"milepost/generator/plan"
)

type commitOptions struct {
	quiet  bool // readers see no change: the edition for Rollback stays as it is
	amends bool // the edition for Rollback stays, and files of it that are replaced now are saved too
}

// commit makes next the published edition; its new files are in the stage.
func (p *Publisher) commit(next manifest, opt commitOptions) error {
	list := changes(&p.old, &next)
	stage := filepath.Join(p.dir, stageName)
	if len(list) == 0 && p.old.stated == next.stated && slices.Equal(p.old.shelf, next.shelf) {
		return os.RemoveAll(stage)
	}
	if err := os.MkdirAll(stage, 0o755); err != nil {
		return err
	}
	if err := p.lookAhead(list); err != nil {
		return err
	}
	save := p.savePrevious
	switch {
	case opt.quiet:
		save = func([]change) error { return nil }
	case opt.amends:
		save = p.savePreviousMore
	}
	if err := save(list); err != nil {
		return err
	}
	if err := p.seal(stage, list, &next); err != nil {
		return err
	}
	p.torn = true
	return p.finish(next, list)
}

// seal writes the journal. After it, the publication is always finished, even after a crash.
func (p *Publisher) seal(stage string, list []change, next *manifest) error {
	half := filepath.Join(stage, journalName+".half")
	if err := p.ops.write(half, encodeJournal(list, next, p.old.damaged)); err != nil {
		return err
	}
	fresh := []string{half}
	for i := range list {
		if e := list[i].next; e != nil && e.stage > 0 {
			fresh = append(fresh, filepath.Join(stage, strconv.Itoa(e.stage)))
		}
	}
	if err := p.flush(fresh); err != nil {
		return err
	}
	return os.Rename(half, filepath.Join(stage, journalName))
}

// flush writes files to the disk, so that they survive a power cut. From 33 files on, one
// flush of the whole file system costs less than one for each.
func (p *Publisher) flush(files []string) error {
	switch {
	case p.opt.NoFlush || len(files) == 0:
		return nil
	case len(files) <= 32:
		return flushEach(files)
	}
	return flushAll(p.dir, files)
}

func flushEach(files []string) error {
	errs := make(chan error, len(files))
	room := make(chan struct{}, 16)
	for _, f := range files {
		room <- struct{}{}
		go func() {
			errs <- flushFile(f)
			<-room
		}()
	}
	var all error
	for range files {
		all = errors.Join(all, <-errs)
	}
	return all
}

func flushFile(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// mend repairs an interrupted publication: with a complete journal it is finished,
// without one it is undone.
func (p *Publisher) mend() error {
	old, err := readManifest(filepath.Join(p.dir, manifestName))
	if err != nil {
		return err
	}
	old.unstage()
	p.old = old
	stage := filepath.Join(p.dir, stageName)
	next, ok, err := readJournal(filepath.Join(stage, journalName), &p.old)
	if err != nil {
		return err
	}
	if !ok {
		p.torn = false
		return errors.Join(os.RemoveAll(stage), os.RemoveAll(p.previousHalf()))
	}
	return p.finish(next, changes(&p.old, &next))
}

// finish does the steps after the journal. Each can be repeated.
func (p *Publisher) finish(next manifest, list []change) error {
	stage := filepath.Join(p.dir, stageName)
	gone := gone(list)
	if err := p.placeEditions(stage, &next); err != nil {
		return err
	}
	if err := p.clearWay(next, gone); err != nil {
		return err
	}
	if err := p.place(stage, list); err != nil {
		return err
	}
	if err := p.removeFiles(gone); err != nil {
		return err
	}
	if err := p.turnPrevious(); err != nil {
		return err
	}
	next.unstage()
	if err := p.inscribe(stage, next); err != nil {
		return err
	}
	p.torn = false
	p.old = next
	return os.RemoveAll(stage)
}

// inscribe replaces the manifest with m.
func (p *Publisher) inscribe(stage string, m manifest) error {
	file := filepath.Join(stage, manifestName)
	if err := p.ops.write(file, m.encode()); err != nil {
		return err
	}
	if err := p.flush([]string{file}); err != nil {
		return err
	}
	return p.ops.move(file, filepath.Join(p.dir, manifestName))
}

// place renames the staged files into place, class by class.
func (p *Publisher) place(stage string, list []change) error {
	dirs := newDirs(p.dir)
	for class := plan.Asset; class <= plan.Entry; class++ {
		for i := range list {
			e := list[i].next
			if e == nil || e.stage == 0 || e.class != class {
				continue
			}
			from := filepath.Join(stage, strconv.Itoa(e.stage))
			if _, err := os.Lstat(from); errors.Is(err, fs.ErrNotExist) {
				continue // done before a crash
			}
			if err := dirs.make(path.Dir(e.path)); err != nil {
				return err
			}
			if info, err := os.Lstat(p.file(e.path)); err == nil && info.IsDir() {
				removeEmpty(p.file(e.path))
			}
			if err := p.ops.move(from, p.file(e.path)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *Publisher) file(path string) string { return filepath.Join(p.dir, filepath.FromSlash(path)) }
