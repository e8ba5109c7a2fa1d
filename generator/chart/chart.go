// Package chart draws the numbers of a dataset.
//
// In go a [Spec] (what to draw, plain data) and a [kb.Dataset]; out comes a
// [Picture]: an ECharts option as JSON, its description in words, and the
// numbers in a table. An [Engine] turns a picture into a static SVG with the
// same ECharts that runs in the page.
//
// The list of chart types is closed (kinds). Options are built with go-echarts
// and never rendered by it; JSON names formats and colours and holds no code.
// Texts of cells are data everywhere: in the JSON they are escaped for a
// script element, in the SVG for XML. A gap stays a gap, a faulty cell is never
// 0, and whatever is left out of the picture is said in its note.
//
// Drawing is a pure function. It never reads a clock, a disk or chance.
package chart

import (
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
)

// Spec is what to draw. Columns are named by field or header. The zero Spec
// takes the first of [Default] for the dataset's schema.
type Spec struct {
	Type       string   // one of Types(); "" picks one
	X          string   // column of the categories
	Y          []string // columns of the numbers
	Group      string   // column whose values become series
	Title      string
	Target     string   // a number ("85", "90%") or a column
	Where      []string // conditions on rows: "部门=财务", "level!=0", "score>=0.8"; all must hold
	Limit      int      // most categories, 0 for the type's own limit
	Sort       string   // "" as in the sheet (periods by time), asc, desc by value, name
	Agg        string   // how rows with the same category are joined: mean, sum, count, min, max, first, last; "" by the column
	By         string   // dates are joined by day, week, month, quarter, year
	Over       string   // column: the value is Y divided by this, a share
	Weight     string   // column: each value is multiplied by this
	Turn       bool     // Y columns become categories, X values become series
	Cumulative bool     // each value is the sum of those up to it
	Unit       string   // "" takes the column's
	Min        string   // lowest value of the axis, "" picks one
	Max        string
	Height     int  // px, 0 picks one
	Labels     bool // numbers stand at the marks

	// FileTime tells that only the time of the file says what day the data is of.
	FileTime bool
}

// Picture is a chart ready to be shown.
type Picture struct {
	Option string // JSON for ECharts, safe inside a script element
	Width  int    // px of the static picture
	Height int
	Title  string // above the picture: as asked for, or what is shown and what it says
	Label  string // accessible name: the title, or what is shown by what
	Desc   string // in words: first, last, extremes, target
	Note   string // what a reader must know: small samples, gaps, what was left out
	Small  bool   // some values stand on fewer than 30 answers
	Table  Table
}

// Table is the numbers of a picture as texts.
type Table struct {
	Header []string
	Rows   [][]string // as long as Header
	Number []bool     // per column: right-aligned
	More   int        // rows left out
}

// Types lists the chart types.
func Types() []string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.name
	}
	return names
}

// Draw draws the dataset. Without an Option the diagnostics say why there is
// none. pos is the block's, for diagnostics.
func Draw(s Spec, d *kb.Dataset, lang string, pos diag.Pos) (Picture, diag.List) {
	return DrawPlan(s, d, nil, lang, pos)
}

// DrawPlan draws a dataset that may be a plan: course gives the progress of its rows.
func DrawPlan(s Spec, d *kb.Dataset, course Progress, lang string, pos diag.Pos) (Picture, diag.List) {
	b := &build{spec: s, data: d, course: course, lang: lang, pos: pos, words: wordsOf(lang), unitCol: unitColumn(d)}
	b.asked = s
	b.choose()
	if b.failed() {
		return Picture{}, b.diags
	}
	k := kindOf(b.spec.Type)
	b.kind = k.name
	b.checkSettings(k, s)
	b.resolve(k)
	if b.failed() {
		return Picture{}, b.diags
	}
	p := k.draw(b)
	if b.failed() || p.Option == "" {
		return Picture{}, b.diags
	}
	p.Width = pictureWidth
	p.Title = orText(clean(b.asked.Title), b.titled(p.Label))
	if b.finding != "" && !strings.Contains(p.Desc, b.finding) {
		p.Desc += b.words.gap() + b.finding + b.words.text("stop")
	}
	p.Note = b.note()
	p.Small = b.small
	return p, b.diags
}

