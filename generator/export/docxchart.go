package export

import (
	"math"
	"strconv"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/sheet"
	"milepost/generator/word"
)

// The colours of charts, as RRGGBB.
const (
	colorDone   = "1D5F8A" // done, or actual
	colorLeft   = "CCD7E2" // still to do
	colorLate   = "B3261E"
	colorPoint  = "1F262D" // a milestone
	colorTarget = "98A1AD"
)

// withWorkbook gives a chart a workbook of its data. On the only sheet the categories are
// in the first column, below the heading first, and each series is in a column of its
// own, as package word expects. cell makes the cell of a value of a series.
func (w *wordWriter) withWorkbook(c word.Chart, first string, cell func(series int, v float64) sheet.Cell) word.Chart {
	c.Sheet = w.text("data")
	head := []sheet.Cell{sheet.Text(first)}
	for _, s := range c.Series {
		name := s.Name
		if s.Offset {
			name = w.text("start")
		}
		head = append(head, sheet.Text(name))
	}
	page := sheet.Page{Name: c.Sheet, Rows: [][]sheet.Cell{head}, Heads: []int{1}}
	for i, name := range c.Categories {
		row := []sheet.Cell{sheet.Text(name)}
		for k, s := range c.Series {
			if v := s.Values[i]; math.IsNaN(v) {
				row = append(row, sheet.Cell{})
			} else {
				row = append(row, cell(k, v))
			}
		}
		page.Rows = append(page.Rows, row)
	}
	book, err := sheet.Write(sheet.Book{Lang: w.lang, Sheets: []sheet.Page{page}})
	if err != nil && w.err == nil {
		w.err = err
	}
	c.Book = book
	return c
}

// formatsOf gives the formats of a chart's numbers: the one of its axis and the one of
// the cells of its workbook.
func formatsOf(n document.Number) (axis string, cell sheet.Format) {
	axis = "0"
	if n.Decimals > 0 {
		axis += "." + strings.Repeat("0", min(n.Decimals, 4))
	}
	if n.Unit == "%" {
		axis += "%"
	}
	return axis, sheet.Format{Percent: n.Unit == "%", Decimals: n.Decimals}
}

// shown writes a value with the decimals of another number, and with "%" if that has it.
func shown(like document.Number, v float64) string {
	if like.Unit == "%" {
		return strconv.FormatFloat(v*100, 'f', like.Decimals, 64) + "%"
	}
	return strconv.FormatFloat(v, 'f', like.Decimals, 64)
}

// At most mostCurves indicators have a chart, perRow charts beside each other.
const (
	mostCurves = 6
	perRow     = 3
)

// curves adds the small curves of a table as charts: those of its first rows.
func (w *wordWriter) curves(b document.Block) {
	var cells []word.Cell
	var points []document.Point
	all := 0
	for _, r := range b.Table.Rows {
		for i, c := range r.Cells {
			if i >= len(b.Table.Columns) || b.Table.Columns[i].Kind != "curve" || known(c.Curve) < 2 {
				continue
			}
			if all++; all <= mostCurves {
				points = append(points, c.Curve...)
				cells = append(cells, w.curveCell(r, c))
			}
		}
	}
	caption := w.text("curves", w.caption(b), over(points))
	if all > mostCurves {
		caption = w.text("curves.worst", w.caption(b), over(points), strconv.Itoa(mostCurves))
	}
	w.sideBySide(cells, caption)
}

// over is "first – last", the periods that points cover; "" without points.
func over(points []document.Point) string {
	if len(points) == 0 {
		return ""
	}
	first, last := points[0].At, points[0].At
	for _, p := range points {
		first, last = min(first, p.At), max(last, p.At)
	}
	if first == last {
		return string(first)
	}
	return string(first) + " – " + string(last)
}

// known is how many points of a curve have a value.
func known(points []document.Point) (n int) {
	for _, p := range points {
		if p.OK {
			n++
		}
	}
	return n
}

// sideBySide adds charts beside each other, with one caption for all.
func (w *wordWriter) sideBySide(cells []word.Cell, caption string) {
	if len(cells) == 0 {
		return
	}
	t := word.Table{Bare: true, Alt: caption, Columns: make([]word.Column, perRow)}
	for i := 0; i < len(cells); i += perRow {
		t.Rows = append(t.Rows, word.Row{Cells: cells[i:min(i+perRow, len(cells))]})
	}
	w.add(t, word.Chart{Caption: plainRuns(caption)}) // the caption alone
}

