package plan

import (
	"cmp"
	"slices"

	"milepost/generator/kb"
	"milepost/generator/theme"
)

// asInSheet shows a table in the layout of its sheet. A table with periods side
// by side is read as one record for each period; charts need that, readers do
// not. Other tables stay as they are.
func asInSheet(set *kb.Dataset, t theme.Table) theme.Table {
	a := acrossOf(set)
	if a == nil || t.Private || t.More > 0 {
		return t
	}
	out := theme.Table{Columns: a.columns(set, t), Rows: a.fold(set.Rows, t.Rows)}
	first := map[int]int{} // the row of each line of the sheet
	for i, k := 0, -1; i < len(set.Rows); i++ {
		if i == 0 || set.Rows[i].Line != set.Rows[i-1].Line {
			k++
			first[set.Rows[i].Line] = k
		}
	}
	var below []kb.Row
	var shown []theme.TableRow
	for i, r := range set.Totals {
		if k, ok := first[r.Line]; ok { // a quarter between the months of this line
			a.put(out.Rows[k], r, t.Totals[i])
			continue
		}
		below, shown = append(below, r), append(shown, t.Totals[i])
	}
	out.Totals = a.fold(below, shown)
	return out
}

// across is the layout of a line with several records. All its records have
// the labels from the same cells, and their periods from the header.
type across struct {
	labels  []int    // columns that all records of a line share
	period  int      // the column that the header gave
	values  []int    // the columns that differ
	periods []string // as the header says them, from left to right
}

// acrossOf is the layout of a table, nil if each line has one record.
func acrossOf(set *kb.Dataset) *across {
	var one []kb.Row // the records of the first line that has several
	for i := range set.Rows {
		if i > 0 && set.Rows[i].Line == set.Rows[i-1].Line {
			one = set.Rows[i-1 : i+1]
			break
		}
	}
	if one == nil {
		return nil
	}
	a := &across{period: -1}
	for c, col := range set.Columns {
		switch {
		case cell(one[0], c).Ref == cell(one[1], c).Ref:
			a.labels = append(a.labels, c)
		case a.period < 0 && (col.Type == kb.TypePeriod || col.Type == kb.TypeDate):
			a.period = c
		default:
			a.values = append(a.values, c)
		}
	}
	if a.period < 0 || len(a.values) == 0 {
		return nil
	}
	a.periods = a.spans(set)
	return a
}

// spans are the periods of the header, in the order of its cells: those of the
// records, and sums such as a quarter between its months.
func (a *across) spans(set *kb.Dataset) (names []string) {
	var heads []kb.Cell
	for _, r := range slices.Concat(set.Rows, set.Totals) {
		if h := cell(r, a.period); h.Ref != "" && !slices.ContainsFunc(heads, func(o kb.Cell) bool { return o.String() == h.String() }) {
			heads = append(heads, h)
		}
	}
	slices.SortStableFunc(heads, func(x, y kb.Cell) int {
		return cmp.Or(cmp.Compare(len(x.Ref), len(y.Ref)), cmp.Compare(x.Ref, y.Ref))
	})
	for _, h := range heads {
		names = append(names, h.String())
	}
	return names
}

func cell(r kb.Row, c int) kb.Cell {
	if c < len(r.Cells) {
		return r.Cells[c]
	}
	return kb.Cell{}
}

func (a *across) columns(set *kb.Dataset, t theme.Table) (out []theme.TableColumn) {
	for _, c := range a.labels {
		out = append(out, t.Columns[c])
	}
	for _, p := range a.periods {
		for _, c := range a.values {
			col := t.Columns[c]
			if len(a.values) > 1 {
				col.Header = p + " " + col.Header
			} else {
				col.Header, col.Unit = p, ""
			}
			out = append(out, col)
		}
	}
	return out
}

// fold puts the records of each line side by side.
func (a *across) fold(records []kb.Row, shown []theme.TableRow) (out []theme.TableRow) {
	for i := range shown {
		if i == 0 || records[i].Line != records[i-1].Line {
			row := theme.TableRow{ID: shown[i].ID}
			for _, c := range a.labels {
				row.Cells = append(row.Cells, shown[i].Cells[c])
			}
			for range len(a.periods) * len(a.values) {
				row.Cells = append(row.Cells, theme.TableCell{State: "missing"})
			}
			out = append(out, row)
		}
		a.put(out[len(out)-1], records[i], shown[i])
	}
	return out
}

// put writes the values of a record in the cells of its period.
func (a *across) put(row theme.TableRow, record kb.Row, shown theme.TableRow) {
	at := slices.Index(a.periods, cell(record, a.period).String())
	if at < 0 {
		return
	}
	for k, c := range a.values {
		row.Cells[len(a.labels)+at*len(a.values)+k] = shown.Cells[c]
	}
}
