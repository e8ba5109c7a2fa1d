package view

import (
	"cmp"
	"math"
	"slices"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/metric"
)

// running is the running total of amounts of one unit.
type running struct {
	unit            string
	at              []kb.Period
	planned, actual []float64 // running totals, up to the end of each period
	known           int       // number of periods up to the last one with an actual amount
	rows            int
}

// sums adds up the amounts of benefits by month: rows without a baseline, in the unit
// that most of them have. ok is false for fewer than two months.
func (g *gains) sums() (running, bool) {
	unit := g.usual()
	var rows []int
	for row := range g.set.Rows {
		if g.amount(row) && g.unit(row) == unit && g.when(row) != "" {
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b int) int { return cmp.Compare(g.when(a).End(), g.when(b).End()) })
	t := running{unit: unit, rows: len(rows)}
	var planned, actual float64
	for i, row := range rows {
		planned += g.quantity(row, kb.FieldPlanned).Num
		a := g.quantity(row, kb.FieldActual)
		if i == 0 || g.when(row) != t.at[len(t.at)-1] {
			t.at = append(t.at, g.when(row))
			t.planned, t.actual = append(t.planned, 0), append(t.actual, 0)
		}
		if last := len(t.at) - 1; a.OK && a.Unit == g.quantity(row, kb.FieldPlanned).Unit {
			actual += a.Num
			t.known = last + 1
		}
		t.planned[len(t.at)-1], t.actual[len(t.at)-1] = planned, actual
	}
	return t, len(t.at) > 1 && t.known > 0
}

// usual is the unit that most amounts have.
func (g *gains) usual() string {
	count := map[string]int{}
	best := ""
	for row := range g.set.Rows {
		if !g.amount(row) {
			continue
		}
		u := g.unit(row)
		if count[u]++; count[u] > count[best] || count[best] == 0 {
			best = u
		}
	}
	return best
}

// finding compares the actual total with the planned one of the same day.
func (t running) finding(e *gains) string {
	last := t.known - 1
	actual, planned := t.actual[last], t.planned[last]
	d := metric.Format(math.Abs(actual-planned), t.unit, e.lang)
	key := "benefits.sum-below"
	switch {
	case near(actual, planned):
		return e.t("benefits.sum-equal", metric.Format(actual, t.unit, e.lang))
	case actual > planned:
		key = "benefits.sum-above"
	}
	return e.t(key, metric.Format(actual, t.unit, e.lang), d)
}

// cumulative draws a bar for each period: the actual total up to its end, with a tick for
// the planned total. Periods after the last actual amount have no bar.
func (g *gains) cumulative() (document.Block, bool) {
	t, ok := g.sums()
	if !ok {
		return document.Block{}, false
	}
	s := document.Stacks{Parts: []string{g.t("benefits.actual")}}
	years := manyYears(t.at)
	for i := max(0, len(t.at)-most); i < len(t.at); i++ {
		planned := metric.Format(t.planned[i], t.unit, g.lang)
		r := document.Share{Name: g.month(t.at[i], years), Target: document.Number{Value: t.planned[i], OK: true}, Text: document.Say(g.t("benefits.planned-only", planned))}
		if i < t.known {
			r.Parts = []float64{max(0, t.actual[i])}
			r.Text = document.Text{strong(metric.Format(t.actual[i], t.unit, g.lang)), {Text: g.t("benefits.of-planned", planned)}}
			if t.actual[i] >= t.planned[i]-1e-9 {
				r.Mark.Tone = document.Good
			}
		}
		s.Most = max(s.Most, t.planned[i], t.actual[i])
		s.Rows = append(s.Rows, r)
	}
	return document.Block{Kind: document.Shares, Title: g.t("benefits.cumulative"), Shares: s}, s.Most > 0
}
