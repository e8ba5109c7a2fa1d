package theme

import (
	"milepost/generator/digest"
	"milepost/generator/document"
	"milepost/generator/kb"
)

// A template sees nothing but its view: plain data, whose digest is the key of the
// output. Hrefs in a view are relative to the output and percent-encoded; texts are
// plain, and the template escapes them. Statuses, states and kinds are keys, which
// the template turns into words: {{word "status" .Status}}.

// Frame is what the views of all pages have in common.
type Frame struct {
	Lang        string // "zh-CN" or "en"
	Site        string // title of the site
	Title       string // of this page, without the title of the site
	Description string
	Kind        string // manual, faq, …; workbook, section, tag, tags, status, search, home
	Path        string // of this output from the site's root: "manuals/crm.html"
	Root        string // from this output back to the root: "", "../", "../../"
	Sheet       string // from the site's root: the style sheet for formulas, "" if the page has none
	Canonical   string // the absolute address of the page, "" if that of the site is unknown
	Feed        Ref    // of the top-level section that holds the page, zero if there is none
	Shell       digest.Sealed[*Shell]
	Nav         digest.Sealed[*Sidebar]
	Crumbs      []Ref // from the home page to the parent
}

// Assets are the fingerprinted files of the theme, from the site's root.
type Assets struct {
	Style    string // style.css
	Theme    string // theme.js, run before the first paint: light or dark, and which days are past
	Script   string // site.js: what every page needs
	Search   string // search.js: loaded when search is first used
	SearchUI string // search-ui.js: loaded with the dialog or the page of the search
	// SearchStyle is search.css: loaded with SearchUI.
	SearchStyle string
	Chart       string // chart.js: loaded on pages with charts
	ECharts     string // echarts.js: loaded by chart.js when somebody points at a chart
	Icon        string // icon.svg, or the site's own
	Logo        string // of the site, "" if it has none
	LogoDark    string // for dark screens, "" if Logo is for both
	Index       string // manifest of the search index, "search/manifest.js"
	Feed        string // the feed of the latest changes, "" if there is none
	Reports     string // the feed of reports, "" if there is none
	Terms       string // the terms of all glossaries, for terms.ts; "" if there are none
}

// Ref is a link to a page.
type Ref struct {
	Title string
	Href  string
	Kind  string
}

// PageView is a Markdown page.
type PageView struct {
	Frame
	Summary   string
	Marked    string // the summary as HTML, "" if it is plain
	Tags      []Ref
	Owner     Person
	OwnerFrom string // the file that names the owner, "" if the page does itself
	Deputy    Person
	Reviewer  Person
	Reviewed  kb.Date // last review, "" if never
	ReviewDue kb.Date // the page is overdue after this day, "" if it never is; judged at view time
	Updated   kb.Change
	Minutes   int // reading time
	TOC       []TOCItem
	Facts     []Fact // fields of the kind, in order
	Body      digest.Sealed[kb.Body]
	Fills     []Fill // one per hole of the body
	Prev      Ref    // Href "" if there is none
	Next      Ref
	Backlinks []Ref
	Related   []Ref       // pages with much in common
	Edit      string      // where the page can be edited, "" if nowhere
	Commits   []kb.Commit // what was changed, newest first
	HasCharts bool
	HasCode   bool
	FAQ       bool  // every heading is a question
	Asks      []Ask // how readers say what they think of the page
	Said      []Said
	SaidMore  []Ref // sheets with suggestions about the page that are not in Said
	// Report is the report that the page is, at most one: its head, errata and
	// sources; the sections stand in the fills.
	Report []document.Report
	Lead   []Block // above the text: how the project of the page stands, or all projects
}

// Said is a suggestion about the page.
type Said struct {
	Ref           // Title is its number, "" if it has none; Href leads to its row
	Text   string // of the suggestion
	Date   kb.Date
	State  document.Mark
	Answer string
	Change string
	Since  kb.Date // when the change went live
	Frag   string  // href of the heading that it is about, "" for the page
}

// Ask is a link with which readers give feedback. Holes names the placeholders in
// Href that the page's script fills in: see package feedback.
type Ask struct {
	Kind  string // yes, no, suggest, search
	Href  string
	Holes string
}

// Person is a person or a role that owns pages. Href is the link to their page, "" if
// there is none; if Name names several people, Each has one link for each.
type Person struct {
	Name string
	Href string
	Each []Ref
}

// TOCItem is a heading in the table of contents.
type TOCItem struct {
	Level int
	ID    string
	Text  string
}

// Fact is one field of a page's kind: 阶段: 试点.
type Fact struct {
	Key    string // "phase"; {{t "field.phase"}}
	Values []string
}

// Fill is what stands in one hole of the body: safe HTML, or a block.
type Fill struct {
	HTML  string  // escaped by the maker
	Block []Block // one at most; of a report one for each section
}

