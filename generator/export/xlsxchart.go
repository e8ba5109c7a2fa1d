package export

import (
	"slices"
	"strconv"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/sheet"
)

// curve is a series of values by period, and their target, if goal is OK.
type curve struct {
	name   string
	points []document.Point
	counts []int // cases behind each point, nil if not known
	goal   document.Number
	format sheet.Format // of its values
}

// curves adds the small curves of a table as a table on a sheet of their own, with a
// column and a chart for each, which can be edited in Excel.
func (w *bookWriter) curves(t document.Table) {
	for i, c := range t.Columns {
		if c.Kind != "curve" {
			continue
		}
		var list []curve
		for _, r := range t.Rows {
			if i < len(r.Cells) && len(r.Cells[i].Curve) > 0 {
				list = append(list, curve{name: r.Cells[0].Text.String(), points: r.Cells[i].Curve, goal: r.Cells[i].Goal, format: numbersOf(r)})
			}
		}
		w.charts(list)
	}
}

// numbersOf is the format for the values of a row's curve. It follows from the row's
// figures, without changes in percentage points.
func numbersOf(r document.Row) (f sheet.Format) {
	for _, c := range r.Cells {
		if c.Num.OK && c.Num.Unit != "pp" {
			f.Percent = c.Num.Unit == "%"
			f.Decimals = max(f.Decimals, c.Num.Decimals)
		}
	}
	return f
}

// panels adds a table of what small curves say in words, and a sheet with their values.
func (w *bookWriter) panels(m document.Multiples) {
	var list []curve
	var words []told
	for _, p := range m.List {
		words = append(words, told{p.Title, p.Text, p.Sub, p.Mark})
		if len(p.Points) > 0 {
			list = append(list, curve{p.Title, p.Points, p.Counts, p.Target, sheet.Format{Percent: p.Target.Unit == "%"}})
		}
	}
	w.told(words)
	w.charts(list)
}

// The size of a chart, and how far apart charts stand.
const (
	chartWidth, chartHeight = 420, 240 // px
	chartLines              = 14       // lines of the sheet from one to the next below it
	chartColumns            = 5        // columns from one to the next beside it
	curveColumn             = 12       // width of a column of values, in characters
)

// charts adds a sheet with the values of curves by period in a table, and below it a chart
// of each, two beside each other. A single period is no curve and gives no sheet.
func (w *bookWriter) charts(list []curve) {
	periods := periodsOf(list)
	if len(periods) < 2 {
		return
	}
	section := w.page
	defer func() { w.page, w.drawn = section, append(w.drawn, w.page) }()
	w.open(w.text("curves", section.Name), w.text("curves", section.Name))
	heads := []string{w.text("month")}
	rows := make([][]sheet.Cell, len(periods))
	for i, p := range periods {
		rows[i] = []sheet.Cell{sheet.Text(string(p))}
	}
	for _, c := range list {
		heads = append(heads, c.name)
		if c.goal.OK {
			heads = append(heads, w.text("goal", c.name))
		}
		if c.counts != nil {
			heads = append(heads, w.text("cases", c.name))
		}
		for i, p := range periods {
			rows[i] = append(rows[i], c.at(p))
			if c.goal.OK {
				rows[i] = append(rows[i], sheet.Number(c.goal.Value, c.format))
			}
			if c.counts != nil {
				rows[i] = append(rows[i], c.cases(p))
			}
		}
	}
	line := w.table(distinct(heads), rows)
	for range heads {
		w.page.Widths = append(w.page.Widths, curveColumn)
	}
	from, to := line+1, line+len(rows)
	labels := sheet.Range{Column: 1, From: from, To: to}
	column := 2
	for n, c := range list {
		chart := sheet.Chart{Kind: sheet.ChartLine, Title: c.name, Line: to + 2 + n/2*chartLines, Column: 1 + n%2*chartColumns, Width: chartWidth, Height: chartHeight, Format: c.format}
		chart.Series = append(chart.Series, sheet.Series{Labels: labels, Values: sheet.Range{Column: column, From: from, To: to}, Head: line})
		column++
		if c.goal.OK {
			chart.Series = append(chart.Series, sheet.Series{Labels: labels, Values: sheet.Range{Column: column, From: from, To: to}, Head: line, Color: "5C6670"})
			column++
		}
		if c.counts != nil {
			column++
		}
		w.page.Charts = append(w.page.Charts, chart)
	}
}

