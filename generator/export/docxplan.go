package export

import (
	"math"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/sheet"
	"milepost/generator/word"
)

// stretch is a task's bar in the chart: lengths in days, each beginning where the one
// before it ends. NaN: the bar has no such part.
type stretch struct {
	start float64 // the first day, as spreadsheets count days; this part is not drawn
	done  float64 // from there until today or the actual end, at most until the planned end
	point float64 // the day of a milestone
	left  float64 // from there until the planned end
	late  float64 // from the planned end until the actual or forecast end
}

// plan adds a part of the plan: a chart with a bar for each task, and a table.
func (w *wordWriter) plan(b document.Block) {
	g := b.Gantt
	if len(g.Bars) == 0 {
		return
	}
	if g.From != "" && g.To >= g.From && w.report.Head.Kind != kb.ReportOnePage {
		w.add(w.planChart(b))
	}
	w.planTable(b)
}

func (w *wordWriter) planChart(b document.Block) word.Chart {
	g := b.Gantt
	low, high := serial(g.From), serial(g.To)+1
	caption := w.caption(b)
	if g.Today != "" {
		caption = w.text("plan", caption, w.day(g.Today))
	}
	c := word.Chart{Kind: word.Bars, Stacked: true, Caption: plainRuns(caption), Height: min(24+6.5*float64(len(g.Bars)), 170),
		Axis: word.Axis{Format: "mm-dd", Min: &low, Max: &high}, Series: []word.Series{
			{Name: " ", Offset: true}, {Name: w.text("done"), Color: colorDone}, {Name: w.text("milestone"), Color: colorPoint},
			{Name: w.text("left"), Color: colorLeft}, {Name: w.text("late"), Color: colorLate}}}
	var alt []string
	for _, bar := range g.Bars {
		s := stretchOf(bar, g, low, high)
		c.Categories = append(c.Categories, bar.Name)
		for i, v := range []float64{s.start, s.done, s.point, s.left, s.late} {
			c.Series[i].Values = append(c.Series[i].Values, v)
		}
		alt = append(alt, strings.TrimSpace(bar.Name+" "+w.span(bar.PlannedFrom, bar.PlannedTo)+" "+bar.Mark.Word))
	}
	c.Alt = strings.Join(alt, "; ")
	return w.withWorkbook(c, w.text("task"), func(series int, v float64) sheet.Cell {
		if series == 0 {
			return dayCell(v)
		}
		return sheet.Number(v, sheet.Format{})
	})
}

// stretchOf is the bar of a task, cut at both ends of the axis: low and high, as
// spreadsheets count days.
func stretchOf(b document.Bar, g document.Gantt, low, high float64) stretch {
	none := math.NaN()
	s := stretch{none, none, none, none, none}
	from, end, run := firstOf(b.ActualFrom, b.PlannedFrom, b.PlannedTo), b.PlannedTo, b.ActualTo
	if b.Milestone {
		from, run = firstOf(b.ActualTo, b.PlannedTo, b.ForecastTo), ""
	}
	if from == "" {
		return s
	}
	if b.ActualFrom != "" && run == "" && !b.Milestone {
		run = g.Today
	}
	within := func(d kb.Date, after float64) float64 { return min(max(serial(d)+after, low), high) }
	at := within(from, 0)
	s.start = at
	add := func(to *float64, until float64) {
		if until > at {
			*to, at = until-at, until
		}
	}
	if b.Milestone {
		add(&s.point, within(from, 1))
		if b.ActualTo == "" && b.ForecastTo > end && end != "" {
			add(&s.late, within(b.ForecastTo, 1))
		}
		return s
	}
	finished := b.Done.OK && b.Done.Value >= 1
	switch {
	case run != "" && end != "":
		add(&s.done, within(min(run, end), 1))
	case run != "":
		add(&s.done, within(run, 1))
	}
	if end != "" && !finished {
		add(&s.left, within(end, 1))
	}
	if last := max(run, b.ForecastTo); end != "" && last > end {
		add(&s.late, within(last, 1))
	} else if end == "" && b.ForecastTo != "" {
		add(&s.left, within(b.ForecastTo, 1))
	}
	return s
}

func firstOf(days ...kb.Date) kb.Date {
	for _, d := range days {
		if d != "" {
			return d
		}
	}
	return ""
}

func (w *wordWriter) planTable(b document.Block) {
	t := word.Table{Caption: plainRuns(w.caption(b)), Alt: w.caption(b),
		Columns: []word.Column{{Share: 12}, {Share: 6}, {Share: 4}, {Share: 3, Align: word.Right}, {Share: 3, Align: word.Right}, {Share: 5, Align: word.Center}},
		Head:    []word.Row{headRow(w.text("task"), w.text("planned"), w.text("ends"), w.text("share"), w.text("due"), w.text("state"))}}
	for _, bar := range b.Gantt.Bars {
		name := []word.Run{{Text: strings.Repeat("\u3000", min(max(bar.Level, 0), 4))}, {Text: bar.Name}}
		if bar.Sub != "" {
			name = append(name, word.Run{Text: "\n" + name[0].Text + bar.Sub, Small: true, Tone: word.Muted})
		}
		end := bar.ForecastTo
		if end == "" && bar.Done.OK && bar.Done.Value >= 1 {
			end = bar.ActualTo
		}
		t.Rows = append(t.Rows, word.Row{Cells: []word.Cell{
			{Runs: name}, {Runs: plainRuns(w.span(bar.PlannedFrom, bar.PlannedTo))}, {Runs: plainRuns(w.day(end))},
			{Runs: shareRuns(bar.Done)}, {Runs: shareRuns(bar.Due)}, {Runs: markRuns(bar.Mark, false)},
		}})
	}
	w.add(t)
}

func shareRuns(n document.Number) []word.Run {
	if !n.OK {
		return nil
	}
	n.Decimals = 0
	return plainRuns(shown(n, n.Value))
}
