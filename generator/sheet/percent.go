package sheet

import (
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// besideShares compares a value with shares in the same row: 9200% (92 typed into a cell
// with a % format) and 92 are faults; 0.92 is a share too.
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

// rowShares tells how the numbers in a row with the unit % are written: 'w' as 92 (one is
// above 1), 's' as 0.92 (one shows a %), '?' if unclear.
type rowShares struct {
	scale byte
	top   float64 // the largest number above 1
	low   float64 // the smallest above 0 without a %, 0 if there is none
	typed bool    // the row has the text 95%: then 0.5 may mean 0.5 %
}

// percents finds a number above 1 in the columns and rows of a table with the unit %, nil if
// there is none. It shows that the numbers are written as 99, not 0.99: then 0.5 is 0.5 %.
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

// rowScale finds how the numbers in a row with the unit % are written.
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

// asOthers reports that a number up to 1 was read like the others with %: 0.5 beside 99 is
// 0.5 %. low is the smallest number of its group.
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

// inRow makes a share of a number without % in such a row. Beside 92 and 85, 0.9 may be
// 0.9 % or 90 %: a fault.
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
