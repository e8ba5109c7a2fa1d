package theme

import (
	"slices"

	"milepost/generator/kb"
)

// Still is a block as it stays for good, to be kept with an issued report: without
// addresses, for what they lead to may go, and with the day that is its today.
func (b Block) Still(day kb.Date) Block {
	b.ID, b.Day = "", day
	b.Source = slices.Clone(b.Source)
	for i := range b.Source {
		b.Source[i].Href = ""
	}
	b.KPIs = slices.Clone(b.KPIs)
	for i := range b.KPIs {
		k := &b.KPIs[i]
		k.Baseline.Href, k.Actual.Href, k.Target.Href = "", "", ""
	}
	b.Gantt.Rows = slices.Clone(b.Gantt.Rows)
	for i := range b.Gantt.Rows {
		b.Gantt.Rows[i].Href = ""
	}
	b.Gantt.Undated = slices.Clone(b.Gantt.Undated)
	for i := range b.Gantt.Undated {
		b.Gantt.Undated[i].Href = ""
	}
	b.Milestones = slices.Clone(b.Milestones)
	for i := range b.Milestones {
		b.Milestones[i].Review.Href = ""
	}
	b.Table.MoreRef, b.Chart.Table.MoreRef = "", ""
	b.Report = slices.Clone(b.Report)
	for i := range b.Report {
		b.Report[i] = b.Report[i].Linked(func(string) string { return "" })
	}
	return b
}
