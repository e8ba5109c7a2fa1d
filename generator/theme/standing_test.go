package theme

import (
	"slices"
	"testing"

	"milepost/generator/kb"
)

// The home page counts each indicator under the word that its card shows.
func TestTalliesAreTheWordsOnTheCards(t *testing.T) {
	got := standing([]Block{{Kind: kb.BlockKPI, KPIs: []KPI{{State: "no-events"}, {State: "off"}, {State: "met"}, {State: "no-events"}}}})
	want := []Tally{{"met", 1}, {"no-events", 2}, {"on-track", 0}, {"behind", 0}, {"unmet", 0}, {"off", 1}, {"missed", 0}, {"no-data", 0}, {"unknown", 0}}
	if len(got) != 1 || got[0].KPIs != 4 || !slices.Equal(got[0].Tallies, want) {
		t.Errorf("got %+v", got)
	}
}
