package sheet

import (
	"slices"
	"strconv"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
)

// The account of a sheet makes sure that no line is lost silently. Each line with content
// belongs to a table as one part (header, record, total, …) or is reported as outside of
// all tables; and each record is found again in the dataset. A difference is an error.

// linePart is what a line of the sheet is in its table.
type linePart uint8

const (
	partTitle linePart = iota
	partHeader
	partRepeat // the header again, or the title repeated on a new page
	partData
	partTotal
	partGroup
	partNote
	partExample
	lineParts
)

// partNames are the names under which the account is shown, blank and hidden lines last.
var partNames = [lineParts + 2]string{"title", "header", "repeat", "data", "total", "group", "note", "example", "blank", "hidden"}

// name assigns a line, or its cells in the table's columns, to the table.
func (x *locator) name(t *table, p linePart, l *line) {
	t.named[p] = append(t.named[p], l.n)
	x.cells[l.n] += len(l.cells)
}

// nameStray assigns a lone line above or below a table to it.
func (x *locator) nameStray(t *table, p linePart, s stray) {
	t.named[p] = append(t.named[p], s.row)
	x.cells[s.row] += s.cells
}

// unnamed are the rows of the grid with cells that belong to no table.
func (x *locator) unnamed() []int {
	var out []int
	for i := range x.g.lines {
		if l := &x.g.lines[i]; x.cells[l.n] < len(l.cells) {
			out = append(out, l.n)
		}
	}
	return out
}

// account lists the rows of a table by part. Other rows in its range are blank, or hidden
// by hand.
func (t *table) account() []kb.Lines {
	var out []kb.Lines
	var all []int
	add := func(name string, rows []int) {
		slices.Sort(rows)
		if rows = slices.Compact(rows); len(rows) > 0 {
			out = append(out, kb.Lines{Kind: name, Rows: rowList(rows), Count: len(rows)})
		}
	}
	for p, rows := range t.named {
		add(partNames[p], rows)
		all = append(all, rows...)
	}
	slices.Sort(all)
	var blank, hidden []int
	next := t.r0
	skipTo := func(n int) {
		for ; next < n; next++ {
			if t.g.unseen.holds(next) {
				hidden = append(hidden, next)
			} else {
				blank = append(blank, next)
			}
		}
	}
	for _, n := range all {
		skipTo(min(n, t.r1+1))
		next = max(next, n+1)
	}
	skipTo(t.r1 + 1)
	add(partNames[lineParts], blank)
	add(partNames[lineParts+1], hidden)
	return out
}

// isTotal changes the part of a row from record to total.
func (t *table) isTotal(row int) {
	rows := t.named[partData]
	if i := slices.Index(rows, row); i >= 0 {
		t.named[partData] = slices.Delete(rows, i, i+1)
		t.named[partTotal] = append(t.named[partTotal], row)
	}
}

// rowList writes ascending rows as ranges: 2, 4-9.
func rowList(rows []int) string {
	var b strings.Builder
	for i := 0; i < len(rows); {
		end := i
		for end+1 < len(rows) && rows[end+1] == rows[end]+1 {
			end++
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(strconv.Itoa(rows[i]))
		if end > i {
			b.WriteString("-" + strconv.Itoa(rows[end]))
		}
		i = end + 1
	}
	return b.String()
}

// balance compares the records found on the sheet with those of the dataset:
// each must be there, as a row, as a total or joined with another row.
func (y *typer) balance(t *table, d *kb.Dataset) {
	if sameLines(t.body, d.Rows) && sameLines(t.totals, d.Totals) {
		return // read as it stands
	}
	there := map[int]bool{}
	for _, rows := range [][]kb.Row{d.Rows, d.Totals} {
		for i := range rows {
			there[rows[i].Line] = true
		}
	}
	for _, n := range y.f.joined {
		there[n] = true
	}
	var lost []int
	for _, lines := range [][]*line{t.body, t.totals} {
		for _, l := range lines {
			if !there[l.src] {
				lost = append(lost, l.n)
			}
		}
	}
	if len(lost) > 0 {
		slices.Sort(lost)
		y.diags = append(y.diags, diag.New("SH15.lost", y.at(d), len(lost), rowList(lost)))
	}
}

// sameLines tells whether the records are those of the lines, one by one.
func sameLines(lines []*line, rows []kb.Row) bool {
	if len(lines) != len(rows) {
		return false
	}
	for i, l := range lines {
		if rows[i].Line != l.src {
			return false
		}
	}
	return true
}
