package sheet

import (
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// order tells whether day or month comes first in the dates of a column, and a cell that
// proves it: 13/09/2026. If the column has no such cell, those of other columns count. If
// cells contradict each other, nothing is proven.
func (y *lane) order() (o vocab.Order, proof string) {
	o, proof, both := proven(y.spots, vocab.AnyOrder, "")
	if o != vocab.AnyOrder || both {
		return o, proof
	}
	for i := range y.f.cols {
		spots := make([]spot, len(y.f.rows))
		for r := range y.f.rows {
			spots[r] = y.f.rows[r].spots[i]
		}
		if o, proof, both = proven(spots, o, proof); both {
			return vocab.AnyOrder, ""
		}
	}
	return o, proof
}

// proven looks for proof in the texts of a column; both is true if they contradict.
func proven(spots []spot, o vocab.Order, proof string) (_ vocab.Order, _ string, both bool) {
	for _, s := range spots {
		if s.c == nil || s.c.kind != rawText {
			continue
		}
		switch found := vocab.OrderOf(s.c.text); {
		case found == vocab.AnyOrder, found == o:
		case o != vocab.AnyOrder:
			return vocab.AnyOrder, "", true
		default:
			o, proof = found, vocab.Trim(s.c.text)
		}
	}
	return o, proof, false
}

// spelled is the column with unclear days rewritten: 9/5 as 9月5日, if there are full dates
// too, and 01/09/2026 in the proven order. Other cells are the same pointers as before.
func (y *lane) spelled() *lane {
	full, short, unclear := 0, 0, 0
	for _, s := range y.spots {
		if s.c == nil || s.c.kind != rawText {
			full += btoi(s.c != nil && s.c.kind == rawNumber && s.c.style.shape == shapeDate)
			continue
		}
		switch _, v := vocab.Date(s.c.text, 0); v {
		case vocab.Fine:
			full++
		case vocab.Ambiguous:
			unclear++
		case vocab.NotOne:
			short++
		}
	}
	if unclear == 0 && (full == 0 || short == 0) {
		return y
	}
	order, proof := y.order()
	own, _, _ := proven(y.spots, vocab.AnyOrder, "") // 9/3 is 3 September unless the column itself says otherwise
	l := *y
	l.spots = append([]spot(nil), y.spots...)
	for i, s := range l.spots {
		if s.c == nil || s.c.kind != rawText {
			continue
		}
		t, ok := "", false
		if full > 0 {
			t, ok = vocab.ShortDay(s.c.text, own)
		}
		if d, v := vocab.DateIn(s.c.text, order); v == vocab.Fine {
			if _, v := vocab.Date(s.c.text, 0); v == vocab.Ambiguous {
				y.complain("SH10.order", s, vocab.Trim(s.c.text), proof, string(d))
			}
			t, ok = string(d), true
		}
		if ok {
			c := *s.c
			c.text = t
			l.spots[i].c = &c
		}
	}
	return &l
}

// asWritten keeps the original text of rewritten cells for display.
func (y *lane) asWritten(l *lane, cells []kb.Cell) {
	for i, s := range y.spots {
		if c := l.spots[i].c; c != nil && c != s.c {
			cells[i].Shown = vocab.Trim(s.c.text)
		}
	}
}
