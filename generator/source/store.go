package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/parallel"
	"milepost/generator/sheet"
	"milepost/generator/squeeze"
)

// fresh is how near to now a file's time must be for its size and time not to
// be trusted: FAT keeps times in steps of 2 s.
const fresh = 3 * time.Second

// Store holds what the files of one site parsed to.
type Store struct {
	root string // the site's folder
	opt  Options

	mu        sync.Mutex
	config    config.Config
	settings  diag.List // diagnostics of site.toml
	owners    *Codeowners
	raw       digest.Key
	pageKeys  map[string]digest.Key      // of the options of pages, by folder
	entries   map[string]*entry          // by content path
	leaning   map[string]bool            // entries that depend on other files: pages that include some, files with the name of a copy
	notes     func() map[string][]string // paths of pages by the names of their files, for pages that include others
	order     []slot                     // the entries by path; nil after a path has come or gone
	places    map[string]int32           // the place of each path in order
	outs      *kb.Numbers                // see Snapshot.Outs
	ahead     *entry                     // read by Ahead since the last Refresh
	names     names                      // numbers of what links name
	inPlace   []int32                    // the place of each of names, see Snapshot.InPlace
	tags      names
	people    names     // owners and deputies
	folders   names     // of pages
	days      names     // of reviews
	linked    bool      // the last full scan met symbolic links
	links     diag.List // those that are not followed
	git       history
	cut       bool // the last refresh was given up: what its hint named may not have been read
	past      bool // the folder is not where git has it: what git knows was asked before
	bytesOnly bool // nothing is parsed: for the identity of the sources
	kept      keeper
	parsed    parsed
	besides   besides
	brand     brand
	nav       *kb.Nav // of site.toml, or the file that it names
}

// entry is one file of the content folder: its identity on disk, the identity
// of what parsed it, and the result. At most one of page, book, file is set.
type entry struct {
	path     string
	size     int64
	mtime    time.Time
	key      digest.Key // of bytes
	options  digest.Key // of parse options
	side     digest.Key // of the sidecar's bytes
	page     *Page
	packed   string        // of a page: its parsedPage, packed; the texts of the page are parts of it
	html     squeeze.Piece // of a page: that of its body, which is not in packed
	book     *kb.Workbook
	file     *kb.File
	record   *Record
	nav      *kb.Nav
	diags    diag.List
	includes bool // a page that includes other files, which may change
	unread   bool // it could not be read: only book is set, and only for a workbook
}

// New is a store for the site in the folder root. Nothing is read yet.
func New(root string, opt Options) *Store {
	return &Store{
		root: root, opt: opt, config: config.Default(), entries: map[string]*entry{}, leaning: map[string]bool{},
		kept: keeper{dir: opt.State, shrink: opt.Shrink}, parsed: parsed{file: opt.Parsed, program: opt.Program, spill: opt.Spill},
	}
}

// Refresh looks at what the hint names and returns the site's sources as they
// are now. An error means that the content folder itself cannot be read, or that
// ctx ended: then nothing of what was read is kept, and the next call looks at
// everything.
func (s *Store) Refresh(ctx context.Context, hint Hint) (*Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	snap, err := s.refresh(ctx, hint)
	if err == nil && snap.Folder != FolderID(s.File(".")) { // a share came or went: some files are from the one folder, some from the other
		snap, err = s.refresh(ctx, Hint{All: true})
	}
	return snap, err
}

