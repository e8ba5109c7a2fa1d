package site

import (
	"strings"

	"milepost/generator/kb"
	"milepost/generator/metric"
)

// Selection is a table of candidates scored by weighted criteria.
type Selection struct {
	metric.Selection
	Set        *kb.Dataset
	Rows       []int // rows of the criteria with a weight, in the order of Weights
	Columns    []int // columns of the candidates with all scores, in the order of Scores
	Lacking    []int // columns of candidates that lack a score
	Unweighted int   // criteria without a weight: they count for nothing
	Shares     bool  // the weights are shares of 100 %
}

// Name is the name of a candidate of Columns or Lacking.
func (s *Selection) Name(column int) string { return s.Set.Columns[column].Role }

// SelectionOf reads a table of scores; ok is false without weights or candidates.
func SelectionOf(set *kb.Dataset) (s Selection, ok bool) {
	weight := set.Col(kb.FieldWeight)
	if weight < 0 {
		return s, false
	}
	s.Set = set
	for row := range set.Rows {
		switch w, ok := set.Rows[row].Cells[weight].Float(); {
		case ok:
			s.Rows, s.Weights = append(s.Rows, row), append(s.Weights, w)
		case strings.TrimSpace(set.Cell(row, kb.FieldCriterion).String()) != "":
			s.Unweighted++
		}
	}
	whole, shares := metric.Whole(s.Weights, set.Columns[weight].Type == kb.TypePercent)
	s.Shares = shares
	for i := range s.Weights {
		s.Weights[i] /= whole
	}
	for col, c := range set.Columns {
		if c.Role == "" {
			continue
		}
		if s.scored(col) {
			s.Columns = append(s.Columns, col)
		} else {
			s.Lacking = append(s.Lacking, col)
		}
	}
	for _, row := range s.Rows {
		var scores []float64
		for _, col := range s.Columns {
			scores = append(scores, set.Rows[row].Cells[col].Num)
		}
		s.Scores = append(s.Scores, scores)
	}
	return s, whole > 0 && len(s.Columns) > 0
}

func (s *Selection) scored(col int) bool {
	for _, row := range s.Rows {
		if s.Set.Rows[row].Cells[col].Kind != kb.Number {
			return false
		}
	}
	return len(s.Rows) > 0
}

// Total is the total that the sheet itself gives for a candidate.
func (s *Selection) Total(column int) (total float64, ok bool) {
	for _, row := range s.Set.Totals {
		if column < len(row.Cells) {
			if n, is := row.Cells[column].Float(); is {
				return n, true
			}
		}
	}
	return 0, false
}
