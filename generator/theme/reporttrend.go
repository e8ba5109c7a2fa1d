package theme

import (
	"math"
	"slices"

	"html/template"

	"milepost/generator/document"
	"milepost/generator/kb"
)

// Trend is the milestone trend: which date each report gave for each milestone. x
// is in percent, y in pixels.
type Trend struct {
	Height   int
	Base     float64 // y of the axis
	Left     float64 // x of the axis
	Right    float64 // x of its end
	Levels   []Level
	Reports  []Level
	Diagonal []Segment // at most one: where the date that is given equals the day of the report
	Lines    []Course
	Table    Grid
	Rest     template.HTML
}

// Level is a position on an axis with its label, or a point of a course.
type Level struct {
	At   float64 // x; of Trend.Levels, y
	Y    float64 // only of the points of a course
	Text string
}

// Segment is a line between two points.
type Segment struct{ X1, Y1, X2, Y2 float64 }

// Course is one milestone.
type Course struct {
	Segments []Segment
	Points   []Level
	Name     string
	Full     string // the name uncut
	Date     string
	Mark     document.Mark
	X, Y     float64 // of the label
	Main     bool    // the first course of the report; it is drawn in front
}

// The picture's measures: percent across, pixels down.
const (
	trendLeft  = 8.5
	trendRight = 66
	trendAfter = 6 // beyond the last report, for the diagonal
	trendTop   = 12
	trendTall  = 170
	labelTall  = 17
	axisTall   = 34
)

func (w teller) trend(d document.Trend) Trend {
	out := Trend{Rest: w.text(d.Rest), Left: trendLeft}
	low, high, ok := said(d)
	if !ok {
		return out
	}
	tall := max(trendTall, float64(len(d.Lines)*labelTall))
	s := trendScale{first: d.Said[0], last: d.Said[len(d.Said)-1], low: low, high: high, tall: tall}
	out.Right = min(s.x(s.last)+trendAfter, 100)
	out.Base = trendTop + tall + 8
	out.Height = int(out.Base) + axisTall
	for _, day := range dateTicks(low, high) {
		out.Levels = append(out.Levels, Level{At: s.y(day), Text: w.day(day)})
	}
	free := math.Inf(-1)
	for _, day := range d.Said {
		l := Level{At: s.x(day)}
		if l.At >= free {
			l.Text, free = w.day(day), l.At+7
		}
		out.Reports = append(out.Reports, l)
	}
	out.Diagonal = s.diagonal()
	for i, c := range d.Lines {
		out.Lines = append(out.Lines, w.course(c, d.Said, s, i == 0))
	}
	apart(out.Lines, trendTop, out.Base)
	slices.Reverse(out.Lines) // the first is drawn last, above the others
	out.Table = w.trendTable(d)
	return out
}

// said is the span of days on the vertical axis of a trend. It includes the day of
// the last report if that is near, so that readers see how far off the milestones are.
func said(d document.Trend) (low, high kb.Date, ok bool) {
	for _, c := range d.Lines {
		for _, day := range append([]kb.Date{c.Planned}, c.Dates...) {
			if day == "" {
				continue
			}
			if low == "" || day < low {
				low = day
			}
			high = max(high, day)
		}
	}
	if low == "" || len(d.Said) == 0 {
		return "", "", false
	}
	if last := d.Said[len(d.Said)-1]; last < low && low.Sub(last) <= max(45, high.Sub(low)/2) {
		low = last
	}
	if high.Sub(low) < 14 {
		low, high = low.AddDays(-7), high.AddDays(7)
	}
	return low, high, true
}

type trendScale struct {
	first, last, low, high kb.Date
	tall                   float64
}

func (s trendScale) x(d kb.Date) float64 {
	if s.last == s.first {
		return trendRight
	}
	return round(trendLeft + 2 + float64(d.Sub(s.first))/float64(s.last.Sub(s.first))*(trendRight-trendLeft-2))
}

func (s trendScale) y(d kb.Date) float64 {
	return round(trendTop + s.tall - float64(d.Sub(s.low))/float64(s.high.Sub(s.low))*s.tall)
}

// diagonal is the line on which the date that is given equals the day of the report,
// cut to the picture; nil if none of it is inside.
func (s trendScale) diagonal() []Segment {
	after := int(float64(s.last.Sub(s.first)) * trendAfter / (trendRight - trendLeft - 2))
	from, to := max(s.first, s.low), min(s.last.AddDays(after), s.high)
	if from >= to {
		return nil
	}
	return []Segment{{s.x(from), s.y(from), s.x(to), s.y(to)}}
}