// refresh is Refresh, as long as the content folder stays the same folder.
func (s *Store) refresh(ctx context.Context, hint Hint) (*Snapshot, error) {
	if len(s.entries) == 0 && !s.bytesOnly {
		go s.parsed.load() // while the folders are looked at
	}
	before := s.raw
	if err := s.readConfig(ctx); err != nil {
		return nil, err
	}
	if s.raw != before {
		s.pageKeys = nil
	}
	if s.raw != before || len(s.entries) == 0 || s.cut {
		hint.All = true
	}
	s.cut = true // until all is read
	content := s.File(".")
	folder := FolderID(content)
	scan := newScanner(ctx, s.root, &s.config, s.holds)
	if !hint.All && !s.linked {
		if err := s.look(scan, hint); err != nil {
			return nil, err
		}
	}
	// Whether a symbolic link is followed depends on all others, so a folder with
	// links is always scanned whole.
	all := hint.All || s.linked || scan.links
	if all {
		scan = newScanner(ctx, s.root, &s.config, s.holds)
		if err := scan.all(); err != nil {
			return nil, fmt.Errorf("read %s: %w", content, err)
		}
		s.links, s.linked = scan.diags, scan.links
	}
	s.forget(scan, all)
	s.notes = sync.OnceValue(func() map[string][]string { return noteIndex(maps.Keys(s.entries), maps.Keys(scan.found)) })
	if err := s.parse(ctx, s.changed(scan, hint)); err != nil {
		return nil, err
	}
	if hint.All && s.config.Git && !s.past {
		if err := s.git.read(ctx, content); err != nil {
			return nil, err
		}
	}
	if err := s.readBrand(ctx, hint); err != nil {
		return nil, err
	}
	s.readOrder(ctx)
	s.owners = readCodeowners(ctx, s.owners, s.root, s.config.Content)
	snap := s.snapshot()
	snap.Folder = folder
	snap.Former = s.git.former(ctx, content, snap.Pages)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.cut, s.ahead = false, nil
	return snap, nil
}

// look scans what the hint names.
func (s *Store) look(scan *scanner, hint Hint) error {
	for _, dir := range hint.Dirs {
		if rel, ok := s.inContent(dir); ok {
			if scan.linked(rel) {
				scan.links = true
				return nil
			}
			if err := scan.dir(rel, false); err != nil {
				return fmt.Errorf("read %s: %w", dir, err)
			}
		}
	}
	for _, file := range hint.Files {
		if rel, ok := s.inContent(file); ok {
			scan.file(rel)
		}
	}
	for p := range s.leaning {
		if _, here := scan.found[p]; !here && !scan.covers(p) {
			scan.file(p)
		}
	}
	return nil
}

// inContent turns a path from the site's folder into a content path; false if it lies
// outside the content.
func (s *Store) inContent(p string) (string, bool) {
	return s.config.InContent(p)
}

// holds tells whether any file below the folder is known.
func (s *Store) holds(dir string) bool {
	if s.order != nil {
		return len(s.below(dir)) > 0
	}
	for p := range s.entries {
		if strings.HasPrefix(p, dir+"/") {
			return true
		}
	}
	return false
}

// below is the part of s.order that is below a folder.
func (s *Store) below(dir string) []slot {
	if dir == "." {
		return s.order
	}
	find := func(p string) int {
		i, _ := slices.BinarySearchFunc(s.order, p, func(o slot, p string) int { return strings.Compare(o.path, p) })
		return i
	}
	return s.order[find(dir+"/"):find(dir+"0")] // 0 comes after the slash
}

// forget drops the entries of files that are gone.
func (s *Store) forget(scan *scanner, all bool) {
	gone := false
	look := func(p string) {
		if _, here := scan.found[p]; !here && (all || scan.covers(p)) && s.entries[p] != nil {
			delete(s.entries, p)
			delete(s.leaning, p)
			gone = true
		}
	}
	if all || s.order == nil {
		for p := range s.entries {
			look(p)
		}
	} else { // thousands of others are not covered
		for _, p := range slices.Concat(scan.dirs, scan.trees) {
			look(p)
			for _, o := range s.below(p) {
				look(o.path)
			}
		}
	}
	if gone {
		s.order = nil
	}
}

// changed lists the files to parse: new, other size or time, changed a moment
// ago, named by the hint, or parsed under other settings.
func (s *Store) changed(scan *scanner, hint Hint) []job {
	named := map[string]bool{}
	for _, f := range hint.Files {
		if rel, ok := s.inContent(f); ok {
			named[rel] = true
			if book, ok := strings.CutSuffix(rel, Sidecar); ok {
				named[book] = true
			}
		}
	}
	now := time.Now()
	jobs := []job{}
	for p, info := range scan.found {
		e := s.entries[p]
		j := s.job(scan, p)
		if e == nil || named[p] || e.size != info.Size() || !e.mtime.Equal(info.ModTime()) ||
			now.Sub(info.ModTime()).Abs() < fresh || e.options != j.options || j.side != "" || e.side != (digest.Key{}) ||
			e.again() || s.leaning[p] {
			jobs = append(jobs, j)
		}
	}
	slices.SortFunc(jobs, func(a, b job) int { return strings.Compare(a.path, b.path) })
	return jobs
}

