package theme

import (
	"math"
	"slices"
	"strings"

	"milepost/generator/digest"
	"milepost/generator/document"
	"milepost/generator/kb"
)

// A one-page report must fit on one sheet of A4. Its height is computed here from the sizes
// in its print styles, and rows are left out until it fits, the least important first; each
// list says how many are left out.

// sheetRoom is the height of the sheet for sections, in mm, below the title.
const sheetRoom = 256

// Heights in mm, and widths in halves of a Han character, as onepage.css prints them.
const (
	sectionTall = 9.0
	rowTall     = 4.9
	barTall     = 6.6
	lineTall    = 4.8
	noteTall    = 4.0
	leadTall    = 6.6
	ownTall     = 5.2
	leadWidth   = 84
	lineWidth   = 104
	noteWidth   = 130
	reasonWidth = 24 // of one of four columns
)

// least is how many rows of a section stay, in the order in which they are cut.
var least = []struct {
	kind string
	rows int
}{{"next", 3}, {"risks", 3}, {"gantt", 5}, {"kpi", 6}, {"decisions", 3}, {"next", 1}, {"risks", 1}, {"gantt", 2}, {"kpi", 2}, {"decisions", 1}}

// fitted are the fills of a page; of a one-page report, with as many rows as fit.
func (t *Theme) fitted(v PageView) []Fill {
	if len(v.Report) == 0 || v.Report[0].Head.Kind != kb.ReportOnePage {
		return v.Fills
	}
	fills := slices.Clone(v.Fills)
	var sections []*document.Section
	for i, f := range fills {
		fills[i].Block = slices.Clone(f.Block)
		for k, b := range f.Block {
			fills[i].Block[k].Report = ownSections(b.Report)
			for n := range fills[i].Block[k].Report {
				r := &fills[i].Block[k].Report[n]
				for s := range r.Sections {
					sections = append(sections, &r.Sections[s])
				}
			}
		}
	}
	t.cut(sections, sheetRoom-writtenTall(v.Body)-float64(len(v.Report[0].Errata))*lineTall)
	return fills
}

// cut takes rows off sections until they fit.
func (t *Theme) cut(sections []*document.Section, room float64) {
	tall := 0.0
	for _, s := range sections {
		tall += sectionHeight(*s)
	}
	for _, l := range least {
		for _, s := range sections {
			for s.Kind == l.kind && tall > room {
				before := sectionHeight(*s)
				if !t.shorten(s, l.rows) {
					break
				}
				tall += sectionHeight(*s) - before
			}
		}
	}
}

// shorten leaves out the last row of a section and counts it; false if only so many rows are
// left.
func (t *Theme) shorten(s *document.Section, rows int) bool {
	for i := len(s.Blocks) - 1; i >= 0; i-- {
		b := &s.Blocks[i]
		switch {
		case len(b.Table.Rows) > rows:
			b.Table.Rows = b.Table.Rows[:len(b.Table.Rows)-1]
			b.Table.Left++
		case len(b.Gantt.Bars) > rows:
			b.Gantt.Bars = b.Gantt.Bars[:len(b.Gantt.Bars)-1]
			b.Gantt.Left++
		case len(b.Agenda) > rows:
			b.Agenda = b.Agenda[:len(b.Agenda)-1]
			b.Left++
		case len(b.Lines) > rows:
			b.Lines = b.Lines[:len(b.Lines)-1]
			b.Left++
		default:
			continue
		}
		return true
	}
	return false
}

// ownSections are reports whose sections and blocks can be changed.
func ownSections(reports []document.Report) []document.Report {
	out := slices.Clone(reports)
	for i := range out {
		out[i].Sections = slices.Clone(out[i].Sections)
		for k := range out[i].Sections {
			out[i].Sections[k].Blocks = slices.Clone(out[i].Sections[k].Blocks)
		}
	}
	return out
}

func sectionHeight(s document.Section) float64 {
	tall := sectionTall
	if s.Why != "" {
		tall += linesOf(s.Why, noteWidth) * noteTall
	}
	for _, b := range s.Blocks {
		tall += blockHeight(b)
	}
	return tall
}

func blockHeight(b document.Block) (tall float64) {
	if b.Title != "" {
		tall += lineTall
	}
	switch said := b.Text.String(); {
	case b.Kind == document.Lead:
		tall += linesOf(said, leadWidth) * leadTall
	case said != "":
		tall += linesOf(said, noteWidth)*noteTall + 1
	}
	reasons := 0.0
	for _, v := range b.Verdicts {
		reasons = max(reasons, linesOf(v.Reason.String(), reasonWidth))
	}
	if reasons > 0 {
		tall += reasons*noteTall + 8
	}
	for _, l := range b.Lines {
		tall += linesOf(l.Text.String(), lineWidth) * lineTall
	}
	tall += float64(len(b.Agenda)) * rowTall
	if n := len(b.Table.Rows); n > 0 {
		tall += float64(n+1)*rowTall + 1
	}
	if n := len(b.Gantt.Bars); n > 0 {
		tall += float64(n)*barTall + 11
	}
	if b.Left+b.Table.Left+b.Gantt.Left > 0 {
		tall += noteTall + 1
	}
	for _, p := range b.Paragraphs() {
		tall += linesOf(p, lineWidth) * ownTall
	}
	return tall
}

// writtenTall is the height of what people wrote on the page.
func writtenTall(sealed digest.Sealed[kb.Body]) (tall float64) {
	body := sealed.Get()
	for _, piece := range body.HTML() {
		for _, p := range (document.Block{HTML: strings.TrimSpace(piece)}).Paragraphs() {
			tall += linesOf(p, lineWidth)*ownTall + 1
		}
	}
	return tall
}

func linesOf(s string, most float64) float64 {
	return math.Ceil(float64(width(s)) / most)
}
