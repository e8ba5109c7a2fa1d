package site

import (
	"strconv"
	"strings"

	"milepost/generator/kb"
)

// ScaleOf is the highest score: from the column of scales, the header's unit
// (/5) or the percent; 0 if nothing says.
func ScaleOf(set *kb.Dataset, row int) float64 {
	score := set.Col(kb.FieldScore)
	if n, ok := set.Cell(row, kb.FieldScale).Float(); ok && n > 0 {
		return n
	}
	c, col := set.Rows[row].Cells[score], set.Columns[score]
	unit := col.Unit
	if c.Unit != "" {
		unit = c.Unit
	}
	if col.Type == kb.TypePercent || unit == "%" {
		return 1
	}
	if n, err := strconv.ParseFloat(strings.TrimPrefix(unit, "/"), 64); err == nil && strings.HasPrefix(unit, "/") {
		return n
	}
	return 0
}
