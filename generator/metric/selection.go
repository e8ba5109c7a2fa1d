package metric

import "math"

// Selection is candidates scored by weighted criteria. The weights are as shares:
// of criteria that sum to 100 % they sum to 1.
type Selection struct {
	Weights []float64   // one a criterion
	Scores  [][]float64 // one row a criterion, one number a candidate
}

// Ranking is the totals of the candidates, the best one and its lead.
type Ranking struct {
	Totals []float64
	Best   int
	Second int // -1 if there is only one
	Lead   float64
}

// Whole is what weights sum to when they are shares: 1 or 100. Weights that are
// no shares, such as importance from 1 to 5, are taken by their own sum; shares is false.
func Whole(weights []float64, percent bool) (whole float64, shares bool) {
	sum, largest := 0.0, 0.0
	for _, w := range weights {
		sum += w
		largest = max(largest, w)
	}
	whole = 1
	if !percent && largest > 1 {
		whole = 100
	}
	switch off := math.Abs(sum/whole - 1); {
	case whole == 100 && off > 0.2, whole == 1 && off > 0.5 && largest <= 0.1:
		return sum, false
	}
	return whole, true
}

// Rank adds weight times score. Of equal totals the first counts as best, with a lead of 0.
func (s Selection) Rank() Ranking {
	r := Ranking{Best: -1, Second: -1}
	for i, row := range s.Scores {
		if r.Totals == nil {
			r.Totals = make([]float64, len(row))
		}
		for j, score := range row {
			r.Totals[j] += s.Weights[i] * score
		}
	}
	for j, total := range r.Totals {
		switch {
		case r.Best < 0 || total > r.Totals[r.Best]+1e-9:
			r.Best, r.Second = j, r.Best
		case r.Second < 0 || total > r.Totals[r.Second]+1e-9:
			r.Second = j
		}
	}
	if r.Second >= 0 {
		r.Lead = math.Max(r.Totals[r.Best]-r.Totals[r.Second], 0)
	}
	return r
}

// With is the selection with another weight for one criterion, limited to 0 and
// the sum of all; the others are scaled so that the sum stays. If one criterion
// has all the weight, the others stay 0.
func (s Selection) With(criterion int, weight float64) Selection {
	sum := s.sum()
	weight = min(max(weight, 0), sum)
	out := Selection{Weights: make([]float64, len(s.Weights)), Scores: s.Scores}
	rest := sum - s.Weights[criterion]
	for i, w := range s.Weights {
		switch {
		case i == criterion:
			out.Weights[i] = weight
		case rest > 1e-12:
			out.Weights[i] = w * (sum - weight) / rest
		}
	}
	return out
}

// Tips is the weight of a criterion, nearest to its own, from which another
// candidate leads; ok is false if there is none.
func (s Selection) Tips(criterion int) (weight float64, to int, ok bool) {
	r, sum, own := s.Rank(), s.sum(), s.Weights[criterion]
	rest := sum - own
	if r.Second < 0 || rest <= 1e-12 {
		return 0, 0, false
	}
	for k := range r.Totals {
		if k == r.Best {
			continue
		}
		// With the weight w the lead over k is w·here + (sum-w)·else: a line.
		here := s.Scores[criterion][r.Best] - s.Scores[criterion][k]
		others := (r.Totals[r.Best] - r.Totals[k] - own*here) / rest
		if math.Abs(here-others) < 1e-12 {
			continue
		}
		w := -sum * others / (here - others)
		if w <= 1e-9 || w >= sum-1e-9 || ok && math.Abs(w-own) >= math.Abs(weight-own) {
			continue
		}
		weight, to, ok = w, k, true
	}
	return weight, to, ok
}

func (s Selection) sum() (sum float64) {
	for _, w := range s.Weights {
		sum += w
	}
	return sum
}
