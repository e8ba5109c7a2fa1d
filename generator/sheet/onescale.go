package sheet

import (
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// OneScale reads the shares of all parts of a series on one scale. Where a file is unclear
// (0.9 in a column of %: 90 % or 0.9 %?), the clear shares of the same records in the other
// files decide. It returns the parts, changed ones as copies.
func OneScale(parts []*kb.Dataset) ([]*kb.Dataset, diag.List) {
	known := map[string][]float64{}
	for _, d := range parts {
		eachShare(d, true, func(_, _ int, key string, c kb.Cell) { known[key] = append(known[key], c.Num) })
	}
	if len(known) == 0 {
		return parts, nil
	}
	out := slices.Clone(parts)
	var diags diag.List
	for i, d := range parts {
		var plain, sure []float64
		eachShare(d, false, func(_, _ int, key string, c kb.Cell) {
			for _, s := range known[key] {
				plain, sure = append(plain, c.Num), append(sure, s)
			}
		})
		if hundredths(plain, sure) {
			divided, said := divide(d)
			out[i] = divided
			diags = append(diags, said)
		}
	}
	return out, diags
}

// hundredths compares each unclear share with the clear one of the same record, and lets the
// majority decide.
func hundredths(plain, sure []float64) bool {
	votes := 0
	for i := range plain {
		if vocab.Hundredths(plain[i:i+1], sure[i:i+1]) {
			votes++
		}
	}
	return 2*votes > len(plain)
}

// eachShare calls for each share in columns whose scale is clear (sure), or unclear. The key
// is that of record and column.
func eachShare(d *kb.Dataset, sure bool, call func(row, col int, key string, c kb.Cell)) {
	keys := keyColumns(d)
	for col, c := range d.Columns {
		if c.Sure != sure {
			continue
		}
		for row, r := range d.Rows {
			if cell := r.Cells[col]; cell.Kind == kb.Number && (cell.Unit == "%" || cell.Unit == "" && c.Unit == "%") {
				var key strings.Builder
				for _, k := range keys {
					key.WriteString(r.Cells[k].String() + "\x00")
				}
				call(row, col, key.String()+c.Field, cell)
			}
		}
	}
}

// divide divides the unclear shares by 100, and reports this at the first.
func divide(d *kb.Dataset) (*kb.Dataset, diag.Diagnostic) {
	out := *d
	out.Rows = slices.Clone(d.Rows)
	var said diag.Diagnostic
	eachShare(d, false, func(row, col int, _ string, c kb.Cell) {
		cells := slices.Clone(out.Rows[row].Cells)
		was := vocab.PlainNumber(c.Num)
		c.Num, c.Shown = vocab.Hundredth(c.Num), was+"%"
		cells[col] = c
		out.Rows[row].Cells = cells
		if said.Code == "" {
			said = diag.New("SH09.series", diag.Pos{File: d.File, Sheet: d.Sheet, Cell: c.Ref}, was, d.Columns[col].Header)
		}
	})
	return &out, said
}
