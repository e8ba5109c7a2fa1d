package view

import (
	"cmp"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/text"
)

// mostRows is how many rows a list shows: the first ones, which are the most urgent. The
// sheet's own table with all rows stands below the view.
const mostRows = 40

func strong(s string) document.Run { return document.Run{Text: s, Strong: true} }

// line joins sentences; empty ones are dropped.
func (e eye) line(sentences ...string) document.Text {
	return document.Say(strings.Join(nonEmpty(sentences...), e.t("sentence")))
}

// day is a day as a sentence has it: "9 月 12 日", with its year if that is not this year.
func (e eye) day(d kb.Date) string {
	if len(d) != 10 {
		return string(d)
	}
	m := d.Time()
	key := "day"
	if today := e.data.Today(); today == "" || today[:4] != d[:4] {
		key = "day.year"
	}
	return e.t(key, m.Day(), int(m.Month()), e.t("month."+metric.Thousands(float64(m.Month()), 0)), string(d[:4]))
}

// span is a range of days, or one day if both are equal.
func (e eye) span(from, to kb.Date) string {
	if from == to {
		return string(from)
	}
	return e.t("span", from, to)
}

// row is the address of a row in the table of its workbook's page.
func (e eye) row(row int) string {
	if e.set.Series != "" {
		return ""
	}
	return site.BookOut(e.set.File) + "#" + site.RowAnchor(e.set, e.set.Rows[row].Line)
}

// field is a cell of the sheet in a list: empty if the sheet has no such column; marked and
// with its reference (C14) if it cannot be read.
func (e eye) field(row int, field string) document.Cell {
	if i := e.set.Col(field); i >= 0 && e.set.Rows[row].Cells[i].Kind == kb.Fault {
		return document.Cell{Mark: document.Mark{Tone: document.Bad, Word: e.t("unread")}, Text: document.Say(e.set.Rows[row].Cells[i].Ref)}
	}
	if field == kb.FieldOwner {
		return document.Cell{Text: document.Whose(e.text(row, field))}
	}
	return document.Cell{Text: document.Say(e.text(row, field))}
}

// unread names the cells of the sheet that cannot be read.
func (e eye) unread() string {
	var refs []string
	for _, r := range e.set.Rows {
		for _, c := range r.Cells {
			if c.Kind == kb.Fault {
				refs = append(refs, c.Ref)
			}
		}
	}
	if len(refs) == 0 {
		return ""
	}
	n := len(refs)
	if n > 6 {
		refs = append(refs[:6], "…")
	}
	return e.several("unread.note", n, e.list(refs))
}

// listing is a list under a caption. Without a caption its accessible name is made of the
// titles of its columns. Rows beyond mostRows are left out and counted.
func listing(caption string, columns []document.Column, rows []document.Row) document.Block {
	left := max(0, len(rows)-mostRows)
	b := document.Block{Kind: document.Grid, Title: caption, Table: document.Table{Columns: columns, Rows: rows[:len(rows)-left], Left: left}}
	if caption == "" {
		b.Label = titles(columns)
	}
	return b
}

// called sets the accessible names of lists and grids, with the name of the sheet in
// front: the page of a workbook may have several of one schema, and readers who cannot see
// them tell them apart by name. A list or grid without a name gets the titles of its
// columns, since the sheet's own table is called as the sheet.
func called(blocks []document.Block, sheet string) {
	for i := range blocks {
		if b := &blocks[i]; b.Kind == document.Grid || b.Kind == document.Heat {
			b.Label = strings.Join(nonEmpty(sheet, cmp.Or(b.Title, b.Label, titles(b.Table.Columns))), " · ")
		}
	}
}

func titles(columns []document.Column) string {
	var names []string
	for _, c := range columns {
		names = append(names, c.Title)
	}
	return strings.Join(nonEmpty(names...), " · ")
}

func note(s string) document.Block { return document.Block{Kind: document.Note, Text: document.Say(s)} }

// nonEmpty returns the texts that are not "".
func nonEmpty(all ...string) []string {
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

// share writes a share (0 to 1) in percent, with so many decimals that it does not look
// like 0 %, 100 % or one of the marks (shares) if it differs: 99.96 % is not shown as 100 %.
func share(of float64, marks ...float64) string {
	near := []float64{0, 100}
	for _, m := range marks {
		near = append(near, m*100)
	}
	return text.Thousands(of*100, text.Enough(of*100, 0, near...)) + "%"
}

// counted says how often each name is in the list, in the order of the list: "功能 5、修复 2".
func (e eye) counted(names []string) string {
	var said []string
	for _, name := range distinct(len(names), func(i int) (string, bool) { return names[i], names[i] != "" }) {
		n := 0
		for _, s := range names {
			if s == name {
				n++
			}
		}
		said = append(said, e.t("counted", name, n))
	}
	return e.list(said)
}

// median is the median of sorted numbers, 0 if there are none.
func median(sorted []int) float64 {
	n := len(sorted)
	switch {
	case n == 0:
		return 0
	case n%2 == 1:
		return float64(sorted[n/2])
	}
	return float64(sorted[n/2-1]+sorted[n/2]) / 2
}
