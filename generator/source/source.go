// Package source reads a site's folder.
//
// In go a directory and hints about what may have changed; out comes a
// [Snapshot]: every page, workbook and file, parsed, with what git knows of
// them, today's date and the last good values of workbooks that cannot be read
// now. The [Store] remembers what each file's bytes parsed to, and nothing
// else: the same files and the same state directory always give the same snapshot,
// whatever was read before. A hint only says where to look: the bytes decide what changed.
package source

import (
	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/squeeze"
	"milepost/generator/vocab"
)

// Options are the inputs of a site that are not in its folder.
type Options struct {
	Today   func() kb.Date // the day that counts as today
	State   string         // directory of the last good datasets; "" keeps none and uses none
	Shrink  bool           // a workbook may lose all its rows: its last good ones are not shown instead
	Workers int            // parallel parsers; 0 is one per core
	Parsed  string         // file that keeps what was parsed, for the next run; "" keeps nothing
	Program string         // version of the program: what another version wrote to Parsed is not read
	// Progress, if set, is told how many of the files to parse are done.
	Progress func(done, total int)
	Spill    *squeeze.Spill // keeps the HTML of the pages that are parsed; nil: it stays in memory
	Typeset  kb.Typeset     // turns the formulas of pages into HTML; nil shows them as TeX
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
	Briefs    []*Brief                   // of Pages
	Spots     []Spot                     // of Pages
	Place     map[string]int32           // the place of each file among all, by path
	Outs      *kb.Numbers                // the places of pages by Brief.Hash, also of those that cannot be read; nil if two have one output
	Workbooks []*kb.Workbook             // by path, with those that are skipped
	Files     []kb.File                  // by path: images and attachments
	Navs      []*kb.Nav                  // site.toml's, then those of the content by path
	Records   []*Record                  // by path: the facts of issued reports
	Withheld  map[string]diag.Diagnostic // why a file of the folder is not published, by path
	Names     []string                   // what links name, by Link.Name
	InPlace   []int32                    // the place of the file with each of Names among all files, -1 if there is none
	Tagged    []string                   // the names of tags, by the numbers in Brief.Tags
	People    []string                   // owners and deputies, by the numbers in Brief
	Folders   []string                   // the folders of pages, by Brief.InFolder
	Owners    *Codeowners                // who owns which files, as CODEOWNERS says
	Changes   map[string]kb.Change       // the last change of files that git knows, by path
	Former    map[string][]Former        // the paths that a page had before, by that of today
	Books     map[string]kb.Change       // the last change of each workbook
	Again     []string                   // files that another look may find whole: still being copied, or held by a program
	Beside    []Beside                   // by path: the files for the look of the site
	Footer    *Page                      // the footer that [theme] says, nil if none
	Shallow   bool                       // git history is cut off: dates are unknown
	Diags     diag.List
}

// Page is a parsed page with what follows from its path and text alone.
type Page struct {
	*kb.Page
	Brief   *Brief
	Key     digest.Key       // of the file's bytes, with those of the files that it includes
	Judged  diag.List        // what is wrong with it as a page of its kind
	Method  vocab.Mechanisms // parts of the method that its title is about
	Date    kb.Date          // of the file
	Targets []string         // per hole of the body: the content path it names, "" if none or outside
}

// Brief is what is asked of every page whenever a site is linked and planned. Pages lie far
// apart in memory, so that a look at each of thousands takes milliseconds; the briefs of files
// that were read together lie side by side.
type Brief struct {
	Path    string
	Title   string
	SortKey string     // of the title
	Number  string     // the number in front of its name, else of its title, in a form that sorts: see text.Ordinal
	Kind    string     // the one that it names, else that of its folder
	Out     string     // path of its output; the page of a folder has another: see site.Page
	Links   []Link     // the links and images among the holes of the body
	Tags    []int32    // numbers in Snapshot.Tagged
	ID      digest.Key // of the path and of Page.Key

	Reviewed     kb.Date // "" if never
	Due          kb.Date // the day after which its review is overdue, "" if never
	ReviewedLine int     // line of the front matter that says when it was reviewed, 1 if none does

	InFolder     int32  // number of its folder in Snapshot.Folders
	OwnerNumber  int32  // of its own owner in Snapshot.People
	DeputyNumber int32  // the same of its deputy
	Weight       int    // order among its siblings, 0 sorts last
	Hash         uint32 // of Out: see kb.NameHash
	Rank         int8   // kb.IndexRank, -1 if it is not its folder's page

	Draft       bool
	Faulty      bool // Page.Judged is not empty
	Unsafe      bool // its name cannot be that of an output everywhere
	Shows       bool // it holds data blocks or values
	HasAliases  bool
	HasFields   bool // its front matter has keys of its kind
	HasRules    bool // it has formulas, with rules for their look
	HasDiagrams bool
}

// Spot is where a page stands, and whether it is shown: what is asked first of all pages is apart
// from their briefs, in a tenth of the memory.
type Spot struct {
	Place  int32 // among all files: see Snapshot.Place
	Folder int32 // Brief.InFolder
	Rank   int8  // Brief.Rank
	Draft  bool
}

// Record is a file with the facts that a report was issued with. It is never published.
type Record struct {
	Path  string
	Key   digest.Key // of the file's bytes
	Facts fact.Set
	Base  fact.Set // the facts of the period before, as the sheets had them when this record was made
}

// Is tells whether sum is the fingerprint of the record. Line ends do not count, since
// git may change them.
func (r *Record) Is(sum string) bool {
	return r.Key.Short() == sum || r.Facts.Joined(fact.Base, r.Base).Sum() == sum
}

// Link is a link or an image of a page. Name is the number of the content path that it
// names (see Snapshot.Names). It is -1 if a path does not say all: the link names a
// heading, a wiki page, or something outside.
type Link struct {
	Hole int32
	Name int32
}

// Change is the last change of a file: as git knows it, else with the file's own time,
// own, as its date.
func (s *Snapshot) Change(p string, own kb.Date) kb.Change {
	if c, ok := s.Changes[p]; ok {
		return c
	}
	if s.Shallow {
		return kb.Change{Path: p, From: "unknown"}
	}
	return kb.Change{Path: p, Date: own, From: "file"}
}
