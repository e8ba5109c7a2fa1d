package sheet

import (
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// shares reads a column of percentages. 0.92 with a % format, "92%" and 92 below a header
// with (%) are all 0.92. For numbers without % the whole column decides; a cell that does
// not fit the others is a fault, never a number.
func (y *lane) shares(out *kb.Column) []kb.Cell {
	c, spots := y.c, y.spots
	out.Unit = "%"
	res := make([]kb.Cell, len(spots))
	var plain, marked []int
	for i, s := range spots {
		cell, done := y.readTyped(s)
		if done {
			res[i] = cell
			continue
		}
		cell = amounts{y}.number(s, "", rowShares{})
		switch {
		case cell.Kind == kb.Number && cell.Unit == "%":
			marked = append(marked, i)
		case cell.Kind == kb.Number && (cell.Unit == "" || cell.Unit == c.unit):
			plain = append(plain, i)
		case cell.Kind == kb.Text && (y.threshold(cell.Text) || y.noEvents(cell.Text)):
		default:
			y.complain("SH08.percent", s, vocab.Trim(shown(s.c, y.is1904)), c.text)
			cell = kb.Cell{Kind: kb.Text, Text: vocab.Trim(shown(s.c, y.is1904))}
		}
		cell.Unit = ""
		res[i] = cell
	}
	y.checkMarked(res, marked)
	sure := y.scalePlain(res, plain, marked)
	out.Sure = sure && len(plain)+len(marked) > 0
	return res
}

// scoreIsShare tells whether the scores of a satisfaction table are shares; its targets then are too.
func (y *lane) scoreIsShare() bool {
	i := y.f.colOf(kb.FieldScore)
	if y.schema != kb.SchemaSatisfaction || i < 0 {
		return false
	}
	return y.f.cols[i].isShare()
}

// isShare tells whether a column of scores holds shares of satisfied people.
func (c *column) isShare() bool {
	p := &c.prof
	rate := strings.Contains(c.word, "率") || strings.Contains(c.word, "rate") && !strings.Contains(c.word, "rating")
	return p.count[isShare] > 0 || strings.HasPrefix(c.unit, "%") || rate || p.n > 0 && p.max <= 1 && p.min >= 0 && p.max > 0 && p.count[isNumber] == p.n
}

// bounded are the fields whose shares are never far above 1: 9200% is wrong without looking
// at other cells.
var bounded = map[string]bool{kb.FieldPercentComplete: true, kb.FieldCompliance: true, kb.FieldResponseRate: true, kb.FieldAllocation: true, kb.FieldWeight: true, kb.FieldScore: true}

// checkMarked finds 9200% among normal shares: 92 was typed into a cell with a % format.
func (y *lane) checkMarked(res []kb.Cell, marked []int) {
	usual := middle(res, marked)
	for _, i := range marked {
		if v := res[i].Num; v > 10 && (usual <= 3 && len(marked) > 1 || bounded[y.c.field]) {
			y.outOfScale(y.spots[i], &res[i], vocab.PlainNumber(v)+"%")
		}
	}
}

func (y *lane) outOfScale(s spot, cell *kb.Cell, suggestion string) {
	y.drop("SH09.mixed", s, cell, suggestion)
}

// drop makes a fault of a number that does not fit the scale of its column.
func (y *lane) drop(code string, s spot, cell *kb.Cell, arg string) {
	t := vocab.Trim(shown(s.c, y.is1904))
	y.complain(code, s, t, arg)
	*cell = kb.Cell{Kind: kb.Fault, Text: "scale", Shown: t}
}

// middle is the median of the cells' numbers.
func middle(res []kb.Cell, at []int) float64 {
	var v []float64
	for _, i := range at {
		v = append(v, res[i].Num)
	}
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return v[(len(v)-1)/2]
}

// scalePlain finds the scale of the numbers without %. sure tells whether something shows
// it: a %, a number above 1, or another column with %.
func (y *lane) scalePlain(res []kb.Cell, plain, marked []int) (sure bool) {
	c, spots := y.c, y.spots
	if len(plain) == 0 {
		return true
	}
	small, large, fractions := 0, 0, 0
	var big []float64
	for _, i := range plain {
		v := res[i].Num
		switch {
		case v > 1:
			large++
			big = append(big, v)
		case v != 0:
			small++
		}
		if v > 0 && v < 3 && v != float64(int(v)) {
			fractions++
		}
	}
	whole := large > 0
	sure = large > 0 || len(marked) > 0 || small == 0
	switch {
	case strings.HasPrefix(c.unit, "%") && large == 0 && len(marked) == 0 && y.percent != nil:
		whole, sure = true, true
		low := 0.0
		for _, i := range plain {
			if v := res[i].Num; v > 0 && (low == 0 || v < low) {
				low = v
			}
		}
		y.asOthers(spots[plain[0]], res[plain[0]].Num, low)
	case strings.HasPrefix(c.unit, "%") && large == 0 && small > 0:
		whole = false
		if len(marked) == 0 {
			y.complain("SH09.small", spots[plain[0]], vocab.Trim(shown(spots[plain[0]].c, y.is1904)), c.text)
		}
	case strings.HasPrefix(c.unit, "%"):
		whole = true // the header says how its numbers are written, whatever stands beside them
	case len(marked) > 0, small > large:
		whole = false
	case large > 0 && slices.Max(big) <= 3 && fractions > 0:
		whole = false // attainments such as 0.95 and 1.2
	}
	if !whole {
		for _, i := range plain {
			v := res[i].Num
			if v > 3 || v > 1 && v == float64(int(v)) {
				y.outOfScale(spots[i], &res[i], vocab.PlainNumber(v)+"%")
				continue
			}
			res[i].Shown = vocab.PlainNumber(vocab.Round(v*100, 4)) + "%"
		}
		return sure
	}
	usual := 0.0
	if len(big) > 0 {
		slices.Sort(big)
		usual = big[(len(big)-1)/2]
	}
	for _, i := range plain {
		v := res[i].Num
		odd := v > 0 && v <= 1 && v != float64(int(v)) && !strings.HasPrefix(c.unit, "%") ||
			v > 0 && v < 3 && v != float64(int(v)) && usual >= 20 && v*100 >= 0.3*usual
		if odd {
			y.outOfScale(spots[i], &res[i], vocab.PlainNumber(vocab.Round(v*100, 4)))
			continue
		}
		res[i].Num = vocab.Hundredth(v)
		res[i].Shown = vocab.PlainNumber(v) + "%"
	}
	return sure
}

// scores reads satisfaction: a share of satisfied people (满意率) or a score out of 5, 10 or
// 100 (满意度). The scale comes from unit, title or maximum. The column's unit is then "/5".
func (y *lane) scores(out *kb.Column) []kb.Cell {
	c, spots, body := y.c, y.spots, y.body
	if c.isShare() {
		out.Type = kb.TypePercent
		return y.shares(out)
	}
	out.Type = kb.TypeNumber
	unit := c.unit
	res := amounts{y}.numbers(out, "score")
	if strings.Contains(c.word, "nps") {
		return res
	}
	scale := scaleOf(unit + " " + c.word)
	if scale == 0 {
		scale = y.scale
	}
	if col := y.f.colOf(kb.FieldScale); scale == 0 && col >= 0 && len(spots) > 0 {
		scale = y.f.cols[col].prof.max
	}
	if scale == 0 {
		scale = y.scaleFromMaximum(spots[:body], res[:body])
	}
	if scale > 0 {
		out.Unit = "/" + vocab.PlainNumber(scale)
		for i := range res {
			res[i].Unit = ""
			if res[i].Kind != kb.Number || i >= body {
				continue
			}
			switch n := res[i].Num; {
			case n > scale:
				y.drop("SH09.top", spots[i], &res[i], vocab.PlainNumber(scale))
			case scale == 100 && n > 0 && n <= 5:
				y.drop("SH09.low", spots[i], &res[i], vocab.PlainNumber(scale))
			}
		}
	}
	return res
}

// onScale gives targets the scale of the scores: if the scores are out of 5, a target of 4.2
// is too, with 分 or without a unit.
func onScale(d *kb.Dataset) {
	score, target := d.Col(kb.FieldScore), d.Col(kb.FieldTarget)
	if d.Schema != kb.SchemaSatisfaction || score < 0 || target < 0 {
		return
	}
	scale, c := d.Columns[score].Unit, &d.Columns[target]
	if !strings.HasPrefix(scale, "/") || c.Unit != "" && c.Unit != points && "/"+vocab.PlainNumber(scaleOf(c.Unit)) != scale {
		return
	}
	c.Unit = scale
	for _, rows := range [][]kb.Row{d.Rows, d.Totals} {
		for i := range rows {
			if cell := &rows[i].Cells[target]; cell.Unit == points {
				cell.Unit = ""
			}
		}
	}
}

// points is what scores and their targets are counted in.
const points = "分"

func (y *lane) scaleFromMaximum(spots []spot, res []kb.Cell) float64 {
	var top float64
	at := -1
	for i := range res {
		if res[i].Kind == kb.Number && res[i].Num > top {
			top, at = res[i].Num, i
		}
	}
	switch {
	case at < 0:
		return 0
	case top > 100:
		return 0
	case top > 10:
		return 100
	case top > 5:
		return 10
	}
	y.complain("SH09.scale", spots[at], vocab.PlainNumber(top), 5)
	return 5
}

// scaleOf reads "5分制", "满分10分", "百分制", "(1-5)"; 0 if the text says none.
func scaleOf(s string) float64 {
	w := vocab.Plain(s)
	for _, t := range []struct {
		word  string
		scale float64
	}{
		{"百分制", 100}, {"100分", 100}, {"满分100", 100}, {"outof100", 100}, {"十分制", 10}, {"10分", 10}, {"满分10", 10}, {"15分", 5}, {"outof10", 10}, {"1~10", 10}, {"0~10", 10},
		{"五分制", 5}, {"5分", 5}, {"满分5", 5}, {"outof5", 5}, {"1~5", 5}, {"/5", 5}, {"/10", 10}, {"/100", 100},
	} {
		if strings.Contains(w, t.word) {
			return t.scale
		}
	}
	return 0
}
