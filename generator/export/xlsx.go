package export

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/sheet"
)

// xlsx is a report as a workbook: a sheet about the report, then one for each section
// that has something to show, behind it one with its curves, then one for the sources.
func xlsx(r document.Report) ([]byte, error) {
	w := &bookWriter{report: r}
	h := r.Head
	book := sheet.Book{Report: true, Title: cmp.Or(h.Title, string(h.Period)), Author: h.Author, Date: cmp.Or(h.Issued, h.Cutoff), Lang: h.Lang}
	book.Sheets = append(book.Sheets, w.overview())
	for _, s := range r.Sections {
		if len(s.Blocks) > 0 && s.Kind != "sources" {
			w.drawn = nil
			book.Sheets = append(append(book.Sheets, w.section(s)), w.drawn...)
		}
	}
	if len(r.Sources) > 0 {
		book.Sheets = append(book.Sheets, w.sources())
	}
	return sheet.Write(book)
}

// bookWriter fills the sheets of a workbook.
type bookWriter struct {
	report document.Report
	page   sheet.Page   // the sheet that is being written
	drawn  []sheet.Page // the sheets with the section's curves
}

func (w *bookWriter) text(key string, args ...string) string {
	return words().Text(w.report.Head.Lang, "xlsx."+key, args...)
}

// open begins a sheet with its title. When it is printed, the foot of each page says
// which report it is from, and whether that is issued.
func (w *bookWriter) open(name, title string) {
	h := w.report.Head
	state := w.text("draft")
	if !h.Draft() {
		state = w.text("issued") + " " + string(h.Issued)
	}
	footer := strings.Join([]string{cmp.Or(h.Project, h.Site), h.Title, state}, " · ")
	w.page = sheet.Page{Name: name, Print: sheet.Print{Landscape: true, Footer: footer}}
	c := sheet.Text(title)
	c.Large = true
	w.row(c)
}

func (w *bookWriter) row(cells ...sheet.Cell) { w.page.Rows = append(w.page.Rows, cells) }

// table adds an empty line, then heads and rows. line is the line of the heads, from 1.
func (w *bookWriter) table(heads []string, rows [][]sheet.Cell) (line int) {
	w.row()
	cells := make([]sheet.Cell, len(heads))
	for i, h := range heads {
		cells[i] = sheet.Text(h)
	}
	w.row(cells...)
	line = len(w.page.Rows)
	w.page.Heads = append(w.page.Heads, line)
	w.page.Rows = append(w.page.Rows, rows...)
	return line
}

// say adds an empty line and a line of text; nothing for an empty text.
func (w *bookWriter) say(text string, tone sheet.Tone) {
	if text == "" {
		return
	}
	c := sheet.Text(text)
	c.Tone = tone
	w.row()
	w.row(c)
}

func (w *bookWriter) overview() sheet.Page {
	h := w.report.Head
	w.open(w.text("overview"), h.Title)
	var rows [][]sheet.Cell
	add := func(key string, c sheet.Cell) {
		if c.Text != "" {
			rows = append(rows, []sheet.Cell{sheet.Text(w.text(key)), c})
		}
	}
	add("project", sheet.Text(cmp.Or(h.Project, h.Site)))
	add("period", sheet.Text(string(h.Period)))
	add("from", sheet.Text(string(h.From)))
	add("to", sheet.Text(string(h.To)))
	add("cutoff", sheet.Text(string(h.Cutoff)))
	add("issued", sheet.Text(cmp.Or(string(h.Issued), w.text("draft"))))
	add("approver", sheet.Text(h.Approver))
	add("author", sheet.Text(h.Author))
	add("overall", mark(h.Overall))
	for _, e := range w.report.Errata {
		add("erratum", sheet.Text(e.Text.String()))
	}
	w.table([]string{w.text("item"), w.text("value")}, rows)
	var empty [][]sheet.Cell
	for _, s := range w.report.Sections {
		if len(s.Blocks) == 0 && s.Why != "" {
			empty = append(empty, []sheet.Cell{sheet.Text(s.Title), sheet.Text(s.Why)})
		}
	}
	if len(empty) > 0 {
		w.table([]string{w.text("section"), w.text("why")}, empty)
	}
	return w.page
}

func (w *bookWriter) sources() sheet.Page {
	w.open(w.text("sources"), w.text("sources"))
	var rows [][]sheet.Cell
	for _, s := range w.report.Sources {
		file := sheet.Text(s.File)
		if strings.HasPrefix(s.Href, "https://") || strings.HasPrefix(s.Href, "http://") {
			file.Link = s.Href
		}
		rows = append(rows, []sheet.Cell{sheet.Text(s.Letter), file, day(s.AsOf), sheet.Text(s.Digest), sheet.Text(s.Note)})
	}
	line := w.table([]string{w.text("letter"), w.text("file"), w.text("as-of"), w.text("digest"), w.text("remark")}, rows)
	w.page.Freeze.Lines = line
	return w.page
}

