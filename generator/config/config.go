// Package config reads site.toml.
//
// In go the bytes of the file; out come the settings of the site with defaults
// filled in, and diagnostics with positions for everything that is not understood.
// It never reads a disk: others check whether a named file exists.
package config

import (
	"context"
	"path"
	"strings"

	"milepost/generator/diag"
)

// File is the name of the settings file in the site's folder.
const File = "site.toml"

// Config is the settings of a site: plain data, safe to digest.
type Config struct {
	Title     string
	Summary   string
	Language  string // zh-CN or en
	Content   string // folder of the sources, relative to site.toml; "content"
	Output    string // folder of the site; "public"
	BaseURL   string // only for feeds and sitemaps; pages never need it
	Git       bool   // take dates and authors from git
	Sections  []Section
	Home      Home
	People    People
	Series    []Series
	Sheets    []Sheet
	Words     []Word
	Limits    Limits
	Publish   Publish
	Serve     Serve
	Rules     []Rule
	Suppress  []Suppress
	RAG       RAG
	History   History
	Reports   []Report
	Template  Template // of all reports that name none
	Feedback  Feedback
	Theme     Theme
	Nav       Nav
	Links     Links
	Front     Front
	Boxes     []Shortcode // tags of other generators
	Calendar  string      // CSV of public holidays and make-up days, relative to the content folder
	Search    bool
	Synonyms  []Synonym // for the search, beside those of the program
	Highlight bool      // colour code at build time
}

// Section gives the pages of a folder their kind.
type Section struct {
	Folder string
	Kind   string
	Line   int
}

// Home says which files and parts the home page shows; empty lists are filled by schema.
type Home struct {
	Phases       []string
	KPI          []string
	Satisfaction []string
	Sections     []string // kb.HomeParts that are shown, in order; nil is all
	Boards       []string // roles whose duties it shows

	PhasesLine, KPILine, SatisfactionLine, BoardsLine int
}

// People is what is published about owners.
type People struct {
	Pages bool // a page with the duties of each, and a calendar
}

// Synonym is words with the same meaning in a site.
type Synonym struct{ Words []string }

// Series joins periodic exports into one dataset.
type Series struct {
	Name    string
	Pattern string // with {period}, relative to the content folder
	Line    int
}

// Sheet overrides the guesses for the workbooks whose path matches File.
type Sheet struct {
	File       string // path of a file or folder relative to the content folder, * allowed
	Sheet      string
	Range      string
	HeaderRows int
	Schema     string
	Encoding   string
	Private    string // kb.PrivateYes: rows, CSV and file are not published; "": not said
	Columns    []Column
	Line       int
}

// Matches tells whether the settings are for a file: by its path, or that of a folder above it.
func (s *Sheet) Matches(p string) bool {
	pattern := strings.Trim(s.File, "/")
	for at := p; at != "." && at != "/"; at = path.Dir(at) {
		if ok, _ := path.Match(pattern, at); ok || pattern == at {
			return true
		}
	}
	return false
}

// Column overrides one column of a sheet.
type Column struct {
	Header string
	Field  string
	Type   string
	Unit   string
	Line   int
}

// Word adds a header word to the vocabulary.
type Word struct {
	Schema string
	Field  string
	Header string
	Line   int
}

// Limits of one workbook; 0 is the default of package sheet.
type Limits struct {
	FileMB int
	Rows   int
	Cells  int
}

// Serve is for sites that milepost serve shows to readers.
type Serve struct {
	Hosts []string // host names that readers use, without port
}

// Publish says what is published.
type Publish struct {
	Types     []string // extensions of attachments that are published besides the usual ones: ".xml"
	TypesLine int
	Originals string   // of workbooks: all, clean (without hidden contents and personal properties), none
	Books     []string // folders whose pages are published as one page too; "." is the site
	BooksLine int
	Edit      string // address at which a page can be edited, with {path}; "" if there is none
	Changes   bool   // show the changes of a page from git
	Facts     bool   // publish the facts of each project as facts.json
	Keep      int    // how many dated editions are kept besides the newest; 0 is none
	KeepEvery string // EveryDay, …: one is kept for each day, month and so on; "" is EveryDay
	Machine   bool   // publish pages as Markdown, tables and facts as JSON, for programs
	Shrink    int    // percent of the pages that may be lost at once; 50
}

// Of each of these, the last edition is kept.
const (
	EveryDay     = "day"
	EveryMonth   = "month"
	EveryQuarter = "quarter"
	EveryYear    = "year"
)

// Which files of workbooks are published.
const (
	OriginalsAll   = "all"
	OriginalsClean = "clean"
	OriginalsNone  = "none"
)

// Rule sets the level and parameters of a rule.
type Rule struct {
	ID     string
	Level  string // "", off, note, warning, error
	Params []Param
	Line   int
}

// Param is one parameter of a rule.
type Param struct {
	Key  string
	List []string
	Line int
}

// Suppress silences a rule for some files until a day, with a reason.
type Suppress struct {
	Rule   string
	File   string // path, * allowed; "" for all
	Reason string
	Until  string // date; "" is not allowed
	Line   int
}

// RAG is how many points behind the expected value make a state amber, and how many red.
// Exactly that many points still count as the better state.
type RAG struct{ Amber, Red int }

// History is the folder for records of facts.
type History struct {
	Folder string // its name, in the folder of the project; "" is 历史 or history, see site.HistoryFolder
}

// Report is a report that is due regularly.
type Report struct {
	Name     string
	Kind     string // weekly, monthly …
	Folder   string // of its pages, relative to the content folder; "" picks one
	Project  string // folder of the project, "." for the site
	Due      Due
	Sections []string // in order; nil is those of the kind
	Template Template
	Line     int
}

// Template is a Word document with the company's layout.
type Template struct {
	Path  string // relative to the site's folder; "" is none
	Wrong string // the text in site.toml, if it is not such a path
	Line  int    // of site.toml
	Col   int    // of what is wrong
}

// Said tells whether site.toml names a template, valid or not.
func (t Template) Said() bool { return t.Path != "" || t.Wrong != "" }

// Due is how long after the period's end a report must be issued.
type Due struct {
	Days    int
	Workday bool // they are working days
	Said    bool // site.toml says it
}

// Default is the settings of a site without a site.toml.
func Default() Config {
	return Config{Title: "Milepost", Language: "zh-CN", Content: "content", Output: "public", Git: true, Search: true, Highlight: true, RAG: RAG{Amber: 5, Red: 15}, People: People{Pages: true}, Publish: Publish{Shrink: 50, Originals: OriginalsClean, Changes: true}}
}

// Parse reads site.toml. If ctx ends, it stops, and the result must not be used.
func Parse(ctx context.Context, src []byte) (Config, diag.List) {
	r := reader{cfg: Default()}
	r.read(ctx, src)
	r.placeStatic()
	return r.cfg, r.diags
}

// Kind is the kind that [sections] gives a page of the folder: that of the
// nearest folder up, "" if none is named.
func (c *Config) Kind(folder string) string {
	best, kind := -1, ""
	for _, s := range c.Sections {
		if within(folder, s.Folder) && len(s.Folder) > best {
			best, kind = len(s.Folder), s.Kind
		}
	}
	return kind
}

// within tells whether folder is dir or below it.
func within(folder, dir string) bool {
	return folder == dir || dir == "." || len(folder) > len(dir) && folder[:len(dir)] == dir && folder[len(dir)] == '/'
}