func round(f float64) float64 { return math.Round(f*100) / 100 }

func (w teller) course(c document.Course, said []kb.Date, s trendScale, main bool) Course {
	out := Course{Full: c.Name, Name: shorten(c.Name, 22), Mark: c.Mark, Main: main}
	before := Segment{X1: -1}
	for i, d := range c.Dates {
		if d == "" || i >= len(said) {
			before.X1 = -1
			continue
		}
		x, y := s.x(said[i]), s.y(d)
		if before.X1 >= 0 {
			out.Segments = append(out.Segments, Segment{before.X1, before.Y1, x, y})
		}
		before.X1, before.Y1 = x, y
		out.Points = append(out.Points, Level{At: x, Y: y})
		out.X, out.Y, out.Date = x, y, w.day(d)
	}
	return out
}

// apart moves labels that would overlap: down, and where there is no room left, up.
func apart(lines []Course, top, bottom float64) {
	order := make([]*Course, 0, len(lines))
	for i := range lines {
		if len(lines[i].Points) > 0 {
			order = append(order, &lines[i])
		}
	}
	slices.SortStableFunc(order, func(a, b *Course) int {
		switch {
		case a.Y < b.Y:
			return -1
		case a.Y > b.Y:
			return 1
		}
		return 0
	})
	for i, c := range order {
		if i > 0 {
			c.Y = max(c.Y, order[i-1].Y+labelTall)
		}
		c.Y = max(c.Y, top)
	}
	for i := len(order) - 1; i >= 0; i-- {
		limit := bottom
		if i < len(order)-1 {
			limit = order[i+1].Y - labelTall
		}
		order[i].Y = round(min(order[i].Y, limit))
	}
}

// shorten cuts a text to a width, given in halves of a Han character.
func shorten(s string, most int) string {
	if width(s) <= most {
		return s
	}
	n := 0
	for i, r := range s {
		if n += 1; r >= 0x2e80 {
			n++
		}
		if n > most-2 {
			return s[:i] + "…"
		}
	}
	return s
}

// dateTicks returns first days of months between two days, on short spans the 15th,
// too; about seven at most, none if no such day lies between.
func dateTicks(low, high kb.Date) (out []kb.Date) {
	span := high.Sub(low)
	step, half := 1, span <= 100
	for _, wider := range []int{2, 3, 6, 12, 24, 60, 120} {
		if span/30/step > 6 {
			step = wider
		}
	}
	y, m := low.Time().Year(), int(low.Time().Month())
	for n := 0; n < 1200; n++ {
		day := kb.MakeDate(y+(m-1+n)/12, (m-1+n)%12+1, 1)
		if day > high || day == "" {
			break
		}
		if (m-1+n)%step == 0 && day >= low {
			out = append(out, day)
		}
		if mid := day.AddDays(14); half && mid >= low && mid <= high {
			out = append(out, mid)
		}
	}
	return out
}

// trendTable is the trend as a table, for phones and for readers who cannot see the picture.
func (w teller) trendTable(d document.Trend) Grid {
	t := w.theme
	table := document.Table{Columns: []document.Column{{Title: t.Text("report-page.milestone"), Kind: columnText}, {Title: t.Text("report-page.planned"), Kind: columnDate}}}
	for i, day := range d.Said {
		table.Columns = append(table.Columns, document.Column{Title: w.day(day), Kind: columnDate, Minor: i < len(d.Said)-2})
	}
	table.Columns = append(table.Columns, document.Column{Title: t.Text("report-page.state"), Kind: columnMark})
	for _, c := range d.Lines {
		cells := []document.Cell{{Text: document.Say(c.Name)}, {Text: document.Say(w.dayOr(c.Planned))}}
		for i := range d.Said {
			day := kb.Date("")
			if i < len(c.Dates) {
				day = c.Dates[i]
			}
			cells = append(cells, document.Cell{Text: document.Say(w.dayOr(day))})
		}
		table.Rows = append(table.Rows, document.Row{Cells: append(cells, document.Cell{Mark: c.Mark})})
	}
	return w.grid(w.slim(table))
}

func (w teller) dayOr(d kb.Date) string {
	if d == "" {
		return "—"
	}
	return w.day(d)
}