// HomeView is the home page: where the project stands.
type HomeView struct {
	PageView                   // of content/_index.md; without that file Title is the site's title
	Parts    []string          // names from kb.HomeParts: the parts that are shown, in order
	Front    []document.Report // where the project stands, at most one; none if nothing is known
	Blocks   []Block           // phase Gantt, KPI board, satisfaction trend: those for which there is data
	Cards    []Card            // top-level sections
	Book     Ref               // the whole site as one page, Href "" if there is none
	Calendar string            // href of the project's calendar (.ics), "" if there is none
	Report   []ReportEntry     // the newest issued report of each project
	Changes  []Change          // latest first
	Reviews  []Review          // pages with a review date, most overdue first; the script shows those past due
	Problems Problems
}

// Card is a section on the home page or on its parent's page.
type Card struct {
	Ref
	Summary string
	Count   int // pages below it
}

// Change is one line of the latest changes: a page, a workbook, or a folder.
type Change struct {
	Ref
	Date   kb.Date
	Author string
	From   string // git, file, unknown
	Count  int    // how many files changed, 1 for a page or workbook
}

// Review is a page and the day on which its review is due.
type Review struct {
	Ref
	Owner string
	Due   kb.Date
}

// Problems counts the diagnostics of the build.
type Problems struct {
	Errors   int
	Warnings int
	Href     string // the data-status page
}

// SectionView is the page of a folder: its own text, if any, and what is in it.
type SectionView struct {
	PageView
	Front    []document.Report // of a project: where it stands, at most one
	Book     Ref               // all pages of the folder as one page, Href "" if there is none
	Calendar string            // of a project: href of its calendar (.ics), "" if there is none
	Blocks   []Block           // what its pages show together
	Cards    []Card
	Reports  []ReportEntry // newest first; they are not in Pages, too
	Pages    []Entry
	Sheets   []Entry // workbooks
}

// ReportEntry is a report in a list.
type ReportEntry struct {
	Ref
	Kind     string // weekly, monthly …
	Period   kb.Period
	Phase    string
	Overall  document.Mark
	Issued   kb.Date // "" if it is a draft
	Approver string
	Author   string
	Files    []Ref // its exported files; Title is their ending: docx
}

// Entry is a page in a list.
type Entry struct {
	Ref
	Summary string
	Owner   string
	Updated kb.Date
	Due     kb.Date
}

// TagView lists the pages with one tag.
type TagView struct {
	Frame
	Pages []Entry
}

// TagsView lists all tags.
type TagsView struct {
	Frame
	Tags []TagCount
}

// EditionsView lists the dated editions, newest first.
type EditionsView struct {
	Frame
	Editions []Ref
}

// TagCount is a tag and how many pages carry it.
type TagCount struct {
	Ref
	Count int
}

// OwnersView is what waits for an owner, or the list of owners.
type OwnersView struct {
	Frame
	Calendar string // of an owner: href of the calendar (.ics)
	Sections []document.Section
}

// WorkbookView is the page of one workbook: what was read, the tables, charts, downloads.
type WorkbookView struct {
	Frame
	File     string   // name of the file
	Original string   // href of the original file, "" if it is not published
	Removed  []string // what was removed from the published copy: words of kb.Original
	Withheld string   // why the original is not published; "" if it is, or if its copy is not made yet
	State    string   // good, faulty, kept, refused, settling
	Kept     kb.Date
	AsOf     kb.Period
	Updated  kb.Change
	Sheets   []SheetNote
	Tables   []DatasetView
	Problems []Problem
	UsedBy   []Ref
	Asks     []Ask
}

// SheetNote is one sheet of a workbook and what became of it.
type SheetNote struct {
	Name   string
	State  string // read, hidden, empty, chart, macro, broken, no-table
	Tables int    // of State hidden: the number of hidden sheets, which are one entry without a name
}

// DatasetView is one dataset on its workbook's page.
type DatasetView struct {
	ID       string // anchor
	Name     string
	Title    string
	Range    string
	Schema   string
	RunnerUp string
	Percent  int     // score in percent
	CSV      string  // href of the CSV download
	Blocks   []Block // the automatic charts
	Columns  []ColumnNote
	Table    Table
	Notes    []string
}

// ColumnNote is how one column was understood.
type ColumnNote struct {
	Header string
	Field  string // "" if the column is not of the schema
	Type   string
	Unit   string
	Ref    string
}

// StatusView is the data-status page: each file with its state and problems.
type StatusView struct {
	Frame
	Files    []FileStatus
	Problems []Problem // of pages and config
	Counts   Problems
}

// FileStatus is one spreadsheet file on the data-status page.
type FileStatus struct {
	Path     string
	Href     string // its workbook page, "" if none
	State    string // good, faulty, kept, refused, settling, skipped
	Why      string // of State skipped, the reason: lock, conflict, copy, temp, hidden
	Kept     kb.Date
	AsOf     kb.Period
	Tables   []string // "进度 · phases · 24 行"
	Sheets   []SheetNote
	Problems []Problem
	Owner    string // who should act
}

