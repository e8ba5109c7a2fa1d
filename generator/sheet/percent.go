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
	low   float64 // the smallest above 0 without a %, 0 if there is none
	typed bool    // 95% stands there as a text: its writer may mean 0.5 % by 0.5
}

// percents tells how the shares without a % are written in the columns and rows
// of a table that say %: one hand writes 99, 95 and 0.5 in the same way. An
// example is a number above 1 that stands there; nil if there is none.
func percents(f *frame, v *vocab.Words, units []int) (example *raw) {
	for i := range f.cols {
		c, unit := &f.cols[i], units[i]
		if !strings.HasPrefix(c.unit, "%") && unit < 0 {
			continue
		}
		for r := range f.rows {
			s := f.rows[r].spots
			if !strings.HasPrefix(c.unit, "%") && unitOf(s[unit].c) != "%" {
				continue
			}
			if n, ok := plainNumber(v, s[i].c); ok && n > 1 {
				return s[i].c
			}
		}
	}
	return nil
}

// plainNumber is the number of a cell that shows no %.
func plainNumber(v *vocab.Words, c *raw) (float64, bool) {
	if c == nil || look(v, c) != isNumber {
		return 0, false
	}
	if c.kind == rawText {
		f, _, _ := vocab.Number(c.text)
		return f, true
	}
	return c.num, true
}

// rowScale finds how the numbers of a row whose unit is % are written.
func (y amounts) rowScale(i int) rowShares {
	out := rowShares{scale: '?'}
	for k, s := range y.record(i).spots {
		if s.c == nil || y.units[k] < 0 {
			continue
		}
		f, plain := plainNumber(y.v, s.c)
		switch {
		case !plain:
			if look(y.v, s.c) != isShare {
				break
			}
			if out.typed = out.typed || s.c.kind == rawText; out.scale == '?' {
				out.scale = 's'
			}
		case f > 1:
			out.scale, out.top = 'w', max(out.top, f)
		case f > 0 && (out.low == 0 || f < out.low):
			out.low = f
		}
	}
	return out
}

// asOthers says that a number up to 1 was read as the table's others under %:
// 0.5 beside 99 is 0.5 %. low is the smallest of those that are read with it.
func (y *lane) asOthers(s spot, f, low float64) {
	if f == 0 {
		return
	}
	code := "SH09.alike"
	if low >= 0.5 { // reads as well as 92 % of a whole
		code = "SH09.likely"
	}
	y.complain(code, s, vocab.Trim(shown(s.c, y.is1904)), vocab.Trim(shown(y.percent, y.is1904)), vocab.PlainNumber(vocab.Round(f*100, 6)))
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
	case row.scale == '?' && y.percent != nil:
		f = vocab.Hundredth(f)
		y.asOthers(s, cell.Num, row.low)
	case f != 0 && (row.scale == '?' || f <= 1 && (row.typed || y.percent != nil)):
		y.complain("SH09.row", s, t, vocab.PlainNumber(vocab.Round(f*100, 6)))
	}
	cell.Num, cell.Unit, cell.Shown = vocab.Clean(f), "%", vocab.PlainNumber(vocab.Round(f*100, 6))+"%"
}
