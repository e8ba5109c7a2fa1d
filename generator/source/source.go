// Package source reads a site's folder.
//
// In go a directory and hints about what may have changed; out comes a
// [Snapshot]: every page, workbook and file, parsed, with what git knows of
// them, today's date and the last good values of workbooks that cannot be read
// now. The [Store] remembers what each file's bytes parsed to, and nothing
// else: the same tree and state always give the same snapshot, whatever was
// read before. A hint is only a hint: bytes decide what changed.
package source

import (
	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// Options are the inputs of a site that are not in its folder.
type Options struct {
	Today   func() kb.Date // the day to judge dates by
	State   string         // directory of the last good datasets; "" keeps none and uses none
	Shrink  bool           // a workbook may lose all its rows: its last good ones are not shown instead
	Workers int            // parallel parsers; 0 is one per core
	Parsed  string         // file of what was parsed before; "" keeps nothing
	Program string         // by which: what another one wrote there is not read
	// Progress, if set, is told how many of the files to parse are done.
	Progress func(done, total int)
	Typeset  kb.Typeset // sets the formulas of pages; without it they are shown as TeX
}

// Hint says what may have changed since the last refresh. Paths are relative
// to the site's folder, with slashes.
type Hint struct {
	All   bool     // look at everything
	Dirs  []string // look at the files directly in these folders, and at new folders below
	Files []string // read these again even if size and time are the same
}

// Snapshot is everything that a site is made from. It is never written to.
type Snapshot struct {
	Config    config.Config
	Today     kb.Date
	Folder    string                     // which content folder was read, see FolderID
	Pages     []*Page                    // by path
	Places    []int32                    // of Pages among all files
	Place     map[string]int32           // the place of each file among all, by path
	Workbooks []*kb.Workbook             // by path; skipped ones too
	Files     []kb.File                  // by path: images and attachments
	Navs      []*kb.Nav                  // site.toml's, then those of the content by path
	Records   []*Record                  // by path: facts that were kept
	Withheld  map[string]diag.Diagnostic // why a file of the folder is not published, by path
	Names     []string                   // what links name, by Link.Name
	Tagged    []string                   // the names of tags, by the numbers in Page.Tags
	Owners    *Codeowners                // whom CODEOWNERS names
	Changes   map[string]kb.Change       // what git knows, by path
	Former    map[string][]Former        // the paths that a page had before, by that of today
	Books     map[string]kb.Change       // the last change of each workbook
	Again     []string                   // files that another look may find whole: still being copied, or held by a program
	Beside    []Beside                   // by path: what the site is shown with
	Footer    *Page                      // the footer that [theme] says, nil if none
	Shallow   bool                       // git history is cut off: dates are unknown
	Diags     diag.List
}

// Page is a parsed page with what follows from its path and text alone.
type Page struct {
	*kb.Page
	Key     digest.Key       // of the file's bytes, with those of the files that it includes
	SortKey string           // of the title
	Number  string           // the place that its name or else its title gives it, see text.Ordinal
	Kind    string           // given, or its folder's
	Due     kb.Date          // the day after which its review is overdue, "" if never
	Shows   bool             // it holds data blocks or values
	Judged  diag.List        // what its kind says of it
	Method  vocab.Mechanisms // parts of the method that its title is about
	Date    kb.Date          // of the file
	Unsafe  bool             // its name cannot be that of an output everywhere
	Targets []string         // per hole of the body: the content path it names, "" if none or outside
	Links   []Link           // the links and images among the holes
	Out     string           // where it is published unless it is its folder's page
	Folded  string           // Out in lower case

	Tags         []int32 // its tags, as numbers in Snapshot.Tagged
	ReviewedLine int     // where its front matter says when it was reviewed, 1 if nowhere
}

// Record is a file of facts that were kept when a report was issued. It is
// never published.
type Record struct {
	Path  string
	Key   digest.Key // of the file's bytes
	Facts fact.Set
	Base  fact.Set // what the sheets said, when the record was made, of the one before
}

// Is tells whether the record is what a fingerprint was taken of, whatever the
// line ends of its file.
func (r *Record) Is(sum string) bool {
	return r.Key.Short() == sum || r.Facts.Joined(fact.Base, r.Base).Sum() == sum
}

// Link is a link or an image of a page. Name numbers the content path it names
// among all paths that links of this store have named; it is -1 if the link
// needs a closer look (a heading, a wiki name, a path outside).
type Link struct {
	Hole int32
	Name int32
}

// Change is what is known of the last change of a file: from git, else from
// the file itself, dated by its own time.
func (s *Snapshot) Change(p string, own kb.Date) kb.Change {
	if c, ok := s.Changes[p]; ok {
		return c
	}
	if s.Shallow {
		return kb.Change{Path: p, From: "unknown"}
	}
	return kb.Change{Path: p, Date: own, From: "file"}
}
