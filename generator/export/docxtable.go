package export

import (
	"slices"
	"strconv"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/report"
	"milepost/generator/word"
)

// grid adds a table. Its small curves become charts below it, large enough to read and
// to edit.
func (w *wordWriter) grid(b document.Block) {
	t := word.Table{Caption: plainRuns(w.caption(b)), Alt: w.caption(b), Head: []word.Row{{}}}
	shares := columnShares(b.Table)
	for i, c := range b.Table.Columns {
		if c.Kind == "curve" {
			continue
		}
		col := word.Column{Share: shares[i]}
		switch c.Kind {
		case "number":
			col.Align = word.Right
		case "mark":
			col.Align = word.Center
		}
		t.Columns = append(t.Columns, col)
		t.Head[0].Cells = append(t.Head[0].Cells, word.Cell{Runs: plainRuns(c.Title)})
	}
	for _, r := range b.Table.Rows {
		t.Rows = append(t.Rows, w.gridRow(b.Table.Columns, r))
	}
	w.add(t)
	if b.Table.Left > 0 {
		w.note(plainRuns(w.text("more", strconv.Itoa(b.Table.Left))))
	}
	if w.report.Head.Kind != kb.ReportOnePage {
		w.curves(b)
	}
}

func (w *wordWriter) gridRow(columns []document.Column, r document.Row) (row word.Row) {
	for i, c := range r.Cells {
		if i >= len(columns) || columns[i].Kind == "curve" {
			continue
		}
		cell := word.Cell{Runs: w.cellRuns(columns[i], c)}
		if i == 0 && w.section.Kind == report.Sources {
			w.mark(cell.Runs)
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

// mark makes the letter of a source in the table of sources the target of links.
func (w *wordWriter) mark(runs []word.Run) {
	for _, s := range w.report.Sources {
		if len(runs) == 1 && runs[0].Text == s.Letter {
			runs[0].Anchor = anchor(s)
			w.anchored[s.Letter] = true
		}
	}
}

// cellRuns is the text of a cell: in a column of marks first the word of its mark, else the
// figure and the word on a line below it; then what explains it.
func (w *wordWriter) cellRuns(col document.Column, c document.Cell) (runs []word.Run) {
	text := w.figures(c.Text)
	for i := range text {
		if text[i].Tone == "" {
			text[i].Tone = tone(c.Tone)
		}
	}
	switch mark := markRuns(c.Mark, false); {
	case len(mark) == 0:
		runs = text
	case len(text) == 0:
		runs = mark[:1]
	case col.Kind == "mark":
		runs = append(mark, text...)
	default:
		runs = append(text, word.Run{Text: "\n"}, word.Run{Text: c.Mark.Word, Small: true, Tone: tone(c.Mark.Tone)})
	}
	runs = w.withSub(runs, c.Sub)
	for i, l := range c.Lines {
		if i > 0 || len(runs) > 0 {
			runs = append(runs, word.Run{Text: "\n"})
		}
		runs = append(runs, markRuns(l.Mark, false)...)
		runs = append(runs, w.figures(l.Text)...)
	}
	return runs
}

// withSub is runs with a smaller text on a line below them, if there is one.
func (w *wordWriter) withSub(runs []word.Run, sub document.Text) []word.Run {
	for i, r := range w.figures(sub) {
		if i == 0 {
			runs = append(runs, word.Run{Text: "\n"})
		}
		r.Small = true
		if r.Tone == "" {
			r.Tone = word.Muted
		}
		runs = append(runs, r)
	}
	return runs
}

// fleet adds two tables with a line for each project, which fit the width of the paper.
// The first says how each project stands, its dimensions below each other in one cell;
// the second has the other columns.
func (w *wordWriter) fleet(b document.Block) {
	mark := func(_ int, c document.Column) bool { return c.Minor && c.Kind == "mark" }
	stand := columnsOf(b.Table, func(_ int, c document.Column) bool { return !c.Minor })
	sides := columnsOf(b.Table, mark)
	rest := columnsOf(b.Table, func(i int, c document.Column) bool { return i == 0 || c.Minor && !mark(i, c) })
	at := min(2, len(stand.Columns)) // behind the project and its mark
	stand.Columns = slices.Insert(stand.Columns, at, document.Column{Title: w.text("state"), Kind: "text"})
	for i, r := range sides.Rows {
		var all document.Cell
		for k, c := range r.Cells {
			all.Lines = append(all.Lines, document.Line{Mark: c.Mark, Text: document.Say(sides.Columns[k].Title)})
		}
		stand.Rows[i].Cells = slices.Insert(stand.Rows[i].Cells, at, all)
	}
	w.grid(document.Block{Title: b.Title, Table: stand})
	w.grid(document.Block{Table: rest})
}

// columnsOf is a table with only those of its columns for which keep is true.
func columnsOf(t document.Table, keep func(i int, c document.Column) bool) (out document.Table) {
	out.Left, out.Rows = t.Left, make([]document.Row, len(t.Rows))
	for i, c := range t.Columns {
		if !keep(i, c) {
			continue
		}
		out.Columns = append(out.Columns, c)
		for r := range t.Rows {
			cell := document.Cell{}
			if i < len(t.Rows[r].Cells) {
				cell = t.Rows[r].Cells[i]
			}
			out.Rows[r].Cells = append(out.Rows[r].Cells, cell)
		}
	}
	return out
}

// heat adds a table of figures on coloured grounds that say how good they are. A cell
// without a figure has the grey ground.
func (w *wordWriter) heat(b document.Block) {
	t := word.Table{Caption: plainRuns(w.caption(b)), Alt: w.caption(b), Head: []word.Row{{}}}
	shares := columnShares(b.Table)
	for i, c := range b.Table.Columns {
		t.Columns = append(t.Columns, word.Column{Share: shares[i], Align: map[bool]word.Align{true: word.Center}[i > 0]})
		t.Head[0].Cells = append(t.Head[0].Cells, word.Cell{Runs: plainRuns(c.Title)})
	}
	for _, r := range b.Table.Rows {
		var row word.Row
		for i, c := range r.Cells {
			if i >= len(b.Table.Columns) {
				break
			}
			cell := word.Cell{Tone: tone(c.Tone), Runs: w.cellRuns(b.Table.Columns[i], c)}
			if c.Void {
				cell.Tone = word.Calm
				if len(cell.Runs) == 0 {
					cell.Runs = plainRuns("—")
				}
			}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	w.add(t)
}

// strips adds a table with rows of marks in the order of time. Each mark has its day,
// but for the good ones of a single day.
func (w *wordWriter) strips(b document.Block) {
	t := word.Table{Caption: plainRuns(dots(w.caption(b), w.span(b.Strip.From, b.Strip.To))), Alt: w.caption(b), Columns: []word.Column{{Share: 5}, {Share: 12}, {Share: 5}}}
	for _, r := range b.Strip.Rows {
		name := w.withSub(plainRuns(r.Name), r.Sub)
		t.Rows = append(t.Rows, word.Row{Cells: []word.Cell{{Runs: name}, {Runs: w.spans(r.Marks)}, {Runs: w.figures(r.Text)}}})
	}
	w.add(t)
}

func (w *wordWriter) spans(marks []document.Span) (runs []word.Run) {
	for i, m := range marks {
		if i > 0 {
			runs = append(runs, word.Run{Text: " "})
		}
		sign := m.Mark.Word
		if sign == "" {
			sign = "●"
		}
		if m.Mark.Tone != document.Good || m.To != "" {
			sign += " " + w.span(m.From, m.To)
		}
		runs = append(runs, word.Run{Text: sign, Tone: tone(m.Mark.Tone), Link: m.Href, Tip: m.Label, Bare: true})
	}
	return runs
}

// The least and the largest width of a column, in halves of a Chinese character: enough
// for a short figure, and as much as a sentence gets.
const (
	minWidth = 5
	maxWidth = 34
)

// columnShares is how the columns of a table share its width, by the longest text in each.
func columnShares(t document.Table) []float64 {
	out := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		most := min(textWidth(c.Title), 10)
		for _, r := range t.Rows {
			if i < len(r.Cells) {
				most = max(most, cellWidth(r.Cells[i]))
			}
		}
		out[i] = float64(min(max(most, minWidth), maxWidth) + 2) // with the cell's margins
	}
	return out
}

// cellWidth is about how wide a cell is. A mark counts a quarter more, since a word
// like "medium" on its ground must not break.
func cellWidth(c document.Cell) int {
	most := max(textWidth(c.Text.String()), textWidth(c.Mark.Word)*5/4, textWidth(c.Sub.String())*8/10)
	for _, l := range c.Lines {
		most = max(most, textWidth(l.Mark.Word+" "+l.Text.String()))
	}
	return most
}

// textWidth is about how wide the longest line of a text is; a Chinese character counts 2.
func textWidth(s string) int {
	most := 0
	for line := range strings.SplitSeq(s, "\n") {
		n := 0
		for _, r := range line {
			if n++; r >= 0x2e80 {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}
