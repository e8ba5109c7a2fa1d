package metric

import (
	"math"
	"testing"
)

// three candidates by four criteria; the second leads.
var three = Selection{
	Weights: []float64{.4, .3, .2, .1},
	Scores:  [][]float64{{9, 8, 5}, {6, 9, 7}, {7, 7, 9}, {8, 6, 4}},
}

func TestSelection(t *testing.T) {
	r := three.Rank()
	for j, want := range []float64{7.6, 7.9, 6.3} {
		if math.Abs(r.Totals[j]-want) > 1e-9 {
			t.Errorf("total %d: got %v, want %v", j, r.Totals[j], want)
		}
	}
	if r.Best != 1 || r.Second != 0 || math.Abs(r.Lead-.3) > 1e-9 {
		t.Errorf("got %+v, want 1 before 0 by 0.3", r)
	}
	if got := three.With(0, .9).sum(); math.Abs(got-1) > 1e-9 {
		t.Errorf("the weights sum to %v after a change, want 1", got)
	}
}

// At the tipping weight both candidates have the same total; a little beyond it the other
// one leads.
func TestSelectionTips(t *testing.T) {
	for i := range three.Weights {
		w, to, ok := three.Tips(i)
		if !ok {
			for try := 0.0; try <= 1; try += .01 {
				if r := three.With(i, try).Rank(); r.Best != 1 {
					t.Errorf("criterion %d never tips, but with %v %d leads", i, try, r.Best)
				}
			}
			continue
		}
		totals := three.With(i, w).Rank().Totals
		if math.Abs(totals[1]-totals[to]) > 1e-9 {
			t.Errorf("criterion %d tips at %v, where the totals are %v", i, w, totals)
		}
		beyond := w + .001
		if w < three.Weights[i] {
			beyond = w - .001
		}
		if r := three.With(i, beyond).Rank(); r.Best != to {
			t.Errorf("criterion %d beyond %v: %d leads, want %d", i, w, r.Best, to)
		}
	}
}

func TestSelectionOfOne(t *testing.T) {
	one := Selection{Weights: []float64{1}, Scores: [][]float64{{7, 5}}}
	if _, _, ok := one.Tips(0); ok {
		t.Error("a single criterion cannot tip")
	}
	if r := one.With(0, .5).Rank(); r.Best != 0 {
		t.Errorf("got %+v", r)
	}
	if r := (Selection{}).Rank(); r.Best != -1 || r.Second != -1 {
		t.Errorf("of nothing: got %+v", r)
	}
	if r := (Selection{Weights: []float64{1}, Scores: [][]float64{{7, 7}}}).Rank(); r.Best != 0 || r.Second != 1 || r.Lead != 0 {
		t.Errorf("of equals: got %+v", r)
	}
}

func TestWhole(t *testing.T) {
	for _, c := range []struct {
		name    string
		weights []float64
		percent bool
		whole   float64
		shares  bool
	}{
		{"percent", []float64{.5, .5}, true, 1, true},
		{"of a hundred", []float64{40, 60}, false, 100, true},
		{"of a hundred, with a gap", []float64{40, 50}, false, 100, true},
		{"importance", []float64{5, 3, 4}, false, 12, false},
	} {
		if whole, shares := Whole(c.weights, c.percent); whole != c.whole || shares != c.shares {
			t.Errorf("%s: got %v %v, want %v %v", c.name, whole, shares, c.whole, c.shares)
		}
	}
}