// job says how to read a file that was found.
func (s *Store) job(scan *scanner, p string) job {
	j := job{path: p, info: scan.found[p], side: scan.sidecar(p), options: s.optionsKey(p), old: s.entries[p], bytesOnly: s.bytesOnly}
	if j.copy = len(sheet.Originals(p)) > 0 && !fact.Named(p); j.copy {
		j.alone = !scan.original(p)
		j.options = digest.Of(j.options, j.alone)
	}
	return j
}

// parse runs the jobs on all cores and keeps their results; none if ctx ends.
func (s *Store) parse(ctx context.Context, jobs []job) error {
	results := make([]*entry, len(jobs))
	briefs := make([]Brief, len(jobs)) // one block, in the order of the paths
	errs := make([]error, len(jobs))
	var done atomic.Int64
	parallel.Each(s.opt.Workers, len(jobs), func(i int) bool {
		results[i], errs[i] = s.read(ctx, jobs[i], &briefs[i])
		if n := done.Add(1); s.opt.Progress != nil {
			s.opt.Progress(int(n), len(jobs))
		}
		return ctx.Err() == nil
	})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	s.parsed.release()
	s.unpack(results, briefs)
	for i, e := range results {
		switch {
		case os.IsNotExist(errs[i]): // deleted after the scan
			delete(s.entries, jobs[i].path)
			delete(s.leaning, jobs[i].path)
			s.order = nil
		default:
			if errs[i] != nil {
				e = unreadable(jobs[i], errs[i])
			}
			if !s.replace(e) {
				s.order = nil
			}
			s.entries[e.path] = e
			if delete(s.leaning, e.path); e.includes || jobs[i].copy {
				s.leaning[e.path] = true
			}
		}
	}
	return nil
}

// unpack makes the pages that were parsed. Until all files are parsed, only one text is kept
// of each: thousands of small pieces between what the parser threw away would keep the memory
// around them from being used for anything else.
func (s *Store) unpack(entries []*entry, briefs []Brief) {
	parallel.Each(s.opt.Workers, len(entries), func(i int) bool {
		if e := entries[i]; e != nil && e.packed != "" && e.page == nil {
			s.place(e, &briefs[i], unpacked(e.packed), s.pageOptions(e.path))
		}
		return true
	})
}

// unreadable is the entry of a file that another program locks or that we may not read.
// The site goes on without the file until it can be read.
func unreadable(j job, err error) *entry {
	e := &entry{path: j.path, size: j.info.Size(), mtime: j.info.ModTime(), options: j.options, unread: true}
	d := diag.New("SO04.held", diag.Pos{File: j.path})
	if errors.Is(err, fs.ErrPermission) {
		d = diag.New("SO04.denied", diag.Pos{File: j.path})
	}
	if sheet.Candidate(j.path) && !isRecord(j.path) { // its last good values can be shown
		e.book = &kb.Workbook{Path: j.path, State: kb.Settling, Diags: diag.List{d}}
		return e
	}
	e.diags = diag.List{d}
	return e
}

// again tells whether the file must be read again soon, although no change of it is seen:
// it was locked, or not written to its end.
func (e *entry) again() bool {
	return e.unread || e.book != nil && e.book.State == kb.Settling
}

// Read returns the bytes of a content file that is published in another form.
func (s *Store) Read(p string) ([]byte, error) { return readAtMost(s.File(p), largestBook) }

// File is the absolute path of a content file, for copying it.
func (s *Store) File(p string) string {
	return filepath.Join(s.root, filepath.FromSlash(s.config.Disk(p)))
}
