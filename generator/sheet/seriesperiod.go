package sheet

import (
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// saysOther names the exports whose name says another period than what stands in
// them. A house may name all its files by the month in which they are made: then
// none agrees, and nothing is said.
func saysOther(parts []*kb.Dataset, periods []kb.Period) (diags diag.List) {
	agree := false
	for i, d := range parts {
		if i >= len(periods) {
			break
		}
		in, at := periodIn(d)
		switch {
		case in == "" || len(in) != len(periods[i]):
		case in == periods[i]:
			agree = true
		default:
			diags = append(diags, diag.New("SH13.period", at, periods[i], in))
		}
	}
	if !agree {
		return nil
	}
	return diags
}

// periodIn is the last period that the rows of an export speak of, else that of its
// title, and where it stands.
func periodIn(d *kb.Dataset) (last kb.Period, at diag.Pos) {
	at = startOf(d)
	if c := d.Col(kb.FieldPeriod); c >= 0 {
		for _, r := range d.Rows {
			if p := r.Cells[c].Period(); p > last {
				last, at.Cell, at.Line = p, r.Cells[c].Ref, 0
				if d.Sheet == "" {
					at.Line = r.Line
				}
			}
		}
		return last, at
	}
	return vocab.Name(d.Title).Period, at
}
