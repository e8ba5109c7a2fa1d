package word

// Block is a piece of a document that stands below the one before it.
type Block interface{ write(*body) }

// Tone is a colour of a small palette. An unknown one is the plain ink.
type Tone string

// The tones.
const (
	Muted  Tone = "muted"
	Accent Tone = "accent"
	Good   Tone = "good"
	Warn   Tone = "warn"
	Bad    Tone = "bad"
	Calm   Tone = "calm"
)

// colors is a tone as ink on paper, and as a ground that ink can be read on.
type colors struct{ ink, tint string }

var tones = map[Tone]colors{
	Muted:  {"5C6670", "F6F7F8"},
	Accent: {"1D5F8A", "EAF2F8"},
	Good:   {"1B7444", "E6F4EC"},
	Warn:   {"8F5800", "FDF2DC"},
	Bad:    {"B3261E", "FCEBEA"},
	Calm:   {"54606C", "EEF1F4"},
}

// Run is a stretch of text in one look. A line feed in Text starts a line, a
// tab is one; what XML cannot hold is left out.
type Run struct {
	Text         string
	Bold, Italic bool
	Small        bool
	Super        bool // superscript
	Tone         Tone
	Tint         bool   // stands on the ground of its tone
	Link         string // an address (http, https, mailto, or relative), or # and an anchor
	Tip          string // shown when one points at the link
	Bare         bool   // the link looks like the text around it
	Anchor       string // what a link can lead to
}

// Align is where a text stands.
type Align string

// The alignments; the zero value is at the left.
const (
	Left   Align = ""
	Center Align = "center"
	Right  Align = "right"
)

// Heading is a title. Level 0 is that of the document, 1 to 4 are sections.
type Heading struct {
	Level int
	Runs  []Run
}

// Look is the style of a paragraph.
type Look string

// The looks. A template that has a style of the same name decides how it looks.
const (
	Plain     Look = ""
	Lead      Look = "Milepost Lead"
	Note      Look = "Milepost Note"      // small and muted
	Judgement Look = "Milepost Judgement" // a rule at its left: a person's word
)

// Paragraph is a text.
type Paragraph struct {
	Look  Look
	Align Align
	Keep  bool // on one page with what follows
	Runs  []Run
}

// List is items with bullets or numbers.
type List struct {
	Ordered bool
	Items   []Item
}

// Item is one of a list. Level 0 to 2 is how deep it stands.
type Item struct {
	Level int
	Runs  []Run
}

// Contents is a table of contents: a field, filled with the headings of levels
// 1 to Levels (2 if 0). It names no pages, which only Word knows.
type Contents struct {
	Title  string
	Levels int
}

// Table is rows under a head that is repeated on each page. A row with more
// cells than Columns widens the table, one with fewer is filled up. A table
// without columns and rows leaves nothing but its caption.
type Table struct {
	Caption []Run  // numbered; none if empty
	Alt     string // what it shows, for who does not see it
	Columns []Column
	Head    []Row
	Rows    []Row
	Bare    bool // without lines
}

// Column is a column of a table. In a table without any share each column is at
// least a centimetre wide: what has no room follows below, beside the first column again.
type Column struct {
	Share float64 // of the width, against the other columns; 0 is 1
	Align Align
}

// Row is a row. It is never cut at the end of a page.
type Row struct {
	Cells []Cell
}

// Cell is a cell, over Span columns (1 if 0).
type Cell struct {
	Runs  []Run
	Span  int
	Bold  bool
	Tone  Tone   // its ground is the tint of the tone
	Solid bool   // its ground is the tone itself: a bar, without a text
	Chart *Chart // a small chart above the text, without its caption
}

// ChartKind is a form of chart.
type ChartKind string

// The forms. Bars lie, columns stand.
const (
	Columns ChartKind = "columns"
	Bars    ChartKind = "bars"
	Lines   ChartKind = "lines"
)

// Chart is a chart that Word edits. Book is the workbook behind it: on its sheet
// Sheet the categories stand in column A from row 2, the names of the series in
// row 1 from column B, the values below them. Without a book the chart shows the
// same, but its data cannot be edited.
type Chart struct {
	Kind       ChartKind
	Stacked    bool
	Unkeyed    bool   // no legend: a text beside it says what the series are
	Caption    []Run  // numbered; none if empty
	Alt        string // what it shows, for who does not see it
	Categories []string
	Series     []Series
	Axis       Axis    // of the values
	Height     float64 // mm, 65 if 0
	Book       []byte
	Sheet      string
}

// Axis is an axis of values.
type Axis struct {
	Title    string
	Format   string   // of its numbers and of labels, as in Excel: 0.0%
	Min, Max *float64 // nil is Word's choice
}

// Series is a row of values, one for each category. NaN is a gap: never 0, and
// a line does not cross it.
type Series struct {
	Name   string
	Values []float64
	Line   bool     // a line over columns, as a target
	Dashed bool     // the line
	Offset bool     // is not drawn, but pushes stacked bars along; its name stands in the legend: best a space
	Labels bool     // write the values
	Color  string   // RRGGBB; an accent of the template if empty
	Points []string // colours of single values, "" is the series' own
}

// Picture is a PNG or JPEG image.
type Picture struct {
	Data    []byte
	Width   float64 // mm, the text's width if 0 or larger than that
	Alt     string
	Caption []Run
}

// PageBreak starts a page with what follows.
type PageBreak struct{}

// Rule is a line across the page.
type Rule struct{}
