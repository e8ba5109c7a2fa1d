// Package document is a report as plain data. Every format is made from it, so
// that page, Word, Excel and mail say the same.
//
// Its texts are in the report's language already, with figures as readers see
// them. Cells have the number as well, for formats that compute.
package document

import "milepost/generator/kb"

// Report is a report, or the part of one that a block shows.
type Report struct {
	Head     Head
	Errata   []Line // below the title: what was corrected since it was issued
	Sections []Section
	Sources  []Source // by the letters that texts refer to
}

// Head is the part of a report above its first section.
type Head struct {
	Kind     string // weekly, monthly, gate, phase, quarter, onepage
	Title    string
	Site     string
	Project  string // title of the project, "" if the site is one
	Lang     string // zh-CN or en
	Period   kb.Period
	From, To kb.Date
	Cutoff   kb.Date // last day whose data is accepted
	Issued   kb.Date // "" for a draft
	Approver string
	Author   string
	Overall  Mark
}

// Draft tells whether the report has not been issued.
func (h Head) Draft() bool { return h.Issued == "" }

// Section is one chapter.
type Section struct {
	Kind   string // summary, decisions, changes, next, kpi, gantt, …
	Title  string
	Note   Text // at the right end of the heading: an as-of or a count, once
	Blocks []Block
	Why    string // why there is nothing to show; Blocks is empty then
}

// The kinds of blocks, each with the fields of Block that it uses.
const (
	Lead     = "lead"     // Mark, Text
	Verdicts = "verdicts" // Verdicts
	Lines    = "lines"    // Lines: one sentence each, with a word in front
	Agenda   = "agenda"   // Agenda
	Grid     = "grid"     // Table
	Bars     = "bars"     // Gantt
	Trends   = "trends"   // Trend
	Heat     = "heat"     // Table: a grid of figures, worst cells toned, empty ones hatched
	Strips   = "strips"   // Strip: rows of marks along one axis of days
	Panels   = "panels"   // Panels: small curves on one scale
	Shares   = "shares"   // Shares: rows of bars on one scale, each of parts
	Fleet    = "fleet"    // Table, Picks: a line for each project, and what readers may choose them by
	Note     = "note"     // Text; Lines name the parts of bars in the order of their colours
	Prose    = "prose"    // HTML, By: what a person wrote
	Sign     = "sign"     // Lines: who signs, with room for name and day
)

// Block is one thing below a heading.
type Block struct {
	Kind     string
	Title    string // caption, "" if the section's title says it
	Label    string // what a list or grid is called for who cannot see where it stands, "" for its title
	Mark     Mark
	Text     Text
	Verdicts []Verdict
	Lines    []Line
	Agenda   []Appointment
	Left     int // lines or appointments that are not shown
	Table    Table
	Gantt    Gantt
	Trend    Trend
	Strip    Strip
	Panels   Multiples
	Shares   Stacks
	Picks    []Picks // of Fleet, and of Strips whose rows are those of one
	HTML     string  // sanitised
	By       string  // who wrote, or must write
}

// Tone is the colour of a word; the word says the same.
type Tone string

// The tones.
const (
	Plain Tone = ""
	Good  Tone = "good"
	Warn  Tone = "warn"
	Bad   Tone = "bad"
	Muted Tone = "muted" // nothing to judge: 缺数
)

// Mark is a word with its tone: 红, 落后, 变差, 逾期 4 天.
type Mark struct {
	Tone Tone
	Word string
}

// Text is a sentence in runs.
type Text []Run

// Run is a part of a text. Ref links a figure to its source.
type Run struct {
	Text   string
	Strong bool
	Whole  bool   // must not break across lines: dates, ids
	Quiet  bool   // smaller and paler: the unit beside a name
	Ref    int    // place in Report.Sources, from 1; 0 is none
	Cell   string // where in the source: "KPI!G10"
	Href   string // a page of the site, from the site's root, or a mail or web address; "" is none
	Owner  bool   `json:",omitempty"` // it names who owns something: pages lead to theirs
}

// Say makes a text without links.
func Say(s string) Text {
	if s == "" {
		return nil
	}
	return Text{{Text: s}}
}

// Whose is a text with the names of owners, as people wrote them.
func Whose(s string) Text {
	if s == "" {
		return nil
	}
	return Text{{Text: s, Owner: true}}
}

// String is the text without its marks.
func (t Text) String() string {
	var s string
	for _, r := range t {
		s += r.Text
	}
	return s
}

// Line is one sentence.
type Line struct {
	Mark Mark // in front: 变差, 新增, 重述
	Text Text
}

// Verdict is one of the dimensions: progress, value, quality, risk.
type Verdict struct {
	Dimension string
	Mark      Mark
	Reason    Text
	Before    Mark // the last report's, Word "" if there is none
	Trend     Mark // 变好, 变差; Word "" if it is the same
}

// Appointment is a day of the plan.
type Appointment struct {
	From, To kb.Date // To is "" if it is one day
	Text     Text
	Who      string
	Whose    Text `json:",omitempty"` // Who, led to their pages: see LinkedWith
}

// Table is rows under headers.
type Table struct {
	Columns []Column
	Rows    []Row
	Left    int // rows that are not shown
}

// Column is a column of a table.
type Column struct {
	Title string
	Kind  string // text, number, date, mark, curve
	Minor bool   // phones and mail do without
}

