package export

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/message"
	"milepost/generator/report"
	"milepost/generator/word"
)

// docx is a Word document of the whole report. Figures are in tables, and in charts
// with a workbook behind them, so that both can be edited.
func docx(_ context.Context, in Input) ([]byte, error) {
	w := wordWriter{report: in.Report, lang: message.Pick(in.Report.Head.Lang)}
	doc := w.document()
	if w.err != nil {
		return nil, w.err
	}
	if in.Template != nil {
		var err error
		if doc.Template, err = in.Template(); err != nil {
			return nil, err
		}
	}
	return word.Write(doc)
}

// wordWriter turns the blocks of a report into those of a Word document.
type wordWriter struct {
	report   document.Report
	lang     string
	section  document.Section // the section that is being written
	blocks   []word.Block     // what is written so far
	anchored map[string]bool  // letters of the sources that have a target for links
	err      error            // of the first workbook that could not be written
}

// text is a text of ours, in the document's language: see words.
func (w *wordWriter) text(key string, args ...string) string {
	return words().Text(w.lang, "docx."+key, args...)
}

func (w *wordWriter) add(b ...word.Block) { w.blocks = append(w.blocks, b...) }

// note adds a small text, unless it is empty.
func (w *wordWriter) note(runs []word.Run) {
	if len(runs) > 0 {
		w.add(word.Paragraph{Look: word.Note, Runs: runs})
	}
}

func (w *wordWriter) document() word.Document {
	h := w.report.Head
	w.anchored = map[string]bool{}
	w.head()
	first := w.opening()
	for i, s := range w.report.Sections {
		if i == first && h.Kind != kb.ReportOnePage {
			w.add(word.Contents{Title: w.text("contents"), Levels: 1})
		}
		w.chapter(s)
	}
	w.rest()
	name := cmp.Or(h.Project, h.Site)
	return word.Document{
		Title: h.Title, Subject: name, Author: cmp.Or(h.Author, h.Approver), Lang: w.lang, Date: cmp.Or(h.Issued, h.Cutoff).Time(),
		Header: word.Line{Left: dots(name, string(h.Period)), Right: w.state()},
		Labels: word.Labels{Table: w.text("table"), Figure: w.text("figure")},
		Blocks: w.blocks,
	}
}

// opening is how many sections stand before the table of contents: those of the first
// page, after which a sponsor may stop reading.
func (w *wordWriter) opening() int {
	lead := []string{report.Summary, report.Decisions, report.Changes, report.Next}
	n := slices.IndexFunc(w.report.Sections, func(s document.Section) bool { return !slices.Contains(lead, s.Kind) })
	return max(n, 0)
}

// dots joins the texts that are not empty, with a dot between them.
func dots(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), " · ")
}

// state says that the report is a draft, or when it was issued and by whom.
func (w *wordWriter) state() string {
	h := w.report.Head
	switch {
	case h.Draft():
		return w.text("draft")
	case h.Approver != "":
		return w.text("issued.by", string(h.Issued), h.Approver)
	}
	return w.text("issued", string(h.Issued))
}

// head adds the title, the line below it (project, period, author, state), and the errata.
func (w *wordWriter) head() {
	h := w.report.Head
	w.add(word.Heading{Runs: plainRuns(h.Title)})
	period := string(h.Period)
	if h.From != "" && h.To != "" {
		period = w.text("from-to", string(h.From), string(h.To))
	}
	facts := []string{cmp.Or(h.Project, h.Site)}
	for _, f := range []struct{ key, value string }{{"period", period}, {"cutoff", string(h.Cutoff)}, {"author", h.Author}} {
		if f.value != "" {
			facts = append(facts, w.text(f.key, f.value))
		}
	}
	w.note(plainRuns(dots(append(facts, w.state())...)))
	if len(w.report.Errata) > 0 {
		w.add(word.Paragraph{Keep: true, Runs: []word.Run{{Text: w.text("errata"), Bold: true, Tone: word.Warn}}})
		w.lines(w.report.Errata)
	}
}

func plainRuns(s string) []word.Run {
	if s == "" {
		return nil
	}
	return []word.Run{{Text: s}}
}

// chapter adds a section.
func (w *wordWriter) chapter(s document.Section) {
	w.section = s
	if s.Title != "" {
		w.add(word.Heading{Level: 1, Runs: plainRuns(s.Title)})
	}
	if len(s.Note) > 0 {
		w.add(word.Paragraph{Look: word.Note, Keep: len(s.Blocks) > 0, Runs: w.runs(s.Note)})
	}
	w.note(plainRuns(s.Why))
	for _, b := range s.Blocks {
		w.block(b)
	}
}

