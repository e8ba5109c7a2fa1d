// Package publish keeps a directory equal to a plan.
//
// In goes a list of outputs; out comes a directory with exactly their bytes. Readers
// can use the directory all the time. An output that is known to be unchanged is not
// rendered, a file that is right is not touched, and a file that publish did not write
// is never deleted.
//
// The manifest (.milepost-manifest in the directory) lists each file with the key of
// its output, the digest of its bytes, its size and its time. An output with the same
// key and an undamaged file is neither rendered nor touched.
//
// A first publication (the directory is absent or empty) is written to a new
// directory beside it, which is then renamed into place. Every other one is a
// redo log:
//
//  1. stage: all changed files are written to .milepost-stage. A failure here (a
//     full disk, a fault in a template, a kill) leaves the old edition as it was.
//  2. files that will be replaced or deleted are hard-linked into the state
//     directory, for Rollback.
//  3. the journal, the difference between the old and the next manifest, is written
//     and flushed to the disk. From here on the publication is always finished, after
//     a crash by the next Open.
//  4. dated editions are moved into editions/, and those not kept are deleted (see
//     Keeping). Then staged files are renamed into place: assets, pages, aggregates,
//     entry pages, so that no link leads to a file that is not there yet.
//  5. files that are no longer in the plan are deleted, then empty directories.
//  6. the next manifest is written and renamed over this one.
//
// Steps 4 to 6 can be repeated from any point, and Open does so. A lock refuses a
// second builder on the same directory, and Another refuses a second site. A directory
// that someone deleted meanwhile is made again. Loss decides by the census in the
// manifest whether an edition has lost too much; callers ask it before Sync.
package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"milepost/generator/digest"
	"milepost/generator/plan"
)

// Names of our own files in the published directory.
const (
	manifestName = ".milepost-manifest"
	lockName     = ".milepost-lock"
	stageName    = ".milepost-stage"
	journalName  = "journal" // in the stage
)

// Options of a Publisher; the zero value works.
type Options struct {
	// Workers is how many outputs are rendered at a time; 0 means one per core.
	Workers int
	// Force publishes into a directory that holds files we did not write. They
	// stay, unless an output has the same path.
	Force bool
	// Verify reads every file of the directory instead of trusting size and time.
	Verify bool
	// Sources are directories that must never be published into, nor lie in the
	// published directory: the content folder, the theme.
	Sources []string
	// Grace is how long assets and aggregates that left the plan stay, for pages that
	// readers have open. The first Sync after that time deletes them, or Close. 0 deletes
	// at once.
	Grace time.Duration
	// Progress is called as outputs are done, from several goroutines. May be nil.
	Progress func(done, total int)
	// Now is the clock of Grace; nil means time.Now.
	Now func() time.Time
	// NoFlush does not wait until the bytes are on the disk: faster, but after a power cut
	// files may be empty until the next build.
	NoFlush bool
}

// Result says what a publication did.
type Result struct {
	Written   int   // files made or replaced
	Unchanged int   // files already right
	Deleted   int   // files that are no longer in the plan
	Lingering int   // files of older editions that stay for Options.Grace
	Rendered  int   // outputs whose bytes were made, even if they were the same as before
	Bytes     int64 // written
	First     bool  // the directory was absent or empty
	Refused   []Refused
}

// Refused is an output that was left out because of its name.
type Refused struct {
	Path   string
	Reason string // one of kb.Name…, "case" or "reserved"
	Other  string // case: the path it collides with
}

// A Publisher holds one directory until Close.
type Publisher struct {
	dir   string // real path
	state string // this directory's part of the state directory
	opt   Options
	locks []*lock
	old   manifest
	fresh bool // the directory is absent or empty
	torn  bool // a commit failed after its journal and must be finished first
	now   Census
	ops   ops

	keeping Keeping
}

// Open locks dir, refuses directories that we must not write to, and repairs what a crash
// left. state is the state directory of the site.
func Open(dir, state string, opt Options) (*Publisher, error) {
	p, err := open(dir, state, opt)
	if err != nil {
		return nil, fmt.Errorf("publish %s: %w", dir, explain(err, dir, false))
	}
	return p, nil
}

func open(dir, state string, opt Options) (*Publisher, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	real, err := realPath(dir)
	if err != nil {
		return nil, err
	}
	if err := guard(real, state, opt.Sources); err != nil {
		return nil, err
	}
	p := &Publisher{
		dir:   real,
		state: filepath.Join(state, "publish", digest.Bytes([]byte(real)).Short()),
		opt:   opt,
		ops:   diskOps,
	}
	if err := os.MkdirAll(p.state, 0o755); err != nil {
		return nil, err
	}
	if err := p.lock(filepath.Join(p.state, "lock")); err != nil {
		return nil, err
	}
	if err := p.adopt(); err != nil {
		p.Close()
		return nil, err
	}
	return p, nil
}

// adopt checks what the directory holds, locks it and repairs it.
func (p *Publisher) adopt() error {
	if err := os.RemoveAll(p.beside()); err != nil { // left by a first build that was killed
		return err
	}
	found, err := survey(p.dir)
	if err != nil {
		return err
	}
	if found == foreign && !p.opt.Force {
		return &Refusal{Reason: "foreign", Args: []string{p.dir}}
	}
	if found == absent || found == empty {
		p.fresh = true
		return nil
	}
	if err := p.lock(filepath.Join(p.dir, lockName)); err != nil {
		return err
	}
	return p.mend()
}