// Problem is a diagnostic in the words of the site's language.
type Problem struct {
	Rule  string
	Level string // error, warning, note
	Where string // 进度.xlsx [进度] C14
	Text  string
	Hint  string
	Href  string // to the row or page, "" if there is none
}

// SearchView is the results page; the script fills it.
type SearchView struct{ Frame }

// NotFoundView is 404.html.
type NotFoundView struct{ Frame }

// RedirectView is an alias: an old address that leads to a page.
type RedirectView struct {
	Frame
	Target Ref
}

// Source is a file from which the numbers of a block come.
type Source struct {
	File       string // 进度.xlsx
	Sheet      string
	Href       string    // workbook page with the table's anchor
	AsOf       kb.Period // a day, or the last period that has data
	FileTime   bool      // AsOf is the time of the file, since the data names no day
	Kept       kb.Date   // not "": these are the last good values, of this day; the newer file cannot be read
	StaleAfter kb.Date   // the data is old after this day, "" if unknown; judged at view time
	Computed   bool      // Milepost calculated some values from formulas
	Unread     int       // number of cells whose value cannot be read
}

// Block is one data block of a page.
type Block struct {
	ID         string // anchor, unique in the page
	Kind       string // chart, kpi, gantt, table, raci, milestones, report, view, problem
	Title      string
	Of         string   // on the home page: the project or folder whose data it shows, "" if there is only one
	Problem    string   // kind problem: why nothing can be shown, for a reader
	Where      string   // kind problem: file:line
	Day        kb.Date  // in an issued report: the day whose state it shows for ever; "" if it follows the data
	Live       bool     // it follows the data although its report is issued: the report's record holds no copy of it
	Source     []Source // usually one; a series has one per file, newest first, at most three
	Chart      Chart
	KPIs       []KPI
	Gantt      Gantt
	Table      Table
	RACI       RACI
	Milestones []Milestone
	Report     []document.Report // kinds report and view: exactly one, the part of a report or the view that it shows
}

// Chart is an ECharts option with the texts and numbers that are shown around it.
type Chart struct {
	Option string // JSON; {{svg .}} draws it
	Width  int    // px of the static picture's view box
	Height int
	Title  string // above the picture: as the author set it, or made from the data
	Label  string // accessible name
	Desc   string // in words: what the chart shows, first, last, extremes
	Small  bool   // a sample under 30 or another caveat
	Note   string // the caveat in words
	Table  Table  // the numbers under it
}

// KPI is one indicator on the board. Texts carry their unit.
type KPI struct {
	Name       string
	Definition string
	Baseline   Figure
	Actual     Figure
	Target     Figure
	Period     string
	Lacks      string // the latest period of the board, if this indicator has no value for it
	Deadline   kb.Date
	Owner      string
	Who        []Ref   // Owner in parts, people who have a page as links; nil in older records
	Lower      bool    // lower is better
	State      string  // met, on-track, behind, off, missed, unmet, no-data, unknown, no-events
	Because    Reason  // of the state, Key "" if it needs none
	Open       bool    // it counts as missed once its deadline is past; judged at view time
	Attainment string  // "83%", "" if it cannot be computed
	Bar        float64 // 0-120, clamped attainment for the bar
	HasBar     bool
	Trend      []float64 // 0-1 scaled points of earlier periods, oldest first; fewer than two: no sparkline
	TrendText  string    // "2026-04 12.1 → 2026-09 8.3"
	Why        string    // why there is no attainment: key no-baseline, same, missing, text
}

// Reason says why a state is what it is: the text "because.KEY" with its numbers and dates.
type Reason struct {
	Key  string
	From string // where the start of the time comes from: own, baseline, charter, plan, period
	Args []string
}

// Figure is one number with its source.
type Figure struct {
	Text string // "8.3 天", "—" if missing
	Tip  string // file › sheet!cell · as of
	Href string
}

// Table is a table of data.
type Table struct {
	Columns []TableColumn
	Rows    []TableRow
	Totals  []TableRow
	More    int // rows left out
	MoreRef string
	Private bool // its rows are not shown to readers
}

// TableColumn is a column of a table.
type TableColumn struct {
	Header string
	Unit   string
	Type   string // number, percent, date, period, duration, bool, status, person, text
}

// TableRow is a row of a table; ID is its anchor, "" if it has none.
type TableRow struct {
	ID    string
	Cells []TableCell
}

// TableCell is one cell of a table.
type TableCell struct {
	Text  string
	Tip   string
	State string // "", missing, fault, unread, computed; in status columns a status
	Who   []Ref  `json:",omitempty"` // of owners: Text in parts, people who have a page as links
}

// RACI is the matrix of activities and roles.
type RACI struct {
	Roles []string
	Rows  []RACIRow
	Load  []RACILoad // per role
}

// RACIRow is one activity; Cells has one entry per role, its letters in the order R A C I.
type RACIRow struct {
	Activity string
	Cells    [][]string
	Tip      string
}

// RACILoad is how often a role has each letter.
type RACILoad struct {
	Role       string
	R, A, C, I int
}