// runs is a sentence, in which the letter of its source follows each figure.
func (w *wordWriter) runs(t document.Text) (out []word.Run) {
	for _, r := range t {
		out = append(out, w.run(r))
		if s, ok := w.source(r.Ref); ok {
			out = append(out, word.Run{Text: s.Letter, Super: true, Tone: word.Accent, Link: "#" + anchor(s), Tip: tip(s, r.Cell)})
		}
	}
	return out
}

// figures is a text of a table. Its figures themselves are links to their sources,
// since letters beside them would clutter the table.
func (w *wordWriter) figures(t document.Text) (out []word.Run) {
	for _, r := range t {
		run := w.run(r)
		if s, ok := w.source(r.Ref); ok && run.Link == "" {
			run.Link, run.Tip, run.Bare = "#"+anchor(s), tip(s, r.Cell), true
		}
		out = append(out, run)
	}
	return out
}

func (w *wordWriter) run(r document.Run) word.Run {
	out := word.Run{Text: r.Text, Bold: r.Strong, Link: r.Href}
	if r.Quiet {
		out.Small, out.Tone = true, word.Muted
	}
	return out
}

// source is the source with a number, from 1; ok is false for 0 and unknown numbers.
func (w *wordWriter) source(ref int) (s document.Source, ok bool) {
	if ref < 1 || ref > len(w.report.Sources) {
		return s, false
	}
	return w.report.Sources[ref-1], true
}

func anchor(s document.Source) string { return "src-" + s.Letter }

func tip(s document.Source, cell string) string { return dots(s.File, cell, string(s.AsOf)) }

// rest adds the sources that the section of sources does not list, at the end.
func (w *wordWriter) rest() {
	t := word.Table{Columns: []word.Column{{Share: 1}, {Share: 14}, {Share: 4}, {Share: 4}, {Share: 8}}, Alt: w.text("sources")}
	t.Head = []word.Row{headRow("", w.text("file"), w.text("as-of"), w.text("digest"), w.text("remark"))}
	for _, s := range w.report.Sources {
		if w.anchored[s.Letter] {
			continue
		}
		asOf := cmp.Or(string(s.AsOf), w.text("as-of.none"))
		t.Rows = append(t.Rows, word.Row{Cells: []word.Cell{
			{Runs: []word.Run{{Text: s.Letter, Anchor: anchor(s)}}}, {Runs: []word.Run{{Text: s.File, Link: s.Href}}},
			{Runs: plainRuns(asOf)}, {Runs: plainRuns(short(s.Digest))}, {Runs: plainRuns(s.Note)},
		}})
	}
	if len(t.Rows) == 0 {
		return
	}
	if !slices.ContainsFunc(w.report.Sections, func(s document.Section) bool { return s.Kind == report.Sources }) {
		w.add(word.Heading{Level: 1, Runs: plainRuns(w.text("sources"))})
	}
	w.add(t)
}

// short is the beginning of a digest, long enough for people to compare.
func short(digest string) string { return digest[:min(len(digest), 8)] }

func headRow(texts ...string) (r word.Row) {
	for _, s := range texts {
		r.Cells = append(r.Cells, word.Cell{Runs: plainRuns(s)})
	}
	return r
}

// day is a date; without its year if the report's period ends in that year.
func (w *wordWriter) day(d kb.Date) string {
	year := string(w.report.Head.To)
	if len(d) == len("2026-10-31") && len(year) > 4 && year[:4] == string(d[:4]) {
		return string(d[5:])
	}
	return string(d)
}

// span is "from – to", or one day where the other is missing or equal.
func (w *wordWriter) span(from, to kb.Date) string {
	switch {
	case from == "" || from == to:
		return w.day(to)
	case to == "":
		return w.day(from)
	}
	return w.day(from) + " – " + w.day(to)
}

// period is a period as short as an axis needs it, since the caption names the years:
// "9" or "Sep", Q3, W36, 2026.
func (w *wordWriter) period(p kb.Period) string {
	if len(p) < 6 {
		return string(p)
	}
	rest := string(p[5:])
	if len(rest) == 2 {
		return w.text("month." + rest)
	}
	return rest
}
