package export

import (
	"fmt"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/sheet"
)

// grid adds a table with its figures as numbers. A mark beside a figure, and a smaller
// text below it, are in columns of their own.
func (w *bookWriter) grid(t document.Table) {
	if len(t.Columns) == 0 {
		return
	}
	parts := w.columns(t)
	heads := make([]string, len(parts))
	for i, p := range parts {
		heads[i] = p.head
	}
	var rows [][]sheet.Cell
	for _, r := range t.Rows {
		var row []sheet.Cell
		for _, p := range parts {
			if p.column < len(r.Cells) {
				row = append(row, p.cell(r.Cells[p.column]))
			} else {
				row = append(row, sheet.Cell{})
			}
		}
		rows = append(rows, row)
	}
	w.table(distinct(heads), rows)
	if t.Left > 0 {
		w.say(w.text("left", fmt.Sprint(t.Left)), sheet.Muted)
	}
	w.curves(t)
}

// part is a column of the sheet.
type part struct {
	column int // the column of the table that it shows a part of
	head   string
	cell   func(document.Cell) sheet.Cell // makes its cell from that of the table
}

// columns are the columns of the sheet that show a table: up to three for each of its columns.
func (w *bookWriter) columns(t document.Table) (out []part) {
	for i, c := range t.Columns {
		if c.Kind == "curve" {
			continue
		}
		head := c.Title
		if head == "" {
			head = w.text("column", fmt.Sprint(i+1))
		}
		numbers := has(t, i, func(c document.Cell) bool { return c.Num.OK })
		if c.Kind == "mark" {
			out = append(out, part{i, w.text("mark", head), func(c document.Cell) sheet.Cell { return mark(c.Mark) }})
		} else {
			out = append(out, part{i, head, func(c document.Cell) sheet.Cell { return w.figure(c, numbers) }})
			if has(t, i, func(c document.Cell) bool { return c.Mark.Word != "" }) {
				out = append(out, part{i, w.text("mark", head), func(c document.Cell) sheet.Cell { return mark(c.Mark) }})
			}
		}
		if has(t, i, func(c document.Cell) bool { return besideText(c, numbers) != "" }) {
			out = append(out, part{i, w.text("beside", head), func(c document.Cell) sheet.Cell { return sheet.Text(besideText(c, numbers)) }})
		}
	}
	return out
}

// besideText is the text for the column beside a figure: the smaller text below the
// figure, and, in a column of numbers, a word that stands instead of a number.
func besideText(c document.Cell, numbers bool) string {
	var said []string
	if text := c.Text.String(); numbers && !c.Num.OK && text != "—" {
		said = append(said, text)
	}
	return strings.TrimSpace(strings.Join(append(said, c.Sub.String()), " "))
}

func has(t document.Table, column int, is func(document.Cell) bool) bool {
	return slices.ContainsFunc(t.Rows, func(r document.Row) bool { return column < len(r.Cells) && is(r.Cells[column]) })
}

// figure is a cell as a number, a day or a text. It is empty without a value, and in a
// column of numbers if it has none.
func (w *bookWriter) figure(c document.Cell, numbers bool) sheet.Cell {
	text := c.Text.String()
	out := w.cited(c.Text)
	switch {
	case c.Num.OK:
		note := out.Note
		out = number(c.Num, text)
		out.Note = note
	case c.Date != "":
		out = day(c.Date)
	case text == "—" || numbers && !c.Num.OK:
		return sheet.Cell{}
	case len(c.Lines) > 0:
		var said []string
		for _, l := range c.Lines {
			said = append(said, strings.TrimSpace(l.Mark.Word+" "+l.Text.String()))
		}
		out = sheet.Text(strings.Join(said, "\n"))
	}
	out.Tone = sheet.Tone(c.Tone)
	return out
}

// number is a number in the format in which text shows it: +2.4, ≤3, 77%.
func number(n document.Number, text string) sheet.Cell {
	f := sheet.Format{Decimals: n.Decimals, Percent: n.Unit == "%", Signed: n.Change, Thousands: n.Value >= 10000 || n.Value <= -10000}
	for _, sign := range []string{"≤", "≥", "<", ">"} {
		if strings.HasPrefix(text, sign) {
			f.Before = sign
		}
	}
	return sheet.Number(n.Value, f)
}

// distinct adds numbers to headings of a table that are equal: "a", "a 2". It changes heads.
func distinct(heads []string) []string {
	seen := map[string]int{}
	for i, h := range heads {
		if seen[h]++; seen[h] > 1 {
			heads[i] = fmt.Sprintf("%s %d", h, seen[h])
		}
	}
	return heads
}

func (w *bookWriter) plan(g document.Gantt) {
	if len(g.Bars) == 0 {
		return
	}
	share := func(n document.Number) sheet.Cell {
		if !n.OK {
			return sheet.Cell{}
		}
		return number(n, "")
	}
	var rows [][]sheet.Cell
	for _, b := range g.Bars {
		rows = append(rows, []sheet.Cell{sheet.Text(b.Name), sheet.Text(b.Sub), day(b.PlannedFrom), day(b.PlannedTo), day(b.ActualFrom), day(b.ActualTo), day(b.ForecastTo), share(b.Done), share(b.Due), mark(b.Mark)})
	}
	w.table([]string{w.text("name"), w.text("remark"), w.text("planned-start"), w.text("planned-end"), w.text("actual-start"), w.text("actual-end"), w.text("forecast"), w.text("done"), w.text("due"), w.text("said")}, rows)
}

// told is what a row of a picture says in words: a row of a strip, or a small curve.
type told struct {
	name      string
	text, sub document.Text
	mark      document.Mark
}

// told adds a table of what rows of a picture say in words, without columns that are empty;
// nothing if they have only names.
func (w *bookWriter) told(list []told) {
	heads, rows := []string{w.text("name")}, make([][]sheet.Cell, len(list))
	for i, r := range list {
		rows[i] = []sheet.Cell{sheet.Text(r.name)}
	}
	add := func(key string, cell func(told) sheet.Cell) {
		if !slices.ContainsFunc(list, func(r told) bool { return cell(r).Text != "" }) {
			return
		}
		heads = append(heads, w.text(key))
		for i, r := range list {
			rows[i] = append(rows[i], cell(r))
		}
	}
	add("text", func(r told) sheet.Cell { return w.cited(r.text) })
	add("state", func(r told) sheet.Cell { return mark(r.mark) })
	add("remark", func(r told) sheet.Cell { return w.cited(r.sub) })
	if len(heads) > 1 {
		w.table(heads, rows)
	}
}

// strip adds a table of what each row says in words, and one with a line for each mark.
func (w *bookWriter) strip(s document.Strip) {
	var list []told
	var rows [][]sheet.Cell
	for _, r := range s.Rows {
		list = append(list, told{name: r.Name, text: r.Text, sub: r.Sub})
		for _, m := range r.Marks {
			rows = append(rows, []sheet.Cell{sheet.Text(r.Name), day(m.From), day(m.To), mark(m.Mark), sheet.Text(m.Label)})
		}
	}
	w.told(list)
	if len(rows) > 0 {
		w.table([]string{w.text("name"), w.text("start"), w.text("end"), w.text("label"), w.text("text")}, rows)
	}
}
