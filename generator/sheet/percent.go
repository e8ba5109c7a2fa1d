package sheet

import (
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// besideShares compares a value with the others of its row, where those are
// shares: 9200% (92 typed into a cell with a % format) and a bare 92 are
// faults, a bare 0.92 is a share too.
func (y amounts) besideShares(i int, s spot, cell *kb.Cell) {
	others, top := 0, 0.0
	for k := range y.f.cols {
		o := y.f.rows[i].spots[k].c
		if o == nil || !measured[y.f.cols[k].field] || y.f.cols[k].field == y.c.field {
			continue
		}
		switch {
		case look(y.v, o) == isShare && o.kind == rawNumber && o.style.shape == shapePercent:
			others, top = others+1, max(top, o.num)
		case o.kind == rawText && strings.Contains(text.Normal(o.text), "%") && !strings.ContainsAny(o.text, "降升提减增涨缩"): // not 降低 30%
			others++
		}
	}
	switch v := cell.Num; {
	case others == 0 || top > 3:
	case cell.Unit == "%" && v > 10, cell.Unit == "" && v > 1:
		y.outOfScale(s, cell, vocab.PlainNumber(v)+"%")
	case cell.Unit == "" && v >= 0:
		cell.Unit, cell.Shown = "%", vocab.PlainNumber(vocab.Round(v*100, 6))+"%"
	}
}

// rowShares is how the numbers of a row whose unit is % are written: 'w' for 92
// (one of them is above 1), 's' for 0.92 (one of them shows a %), '?' if nothing tells.
type rowShares struct {
	scale byte
	top   float64 // the largest number above 1
}

// rowScale finds how the numbers of a row whose unit is % are written.
func (y amounts) rowScale(i int) rowShares {
	out := rowShares{scale: '?'}
	for k, s := range y.record(i).spots {
		c := s.c
		if c == nil || !measured[y.f.cols[k].field] {
			continue
		}
		f := c.num
		switch g := look(y.v, c); {
		case g == isShare && out.scale == '?':
			out.scale = 's'
			continue
		case g != isNumber:
			continue
		case c.kind == rawText:
			f, _, _ = vocab.Number(c.text)
		}
		if f > 1 {
			out.scale, out.top = 'w', max(out.top, f)
		}
	}
	return out
}

// inRow makes a number without % of such a row a share. Beside 92 and 85 a 0.9
// may be 0.9 % or 90 %: it is a fault.
func (y amounts) inRow(s spot, row rowShares, cell *kb.Cell) {
	t, f := vocab.Trim(shown(s.c, y.is1904)), cell.Num
	switch {
	case row.scale == 'w':
		part := f * 100 / row.top
		if f > 0 && f < 1 && (part > 0.5 && part < 1.5 || row.top >= 20 && part >= 0.3) {
			y.complain("SH09.odd", s, t, vocab.PlainNumber(row.top), vocab.PlainNumber(vocab.Round(f*100, 6)))
			*cell = kb.Cell{Kind: kb.Fault, Text: "scale", Shown: t}
			return
		}
		f = vocab.Hundredth(f)
	case row.scale == '?' && f != 0:
		y.complain("SH09.row", s, t, vocab.PlainNumber(vocab.Round(f*100, 6)))
	}
	cell.Num, cell.Unit, cell.Shown = vocab.Clean(f), "%", vocab.PlainNumber(vocab.Round(f*100, 6))+"%"
}
