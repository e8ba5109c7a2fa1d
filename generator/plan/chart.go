package plan

import (
	"milepost/generator/chart"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// chart draws a spec; a curve ends with a past period. Its Option is "" if the diagnostics say why it cannot be
// drawn.
func (d drawer) chart(spec chart.Spec, set *kb.Dataset, until kb.Period, pos diag.Pos) (theme.Chart, diag.List) {
	_, from := d.data.AsOf(d.data.Whole(set))
	spec.FileTime = from == site.FromFile
	p, diags := chart.DrawPlan(spec, set, d.data.Course(set, until), d.lang, pos)
	if p.Option == "" {
		return theme.Chart{}, diags
	}
	return theme.Chart{
		Option: p.Option, Width: p.Width, Height: p.Height,
		Title: p.Title, Label: p.Label, Desc: p.Desc, Small: p.Small, Note: p.Note,
		Table: chartTable(p.Table),
	}, diags
}

// chartTable is the numbers under a chart.
func chartTable(t chart.Table) theme.Table {
	out := theme.Table{More: t.More}
	for i, h := range t.Header {
		typ := kb.TypeText
		if i < len(t.Number) && t.Number[i] {
			typ = kb.TypeNumber
		}
		out.Columns = append(out.Columns, theme.TableColumn{Header: h, Type: string(typ)})
	}
	for _, r := range t.Rows {
		row := theme.TableRow{Cells: make([]theme.TableCell, len(r))}
		for i, s := range r {
			row.Cells[i].Text = s
			if s == "" {
				row.Cells[i].State = "missing"
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