func (w *bookWriter) section(s document.Section) sheet.Page {
	w.open(s.Title, s.Title)
	if note := s.Note.String(); note != "" {
		w.row(sheet.Text(note))
	}
	begin := len(w.page.Rows)
	for _, b := range s.Blocks {
		w.block(b)
	}
	if len(w.page.Heads) == 0 { // it has no table
		w.page.Rows = w.page.Rows[:begin:begin]
		w.texts(s.Blocks)
	}
	return w.page
}

// texts writes blocks that have only texts as a table.
func (w *bookWriter) texts(blocks []document.Block) {
	var rows [][]sheet.Cell
	for _, b := range blocks {
		for _, text := range slices.Concat([]string{b.Title, textOf(b)}, b.Paragraphs(), []string{plainText(b.By)}) {
			if text != "" {
				rows = append(rows, []sheet.Cell{sheet.Number(float64(len(rows)+1), sheet.Format{}), sheet.Text(text)})
			}
		}
	}
	w.table([]string{w.text("number"), w.text("text")}, rows)
}

// textOf is the text of a block, behind the word of its mark.
func textOf(b document.Block) string {
	return strings.TrimSpace(b.Mark.Word + "  " + b.Text.String())
}

func (w *bookWriter) block(b document.Block) {
	w.say(b.Title, sheet.Plain)
	if b.Kind == document.Lead {
		w.say(textOf(b), sheet.Tone(b.Mark.Tone))
		return
	}
	w.say(b.Text.String(), sheet.Plain)
	for _, p := range b.Paragraphs() {
		w.say(p, sheet.Plain)
	}
	w.say(plainText(b.By), sheet.Muted)
	w.verdicts(b.Verdicts)
	w.lines(b.Lines)
	w.agenda(b.Agenda)
	w.grid(b.Table)
	w.plan(b.Gantt)
	w.trend(b.Trend)
	w.panels(b.Panels)
	w.shares(b.Shares)
	w.strip(b.Strip)
}

func (w *bookWriter) verdicts(list []document.Verdict) {
	if len(list) == 0 {
		return
	}
	var rows [][]sheet.Cell
	for _, v := range list {
		rows = append(rows, []sheet.Cell{sheet.Text(v.Dimension), mark(v.Mark), w.cited(v.Reason), mark(v.Before), mark(v.Trend)})
	}
	w.table([]string{w.text("dimension"), w.text("state"), w.text("reason"), w.text("before"), w.text("trend")}, rows)
}

// lines adds a table of lines. If no line has a mark and the sheet has a table already,
// they are texts below that.
func (w *bookWriter) lines(list []document.Line) {
	if len(list) == 0 {
		return
	}
	worded := slices.ContainsFunc(list, func(l document.Line) bool { return l.Mark.Word != "" })
	if !worded && len(w.page.Heads) > 0 {
		for _, l := range list {
			w.row()
			w.row(w.cited(l.Text))
		}
		return
	}
	var rows [][]sheet.Cell
	for _, l := range list {
		rows = append(rows, []sheet.Cell{mark(l.Mark), w.cited(l.Text)})
	}
	w.table([]string{w.text("word"), w.text("text")}, rows)
}

func (w *bookWriter) agenda(list []document.Appointment) {
	if len(list) == 0 {
		return
	}
	var rows [][]sheet.Cell
	for _, a := range list {
		rows = append(rows, []sheet.Cell{day(a.From), day(a.To), w.cited(a.Text), sheet.Text(a.Who)})
	}
	w.table([]string{w.text("start"), w.text("end"), w.text("what"), w.text("who")}, rows)
}

// cited is the cell of a text. The cell's note names the files and cells of its figures.
func (w *bookWriter) cited(t document.Text) sheet.Cell {
	c := sheet.Text(t.String())
	var notes []string
	for _, r := range t {
		if r.Ref > 0 && r.Ref <= len(w.report.Sources) {
			s := w.report.Sources[r.Ref-1]
			notes = append(notes, strings.TrimSpace(s.File+" "+r.Cell))
		}
	}
	c.Note = strings.Join(notes, "\n")
	return c
}

func mark(m document.Mark) sheet.Cell {
	c := sheet.Text(m.Word)
	c.Tone = sheet.Tone(m.Tone)
	return c
}

func day(d kb.Date) sheet.Cell {
	if _, ok := kb.ParseDate(string(d)); !ok {
		return sheet.Cell{}
	}
	return sheet.Day(d)
}
