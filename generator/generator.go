// Package generator wires the floors of Milepost together.
//
// A [Builder] turns hints about changed files into an [Edition]: one complete
// version of a site, linked, checked and planned. Its pages are made when they
// are asked for. Publishing writes an edition to a directory; serving answers
// from it. Both use the same Builder, so both give the same bytes.
package generator

import (
	"cmp"
	"context"
	"io/fs"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"milepost/generator/chart"
	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/formula"
	"milepost/generator/index"
	"milepost/generator/kb"
	"milepost/generator/plan"
	"milepost/generator/press"
	"milepost/generator/site"
	"milepost/generator/source"
	"milepost/generator/squeeze"
	"milepost/generator/theme"
)

// StateDir is the folder beside site.toml for files that are kept between builds.
const StateDir = ".milepost"

// Options are the inputs of a Builder.
type Options struct {
	Root     string         // the site's folder, with site.toml
	Theme    fs.FS          // templates, texts and built assets
	Today    func() kb.Date // the day for what is late, due and so on
	Version  string         // of the program: with another version all pages are made again
	Shrink   bool           // accept a workbook that has lost all its rows
	Strict   bool           // never show the last good state of a workbook that cannot be read: report an error
	Plain    bool           // draw no charts, for uses that need only the text of pages
	Spill    bool           // keep what is long not needed in a file instead of in memory, for a build that publishes once
	Workers  int            // 0 is one per core
	Progress func(stage Stage, done, total int)
}

// Stage is what a build is busy with.
type Stage string

// The stages of a build.
const (
	Reading   Stage = "reading"
	Writing   Stage = "writing"
	Searching Stage = "searching"
)

// Edition is one whole version of a site.
type Edition struct {
	ID       string // equal for equal sources
	Snapshot *source.Snapshot
	Site     *site.Site
	Press    *press.Press
	Plan     *plan.Plan
	Theme    *theme.Theme

	diags func() diag.List
}

// Diags are the diagnostics of everything, sorted, with the levels of site.toml.
// They are computed in the background, while pages are already shown: Diags waits for
// the end.
func (e *Edition) Diags() diag.List { return e.diags() }

// Pages is how many pages the content has.
func (e *Edition) Pages() int { return len(e.Site.Pages) }

// Builder makes editions. It is safe for concurrent use; editions are made one
// at a time.
type Builder struct {
	opt    Options
	store  *source.Store
	charts *chart.Engine
	tex    *formula.Engine // nil if the theme has no script for formulas
	index  index.Maker

	spill     *squeeze.Spill // nil without Options.Spill
	spillFile *spillFile

	first   sync.Once
	keeping sync.WaitGroup // writing the parse cache to the disk, for the next start

	mu    sync.Mutex
	theme *theme.Theme
	looks digest.Key // of what theme was loaded from: see looksOf
	aside diag.List  // about themes beside site.toml that are not used: see ignored
}

// New is a Builder for the site in opt.Root. Call Close at the end.
func New(opt Options) (*Builder, error) {
	b := &Builder{opt: opt}
	cache := pictures{dir: filepath.Join(opt.Root, StateDir, "cache")}
	src := source.Options{Today: opt.Today, Workers: opt.Workers, Shrink: opt.Shrink, Parsed: filepath.Join(cache.dir, "parsed"), Program: opt.Version}
	used(src.Parsed, time.Now())
	if opt.Spill {
		b.spill, b.spillFile = newSpill(opt.Root, cache.dir)
		src.Spill, b.index.Spill = b.spill, b.spill
	}
	if !opt.Strict {
		src.State = filepath.Join(opt.Root, StateDir)
	}
	if opt.Progress != nil {
		src.Progress = func(done, total int) { opt.Progress(Reading, done, total) }
		b.index.Progress = func(done, total int) { opt.Progress(Searching, done, total) }
	}
	if tex, err := fs.ReadFile(opt.Theme, "assets/tex.js"); err == nil {
		b.tex = formula.New(tex, cmp.Or(opt.Workers, runtime.GOMAXPROCS(0)))
		b.tex.SetCompiled(compiled(opt.Theme, "tex"))
		b.tex.SetCache(cache)
		src.Typeset = b.tex.Typeset
	}
	b.store = source.New(opt.Root, src)
	ssr, err := fs.ReadFile(opt.Theme, "assets/ssr.js")
	if err != nil {
		ssr = nil // theme.Load says what is missing and how to build it
	}
	b.charts = chart.NewEngine(ssr, opt.Workers)
	b.charts.SetCompiled(compiled(opt.Theme, "ssr"))
	b.charts.SetCache(cache)
	return b, nil
}

