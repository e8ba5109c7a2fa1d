package chart

import (
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// outlineSums finds the rows of a plain table that are sums of the rows right below them, as
// in a pivot table or a numbered budget (一、 above 1. and 2.). Such a row with its parts is
// a block. Chance sums are not taken: the whole table must consist of blocks, or blocks and
// single rows must add up to a total of the table; and one block must have two parts or more.
func outlineSums(d *kb.Dataset) map[int]bool {
	cols := amounts(d)
	if d.Schema != kb.SchemaTable || len(cols) == 0 {
		return nil
	}
	parents := map[int]bool{}
	top := make([]float64, len(cols))
	blocks, singles, wide := 0, 0, false
	for r := 0; r < len(d.Rows); {
		k := below(d, cols, r)
		for i, c := range cols {
			top[i] += number(d.Rows[r], c)
		}
		if k == 0 {
			singles++
		} else {
			parents[r] = true
			blocks++
			wide = wide || k > 1
		}
		r += k + 1
	}
	whole := singles == 0 && blocks > 1
	if !wide || !whole && !totalIs(d, cols, top) {
		return nil
	}
	return parents
}

// amounts are the columns whose numbers can be added up: no rates, no years.
func amounts(d *kb.Dataset) []int {
	var cols []int
	for i, c := range d.Columns {
		if c.Type == kb.TypeNumber && !ordinal(c) && vocab.Aspect(c.Header) != vocab.Rate {
			cols = append(cols, i)
		}
	}
	return cols
}

// below is how many rows right below the row add up to it in all of the columns; 0: they do not. It tries up to 200.
func below(d *kb.Dataset, cols []int, row int) int {
	sum := make([]float64, len(cols))
	for k := 1; row+k < len(d.Rows) && k <= 200; k++ {
		same, any := true, false
		for i, c := range cols {
			sum[i] += number(d.Rows[row+k], c)
			v := number(d.Rows[row], c)
			same = same && vocab.Near(sum[i], v)
			any = any || v != 0
		}
		if same && any {
			return k
		}
	}
	return 0
}

// totalIs tells whether a row of totals in the table equals the sums in all of the columns.
func totalIs(d *kb.Dataset, cols []int, sum []float64) bool {
	for _, t := range d.Totals {
		same := true
		for i, c := range cols {
			same = same && vocab.Near(number(t, c), sum[i])
		}
		if same {
			return true
		}
	}
	return false
}

func number(r kb.Row, col int) float64 {
	if col >= len(r.Cells) || r.Cells[col].Kind != kb.Number {
		return 0
	}
	return r.Cells[col].Num
}