// curveCell is the chart of one row of a table, with the row's name.
func (w *wordWriter) curveCell(r document.Row, c document.Cell) word.Cell {
	like := c.Goal
	for _, other := range r.Cells { // the first figure says how the row's numbers are written
		if !like.OK && other.Num.OK {
			like = other.Num
		}
	}
	name := r.Cells[0].Text.String()
	chart := w.curve(name, c.Curve, like, c.Goal)
	return word.Cell{Runs: []word.Run{{Text: name, Small: true}}, Chart: &chart}
}

// curve is the chart of values by period, with a dashed line for the target, if there is one.
func (w *wordWriter) curve(name string, points []document.Point, like, goal document.Number) word.Chart {
	_, format := formatsOf(like)
	axis, _ := formatsOf(coarse(like, points, goal))
	c := word.Chart{Kind: word.Lines, Unkeyed: true, Height: 32, Axis: word.Axis{Format: axis}}
	actual := word.Series{Name: w.text("actual"), Color: colorDone}
	target := word.Series{Name: w.text("target"), Color: colorTarget, Dashed: true}
	var said []string
	for _, p := range points {
		v := math.NaN()
		if p.OK {
			v = p.Value
			said = append(said, string(p.At)+" "+shown(like, v))
		}
		c.Categories = append(c.Categories, w.period(p.At))
		actual.Values = append(actual.Values, v)
		target.Values = append(target.Values, goal.Value)
	}
	c.Series = []word.Series{actual}
	if goal.OK {
		c.Series = append(c.Series, target)
		said = append(said, w.text("target.is", shown(like, goal.Value)))
	}
	c.Alt = name + ": " + strings.Join(said, ", ")
	return w.withWorkbook(c, w.text("category"), func(_ int, v float64) sheet.Cell { return sheet.Number(v, format) })
}

// coarse is the number like with as many decimals as the axis of these points needs:
// none if they are 5 or more apart, one if they are 0.5 or more apart (of percents: points).
func coarse(like document.Number, points []document.Point, goal document.Number) document.Number {
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range points {
		if p.OK {
			low, high = min(low, p.Value), max(high, p.Value)
		}
	}
	if goal.OK {
		low, high = min(low, goal.Value), max(high, goal.Value)
	}
	span := high - low
	if like.Unit == "%" {
		span *= 100
	}
	switch {
	case span >= 5:
		like.Decimals = 0
	case span >= 0.5:
		like.Decimals = min(like.Decimals, 1)
	}
	return like
}

// panels adds small curves on one scale.
func (w *wordWriter) panels(b document.Block) {
	var cells []word.Cell
	var points []document.Point
	for _, p := range b.Panels.List {
		points = append(points, p.Points...)
		like := p.Target
		if !like.OK {
			like = b.Panels.High
		}
		c := w.curve(p.Title, p.Points, like, p.Target)
		c.Series[0].Labels = len(p.Points) <= 6
		if b.Panels.Low.OK && b.Panels.High.OK {
			c.Axis.Min, c.Axis.Max = &b.Panels.Low.Value, &b.Panels.High.Value
		}
		runs := []word.Run{{Text: p.Title, Bold: true}}
		if len(p.Text) > 0 {
			runs = append(append(runs, word.Run{Text: "  "}), w.figures(p.Text)...)
		}
		if p.Mark.Word != "" {
			runs = append(runs, word.Run{Text: "  " + p.Mark.Word, Tone: tone(p.Mark.Tone)})
		}
		runs = w.withSub(runs, p.Sub)
		if counts := w.counts(p); counts != "" {
			runs = append(runs, word.Run{Text: "\n" + counts, Small: true, Tone: word.Muted})
		}
		cells = append(cells, word.Cell{Runs: runs, Chart: &c})
	}
	w.sideBySide(cells, w.text("curves", w.caption(b), over(points)))
}

// counts says how many answers each point stands for: "2026-08 n=44, 2026-09 n=51".
func (w *wordWriter) counts(p document.Panel) string {
	var all []string
	for i, n := range p.Counts {
		if i < len(p.Points) && p.Points[i].OK {
			all = append(all, string(p.Points[i].At)+" n="+strconv.Itoa(n))
		}
	}
	return strings.Join(all, ", ")
}