// Close releases the directory and deletes files that stayed for Grace.
func (p *Publisher) Close() error {
	var err error
	if p.opt.Grace > 0 && !p.fresh && len(p.locks) == 2 && p.old.lingering() > 0 {
		err = p.clear()
	}
	for _, l := range p.locks {
		err = errors.Join(err, l.release())
	}
	p.locks = nil
	return err
}

// clear deletes the files that stay for Grace.
func (p *Publisher) clear() error {
	next := manifest{stated: p.old.stated, shelf: p.old.shelf}
	for _, e := range p.old.entries {
		if e.gone == 0 {
			next.entries = append(next.entries, e)
		}
	}
	return p.commit(next, commitOptions{quiet: true})
}

// Sync makes the directory hold exactly the outputs. After an error before the journal is
// written, the old edition is unchanged; after a later one, the next Sync or Open
// finishes the publication. The outputs of follow are made after all others.
func (p *Publisher) Sync(ctx context.Context, outputs []plan.Output, follow ...Follow) (Result, error) {
	return p.run(ctx, &work{outputs: outputs, follow: follow})
}

// Part is a part of the directory that is published alone: the search index, or all else.
type Part struct {
	// Holds tells whether a path belongs to the part; all other files stay as they are.
	Holds func(path string) bool
	// Amends: the part completes the edition published last. Rollback still returns to the
	// edition before that one.
	Amends bool
}

// SyncPart is Sync for a part of a directory to which a whole edition was published. It
// does not look at the rest.
func (p *Publisher) SyncPart(ctx context.Context, part Part, outputs []plan.Output) (Result, error) {
	return p.run(ctx, &work{outputs: outputs, part: &part})
}

func (p *Publisher) run(ctx context.Context, w *work) (Result, error) {
	res, err := p.sync(ctx, w)
	res.Refused = w.accept.refused
	if err != nil {
		return res, fmt.Errorf("publish: %w", explain(err, p.dir, p.torn))
	}
	return res, nil
}

func (p *Publisher) sync(ctx context.Context, w *work) (Result, error) {
	if p.torn {
		if err := p.mend(); err != nil {
			return Result{}, err
		}
	}
	if !p.fresh && p.gone() {
		if err := p.again(); err != nil {
			return Result{}, err
		}
	}
	if w.part != nil && (p.fresh || p.old.damaged) {
		return Result{}, errors.New("a part before the whole")
	}
	if p.fresh {
		return p.first(ctx, w)
	}
	w.accept = accepter{}
	stage, err := p.openStage()
	if err != nil {
		return Result{}, err
	}
	shelf, err := p.shelve(stage)
	if err != nil {
		return Result{}, errors.Join(err, os.RemoveAll(stage))
	}
	w.list(p.keeping, shelf)
	w.accept.dated = p.keeping.Most > 0 || len(shelf) > 0
	next, res, err := p.stage(ctx, w, stage)
	if err == nil {
		next.shelf = shelf
		next.stated = p.now
		next.entries = append(next.entries, p.apart(w.part)...)
		next.sort()
		res.Deleted, res.Lingering = p.retire(&next)
		err = p.commit(next, commitOptions{
			quiet:  res.Written == 0 && res.Deleted == 0,
			amends: w.part != nil && w.part.Amends,
		})
	}
	if err != nil && !p.torn {
		err = errors.Join(err, os.RemoveAll(stage))
	}
	return res, err
}

// apart lists the files of the last edition that are not in the part.
func (p *Publisher) apart(part *Part) []entry {
	if part == nil {
		return nil
	}
	var rest []entry
	for _, e := range p.old.entries {
		if e.gone == 0 && !part.Holds(e.path) {
			rest = append(rest, e)
		}
	}
	return rest
}

// Holds lists the published files below a folder ("search/"), by path, with their keys
// but without their bytes; nothing if the manifest is damaged.
func (p *Publisher) Holds(folder string) []plan.Output {
	if p.fresh || p.torn || p.old.damaged {
		return nil
	}
	var held []plan.Output
	for _, e := range p.old.entries {
		if e.gone == 0 && strings.HasPrefix(e.path, folder) {
			held = append(held, plan.Output{Path: e.path, Class: e.class, Content: plan.File{Sum: e.key}})
		}
	}
	return held
}

// openStage makes an empty stage. An old one may be left if it could not be removed
// after a failure.
func (p *Publisher) openStage() (string, error) {
	stage := filepath.Join(p.dir, stageName)
	if err := os.RemoveAll(stage); err != nil {
		return "", err
	}
	return stage, os.Mkdir(stage, 0o755)
}

// retire copies entries that stay for Grace from the old manifest to the next one, and
// counts the files that will be deleted.
func (p *Publisher) retire(next *manifest) (deleted, lingering int) {
	now := p.opt.Now().Unix()
	for _, c := range changes(&p.old, next) {
		if c.next != nil {
			continue
		}
		e := *c.old
		if e.gone == 0 || e.gone > now { // newly gone, or the clock was moved back
			e.gone = now
		}
		stays := e.class == plan.Asset || e.class == plan.Aggregate
		if stays && p.opt.Grace > 0 && now-e.gone < int64(p.opt.Grace/time.Second) {
			next.entries = append(next.entries, e)
			lingering++
			continue
		}
		deleted++
	}
	next.sort()
	return deleted, lingering
}
