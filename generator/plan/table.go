package plan

import (
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/metric"
	"milepost/generator/site"
	"milepost/generator/theme"
	"milepost/generator/vocab"
)

// maxBlockRows is how many rows a table block shows unless it says otherwise.
// The workbook's page shows up to maxBookRows.
const (
	maxBlockRows = 100
	maxBookRows  = 5000
)

// blockTable is the table of a block. Its rows have no anchors: those are on the
// workbook's page.
func (d drawer) blockTable(b kb.Block, set *kb.Dataset, pos diag.Pos) (theme.Table, diag.List) {
	limit, ok, diags := site.Limit(b, "limit", pos)
	if !ok {
		limit = maxBlockRows
	}
	t := d.table(set, limit, false)
	if t.More > 0 {
		t.MoreRef = HrefFrag(d.out, site.BookOut(set.File), site.Anchor(set))
	}
	return t, diags
}

func (d drawer) table(set *kb.Dataset, limit int, anchors bool) theme.Table {
	t := theme.Table{Columns: make([]theme.TableColumn, len(set.Columns))}
	for i, c := range set.Columns {
		t.Columns[i] = theme.TableColumn{Header: c.Header, Unit: vocab.UnitName(c.Unit, d.lang), Type: string(c.Type)}
	}
	if d.data.Private(set) {
		t.Private = true
		return t
	}
	rows := set.Rows
	if len(rows) > limit {
		t.More = len(rows) - limit
		rows = rows[:limit]
	}
	last := -1
	for _, r := range rows {
		row := d.tableRow(set, r)
		if anchors && r.Line != last { // see asInSheet: several records may be on one line
			row.ID = site.RowAnchor(set, r.Line)
			last = r.Line
		}
		t.Rows = append(t.Rows, row)
	}
	if t.More == 0 {
		for _, r := range set.Totals {
			t.Totals = append(t.Totals, d.tableRow(set, r))
		}
	}
	return t
}

func (d drawer) tableRow(set *kb.Dataset, r kb.Row) theme.TableRow {
	row := theme.TableRow{Cells: make([]theme.TableCell, len(set.Columns))}
	for i := range set.Columns {
		if i < len(r.Cells) {
			row.Cells[i] = d.tableCell(set, i, r.Cells[i])
		} else {
			row.Cells[i].State = "missing"
		}
	}
	return row
}

// statuses are the normal forms of a status column.
var statuses = []string{kb.StatusNotStarted, kb.StatusInProgress, kb.StatusDone, kb.StatusPaused, kb.StatusCancelled, kb.StatusLate}

func (d drawer) tableCell(set *kb.Dataset, col int, c kb.Cell) theme.TableCell {
	column := set.Columns[col]
	v := theme.TableCell{Text: d.cellText(column, c)}
	switch {
	case c.Kind == kb.Missing:
		v.State, v.Text = "missing", strings.TrimSpace(c.Shown)
	case c.Kind == kb.Fault:
		if v.State, v.Tip = "unread", d.tip(set, c); c.Formula() {
			v.State = "fault"
		}
	case c.Computed:
		v.State, v.Tip = "computed", d.tip(set, c)
	case column.Type == kb.TypeStatus:
		for _, s := range statuses {
			if c.Text == s {
				v.State = s
			}
		}
	}
	if column.Known && column.Field == kb.FieldOwner && v.State == "" {
		v.Who = d.ownerLinks(v.Text)
	}
	if c.Kind == kb.Number && v.Tip == "" {
		v.Tip = c.Ref
	}
	return v
}

// cellText is the text of a cell whose header already has the unit.
func (d drawer) cellText(column kb.Column, c kb.Cell) string {
	if c.Kind != kb.Number {
		return c.String()
	}
	switch {
	case column.Type == kb.TypePercent || column.Unit == "%" && c.Unit == "":
		return metric.Figure(c, "%", d.lang)
	case c.Unit != "" && c.Unit != column.Unit:
		return metric.Figure(c, c.Unit, d.lang)
	}
	c.Unit = ""
	return metric.Figure(c, "", d.lang)
}
