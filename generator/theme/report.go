package theme

import (
	"cmp"
	"html"
	"html/template"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
)

// Chapter is a section of a report as a template shows it. Texts are HTML that
// is made safe here.
type Chapter struct {
	Kind    string
	ID      string // of the section, "" if it stands on a page that has others
	Title   string
	Note    template.HTML
	Pieces  []Piece
	Why     string           // there is nothing to show
	Sources []ReportedSource // of the section that names them
	Whole   bool             // short enough to stay on one sheet of paper
}

// Piece is one thing below the heading of a chapter.
type Piece struct {
	Kind     string
	Block    document.Block // as it is, for what views show in the same way
	Title    string
	Mark     document.Mark
	Text     template.HTML
	Verdicts []Verdict
	Before   bool // some verdict says how it stood last time
	Lines    Sentences
	Agenda   []Appointed
	Left     int // lines, appointments or bars that are not shown
	Table    Grid
	Gantt    Gantt
	Trend    Trend
	Own      template.HTML // what a person wrote
	By       string
}

// Verdict is how one dimension stands.
type Verdict struct {
	document.Verdict
	Reason template.HTML
}

// Sentences are sentences with a word in front of each.
type Sentences struct {
	Marks string // width of the words: "", short, long
	List  []Sentence
}

// Sentence is one of them.
type Sentence struct {
	Mark document.Mark
	Text template.HTML
}

// Appointed is a day of the plan, or several.
type Appointed struct {
	From, To         kb.Date
	FromText, ToText string // without the year where it is the report's
	Text             template.HTML
	Who              string
	Whose            []Ref // Who in parts, who has a page as a link
}

// ReportedSource is a file that the report's figures come from.
type ReportedSource struct {
	document.Source
	ID string // anchor
}

// blockPiece is one block of a report by itself, and said one sentence: their figures lead nowhere.
func (t *Theme) blockPiece(b document.Block) Piece { return teller{theme: t}.piece(b) }

func (t *Theme) said(text document.Text) template.HTML { return teller{theme: t}.text(text) }

// errata are the sentences below the title of a report.
func (t *Theme) errata(r document.Report) Sentences {
	return teller{theme: t, report: r}.sentences(r.Errata)
}

// running puts what stands above each sheet of paper into the element that
// print.css takes it from: project, and title with the day of issue.
func (t *Theme) running(start template.HTML, reports []document.Report) template.HTML {
	if len(reports) == 0 {
		return start
	}
	left, right := t.runningTexts(reports[0].Head)
	attrs := `<html data-run="` + html.EscapeString(left) + `" data-run-issue="` + html.EscapeString(right) + `"`
	return template.HTML(strings.Replace(string(start), "<html", attrs, 1))
}

func (t *Theme) runningTexts(h document.Head) (left, right string) {
	state := t.Text("report-page.draft")
	if !h.Draft() {
		state = t.Text("report-page.is-issued") + " " + string(h.Issued)
	}
	return cmp.Or(h.Project, h.Site), cmp.Or(h.Title, string(h.Period)) + " · " + state
}

// teller makes chapters of a report.
type teller struct {
	theme   *Theme
	report  document.Report
	listing bool // it is the list of sources: a file's name leads to the file
	mail    bool // it is for a mail, which does without what is minor
	front   bool // it stands on a home page: a figure leads to its workbook without a letter
}

// chapters is the sections of a report, or of the part of one.
func (t *Theme) chapters(r document.Report) []Chapter { return teller{theme: t, report: r}.all() }

func (w teller) all() []Chapter {
	out := make([]Chapter, len(w.report.Sections))
	for i, s := range w.report.Sections {
		out[i] = w.chapter(s)
	}
	return out
}

// wholeRows is how many rows of print stay together on a sheet of paper.
const wholeRows = 6

// sourcesSection is the kind of the section that lists the sources.
const sourcesSection = "sources"

func (w teller) chapter(s document.Section) Chapter {
	w.listing = s.Kind == sourcesSection
	c := Chapter{Kind: s.Kind, Title: s.Title, Note: w.text(s.Note), Why: s.Why}
	rows := 0
	for _, b := range s.Blocks {
		c.Pieces = append(c.Pieces, w.piece(b))
		rows += 1 + len(b.Verdicts) + len(b.Lines) + len(b.Agenda) + len(b.Table.Rows) + len(b.Gantt.Bars) + 4*len(b.Trend.Lines)
	}
	if s.Kind == sourcesSection && len(c.Pieces) == 0 {
		c.Sources = w.sources()
		rows += len(c.Sources)
	}
	c.Whole = rows <= wholeRows
	return c
}

func (w teller) sources() (out []ReportedSource) {
	for _, s := range w.report.Sources {
		out = append(out, ReportedSource{Source: s, ID: sourceID(s)})
	}
	return out
}

func sourceID(s document.Source) string { return "src-" + s.Letter }

