package theme

import (
	"encoding/json"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
)

// Still is a copy of a block to be kept with an issued report. It has no links, for
// their targets may go, and day is its today for ever.
func (b Block) Still(day kb.Date) Block {
	b.ID, b.Day = "", day
	b.Source = slices.Clone(b.Source)
	for i := range b.Source {
		b.Source[i].Href = ""
	}
	b.KPIs = slices.Clone(b.KPIs)
	for i := range b.KPIs {
		k := &b.KPIs[i]
		k.Baseline.Href, k.Actual.Href, k.Target.Href, k.Who = "", "", "", nil
	}
	b.Gantt.Rows = slices.Clone(b.Gantt.Rows)
	for i := range b.Gantt.Rows {
		b.Gantt.Rows[i].Href, b.Gantt.Rows[i].Who = "", nil
	}
	b.Gantt.Undated = slices.Clone(b.Gantt.Undated)
	for i := range b.Gantt.Undated {
		b.Gantt.Undated[i].Href = ""
	}
	b.Milestones = slices.Clone(b.Milestones)
	for i := range b.Milestones {
		b.Milestones[i].Review.Href = ""
	}
	b.Table.Rows, b.Table.Totals = unlinked(b.Table.Rows), unlinked(b.Table.Totals)
	b.Chart.Table.Rows, b.Chart.Table.Totals = unlinked(b.Chart.Table.Rows), unlinked(b.Chart.Table.Totals)
	b.Table.MoreRef, b.Chart.Table.MoreRef = "", ""
	b.Report = slices.Clone(b.Report)
	for i := range b.Report {
		b.Report[i] = b.Report[i].Linked(func(string) string { return "" })
	}
	return b
}

// unlinked is a copy of rows without the links to their owners' pages.
func unlinked(rows []TableRow) []TableRow {
	rows = slices.Clone(rows)
	for i := range rows {
		rows[i].Cells = slices.Clone(rows[i].Cells)
		for k := range rows[i].Cells {
			rows[i].Cells[k].Who = nil
		}
	}
	return rows
}

// Kept is a block that was read from the record of a report, made safe to show.
// Anybody may have written the record: the block loses its links, and ok is false if
// it holds HTML, or if the option of its chart is no JSON or holds something that a
// browser could run or fetch.
func Kept(b Block) (kept Block, ok bool) {
	for _, r := range b.Report {
		for _, s := range r.Sections {
			if slices.ContainsFunc(s.Blocks, func(b document.Block) bool { return b.HTML != "" }) {
				return Block{}, false
			}
		}
	}
	var option any
	if b.Chart.Option != "" && json.Unmarshal([]byte(b.Chart.Option), &option) != nil {
		return Block{}, false
	}
	return b.Still(b.Day), harmless(option)
}

// harmless tells whether a value of JSON holds no text with markup, an address or a
// script: ECharts puts some texts into HTML, and into attributes of its pictures.
func harmless(v any) bool {
	switch v := v.(type) {
	case string:
		folded := strings.ToLower(v)
		return !strings.ContainsAny(v, "<>\"`") && !strings.Contains(folded, "://") && !strings.Contains(folded, "url(") && !strings.Contains(folded, "script:")
	case []any:
		return !slices.ContainsFunc(v, func(e any) bool { return !harmless(e) })
	case map[string]any:
		for key, e := range v {
			if !harmless(key) || !harmless(e) {
				return false
			}
		}
	}
	return true
}
