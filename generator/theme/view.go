package theme

import (
	"milepost/generator/digest"
	"milepost/generator/document"
	"milepost/generator/kb"
)

// The views are all that a template can see: plain data, digested into the key
// of the output. Hrefs in a view are already relative to the output and
// percent-encoded; texts are plain and escaped by the template. Names of
// statuses, states and kinds are keys that the template turns into words with
// {{t "status.done"}}.

// Frame is what every page of the site carries.
type Frame struct {
	Lang        string // "zh-CN" or "en"
	Site        string // title of the site
	Title       string // of this page, without the site's
	Description string
	Kind        string // manual, faq, …; workbook, section, tag, tags, status, search, home
	Path        string // of this output from the site's root: "manuals/crm.html"
	Root        string // from this output back to the root: "", "../", "../../"
	Sheet       string // from the site's root: the style sheet of its formulas, "" without
	Canonical   string // its whole address, "" if nobody knows that of the site
	Feed        Ref    // of the section at the top that holds it, zero if there is none
	Shell       digest.Sealed[*Shell]
	Nav         digest.Sealed[*Sidebar]
	Crumbs      []Ref // from the home page to the parent
}

// Assets are the fingerprinted files of the theme, from the site's root.
type Assets struct {
	Style    string // style.css
	Theme    string // theme.js: light or dark, and which days are over, before the first paint
	Script   string // site.js: everything a page needs at once
	Search   string // search.js: loaded when search is first used
	SearchUI string // search-ui.js: loaded when its dialog or page is
	// SearchStyle is search.css: loaded with it.
	SearchStyle string
	Chart       string // chart.js: loaded on pages with charts
	ECharts     string // echarts.js: loaded by chart.js when somebody points at a chart
	Icon        string // icon.svg, or the site's own
	Logo        string // of the site, "" if it has none
	LogoDark    string // on dark screens, "" for the same
	Index       string // manifest of the search index, "search/manifest.js"
	Feed        string // what changed last, "" if there is none
	Reports     string // the same of reports, "" if there are none
	Terms       string // what glossaries explain, "" if there are none
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
	OwnerFrom string // the file that names the owner, "" if pages do
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
	SaidMore  []Ref // the sheets that hold more suggestions about it than are shown
	// Report is the report that the page is, at most one: its head, errata and
	// sources; the sections stand in the fills.
	Report []document.Report
	Lead   []Block // above its text: how the project of the page stands, or how all do
}

// Said is a suggestion about the page.
type Said struct {
	Ref           // its number, "" if it has none, and its row
	Text   string // of the suggestion
	Date   kb.Date
	State  document.Mark
	Answer string
	Change string
	Since  kb.Date // when the change went live
	Frag   string  // href of the heading that it is about
}

// Ask is a link by which a reader tells what he thinks. Holes names the places of
// Href where the page's script adds what it knows: see package feedback.
type Ask struct {
	Kind  string // yes, no, suggest, search
	Href  string
	Holes string
}

// Person is someone or some role who owns pages. Href leads to their page, "" if
// there is none; Each are those of several people.
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
	PageView                   // of content/_index.md; Title is the site's if there is none
	Parts    []string          // kb.HomeParts that are shown, in order
	Front    []document.Report // where the project stands, at most one; none if nothing is known
	Blocks   []Block           // phase Gantt, KPI board, satisfaction trend: those that the data allows
	Cards    []Card            // top-level sections
	Book     Ref               // the whole site as one page, Href "" if there is none
	Calendar string            // its days as .ics, "" if there are none
	Report   []ReportEntry     // the newest issued one, of each project
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

// Change is one line of the latest changes: a page or workbook, or a folder.
type Change struct {
	Ref
	Date   kb.Date
	Author string
	From   string // git, file, unknown
	Count  int    // how many files changed, 1 for a page or workbook
}

// Review is a page and when its review falls due.
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
	Book     Ref               // its pages as one, Href "" if there is none
	Calendar string            // of a project: its days as .ics, "" if there are none
	Blocks   []Block           // what its pages show together
	Cards    []Card
	Reports  []ReportEntry // newest first; Pages is without them
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
	Issued   kb.Date // "" of a draft
	Approver string
	Author   string
	Files    []Ref // its exports that lie beside it; Title is what follows the last dot
}

// Entry is a page in a list.
type Entry struct {
	Ref
	Summary string
	Owner   string
	Updated kb.Date
	Due     kb.Date
}

// TagView lists the pages with one tag; TagsView lists the tags.
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
	Calendar string // of an owner: the days as .ics
	Sections []document.Section
}

// WorkbookView is the page of one workbook: what was read, the tables, charts, downloads.
type WorkbookView struct {
	Frame
	File     string   // name of the file
	Original string   // href of the original file, "" if it is not published
	Removed  []string // what the published copy lacks: words of kb.Original
	Withheld string   // why the original is not published, "" if it is or is still being written
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
	Tables int    // of a hidden one: how many such sheets there are; they have no name
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
	Why      string // reason of a skip: lock, conflict, copy, temp, hidden
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
	Href  string // to the row or page, "" if there is no place
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

// Source says where the numbers of a block come from.
type Source struct {
	File       string // 进度.xlsx
	Sheet      string
	Href       string    // workbook page with the table's anchor
	AsOf       kb.Period // a day, or the last period that has data
	FileTime   bool      // AsOf is the file's own time, and no day of the data
	Kept       kb.Date   // not "": last good values; the newest drop cannot be read
	StaleAfter kb.Date   // the data is old after this day, "" if unknown; judged at view time
	Computed   bool      // some values were calculated from formulas by us
	Unread     int       // cells that hold something that cannot be read
}

// Block is one data block of a page.
type Block struct {
	ID         string // anchor, unique in the page
	Kind       string // chart, kpi, gantt, table, raci, milestones, report, view, problem
	Title      string
	Of         string   // home: the project or folder it is of, "" if there is only one
	Problem    string   // kind problem: why nothing can be shown, for a reader
	Where      string   // kind problem: file:line
	Day        kb.Date  // it stays as it was on this day: a part of an issued report; "" if it follows the data
	Live       bool     // it follows the data though it stands in an issued report, which keeps nothing of it
	Source     []Source // usually one; a series has one per file, newest first, at most three
	Chart      Chart
	KPIs       []KPI
	Gantt      Gantt
	Table      Table
	RACI       RACI
	Milestones []Milestone
	Report     []document.Report // kinds report and view: the part of a report, or the view, that it shows, exactly one
}

// Chart is an ECharts option with all that is shown around it.
type Chart struct {
	Option string // JSON; {{svg .}} draws it
	Width  int    // px of the static picture's view box
	Height int
	Title  string // above the picture: as asked for, or what is shown and what it says
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
	Who        []Ref   // Owner in parts, who has a page as a link; nil of records made before
	Lower      bool    // lower is better
	State      string  // met, on-track, behind, off, missed, unmet, no-data, unknown, no-events
	Because    Reason  // of the state, Key "" if it needs none
	Open       bool    // it is red once its deadline is past; judged at view time
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
	From string // what the start of the time is: own, baseline, charter, plan, period
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
	Private bool // the rows are not for readers
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
	State string // "", missing, fault, computed; a status word for status columns
	Who   []Ref  `json:",omitempty"` // of owners: the text in parts, who has a page as a link
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
