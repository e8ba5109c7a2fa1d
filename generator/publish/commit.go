package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"

	"milepost/generator/plan"
)

type commitOptions struct {
	quiet  bool // nothing a reader sees changes: the edition for Rollback stays the one it is
	amends bool // it stays, and what this replaces of it is kept too
}

// commit makes next the published edition; its staged files stand in the stage.
func (p *Publisher) commit(next manifest, opt commitOptions) error {
	stage := filepath.Join(p.dir, stageName)
	if err := os.MkdirAll(stage, 0o755); err != nil {
		return err
	}
	if err := p.lookAhead(next); err != nil {
		return err
	}
	keep := p.keep
	switch {
	case opt.quiet:
		keep = func(manifest) error { return nil }
	case opt.amends:
		keep = p.keepMore
	}
	if err := keep(next); err != nil {
		return err
	}
	if err := p.seal(stage, next); err != nil {
		return err
	}
	p.torn = true
	return p.finish(next)
}

// seal writes the journal; after it the publication will be finished.
func (p *Publisher) seal(stage string, next manifest) error {
	var staged []string
	for _, e := range next.entries {
		if e.stage > 0 {
			staged = append(staged, filepath.Join(stage, strconv.Itoa(e.stage)))
		}
	}
	if err := p.flush(staged); err != nil {
		return err
	}
	half := filepath.Join(stage, journalName+".half")
	if err := p.ops.write(half, next.encode()); err != nil {
		return err
	}
	if err := p.flush([]string{half}); err != nil {
		return err
	}
	return os.Rename(half, filepath.Join(stage, journalName))
}

// flush sees to it that files survive a power cut. Over a few dozen files one
// flush of the whole file system costs less than one each.
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

// mend finishes a publication that was cut off after its journal, or takes back
// one that was cut off before.
func (p *Publisher) mend() error {
	old, err := readManifest(filepath.Join(p.dir, manifestName))
	if err != nil {
		return err
	}
	old.settle()
	p.old = old
	stage := filepath.Join(p.dir, stageName)
	next, err := readManifest(filepath.Join(stage, journalName))
	if err != nil {
		return err
	}
	if len(next.entries) == 0 || next.damaged {
		p.torn = false
		return errors.Join(os.RemoveAll(stage), os.RemoveAll(p.keptHalf()))
	}
	return p.finish(next)
}

// finish does the steps after the journal. Each can be repeated.
func (p *Publisher) finish(next manifest) error {
	stage := filepath.Join(p.dir, stageName)
	gone := p.goneFiles(next)
	if err := p.clearWay(next, gone); err != nil {
		return err
	}
	if err := p.place(stage, next); err != nil {
		return err
	}
	if err := p.removeFiles(gone); err != nil {
		return err
	}
	if err := p.turnKept(); err != nil {
		return err
	}
	if err := p.ops.move(filepath.Join(stage, journalName), filepath.Join(p.dir, manifestName)); err != nil {
		return err
	}
	p.torn = false
	next.settle()
	p.old = next
	return os.RemoveAll(stage)
}

// place renames the staged files into place, class by class.
func (p *Publisher) place(stage string, next manifest) error {
	dirs := newDirs(p.dir)
	for class := plan.Asset; class <= plan.Entry; class++ {
		for _, e := range next.entries {
			if e.stage == 0 || e.class != class {
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

// goneFiles lists what the old manifest holds and the next does not.
func (p *Publisher) goneFiles(next manifest) []string {
	have := next.index()
	var gone []string
	for _, e := range p.old.entries {
		if _, ok := have[e.path]; !ok {
			gone = append(gone, e.path)
		}
	}
	return gone
}
