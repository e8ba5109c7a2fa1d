// Package chart draws the numbers of a dataset.
//
// From a [Spec], which says what to draw, and a [kb.Dataset] it makes a
// [Picture]: an ECharts option as JSON, a description in words, and a table of
// the numbers. An [Engine] turns a picture into a static SVG with the same
// ECharts that runs in the page.
//
// The chart types are fixed (kinds). Options are built with go-echarts, but never
// rendered by it; the JSON refers to formats and colours by name and contains no
// code. Texts of cells are only data: in the JSON they are escaped for a script
// element, in the SVG for XML. A gap stays a gap, a faulty cell never counts as
// 0, and the note of a picture says what is left out of it.
//
// Drawing is a pure function: it uses no clock, no files and no random numbers.
package chart

import (
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// Spec says what to draw. Columns are given by field or header. The zero Spec
// means the first of [Default] for the dataset.
type Spec struct {
	Type       string   // one of Types(); if "", one is chosen
	X          string   // column of the categories
	Y          []string // columns of the numbers
	Group      string   // column whose values become series
	Title      string
	Target     string   // a number ("85", "90%") or a column
	Where      []string // conditions on rows: "部门=财务", "level!=0", "score>=0.8"; all must hold
	Limit      int      // most categories, 0 for the limit of the type
	Sort       string   // "" as in the sheet (periods by time), asc, desc by value, name
	Agg        string   // how rows of the same category become one value: mean, sum, count, min, max, first, last; "" by the column
	By         string   // the period whose dates make one category: day, week, month, quarter, year
	Over       string   // column by which Y is divided, which gives a share
	Weight     string   // column by which each value is multiplied
	Turn       bool     // Y columns become categories, X values become series
	Cumulative bool     // each value is the sum of those up to it
	Unit       string   // "" for that of the column
	Min        string   // lowest value of the axis; if "", one is chosen
	Max        string
	Height     int  // px; if 0, one is chosen
	Labels     bool // the numbers are written at the marks

	// FileTime tells that the day of the data is known only from the file's modification time.
	FileTime bool
}

// Picture is a chart that can be shown.
type Picture struct {
	Option string // JSON for ECharts, safe inside a script element
	Width  int    // px of the static picture
	Height int
	Title  string // shown above: that of the Spec, or what the picture shows and says
	Label  string // accessible name: the title, or what is shown by what
	Desc   string // in words: first, last, highest and lowest value, target
	Note   string // what a reader must know: small samples, gaps, what was left out
	Small  bool   // some values come from fewer than 30 answers
	Table  Table
}

// Table has the numbers of a picture as texts.
type Table struct {
	Header []string
	Rows   [][]string // as long as Header
	Number []bool     // columns of numbers, to be aligned at the right
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

// Draw draws the dataset. If the picture has no Option, the diagnostics say why.
// pos is the position of the block, for diagnostics.
func Draw(s Spec, d *kb.Dataset, lang string, pos diag.Pos) (Picture, diag.List) {
	return DrawPlan(s, d, nil, lang, pos)
}

// DrawPlan is Draw for a dataset that may be a plan; course has the progress of its rows.
func DrawPlan(s Spec, d *kb.Dataset, course Progress, lang string, pos diag.Pos) (Picture, diag.List) {
	b := &build{spec: s, data: d, course: course, lang: lang, pos: pos, words: wordsOf(lang), unitCol: unitColumn(d), spellings: map[int]vocab.Spellings{}}
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

// build is the work on one picture.
type build struct {
	spec      Spec
	asked     Spec   // spec as given, before choose filled it in
	kind      string // name of spec.Type, which may be an alias
	data      *kb.Dataset
	course    Progress
	lang      string
	pos       diag.Pos
	words     words
	cols      columns
	rows      []int // of the dataset, after Where
	units     []columnUnit
	into      map[string]string       // unit of the chart by unit of the cells, if they differ
	scale     float64                 // of weights, 0 if not known yet
	years     bool                    // the categories are years written as numbers
	unitCol   int                     // column with the unit of each row, -1 if there is none
	spellings map[int]vocab.Spellings // by column, see spelt
	diags     diag.List
	notes     []string
	small     bool
	finding   string // what the numbers tell a reader, in a few words
}

func (b *build) failed() bool { return b.diags.Max() == diag.Error || len(b.diags) > 0 && b.empty() }

// empty tells whether a diagnostic says that there is nothing to draw.
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

// say adds a sentence to the note if the note does not have it.
func (b *build) say(key string, args ...string) {
	t := b.words.text(key, args...)
	for _, n := range b.notes {
		if n == t {
			return
		}
	}
	b.notes = append(b.notes, t)
}

// note is all sentences of the note.
func (b *build) note() string { return b.words.join(b.notes) }

// choose fills in what the spec does not say: from the default charts of the
// dataset, else with a line over time or bars.
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
			break // the columns decide on the type, below
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

// fillIn is s with the settings of auto that s does not have. The columns are
// those of auto, and the conditions of both hold.
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

// sameName tells whether a and b name the same column or value for a person.
func sameName(a, b string) bool { return text.Fold(a) == text.Fold(b) }