// compiled is what tools/compile made of a script of the theme; nil: the script engine compiles it.
func compiled(theme fs.FS, script string) []byte {
	b, err := fs.ReadFile(theme, "assets/"+script+".qjs")
	if err != nil {
		return nil
	}
	return b
}

// Close waits until the caches are written, releases the engines that draw charts and
// set formulas, and deletes old cache files.
func (b *Builder) Close() {
	b.keeping.Wait()
	b.charts.Close()
	b.tex.Close()
	b.spillFile.Close()
	prune(filepath.Join(b.opt.Root, StateDir, "cache"), time.Now(), cacheAge, cacheBytes)
}

// Rebuild reads what the hint names and makes an edition. An error means that the
// sources or the theme cannot be read at all, or that ctx ended.
func (b *Builder) Rebuild(ctx context.Context, hint source.Hint) (*Edition, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	snap, err := b.store.Refresh(ctx, hint)
	if err != nil {
		return nil, err
	}
	if key := looksOf(snap); b.theme == nil || b.looks != key {
		if err := b.loadTheme(snap); err != nil {
			return nil, err
		}
		b.looks = key
	}
	if hint.All {
		b.aside = ignored(b.opt.Root, b.opt.Theme)
	}
	b.first.Do(func() { b.keeping.Go(b.store.Keep) })
	return b.edition(snap), nil
}

// ReadersFirst is how long the rules are not checked after an edition was made, unless somebody
// asks for what they find: its first readers need the cores.
const ReadersFirst = 30 * time.Millisecond

// edition makes the edition of a snapshot. The caller holds the mutex.
func (b *Builder) edition(snap *source.Snapshot) *Edition {
	aside := slices.Concat(b.aside, b.theme.Diags())
	linked := site.Link(snap)
	e := &Edition{Snapshot: snap, Site: linked, Press: press.New(linked), Theme: b.theme}
	found := sync.OnceValue(func() diag.List {
		l := findings(snap, e.Site, e.Press, aside)
		setLevels(l, snap)
		l = l.WithoutOff()
		l.Sort()
		return l
	})
	var wg sync.WaitGroup
	wg.Go(func() { e.ID = editionID(snap, b.theme) })
	e.Plan = plan.Make(e.Site, e.Press, b.theme, found, b.store.File, b.store.Read)
	if snap.Config.Publish.Machine {
		e.Plan.Outputs = append(e.Plan.Outputs, machineOutputs(e.Plan.Outputs)...)
	}
	wg.Wait()
	time.AfterFunc(ReadersFirst, func() { found() })
	e.diags = sync.OnceValue(func() diag.List {
		if len(e.Plan.Diags) == 0 {
			return found()
		}
		l := slices.Concat(found(), e.Plan.Diags)
		l.Sort()
		return l
	})
	return e
}

// yield waits until no edition is being made.
func (b *Builder) yield() {
	b.mu.Lock()
	defer b.mu.Unlock()
}

// indexFollower makes a search index that follows editions; it pauses while an edition is
// made.
func (b *Builder) indexFollower(failed func(error), changed func(*index.Follower)) *index.Follower {
	return b.index.Follower(index.Options{Yield: b.yield, Failed: failed, Changed: changed})
}

// ReloadTheme makes the next Rebuild load the theme again.
func (b *Builder) ReloadTheme() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.theme = nil
}

// draw is the static picture of a chart.
func (b *Builder) draw(c theme.Chart, id string) (string, error) {
	if b.opt.Plain {
		return "", nil
	}
	return b.charts.Pair(chart.Picture{Option: c.Option, Width: c.Width, Height: c.Height, Label: c.Label, Desc: c.Desc}, id)
}

// editionID is a digest of all sources and the theme.
func editionID(snap *source.Snapshot, th *theme.Theme) string {
	sum := digest.NewSum() // pages are many: no reflection, as digest.Of needs it
	for _, p := range snap.Briefs {
		_, _ = sum.Write(p.ID[:])
	}
	keys := make([]digest.Key, 0, 2*len(snap.Workbooks)+len(snap.Files))
	for _, b := range snap.Workbooks {
		keys = append(keys, b.Digest, digest.Of(b.Path, string(b.State)))
	}
	for _, f := range snap.Files {
		keys = append(keys, f.Key)
	}
	for _, r := range snap.Records {
		keys = append(keys, r.Key, digest.Of(r.Path))
	}
	for _, n := range snap.Navs {
		keys = append(keys, digest.Of(*n))
	}
	// looksOf is needed beside the theme's key: a faulty template does not change the
	// theme, but its diagnostic must appear with a new edition.
	return digest.Of(sum.Key(), keys, snap.Owners.Key, snap.Again, snap.Config, string(snap.Today), th.Key(), looksOf(snap)).String()
}
