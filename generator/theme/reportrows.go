package theme

import (
	"html/template"
	"strconv"
	"strings"
)

// Go code writes the bars, courses and sentences of a report, for the same reason
// as its cells (see [cells]).

// text writes a text as html/template would, between tags and in an attribute.
func text(b *strings.Builder, s string) { _, _ = escapes.WriteString(b, s) } // a builder does not fail

// bars is the rows of a Gantt chart of a report.
func (t *Theme) bars(g Gantt) template.HTML {
	var b, grid, today strings.Builder
	for _, tick := range g.Ticks {
		class := "minor"
		if tick.Major {
			class = "major"
		}
		upright(&grid, class, tick.X)
	}
	if g.Today.Start != "" {
		upright(&today, "today", g.Today.X)
	}
	for i := range g.Rows {
		r := &g.Rows[i]
		t.barHead(&b, r)
		b.WriteString(`<td class="track"><svg width="100%" height="100%" aria-hidden="true">` + grid.String() + `<svg y="50%" overflow="visible">`)
		t.barShapes(&b, r)
		b.WriteString("</svg>" + today.String() + "</svg></td></tr>")
	}
	return template.HTML(b.String())
}

// upright writes a vertical line from top to bottom at x percent.
func upright(b *strings.Builder, class string, x float64) {
	at := pct(x)
	b.WriteString(`<line class="` + class + `" x1="` + at + `" x2="` + at + `" y1="0" y2="100%"/>`)
}

// barHead writes the cells before the bars of a row: name, percent done, how it stands.
func (t *Theme) barHead(b *strings.Builder, r *GanttRow) {
	b.WriteString(`<tr class="level-` + strconv.Itoa(r.Level))
	if r.Milestone {
		b.WriteString(" is-milestone")
	}
	if r.Slips {
		b.WriteString(" is-slipping")
	}
	b.WriteString(`"><th scope="row"><span class="name">`)
	text(b, r.Name)
	b.WriteString("</span>")
	if r.Owner != "" {
		b.WriteString(`<span class="sub">`)
		writeWho(b, r.Who, escapes.Replace(r.Owner))
		b.WriteString("</span>")
	}
	b.WriteString(`</th><td class="share">`)
	if r.HasPct {
		b.WriteString("<b>" + pct(r.Percent) + "</b>")
		if r.HasDue {
			b.WriteString(` <span class="due">`)
			text(b, t.Text("report-page.due", pct(r.Due)))
			b.WriteString("</span>")
		}
	}
	b.WriteString(`<span class="only-phone">`)
	mark(b, r.Said, "word", "is-")
	b.WriteString(`</span></td><td class="said">`)
	mark(b, r.Said, "word", "is-")
	b.WriteString("</td>")
}

// barShapes draws plan, done, actual and forecast of a row, with the bytes that the
// template gantt-bars gives for a row that is not open.
func (t *Theme) barShapes(b *strings.Builder, r *GanttRow) {
	if r.Milestone {
		diamond(b, "plan", r.Plan, t.Text("gantt.plan"))
		diamond(b, "forecast", r.Forecast, t.Text("gantt.forecast"))
		diamond(b, "actual", r.Actual, t.Text("gantt.actual"))
		return
	}
	if r.Plan.Start != "" {
		end := ""
		if r.Plan.End != r.Plan.Start {
			end = " → " + string(r.Plan.End)
		}
		shape(b, "plan", r.Plan.X, pct(r.Plan.W), thick, t.Text("gantt.plan")+" "+string(r.Plan.Start)+end)
		if r.HasPct {
			shape(b, "done", r.Plan.X, part(r.Plan.W, r.Percent), thick, t.Text("gantt.done")+" "+pct(r.Percent))
		}
	}
	if r.Actual.Start != "" {
		shape(b, "actual", r.Actual.X, pct(r.Actual.W), thin, t.Text("gantt.actual")+" "+string(r.Actual.Start)+" → "+string(r.Actual.End))
	}
	if r.Forecast.Start != "" {
		shape(b, "forecast", r.Forecast.X, pct(r.Forecast.W), thin, t.Text("gantt.forecast")+" "+string(r.Forecast.Start)+" → "+string(r.Forecast.End))
	}
}

// Where bars lie in their row: the plan above (thick), actual and forecast below (thin).
const (
	thick = `y="-11" height="12" rx="2"`
	thin  = `y="5" height="5" rx="2.5"`
)

func shape(b *strings.Builder, class string, x float64, width, place, title string) {
	b.WriteString(`<rect class="` + class + `" x="` + pct(x) + `" width="` + width + `" ` + place + "><title>")
	text(b, title)
	b.WriteString("</title></rect>")
}