// build is one drawing in the making.
type build struct {
	spec    Spec
	asked   Spec   // before what was open was filled in
	kind    string // of spec.Type, without alias
	data    *kb.Dataset
	course  Progress
	lang    string
	pos     diag.Pos
	words   words
	cols    columns
	rows    []int // of the dataset, after Where
	units   []columnUnit
	into    map[string]string // unit of cells -> unit of the chart, where they differ
	scale   float64           // of weights, 0 if not known yet
	years   bool              // the categories are years written as numbers
	unitCol int               // column that says the unit of each row, -1 if there is none
	diags   diag.List
	notes   []string
	small   bool
	finding string // what the numbers say, in a few words
}

func (b *build) failed() bool { return b.diags.Max() == diag.Error || len(b.diags) > 0 && b.empty() }

// empty tells whether a diagnostic said that there is nothing to draw.
func (b *build) empty() bool {
	for _, d := range b.diags {
		if strings.HasPrefix(d.Code, "DB44.") || d.Code == "DB47.none" {
			return true
		}
	}
	return false
}

func (b *build) complain(code string, args ...any) {
	b.diags = append(b.diags, diag.New(code, b.pos, args...))
}

// say adds a sentence to the note, once.
func (b *build) say(key string, args ...string) {
	t := b.words.text(key, args...)
	for _, n := range b.notes {
		if n == t {
			return
		}
	}
	b.notes = append(b.notes, t)
}

// note joins the notes in the language's manner.
func (b *build) note() string { return b.words.join(b.notes) }

// choose fills in what the spec leaves open from the schema's own charts.
func (b *build) choose() {
	if len(b.data.Rows) == 0 {
		b.complain("DB44.empty", b.data.ID())
		return
	}
	if b.spec.Type != "" && kindOf(b.spec.Type) == nil {
		b.diags = append(b.diags, near("DB41.near", "DB41.type", b.pos, b.spec.Type, Types()))
		return
	}
	open := b.spec.X == "" && len(b.spec.Y) == 0 && b.spec.Group == ""
	for _, auto := range Default(b.data) {
		if b.spec.Type == "" && !open {
			break // columns without a type: the columns decide
		}
		if b.spec.Type != "" && kindOf(auto.Type) != kindOf(b.spec.Type) {
			continue
		}
		if open {
			b.spec = fillIn(b.spec, auto)
			return
		}
	}
	if b.spec.Type == "" && open {
		b.complain("DB47.none", b.data.ID(), strings.Join(Types(), " "))
	}
	if b.spec.Type == "" {
		b.spec.Type = "bar"
		if x := b.find(b.spec.X); x >= 0 && isTime(b.data.Columns[x].Type) {
			b.spec.Type = "line"
		}
	}
}

// fillIn takes from auto what s leaves open.
func fillIn(s, auto Spec) Spec {
	out := auto
	out.Type = orText(s.Type, auto.Type)
	out.Title = orText(s.Title, auto.Title)
	out.Target = orText(s.Target, auto.Target)
	out.Where = append(append([]string(nil), s.Where...), auto.Where...)
	out.Sort = orText(s.Sort, auto.Sort)
	out.Agg = orText(s.Agg, auto.Agg)
	out.By = orText(s.By, auto.By)
	out.Over = orText(s.Over, auto.Over)
	out.Weight = orText(s.Weight, auto.Weight)
	out.Unit = orText(s.Unit, auto.Unit)
	out.Min, out.Max = orText(s.Min, auto.Min), orText(s.Max, auto.Max)
	out.Turn = s.Turn || auto.Turn
	out.Cumulative = s.Cumulative || auto.Cumulative
	out.Labels = s.Labels || auto.Labels
	if s.Limit > 0 {
		out.Limit = s.Limit
	}
	if s.Height > 0 {
		out.Height = s.Height
	}
	return out
}

func orText(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// sameName tells whether a person would call both the same column or value.
func sameName(a, b string) bool { return text.Fold(a) == text.Fold(b) }
