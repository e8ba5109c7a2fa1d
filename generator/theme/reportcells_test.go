package theme

import (
	"html/template"
	"strings"
	"testing"

	"milepost/generator/document"
)

// rowsByTemplate is the template whose output cells must equal.
const rowsByTemplate = `{{range .}}<tr{{if .ID}} id="{{.ID}}"{{end}}>{{range .Cells}}{{if .Head}}<th scope="row" class="name {{.Class}}">{{template "cell" .}}</th>{{else}}<td{{if .Class}} class="{{.Class}}"{{end}} data-label="{{.Label}}">{{template "cell" .}}</td>{{end}}{{end}}</tr>{{end}}
{{- define "cell"}}{{template "tag" .Tag}}{{if .Shift}}<span class="{{.Shift}}">{{.Text}}</span>{{else}}{{.Text}}{{end}}{{if .Word.Word}} {{template "word" .Word}}{{end}}{{template "curve" .Curve}}{{if .Sub}}<span class="sub">{{.Sub}}</span>{{end}}{{end}}
{{- define "tag"}}{{if .Word}}<span class="tag{{if .Tone}} t-{{.Tone}}{{end}}">{{.Word}}</span>{{end}}{{end}}
{{- define "word"}}{{if .Word}}<span class="word{{if .Tone}} is-{{.Tone}}{{end}}">{{.Word}}</span>{{end}}{{end}}
{{- define "curve"}}{{if .X}}<svg viewBox="0 0 72 22" width="72" height="22" aria-hidden="true">{{if .Goal}}<line class="goal" x1="0" x2="72" y1="{{.Goal}}" y2="{{.Goal}}"/>{{end}}{{range .Lines}}<polyline points="{{.}}"/>{{end}}<circle{{if .Hole}} class="hole"{{end}} cx="{{.X}}" cy="{{.Y}}" r="2.25"/></svg>{{end}}{{end}}`

// The rows of a table are written as html/template would write them.
func TestCellsAreThoseOfATemplate(t *testing.T) {
	const odd = `a<b>"c"'d'&amp; + 计划`
	rows := []GridRow{
		{ID: odd, Cells: []GridCell{
			{Head: true, Class: odd, Text: "<b>计划</b>", Sub: "下面"},
			{Class: "minor is-bad", Label: odd, Text: "12", Shift: odd, Word: document.Mark{Tone: document.Good, Word: odd}},
			{Label: "状态", Tag: document.Mark{Tone: document.Bad, Word: odd}},
			{Tag: document.Mark{Word: "新"}, Word: document.Mark{Tone: document.Bad}},
			{Curve: Curve{Lines: []string{"0,3 72,19", "1,2"}, X: "72", Y: "19.5", Hole: true, Goal: "7.25"}},
			{Curve: Curve{X: "3", Y: "4"}},
			{},
		}},
		{},
	}
	var want strings.Builder
	if err := template.Must(template.New("").Parse(rowsByTemplate)).Execute(&want, rows); err != nil {
		t.Fatal(err)
	}
	if got := string(cells(rows)); got != want.String() {
		t.Errorf("got\n%s\nwant\n%s", got, want.String())
	}
}
