package theme

import (
	"html/template"
	"strings"
	"testing"

	"milepost/generator/document"
)

// blocksByTemplate holds the templates whose output the functions of reportrows.go must equal.
const blocksByTemplate = `{{define "bars"}}{{$g := .}}{{range .Rows}}<tr class="level-{{.Level}}{{if .Milestone}} is-milestone{{end}}{{if .Slips}} is-slipping{{end}}"><th scope="row"><span class="name">{{.Name}}</span>{{if .Owner}}<span class="sub">{{template "whose" .}}</span>{{end}}</th>
{{- ""}}<td class="share">{{if .HasPct}}<b>{{pct .Percent}}</b>{{if .HasDue}} <span class="due">{{t "report-page.due" (pct .Due)}}</span>{{end}}{{end}}<span class="only-phone">{{template "word" .Said}}</span></td><td class="said">{{template "word" .Said}}</td>
{{- ""}}<td class="track"><svg width="100%" height="100%" aria-hidden="true">{{range $g.Ticks}}<line class="{{if .Major}}major{{else}}minor{{end}}" x1="{{pct .X}}" x2="{{pct .X}}" y1="0" y2="100%"/>{{end}}<svg y="50%" overflow="visible">{{template "shapes" .}}</svg>{{if $g.Today.Start}}<line class="today" x1="{{pct $g.Today.X}}" x2="{{pct $g.Today.X}}" y1="0" y2="100%"/>{{end}}</svg></td></tr>{{end}}{{end}}
{{- define "shapes"}}{{if .Milestone}}{{if .Plan.Start}}<svg x="{{pct .Plan.X}}" class="diamond plan" overflow="visible"><path d="M0-7 7 0 0 7-7 0z"><title>{{t "gantt.plan"}} {{.Plan.Start}}</title></path></svg>{{end}}
{{- if .Forecast.Start}}<svg x="{{pct .Forecast.X}}" class="diamond forecast" overflow="visible"><path d="M0-7 7 0 0 7-7 0z"><title>{{t "gantt.forecast"}} {{.Forecast.Start}}</title></path></svg>{{end}}
{{- if .Actual.Start}}<svg x="{{pct .Actual.X}}" class="diamond actual" overflow="visible"><path d="M0-7 7 0 0 7-7 0z"><title>{{t "gantt.actual"}} {{.Actual.Start}}</title></path></svg>{{end}}
{{- else}}{{if .Plan.Start}}<rect class="plan" x="{{pct .Plan.X}}" width="{{pct .Plan.W}}" y="-11" height="12" rx="2"><title>{{t "gantt.plan"}} {{.Plan.Start}}{{if ne .Plan.End .Plan.Start}} → {{.Plan.End}}{{end}}</title></rect>{{if .HasPct}}<rect class="done" x="{{pct .Plan.X}}" width="{{part .Plan.W .Percent}}" y="-11" height="12" rx="2"><title>{{t "gantt.done"}} {{pct .Percent}}</title></rect>{{end}}{{end}}
{{- if .Actual.Start}}<rect class="actual" x="{{pct .Actual.X}}" width="{{pct .Actual.W}}" y="5" height="5" rx="2.5"><title>{{t "gantt.actual"}} {{.Actual.Start}} → {{.Actual.End}}</title></rect>{{end}}
{{- if .Forecast.Start}}<rect class="forecast" x="{{pct .Forecast.X}}" width="{{pct .Forecast.W}}" y="5" height="5" rx="2.5"><title>{{t "gantt.forecast"}} {{.Forecast.Start}} → {{.Forecast.End}}</title></rect>{{end}}{{end}}{{end}}
{{- define "courses"}}{{range .}}{{if .Points}}<g{{if .Main}} class="main"{{end}}>{{range .Segments}}<line class="course" x1="{{pct .X1}}" x2="{{pct .X2}}" y1="{{num .Y1}}" y2="{{num .Y2}}"/>{{end}}{{range .Points}}<circle cx="{{pct .At}}" cy="{{num .Y}}" r="3"/>{{end}}<text class="end" x="{{pct .X}}" dx="10" y="{{num .Y}}" dy="4"><tspan class="name">{{.Name}}</tspan> {{.Date}}{{if .Mark.Word}} <tspan class="{{if .Mark.Tone}}is-{{.Mark.Tone}}{{end}}">{{.Mark.Word}}</tspan>{{end}}</text></g>{{end}}{{end}}{{end}}
{{- define "lines"}}{{if .List}}<ul class="report-lines{{if .Marks}} marks-{{.Marks}}{{end}}">{{$marks := .Marks}}{{range .List}}<li>{{if $marks}}<span class="word{{if .Mark.Tone}} is-{{.Mark.Tone}}{{end}}">{{.Mark.Word}}</span> {{end}}<span>{{.Text}}</span></li>{{end}}</ul>{{end}}{{end}}
{{- define "verdicts"}}{{$before := .Before}}{{range .Verdicts}}<tr><th scope="row">{{.Dimension}}</th><td>{{template "tag" .Mark}}</td><td>{{.Reason}}</td>{{if $before}}<td class="was">{{if .Before.Word}}{{t "report-page.was" .Before.Word}}{{if .Trend.Word}} {{template "word" .Trend}}{{end}}{{end}}</td>{{end}}</tr>{{end}}{{end}}
{{- define "agenda"}}{{range .}}<li><span class="when">{{if .From}}<time datetime="{{.From}}">{{.FromText}}</time>{{end}}{{if .To}} – <time datetime="{{.To}}">{{.ToText}}</time>{{end}}</span> <span>{{.Text}}</span> <span class="who">{{range .Whose}}{{template "one" .}}{{else}}{{.Who}}{{end}}</span></li>{{end}}{{end}}
{{- define "whose"}}{{range .Who}}{{template "one" .}}{{else}}{{.Owner}}{{end}}{{end}}
{{- define "one"}}{{if .Href}}<a href="{{.Href}}">{{.Title}}</a>{{else}}{{.Title}}{{end}}{{end}}
{{- define "tag"}}{{if .Word}}<span class="tag{{if .Tone}} t-{{.Tone}}{{end}}">{{.Word}}</span>{{end}}{{end}}
{{- define "word"}}{{if .Word}}<span class="word{{if .Tone}} is-{{.Tone}}{{end}}">{{.Word}}</span>{{end}}{{end}}`

