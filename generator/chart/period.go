package chart

import (
	"milepost/generator/kb"
)

// fillPeriods adds the months (quarters, …) between the first and the last
// that have no row, so that a hole in the reports is a hole in the line. It
// leaves mixed spans and sparse ones as they are.
func fillPeriods(present []string) []string {
	if len(present) < 2 {
		return present
	}
	span := spanWord(present[0])
	have := map[string]bool{}
	for _, p := range present {
		if spanWord(p) != span || span == "" || span == "day" {
			return present
		}
		have[p] = true
	}
	last := kb.Period(present[len(present)-1]).Start()
	var all []string
	for p := present[0]; ; {
		all = append(all, p)
		start := kb.Period(p).Start()
		if start == "" || start >= last {
			break
		}
		if len(all) > 3*len(present)+12 {
			return present // mostly holes: the rows are few and far between
		}
		p = spanOf(kb.Period(p).End().AddDays(1), span)
	}
	filled := map[string]bool{}
	for _, p := range all {
		filled[p] = true
	}
	for _, p := range present {
		if !filled[p] {
			return present
		}
	}
	return all
}

// spanWord is the kind of a period as a setting of by; "" for half-years and words.
func spanWord(p string) string {
	if !kb.Period(p).Valid() {
		return ""
	}
	switch len(p) {
	case 4:
		return "year"
	case 10:
		return "day"
	}
	switch p[5] {
	case 'Q':
		return "quarter"
	case 'W':
		return "week"
	case 'H':
		return ""
	}
	return "month"
}
