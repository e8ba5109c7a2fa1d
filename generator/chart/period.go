package chart

import (
	"milepost/generator/kb"
)

// fillPeriods adds the months (quarters, …) without rows between the first and the last, so
// that a line has a gap where a report is missing. Periods of several lengths, and such of
// which most are missing, stay as they are. The periods are in order of time.
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
			return present // most would be gaps
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

// spanWord is the length of a period as the setting by names it: month, quarter; "" for half-years and what is no period.
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