// Bars, courses and sentences are written as html/template would write them.
func TestRowsAreThoseOfATemplate(t *testing.T) {
	const odd = `a<b>"c"'d'&amp; + 计划`
	bad, bare := document.Mark{Tone: document.Bad, Word: odd}, document.Mark{Word: odd}
	some := Bar{X: -3.456, W: 12.3, Start: "2026-09-01", End: "2026-10-02"}
	day := Bar{X: 7, Start: "2026-09-01", End: "2026-09-01"}
	plan := Gantt{Ticks: []Tick{{X: 1.25}, {X: 50, Major: true}}, Today: day, Rows: []GanttRow{
		{Name: odd, Owner: odd, Level: 2, Percent: 77, HasPct: true, Due: 130.004, HasDue: true, Said: bad, Slips: true, Plan: some, Actual: some, Forecast: some},
		{Name: "b", Owner: odd, Who: []Ref{{Title: "甲", Href: "owners/a.html"}, {Title: odd}}, Milestone: true, Said: bare, Plan: day, Actual: day, Forecast: day},
		{Milestone: true, Actual: day},
		{Percent: 150, HasPct: true, HasDue: false, Plan: day},
		{Forecast: day},
	}}
	lines := []Course{
		{Segments: []Segment{{1, 2.5, 3.333, 4}}, Points: []Level{{At: 1, Y: 2.5}, {At: 3.333, Y: 4}}, Name: odd, Date: "12-31", Mark: bad, X: 3.333, Y: 4, Main: true},
		{Points: []Level{{At: 9}}, Name: "b", Mark: bare},
		{Name: "none"},
	}
	said := []Sentence{{Mark: bad, Text: "<b>计划</b>"}, {Mark: document.Mark{Tone: document.Good}}, {Mark: bare, Text: "2"}}
	judged := []Verdict{
		{Verdict: document.Verdict{Dimension: odd, Mark: bad, Before: bare, Trend: bad}, Reason: "<b>1</b>"},
		{Verdict: document.Verdict{Before: bad}},
		{Verdict: document.Verdict{Mark: bare, Trend: bad}},
	}
	days := []Appointed{{From: "2026-09-01", FromText: "09-01", To: "2026-10-02", ToText: odd, Text: "<i>1</i>", Who: odd}, {Text: "2", Who: odd, Whose: []Ref{{Title: odd, Href: "owners/a.html"}, {Title: "、乙"}}}, {Text: "2"}}

	th := load(t, "zh-CN")
	by := template.Must(template.New("").Funcs(template.FuncMap{"t": th.words, "pct": pct, "num": num, "part": part}).Parse(blocksByTemplate))
	for _, c := range []struct {
		name string
		data any
		got  template.HTML
	}{
		{"bars", plan, th.bars(plan)},
		{"bars", Gantt{Rows: plan.Rows[:1]}, th.bars(Gantt{Rows: plan.Rows[:1]})},
		{"courses", lines, courses(lines)},
		{"lines", Sentences{Marks: "long", List: said}, sentenceList(Sentences{Marks: "long", List: said})},
		{"lines", Sentences{List: said}, sentenceList(Sentences{List: said})},
		{"lines", Sentences{Marks: "long"}, sentenceList(Sentences{Marks: "long"})},
		{"verdicts", Piece{Verdicts: judged, Before: true}, th.verdicts(judged, true)},
		{"verdicts", Piece{Verdicts: judged}, th.verdicts(judged, false)},
		{"agenda", days, agenda(days)},
	} {
		var want strings.Builder
		if err := by.ExecuteTemplate(&want, c.name, c.data); err != nil {
			t.Fatal(err)
		}
		if string(c.got) != want.String() {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, c.got, want.String())
		}
	}
}