// Row is a row of a table.
type Row struct{ Cells []Cell }

// Cell is a cell of a table.
type Cell struct {
	Text  Text   // as it is shown; "—" of what there is none
	Sub   Text   // smaller, below
	Mark  Mark   // of a column of marks, and of deltas: 变好
	Tone  Tone   // of the text
	Lines []Line // several short things in one cell: the risks of a field
	Void  bool   // nothing happened, or nothing is known: hatched, never zero
	Shade int    // 1-4: how dark its ground is, 0 is none; it says nothing that words do not
	Bar   Gauge  // below the text; Most is 0 if there is none
	Tally []Tone // a small square for each thing that the text counts
	Num   Number
	Date  kb.Date
	Due   bool // Date is a day by which something is to be done: pages judge it on the day they are read
	Curve []Point
	Goal  Number // of a curve: the height of its target
}

// Picks is one thing that rows may be chosen by: their colour, stage, manager.
type Picks struct {
	Title string
	List  []Pick
}

// Pick is a choice of rows, with how many there are.
type Pick struct {
	Mark Mark
	Rows []int
}

// Gauge is a bar in a cell: parts one after another, from 0 to Most.
type Gauge struct {
	Parts []float64
	Most  float64
	Limit float64 // a tick, 0 is none
	Tone  Tone    // Muted is what the others are compared with
	From  float64 `json:",omitempty"` // where the first part begins
	Now   bool    `json:",omitempty"` // the tick is today
}

// Number is the number behind a text; formats that compute use it.
type Number struct {
	Value    float64 // with "%" 0-1
	Unit     string  // in normal form; "pp" of percentage points, out of 100
	Decimals int
	OK       bool
	Change   bool `json:",omitempty"` // how far two numbers lie apart: written with its sign
}

// Point is a value of a curve.
type Point struct {
	At    kb.Period
	Value float64
	OK    bool // false is a gap
}

// Gantt is a part of the plan.
type Gantt struct {
	From, To, Today kb.Date
	Bars            []Bar
	Left            int // bars that are not shown
}

// Bar is a row of a Gantt chart. Dates that are not known are "".
type Bar struct {
	Name                   string
	Sub                    string // owner · planned end
	Owner                  string `json:",omitempty"` // as Sub begins
	Whose                  Text   `json:",omitempty"` // Sub, its owner led to their page: see LinkedWith
	Level                  int
	Milestone              bool
	PlannedFrom, PlannedTo kb.Date
	ActualFrom, ActualTo   kb.Date // ActualTo is the as-of of what is not done
	ForecastTo             kb.Date
	Done                   Number // share
	Due                    Number // share that was due
	Mark                   Mark   // 晚 13 天
}

// Trend is the milestone trend: what each report said of each milestone's day.
type Trend struct {
	Said  []kb.Date // days of the reports, oldest first
	Lines []Course
	Rest  Text // the milestones that are not drawn, in one sentence
}

// Course is a milestone in the trend.
type Course struct {
	Name    string
	Planned kb.Date
	Dates   []kb.Date // as said on each day of Said, "" where none was
	Done    bool
	Mark    Mark
}

// Strip is rows of marks and spans along one axis of days.
type Strip struct {
	From, To, Today kb.Date
	Rows            []StripRow
	Bars            bool // the marks are mostly bars, with their words in them
}

// StripRow is a row of a strip.
type StripRow struct {
	Name  string
	Sub   Text
	Marks []Span
	Text  Text // at the right end: what the row comes to
}

// Span is a mark on a day, or a bar over several.
type Span struct {
	From, To kb.Date // To is "" of a mark on one day
	Mark     Mark    // its sign and tone: ✓ ✕ ● ○ 缺
	Label    string  // in words, for who cannot see it
	Hatched  bool    // nothing is known of it
	Hollow   bool    // of the other kind: a fix among features
	Href     string
}

// Multiples is small pictures side by side, all on the scale from Low to High.
type Multiples struct {
	Low, High Number
	List      []Panel
}

// Panel is one curve, or one row of points.
type Panel struct {
	Title     string
	Points    []Point
	Counts    []int  // cases behind each point, nil if not known
	Few       []bool // points of so few cases that they are only a hint
	Bad       []bool // points beyond the target where that is a fault
	Target    Number // a line with its name
	Limit     bool   // the line is a limit, not a target
	Low, High Number // a scale of its own, where panels measure unlike things
	Text      Text   // the last value in words
	Sub       Text   // smaller, beside it
	Mark      Mark
}

// Stacks is rows of bars on one scale.
type Stacks struct {
	Parts []string // names of the parts, for the legend; one name for plain bars
	Most  float64  // the end of the scale
	Zero  float64  // where bars begin: 0, or the middle of diverging ones as a share of Most
	Rows  []Share
}

// Share is one bar.
type Share struct {
	Name   string
	Sub    Text
	Parts  []float64 // lengths, in the order of Stacks.Parts
	Labels []string  // what stands in or beside each part
	Target Number    // a tick, OK is false if there is none
	Text   Text      // at the right end: the total
	Mark   Mark
}

// Source is where figures come from.
type Source struct {
	Letter string // A, B …
	File   string
	Href   string // of the workbook's page, "" if it is not published
	AsOf   kb.Date
	Digest string
	Note   string // kept from …, 未注明截至日 …
}
