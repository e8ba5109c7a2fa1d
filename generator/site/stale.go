package site

import (
	"slices"

	"milepost/generator/kb"
)

// StaleAfter is the day after which a dataset is old: the end of its last
// period plus one and a half times the usual distance of periods. "" if it has
// fewer than two periods.
func StaleAfter(set *kb.Dataset) kb.Date {
	last, step := Frequency(set)
	if step == 0 {
		return ""
	}
	return last.End().AddDays(step + step/2)
}

// Frequency is the last period of a dataset and the usual number of days between
// its periods, 0 if it has fewer than two.
func Frequency(set *kb.Dataset) (last kb.Period, days int) {
	col := periodColumn(set)
	if col < 0 {
		return "", 0
	}
	var starts []kb.Date
	for _, r := range set.Rows {
		if col >= len(r.Cells) {
			continue
		}
		p := r.Cells[col].Period()
		if s := p.Start(); s != "" {
			starts = append(starts, s)
			if p.End() > last.End() {
				last = p
			}
		}
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	if len(starts) < 2 {
		return last, 0
	}
	steps := make([]int, len(starts)-1)
	for i := range steps {
		steps[i] = starts[i+1].Sub(starts[i])
	}
	slices.Sort(steps)
	return last, steps[len(steps)/2]
}