func (c curve) at(p kb.Period) sheet.Cell {
	for _, pt := range c.points {
		if pt.At == p && pt.OK {
			return sheet.Number(pt.Value, c.format)
		}
	}
	return sheet.Cell{}
}

// cases is how many cases the point of a period stands for.
func (c curve) cases(p kb.Period) sheet.Cell {
	for i, pt := range c.points {
		if pt.At == p && pt.OK && i < len(c.counts) {
			return sheet.Number(float64(c.counts[i]), sheet.Format{})
		}
	}
	return sheet.Cell{}
}

func periodsOf(list []curve) (out []kb.Period) {
	for _, c := range list {
		for _, p := range c.points {
			if !slices.Contains(out, p.At) {
				out = append(out, p.At)
			}
		}
	}
	slices.Sort(out)
	return out
}

// trend adds two tables: the day on which each report expected each milestone, and how
// many days later than planned that is, with a chart.
func (w *bookWriter) trend(t document.Trend) {
	if len(t.Lines) == 0 || len(t.Said) == 0 {
		return
	}
	heads := []string{w.text("report-day")}
	days, late := make([][]sheet.Cell, len(t.Said)), make([][]sheet.Cell, len(t.Said))
	for i, d := range t.Said {
		days[i], late[i] = []sheet.Cell{day(d)}, []sheet.Cell{day(d)}
	}
	for _, c := range t.Lines {
		heads = append(heads, c.Name)
		for i := range t.Said {
			said := kb.Date("")
			if i < len(c.Dates) {
				said = c.Dates[i]
			}
			days[i] = append(days[i], day(said))
			late[i] = append(late[i], delay(said, c.Planned))
		}
	}
	heads = distinct(heads)
	w.table(heads, days)
	w.say(w.text("late"), sheet.Plain)
	line := w.table(slices.Clone(heads), late)
	chart := sheet.Chart{Kind: sheet.ChartLine, Title: w.text("late"), Line: 3, Column: len(heads) + 2}
	labels := sheet.Range{Column: 1, From: line + 1, To: line + len(late)}
	for i := range t.Lines {
		chart.Series = append(chart.Series, sheet.Series{Labels: labels, Values: sheet.Range{Column: i + 2, From: line + 1, To: line + len(late)}, Head: line})
	}
	if len(t.Said) > 1 {
		w.page.Charts = append(w.page.Charts, chart)
	}
	w.say(t.Rest.String(), sheet.Muted)
}

func delay(said, planned kb.Date) sheet.Cell {
	if said == "" || planned == "" {
		return sheet.Cell{}
	}
	return sheet.Number(float64(said.Sub(planned)), sheet.Format{})
}

// shares adds a table of stacked bars: a row for each bar, a column for each part.
func (w *bookWriter) shares(s document.Stacks) {
	if len(s.Rows) == 0 {
		return
	}
	heads := []string{w.text("name")}
	most := 0
	for _, r := range s.Rows {
		most = max(most, len(r.Parts))
	}
	for i := range most {
		if i < len(s.Parts) {
			heads = append(heads, s.Parts[i])
		} else {
			heads = append(heads, w.text("column", strconv.Itoa(i+1)))
		}
	}
	heads = append(heads, w.text("total"), w.text("state"), w.text("remark"))
	var rows [][]sheet.Cell
	for _, r := range s.Rows {
		row := []sheet.Cell{sheet.Text(r.Name)}
		for i := range most {
			if i < len(r.Parts) {
				row = append(row, sheet.Number(r.Parts[i], sheet.Format{}))
			} else {
				row = append(row, sheet.Cell{})
			}
		}
		rows = append(rows, append(row, w.cited(r.Text), mark(r.Mark), w.cited(r.Sub)))
	}
	w.table(distinct(heads), rows)
}