func (w teller) piece(b document.Block) Piece {
	p := Piece{Kind: b.Kind, Block: b, Title: b.Title, Mark: b.Mark, Text: w.text(b.Text), Left: b.Left + b.Gantt.Left, Own: template.HTML(b.HTML), By: b.By}
	for _, v := range b.Verdicts {
		p.Verdicts = append(p.Verdicts, Verdict{Verdict: v, Reason: w.text(v.Reason)})
		p.Before = p.Before || v.Before.Word != ""
	}
	p.Lines = w.sentences(b.Lines)
	for _, a := range b.Agenda {
		p.Agenda = append(p.Agenda, w.appointed(a))
	}
	p.Table = w.grid(w.slim(b.Table))
	p.Gantt = w.excerpt(b.Gantt)
	p.Trend = w.trend(b.Trend)
	return p
}

// slim is a table for where it stands.
func (w teller) slim(t document.Table) document.Table {
	if w.mail {
		return mailGrid(t)
	}
	return t
}

func (w teller) sentences(lines []document.Line) Sentences {
	var s Sentences
	longest := 0
	for _, l := range lines {
		longest = max(longest, width(l.Mark.Word))
		s.List = append(s.List, Sentence{Mark: l.Mark, Text: w.text(l.Text)})
	}
	switch {
	case longest > 6:
		s.Marks = "long"
	case longest > 0:
		s.Marks = "short"
	}
	return s
}

func (w teller) appointed(a document.Appointment) Appointed {
	return Appointed{From: a.From, To: a.To, FromText: w.day(a.From), ToText: w.day(a.To), Text: w.text(a.Text), Who: a.Who, Whose: refs(a.Whose)}
}

// refs is a text in parts, some of which lead somewhere.
func refs(t document.Text) (out []Ref) {
	for _, r := range t {
		out = append(out, Ref{Title: r.Text, Href: r.Href})
	}
	return out
}

// day is a date without its year if that is the year of the report's end.
func (w teller) day(d kb.Date) string {
	year := string(w.report.Head.To)
	if len(d) == len("2026-10-31") && len(year) > 4 && year[:4] == string(d[:4]) {
		return string(d[5:])
	}
	return string(d)
}

// text is a sentence with its figures led to their sources.
func (w teller) text(t document.Text) template.HTML {
	var b strings.Builder
	for _, r := range t {
		w.run(&b, r)
	}
	return template.HTML(b.String())
}

func (w teller) run(b *strings.Builder, r document.Run) {
	end := ""
	open := func(tag, attrs string) {
		b.WriteString("<" + tag + attrs + ">")
		end = "</" + tag + ">" + end
	}
	cited := r.Ref > 0 && r.Ref <= len(w.report.Sources)
	if cited && w.listing && r.Href == "" {
		r.Href, cited = w.report.Sources[r.Ref-1].Href, false
	}
	switch s := (document.Source{}); {
	case r.Href != "":
		open("a", ` href="`+html.EscapeString(safeHref(r.Href))+`"`)
	case cited && w.front:
		s, cited = w.report.Sources[r.Ref-1], false
		if s.Href != "" {
			open("a", ` href="`+html.EscapeString(safeHref(s.Href))+`" title="`+citing(s, r.Cell)+`"`)
		}
	}
	if r.Strong {
		open("b", "")
	}
	if r.Whole {
		open("span", w.look("whole", "white-space:nowrap"))
	}
	if r.Quiet {
		open("span", w.look("quiet", "font-size:12px;color:#5c6670"))
	}
	if w.mail || r.Whole {
		b.WriteString(html.EscapeString(r.Text) + end)
	} else {
		b.WriteString(string(wholeDates(r.Text)) + end)
	}
	if cited && !w.mail {
		w.ref(b, w.report.Sources[r.Ref-1], r.Cell)
	}
}

// look is a class, or what it stands for in a mail, which has no style sheet.
func (w teller) look(class, style string) string {
	if w.mail {
		return ` style="` + style + `"`
	}
	return ` class="` + class + `"`
}

// ref is the letter of a source behind a figure. The word joiner keeps them together.
func (w teller) ref(b *strings.Builder, s document.Source, cell string) {
	tip := citing(s, cell)
	b.WriteString("\u2060<sup class=\"src\">")
	if s.Href != "" {
		b.WriteString(`<a href="` + html.EscapeString(safeHref(s.Href)) + `" title="` + tip + `">` + html.EscapeString(s.Letter) + "</a>")
	} else {
		b.WriteString(`<span title="` + tip + `">` + html.EscapeString(s.Letter) + "</span>")
	}
	b.WriteString("</sup>")
}

// citing is where a figure stands in words: file, cell and date.
func citing(s document.Source, cell string) string {
	parts := slices.DeleteFunc([]string{s.File, cell, string(s.AsOf)}, func(p string) bool { return p == "" })
	return html.EscapeString(strings.Join(parts, " · "))
}
