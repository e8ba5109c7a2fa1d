package theme

import (
	"strings"

	"milepost/generator/document"
)

// plainMail writes a report as plain text: headings, and a line for each sentence and row.
type plainMail struct {
	teller
	strings.Builder
}

func (t *Theme) plain(in MailInput) string {
	w := &plainMail{teller: teller{theme: t, report: in.Report, mail: true}}
	h := in.Report.Head
	w.line(h.Title)
	_, state := t.runningTexts(document.Head{Title: string(h.Period), Issued: h.Issued})
	w.line(h.Project, state)
	for _, e := range in.Report.Errata {
		w.item(t.Text("report-page.errata"), e.Text.String())
	}
	for _, s := range in.Report.Sections {
		w.section(s)
	}
	if in.Href != "" {
		w.line("")
		w.line(t.Text("mail.open"), in.Href)
	}
	return w.String()
}

// line writes the non-empty parts on one line.
func (w *plainMail) line(parts ...string) {
	var said []string
	for _, p := range parts {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			said = append(said, p)
		}
	}
	w.WriteString(strings.Join(said, " · ") + "\n")
}

func (w *plainMail) item(word string, parts ...string) {
	if word != "" {
		word = "[" + word + "] "
	}
	w.WriteString("- " + word)
	w.line(parts...)
}

func (w *plainMail) section(s document.Section) {
	w.WriteString("\n")
	w.line("## "+s.Title, s.Note.String())
	if s.Why != "" {
		w.line(s.Why)
	}
	for _, b := range s.Blocks {
		if b.Title != "" {
			w.line(b.Title)
		}
		if b.Text != nil {
			w.line(b.Mark.Word, b.Text.String())
		}
		w.block(b)
	}
	if s.Kind == "sources" {
		for _, s := range w.report.Sources {
			w.item(s.Letter, s.File, string(s.AsOf), s.Note)
		}
	}
}

func (w *plainMail) block(b document.Block) {
	for _, v := range b.Verdicts {
		before := ""
		if v.Before.Word != "" {
			before = w.theme.Text("report-page.was", v.Before.Word)
		}
		w.item(v.Mark.Word, v.Dimension, v.Reason.String(), before, v.Trend.Word)
	}
	if b.Kind != document.Sign {
		for _, l := range b.Lines {
			w.item(l.Mark.Word, l.Text.String())
		}
	}
	for _, a := range b.Agenda {
		day := w.day(a.From)
		if a.To != "" {
			day += " – " + w.day(a.To)
		}
		w.item("", day, a.Text.String(), a.Who)
	}
	w.rows(mailGrid(b.Table))
	for _, r := range b.Gantt.Bars {
		share := ""
		if r.Done.OK {
			share = pct(percentOf(r.Done))
			if r.Due.OK {
				share += " (" + w.theme.Text("report-page.due", pct(percentOf(r.Due))) + ")"
			}
		}
		w.item(r.Mark.Word, r.Name, r.Sub, share)
	}
	for _, c := range b.Trend.Lines {
		w.item(c.Mark.Word, c.Name, w.last(c))
	}
	w.some(b.Trend.Rest.String())
	w.views(b)
	for _, p := range b.Paragraphs() {
		w.line(p)
	}
	if b.HTML != "" && b.By != "" {
		w.line("— " + b.By)
	}
}

func (w *plainMail) some(s string) {
	if s != "" {
		w.line(s)
	}
}

func (w *plainMail) last(c document.Course) string {
	for i := len(c.Dates) - 1; i >= 0; i-- {
		if c.Dates[i] != "" {
			return w.day(c.Dates[i])
		}
	}
	return ""
}

func (w *plainMail) views(b document.Block) {
	for _, r := range b.Strip.Rows {
		w.item("", r.Name, r.Sub.String(), r.Text.String())
	}
	for _, p := range b.Panels.List {
		w.item(p.Mark.Word, p.Title, p.Text.String())
	}
	for _, r := range b.Shares.Rows {
		w.item(r.Mark.Word, r.Name, r.Sub.String(), r.Text.String())
	}
}

// rows writes each row as its name, then its values with the names of their columns.
func (w *plainMail) rows(t document.Table) {
	head := headColumn(t)
	for _, r := range t.Rows {
		var parts []string
		mark := ""
		for i, c := range r.Cells {
			text := strings.TrimSpace(c.Text.String() + " " + c.Mark.Word)
			switch {
			case i >= len(t.Columns) || text == "":
			case t.Columns[i].Kind == columnMark && i == len(t.Columns)-1:
				mark = c.Mark.Word
			case i <= head:
				parts = append(parts, text, c.Sub.String())
			default:
				parts = append(parts, t.Columns[i].Title+" "+text)
			}
		}
		w.item(mark, parts...)
	}
	if t.Left > 0 {
		w.item("", w.theme.Text("report-page.left", num(float64(t.Left))))
	}
}
