package press

import (
	"slices"
	"strings"
	"testing"

	"milepost/generator/fact"
	"milepost/generator/kb"
)

// A quarter (2026-Q3) and a month (2026-09) are periods of different length and are not compared.
func TestUpToKeepsToOneKindOfPeriod(t *testing.T) {
	var points []fact.Fact
	for _, p := range []string{"2026-10", "2026-Q3", "2026-08", "2026-Q4", "2026-11", "2026-09"} {
		points = append(points, fact.Fact{Key: "at/" + p, Value: "1"})
	}
	for own, want := range map[kb.Period][]string{
		"2026-10": {"2026-08", "2026-09", "2026-10"},
		"2026-Q3": {"2026-Q3"},
	} {
		var got []string
		for _, f := range upTo(points, own, func(f fact.Fact) kb.Period { return kb.Period(strings.TrimPrefix(f.Key, "at/")) }) {
			got = append(got, strings.TrimPrefix(f.Key, "at/"))
		}
		if !slices.Equal(got, want) {
			t.Errorf("up to %s: %v, want %v", own, got, want)
		}
	}
}