func diamond(b *strings.Builder, class string, at Bar, word string) {
	if at.Start == "" {
		return
	}
	b.WriteString(`<svg x="` + pct(at.X) + `" class="diamond ` + class + `" overflow="visible"><path d="M0-7 7 0 0 7-7 0z"><title>`)
	text(b, word+" "+string(at.Start))
	b.WriteString("</title></path></svg>")
}

// courses draws the lines of the milestones in a trend.
func courses(lines []Course) template.HTML {
	var b strings.Builder
	for i := range lines {
		c := &lines[i]
		if len(c.Points) == 0 {
			continue
		}
		b.WriteString("<g")
		if c.Main {
			b.WriteString(` class="main"`)
		}
		b.WriteString(">")
		for _, s := range c.Segments {
			b.WriteString(`<line class="course" x1="` + pct(s.X1) + `" x2="` + pct(s.X2) + `" y1="` + num(s.Y1) + `" y2="` + num(s.Y2) + `"/>`)
		}
		for _, p := range c.Points {
			b.WriteString(`<circle cx="` + pct(p.At) + `" cy="` + num(p.Y) + `" r="3"/>`)
		}
		c.label(&b)
		b.WriteString("</g>")
	}
	return template.HTML(b.String())
}

// label writes the text at the end of a course.
func (c *Course) label(b *strings.Builder) {
	b.WriteString(`<text class="end" x="` + pct(c.X) + `" dx="10" y="` + num(c.Y) + `" dy="4"><tspan class="name">`)
	text(b, c.Name)
	b.WriteString("</tspan> ")
	text(b, c.Date)
	if c.Mark.Word != "" {
		b.WriteString(` <tspan class="`)
		if c.Mark.Tone != "" {
			text(b, "is-"+string(c.Mark.Tone))
		}
		b.WriteString(`">`)
		text(b, c.Mark.Word)
		b.WriteString("</tspan>")
	}
	b.WriteString("</text>")
}

// sentenceList is sentences as <ul>, "" of none.
func sentenceList(s Sentences) template.HTML {
	if len(s.List) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(`<ul class="report-lines`)
	if s.Marks != "" {
		b.WriteString(" marks-" + s.Marks)
	}
	b.WriteString(`">`)
	for i := range s.List {
		l := &s.List[i]
		b.WriteString("<li>")
		if s.Marks != "" {
			b.WriteString(`<span class="word`)
			if l.Mark.Tone != "" {
				text(&b, " is-"+string(l.Mark.Tone))
			}
			b.WriteString(`">`)
			text(&b, l.Mark.Word)
			b.WriteString("</span> ")
		}
		b.WriteString("<span>" + string(l.Text) + "</span></li>")
	}
	b.WriteString("</ul>")
	return template.HTML(b.String())
}

// verdicts is the rows of a judgement; before adds the column that says how each stood last time.
func (t *Theme) verdicts(list []Verdict, before bool) template.HTML {
	var b strings.Builder
	for i := range list {
		v := &list[i]
		b.WriteString(`<tr><th scope="row">`)
		text(&b, v.Dimension)
		b.WriteString("</th><td>")
		mark(&b, v.Mark, "tag", "t-")
		b.WriteString("</td><td>" + string(v.Reason) + "</td>")
		if before {
			b.WriteString(`<td class="was">`)
			if v.Before.Word != "" {
				text(&b, t.Text("report-page.was", v.Before.Word))
				if v.Trend.Word != "" {
					b.WriteString(" ")
					mark(&b, v.Trend, "word", "is-")
				}
			}
			b.WriteString("</td>")
		}
		b.WriteString("</tr>")
	}
	return template.HTML(b.String())
}

// agenda is the items of the list of appointments.
func agenda(list []Appointed) template.HTML {
	var b strings.Builder
	day := func(datetime, s string) {
		b.WriteString("<time datetime=\"")
		text(&b, datetime)
		b.WriteString(`">`)
		text(&b, s)
		b.WriteString("</time>")
	}
	for i := range list {
		a := &list[i]
		b.WriteString(`<li><span class="when">`)
		if a.From != "" {
			day(string(a.From), a.FromText)
		}
		if a.To != "" {
			b.WriteString(" – ")
			day(string(a.To), a.ToText)
		}
		b.WriteString("</span> <span>" + string(a.Text) + `</span> <span class="who">`)
		writeWho(&b, a.Whose, escapes.Replace(a.Who))
		b.WriteString("</span></li>")
	}
	return template.HTML(b.String())
}
