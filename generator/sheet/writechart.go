package sheet

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// ChartKind is what a chart of a page draws.
type ChartKind string

// The kinds of charts: vertical bars, horizontal bars with the first on top, lines.
const (
	ChartBar   ChartKind = "bar"
	ChartLying ChartKind = "lying"
	ChartLine  ChartKind = "line"
)

// Chart is a chart that Excel draws from cells of its page.
type Chart struct {
	Kind          ChartKind
	Title         string
	Line, Column  int // of the cell at its upper left corner
	Width, Height int // in px; 0: 560 and 300
	Stacked       bool
	Format        Format // of the axis of values
	Labels        bool   // show numbers at the marks
	Series        []Series
}

// Series is one series of a chart, as ranges of cells. Its name is the cell above the values,
// or the one in line Head.
type Series struct {
	Labels, Values Range
	Head           int
	Color          string // "C2185B"; "": the next of the palette
}

// Range is the cells of one column from line From to line To.
type Range struct{ Column, From, To int }

// seriesColors are those of the charts on pages (chart.palette).
var seriesColors = []string{"1D6AA8", "E4572E", "2A9D8F", "A01D66", "1F5A1C", "A05CF5", "4A2929", "401093"}

func (k ChartKind) excel(stacked bool) (excelize.ChartType, bool) {
	switch {
	case k == ChartBar && stacked:
		return excelize.ColStacked, true
	case k == ChartBar:
		return excelize.Col, true
	case k == ChartLying && stacked:
		return excelize.BarStacked, true
	case k == ChartLying:
		return excelize.Bar, true
	case k == ChartLine:
		return excelize.Line, true
	}
	return 0, false
}

func (w *bookWriter) chart(p *Page, sheet string, c Chart) {
	w.do(func() error {
		kind, known := c.Kind.excel(c.Stacked)
		if !known || c.Line < 1 || c.Column < 1 || len(c.Series) == 0 {
			return fmt.Errorf("%s: a chart of kind %q in line %d, column %d with %d series", sheet, c.Kind, c.Line, c.Column, len(c.Series))
		}
		vary := false // the colour is that of the series
		x := &excelize.Chart{Type: kind, VaryColors: &vary, Legend: excelize.ChartLegend{Position: "bottom"}, ShowBlanksAs: "gap",
			Dimension: excelize.ChartDimension{Width: uint(orSize(c.Width, 560)), Height: uint(orSize(c.Height, 300))},
			Format:    excelize.GraphicOptions{AltText: cellText(c.Title), Positioning: "oneCell"},
			XAxis:     excelize.ChartAxis{Font: axisFont}, YAxis: excelize.ChartAxis{Font: axisFont, MajorGridLines: true}}
		if len(c.Series) == 1 {
			x.Legend.Position = "none"
		}
		if title := cut(cellText(c.Title), 200); title != "" {
			x.Title.Paragraph = []excelize.RichTextRun{{Text: title, Font: &excelize.Font{Bold: true, Size: 12}}}
		}
		if code := c.Format.code(); code != "" {
			x.YAxis.NumFmt = excelize.ChartNumFmt{CustomNumFmt: code}
		}
		if c.Kind == ChartLying { // the first on top; the numbers stay below
			x.XAxis.ReverseOrder, x.YAxis.TickLabelPosition = true, excelize.ChartTickLabelHigh
		}
		if zero := 0.0; c.Kind != ChartLine && !c.below(p) { // a bar is as long as its value
			x.YAxis.Minimum = &zero
		}
		x.PlotArea.ShowVal = c.Labels
		for i, s := range c.Series {
			one, err := s.excel(p, sheet, i, c.Kind)
			if err != nil {
				return err
			}
			x.Series = append(x.Series, one)
		}
		return w.f.AddChart(sheet, ref(c.Column, c.Line), x)
	})
}

var axisFont = excelize.Font{Color: "5B6472", Size: 9}

// below tells whether a value of the chart is below zero.
func (c Chart) below(p *Page) bool {
	for _, s := range c.Series {
		for line := max(s.Values.From, 1); line <= min(s.Values.To, len(p.Rows)); line++ {
			if row := p.Rows[line-1]; s.Values.Column >= 1 && s.Values.Column <= len(row) && row[s.Values.Column-1].Num < 0 {
				return true
			}
		}
	}
	return false
}

func (s Series) excel(p *Page, sheet string, n int, kind ChartKind) (excelize.ChartSeries, error) {
	head := s.Head
	if head == 0 {
		head = s.Values.From - 1
	}
	for _, r := range []Range{s.Values, s.Labels, {s.Values.Column, head, head}} {
		if r.Column < 1 || r.From < 1 || r.To < r.From || r.To > len(p.Rows) {
			return excelize.ChartSeries{}, fmt.Errorf("%s: a series from line %d to %d of column %d, of %d lines", sheet, r.From, r.To, r.Column, len(p.Rows))
		}
	}
	color := s.Color
	if color == "" {
		color = seriesColors[n%len(seriesColors)]
	}
	out := excelize.ChartSeries{Name: Range{s.Values.Column, head, head}.on(sheet), Categories: s.Labels.on(sheet), Values: s.Values.on(sheet), Fill: solid(color)}
	if kind == ChartLine {
		out.Line = excelize.LineOptions{Type: excelize.LineSolid, Width: 2.25} // in the colour of Fill
		out.Marker = excelize.ChartMarker{Symbol: "circle", Size: 6, Fill: solid(color)}
	}
	return out, nil
}

// on is the range as a formula names it.
func (r Range) on(sheet string) string {
	col, _ := excelize.ColumnNumberToName(r.Column)
	if r.From == r.To {
		return fmt.Sprintf("%s!$%s$%d", quoted(sheet), col, r.From)
	}
	return fmt.Sprintf("%s!$%s$%d:$%[2]s$%[4]d", quoted(sheet), col, r.From, r.To)
}

func orSize(px, usual int) int {
	if px <= 0 {
		return usual
	}
	return px
}
