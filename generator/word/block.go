package word

// Block is a piece of a document: a paragraph, a table, a chart and so on.
type Block interface{ write(*body) }

// Tone is a colour of a small palette. An unknown one is the colour of the text.
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

// colors are those of a tone: ink for text and bars, tint for the background of a text.
type colors struct{ ink, tint string }

var tones = map[Tone]colors{
	Muted:  {"5C6670", "F6F7F8"},
	Accent: {"1D5F8A", "EAF2F8"},
	Good:   {"1B7444", "E6F4EC"},
	Warn:   {"8F5800", "FDF2DC"},
	Bad:    {"B3261E", "FCEBEA"},
	Calm:   {"54606C", "EEF1F4"},
}

// Run is text of one look. A line feed in Text becomes a line break and a tab
// Word's tab; characters that XML cannot hold are left out.
type Run struct {
	Text         string
	Bold, Italic bool
	Small        bool
	Super        bool // superscript
	Tone         Tone
	Tint         bool   // the background has the tint of Tone
	Link         string // an address (http, https, mailto, or relative), or # and an anchor
	Tip          string // shown when one points at the link
	Bare         bool   // the link looks like the text around it
	Anchor       string // a name that other runs can link to
}

// Align is the alignment of a text.
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

// Look is the name of a paragraph style.
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

// Contents is a table of contents: a field that shows the headings of levels 1
// to Levels. Levels is 1 to 3, anything else counts as 2. It has no page numbers,
// which only Word knows.
type Contents struct {
	Title  string
	Levels int
}

// Table is rows under a head that is repeated on each page. The widest row can
// have more cells than Columns; shorter ones get empty cells. Of a table without
// columns and cells only the caption is written.
type Table struct {
	Caption []Run  // numbered; none if empty
	Alt     string // says what it shows, for people who do not see it
	Columns []Column
	Head    []Row
	Rows    []Row
	Bare    bool // without lines
}

// Column is a column of a table. If no column has a share, each is at least a
// centimetre wide, and those that do not fit follow in a table below, which
// repeats the first column.
type Column struct {
	Share float64 // the width in relation to the other columns; 0 is 1
	Align Align
}

// Row is a row of a table. No page break falls inside it.
type Row struct {
	Cells []Cell
}

// Cell is a cell that is Span columns wide (1 if 0).
type Cell struct {
	Runs  []Run
	Span  int
	Bold  bool
	Tone  Tone   // its background has the tint of the tone
	Solid bool   // its background has the ink of the tone: a bar, without text
	Chart *Chart // a small chart above the text; its caption is not written
	Up    bool   // it is one with the cell of equal Span above it, which has the text; not in the first row
}

// ChartKind is a kind of chart.
type ChartKind string

// The kinds. Bars are horizontal, columns vertical.
const (
	Columns ChartKind = "columns"
	Bars    ChartKind = "bars"
	Lines   ChartKind = "lines"
)

// Chart is a chart that Word can edit. Book is the workbook with its data: the
// sheet Sheet has the categories in column A from row 2, the names of the series
// in row 1 from column B, and the values below the names. Without a workbook the
// chart looks the same, but its data cannot be edited.
type Chart struct {
	Kind       ChartKind
	Stacked    bool
	Unkeyed    bool   // has no legend, as a text beside it says what the series are
	Caption    []Run  // numbered; none if empty
	Alt        string // says what it shows, for people who do not see it
	Categories []string
	Series     []Series
	Axis       Axis    // of the values
	Height     float64 // mm below 250, anything else is 65
	Book       []byte
	Sheet      string
}

// Axis is the axis of the values.
type Axis struct {
	Title    string
	Format   string   // of its numbers and of the labels, as in Excel: 0.0%
	Min, Max *float64 // if nil, Word chooses
}

// Series is values by category. NaN is a gap, which is not drawn as 0, and a line
// is interrupted there.
type Series struct {
	Name   string
	Values []float64
	Line   bool     // a line in a chart of columns, such as a target
	Dashed bool     // the line is dashed and has no dots
	Offset bool     // an invisible part of stacked bars, which moves the next ones; the legend shows its name: best a space
	Labels bool     // the values are written beside or on the marks
	Color  string   // RRGGBB; an accent of the template if empty
	Points []string // colours of single values, "" is that of the series
}

// Picture is a PNG or JPEG image.
type Picture struct {
	Data    []byte
	Width   float64 // mm, at most the width of the text, which is also used for 0
	Alt     string
	Caption []Run
}

// PageBreak starts a new page.
type PageBreak struct{}

// Rule is a line across the page.
type Rule struct{}
