package sheet

import (
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// saysOther reports exports whose file name has another period than their content. If no
// file agrees, nothing is reported: they are probably named by the month in which they were
// made.
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

// periodIn is the last period in the rows of an export, else the one in its title, and its
// position.
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
