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

// Chapter is a section of a report, ready for a template. Its HTML is made and
// escaped in this package.
type Chapter struct {
	Kind    string
	ID      string // anchor, "" on a page on which the block has one
	Title   string
	Note    template.HTML
	Pieces  []Piece
	Why     string           // why there is nothing to show, "" if there is
	Sources []ReportedSource // only in the section that lists them
	Whole   bool             // short enough to stay on one sheet of paper
}

// Piece is one thing below the heading of a chapter.
type Piece struct {
	Kind     string
	Block    document.Block // unchanged, for kinds that the views of sheets show, too (views.html)
	Title    string
	Mark     document.Mark
	Text     template.HTML
	Verdicts []Verdict
	Before   bool // a verdict says how it stood last time
	Lines    Sentences
	Agenda   []Appointed
	Left     int // lines, appointments or bars that are not shown
	Table    Grid
	Gantt    Gantt
	Trend    Trend
	Own      template.HTML // text that a person wrote
	By       string
}

// Verdict is how one dimension of a project (schedule, value, …) stands.
type Verdict struct {
	document.Verdict
	Reason template.HTML
}

// Sentences is a list of sentences, each with a word in front: 变差, 新增.
type Sentences struct {
	Marks string // width of the words in front: "" (no words), short, long
	List  []Sentence
}

// Sentence is one entry of Sentences.
type Sentence struct {
	Mark document.Mark
	Text template.HTML
}

// Appointed is an appointment: a day, or several days from From to To.
type Appointed struct {
	From, To         kb.Date
	FromText, ToText string // without the year where it is the report's
	Text             template.HTML
	Who              string
	Whose            []Ref // Who in parts; people who have a page are links
}

// ReportedSource is a file that the report's figures come from.
type ReportedSource struct {
	document.Source
	ID string // anchor
}

// blockPiece is one block without its report, said one sentence without it: sources
// are unknown, so figures are no links.
func (t *Theme) blockPiece(b document.Block) Piece { return teller{theme: t}.piece(b) }

func (t *Theme) said(text document.Text) template.HTML { return teller{theme: t}.text(text) }

// errata returns the corrections that stand below the title of a report.
func (t *Theme) errata(r document.Report) Sentences {
	return teller{theme: t, report: r}.sentences(r.Errata)
}

// running adds the header of printed pages (left the project; right the title with
// the day of issue) as attributes of <html>, from which print.css takes it.
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

// teller turns the sections of a report into chapters.
type teller struct {
	theme   *Theme
	report  document.Report
	listing bool // in the list of sources: a file's name is a link to the file
	mail    bool // for a mail: without minor columns, with styles instead of classes
	front   bool // on a home page: a figure itself is the link to its workbook, instead of a letter behind it
}

// chapters returns the sections of a report, or of a part of a report, as chapters.
func (t *Theme) chapters(r document.Report) []Chapter { return teller{theme: t, report: r}.all() }

func (w teller) all() []Chapter {
	out := make([]Chapter, len(w.report.Sections))
	for i, s := range w.report.Sections {
		out[i] = w.chapter(s)
	}
	return out
}

// wholeRows is the number of rows up to which a chapter is printed on one sheet of paper.
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

// slim is the table itself, or in a mail the table without minor columns.
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

// refs returns the runs of a text; those without an address have Href "".
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

// text is a sentence as HTML, with links from figures to their sources.
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

// look is a class attribute. A mail has no style sheet: there it is the style attribute
// that does the same.
func (w teller) look(class, style string) string {
	if w.mail {
		return ` style="` + style + `"`
	}
	return ` class="` + class + `"`
}

// ref writes the letter of a source behind a figure. The word joiner (U+2060) keeps
// both on one line.
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

// citing says where a figure comes from: file, cell and date.
func citing(s document.Source, cell string) string {
	parts := slices.DeleteFunc([]string{s.File, cell, string(s.AsOf)}, func(p string) bool { return p == "" })
	return html.EscapeString(strings.Join(parts, " · "))
}
