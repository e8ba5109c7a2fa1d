package chart

import (
	"cmp"
	"slices"

	"milepost/generator/kb"
)

// task is one row of a plan that holds work.
type task struct {
	start, end   kb.Date // planned
	began, ended kb.Date // actual, "" if not
	done         float64 // 0-1
	weight       float64 // planned days
}

// drawCurve draws planned and actual progress over time: each task counts by
// its planned days, its plan runs evenly from start to end, its actual progress
// evenly from its actual start to its actual end (or to the day the data stands for).
func drawCurve(b *build) Picture {
	d := b.data
	if d.Col("planned_start") < 0 || d.Col("planned_end") < 0 {
		b.complain("DB48.curve", d.ID())
		return Picture{}
	}
	tasks, undated, unread := b.tasks()
	if len(tasks) == 0 {
		b.complain("DB48.curve", d.ID())
		return Picture{}
	}
	if undated > 0 {
		b.say("note.undated", itoa(undated))
	}
	if unread > 0 {
		b.say("note.unread", itoa(unread))
	}
	asOf := cmp.Or(b.spec.AsOf, d.AsOf)
	f := curve(tasks, asOf)
	f.name = b.words.text("date")
	f.series[0].name, f.series[1].name = b.words.text("planned"), b.words.text("actual")
	progress := "progress"
	if asOf == "" {
		progress = "progress.planned"
		f.series = f.series[:1]
		b.say("note.undatedcurve")
	} else if b.spec.FileTime {
		b.say("note.curve-file", string(asOf))
	} else {
		b.say("note.curve", string(asOf))
	}
	c := &axesChart{b: b, f: f, kind: "line"}
	c.axes()
	p := Picture{Height: c.height()}
	p.Option = c.option()
	p.Label = orText(clean(b.spec.Title), b.words.text(progress))
	p.Desc = b.describe("scurve", f, c.formats[0], series{})
	p.Table = b.table(f, series{})
	return p
}

// tasks are the rows without rows below them; undated and unread count those
// left out for want of dates or because their progress cannot be read.
func (b *build) tasks() (tasks []task, undated, unread int) {
	d := b.data
	parents := map[string]bool{}
	for _, r := range b.rows {
		if p := d.Cell(r, "parent").String(); p != "" {
			parents[p] = true
		}
	}
	for k, r := range b.rows {
		if parents[d.Cell(r, "name").String()] || parents[d.Cell(r, "id").String()] || b.aboveNext(k) {
			continue
		}
		t := task{start: d.Cell(r, "planned_start").Date(), end: d.Cell(r, "planned_end").Date(), began: d.Cell(r, "actual_start").Date(), ended: d.Cell(r, "actual_end").Date()}
		if t.start == "" || t.end == "" || t.end < t.start {
			undated++
			continue
		}
		t.weight = float64(t.end.Sub(t.start) + 1)
		if v, ok := d.Cell(r, "percent_complete").Float(); ok && finite(v) {
			if !b.percent(d.Col("percent_complete")) && v > 1 {
				v /= 100
			}
			t.done = min(max(v, 0), 1)
		}
		switch {
		case t.ended != "":
			t.done = 1
		case d.Cell(r, "percent_complete").Kind == kb.Fault:
			unread++
			continue
		}
		tasks = append(tasks, t)
	}
	return tasks, undated, unread
}

// aboveNext tells whether the next row is one level deeper.
func (b *build) aboveNext(k int) bool {
	if k+1 >= len(b.rows) {
		return false
	}
	level, ok := b.data.Cell(b.rows[k], "level").Float()
	next, okNext := b.data.Cell(b.rows[k+1], "level").Float()
	return ok && okNext && next > level
}

// curve is the progress at about 40 days from the first start to the last end.
func curve(tasks []task, asOf kb.Date) *frame {
	first, last, total := tasks[0].start, tasks[0].end, 0.0
	for _, t := range tasks {
		first, last = min(first, t.start), max(last, t.end)
		if t.began != "" {
			first = min(first, t.began)
		}
		total += t.weight
	}
	last = max(last, asOf)
	step := max(last.Sub(first)/40, 1)
	days := []kb.Date{first.AddDays(-1)}
	for day := first.AddDays(step - 1); day < last; day = day.AddDays(step) {
		days = append(days, day)
	}
	days = append(days, last)
	if asOf > first {
		days = append(days, asOf)
	}
	slices.Sort(days)
	days = slices.Compact(days)
	f := &frame{kind: axisTimes, series: []series{{percent: true}, {percent: true}}}
	for _, day := range days {
		planned, actual := 0.0, 0.0
		for _, t := range tasks {
			planned += t.weight * run(t.start, t.end, day)
			began, ended := t.began, t.ended
			if began == "" {
				began = t.start
			}
			if ended == "" {
				ended = max(asOf, began)
			}
			actual += t.weight * t.done * run(began, ended, day)
		}
		f.cats = append(f.cats, string(day))
		f.series[0].values = append(f.series[0].values, value{num: round4(planned / total), ok: true, digits: computed})
		f.series[1].values = append(f.series[1].values, value{num: round4(actual / total), ok: asOf != "" && day <= asOf, digits: computed})
	}
	return f
}

// run is how much of the span has passed at the end of the day.
func run(from, to, day kb.Date) float64 {
	if day < from {
		return 0
	}
	if day >= to {
		return 1
	}
	return float64(day.Sub(from)+1) / float64(to.Sub(from)+1)
}

func round4(v float64) float64 { return float64(int(v*10000+0.5)) / 10000 }