// shares adds a chart of stacked bars, and below it a table with their parts and totals.
func (w *wordWriter) shares(b document.Block) {
	s := b.Shares
	c := word.Chart{Kind: word.Bars, Stacked: true, Caption: plainRuns(w.caption(b)), Alt: w.caption(b), Height: 18 + 7*float64(len(s.Rows))}
	for k, name := range s.Parts {
		one := word.Series{Name: name}
		for _, r := range s.Rows {
			v := math.NaN()
			if k < len(r.Parts) {
				v = r.Parts[k]
			}
			one.Values = append(one.Values, v)
		}
		c.Series = append(c.Series, one)
	}
	t := word.Table{Alt: w.caption(b), Columns: []word.Column{{Share: 6}}, Head: []word.Row{headRow("")}}
	for _, name := range s.Parts {
		t.Columns = append(t.Columns, word.Column{Share: 3, Align: word.Right})
		t.Head[0].Cells = append(t.Head[0].Cells, word.Cell{Runs: plainRuns(name)})
	}
	t.Columns = append(t.Columns, word.Column{Share: 4, Align: word.Right})
	t.Head[0].Cells = append(t.Head[0].Cells, word.Cell{Runs: plainRuns(w.text("total"))})
	for _, r := range s.Rows {
		c.Categories = append(c.Categories, r.Name)
		t.Rows = append(t.Rows, w.shareRow(s, r))
	}
	if len(c.Categories) > 0 && len(c.Series) > 0 {
		w.add(w.withWorkbook(c, w.text("what"), func(_ int, v float64) sheet.Cell { return sheet.Number(v, sheet.Format{}) }))
	}
	w.add(t)
}

func (w *wordWriter) shareRow(s document.Stacks, r document.Share) word.Row {
	row := word.Row{Cells: []word.Cell{{Runs: w.withSub(plainRuns(r.Name), r.Sub)}}}
	for k := range s.Parts {
		label := ""
		if k < len(r.Labels) {
			label = r.Labels[k]
		}
		row.Cells = append(row.Cells, word.Cell{Runs: plainRuns(label)})
	}
	total := w.figures(r.Text)
	if r.Mark.Word != "" {
		total = append(append(total, word.Run{Text: " "}), markRuns(r.Mark, false)[0])
	}
	return word.Row{Cells: append(row.Cells, word.Cell{Runs: total})}
}

// serial is a day as spreadsheets and charts count days: from 1899-12-30, which is 0.
func serial(d kb.Date) float64 { return float64(d.Sub("1899-12-30")) }

// dayCell is the cell for such a number in the workbook of a chart: see serial.
func dayCell(v float64) sheet.Cell {
	return sheet.Day(kb.Date("1899-12-30").AddDays(int(v)))
}

// trend adds what each report said of each milestone: a chart with a line for each
// milestone over the reports, and a table of the dates of the last reports.
func (w *wordWriter) trend(b document.Block) {
	d := b.Trend
	c := word.Chart{Kind: word.Lines, Caption: plainRuns(w.caption(b)), Height: 70, Axis: word.Axis{Format: "mm-dd"}}
	t := word.Table{Alt: w.caption(b), Head: []word.Row{headRow(w.text("milestone"), w.text("planned"))}, Columns: []word.Column{{Share: 8}, {Share: 4}}}
	from := max(0, len(d.Said)-6) // the table has room for six
	for i, day := range d.Said {
		c.Categories = append(c.Categories, w.day(day))
		if i >= from {
			t.Columns = append(t.Columns, word.Column{Share: 4})
			t.Head[0].Cells = append(t.Head[0].Cells, word.Cell{Runs: plainRuns(w.day(day))})
		}
	}
	t.Columns = append(t.Columns, word.Column{Share: 5})
	t.Head[0].Cells = append(t.Head[0].Cells, word.Cell{Runs: plainRuns(w.text("state"))})
	var alt []string
	for _, one := range d.Lines {
		s := word.Series{Name: one.Name}
		row := word.Row{Cells: []word.Cell{{Runs: plainRuns(one.Name)}, {Runs: plainRuns(w.day(one.Planned))}}}
		var said []string
		for i := range d.Said {
			v, text := math.NaN(), "—"
			if i < len(one.Dates) && one.Dates[i] != "" {
				v, text = serial(one.Dates[i]), w.day(one.Dates[i])
			}
			s.Values = append(s.Values, v)
			said = append(said, text)
			if i >= from {
				row.Cells = append(row.Cells, word.Cell{Runs: plainRuns(text)})
			}
		}
		row.Cells = append(row.Cells, word.Cell{Runs: markRuns(one.Mark, false)})
		t.Rows = append(t.Rows, row)
		c.Series = append(c.Series, s)
		alt = append(alt, one.Name+": "+strings.Join(said, " → "))
	}
	if len(c.Series) > 0 && len(c.Categories) > 0 {
		c.Alt = strings.Join(alt, "; ")
		w.add(w.withWorkbook(c, w.text("said"), func(_ int, v float64) sheet.Cell { return dayCell(v) }), t)
	}
	w.note(w.runs(d.Rest))
}
