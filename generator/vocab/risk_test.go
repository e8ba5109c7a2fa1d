package vocab

import (
	"testing"

	"milepost/generator/kb"
)

func TestLevelOf(t *testing.T) {
	for s, want := range map[string]int{"高": 4, "3": 3, "30%": 2, "80%": 4, "81%": 5, "100%": 5, "0.5": 3, "120%": 0, "不详": 0} {
		if got := LevelOf(kb.Cell{Kind: kb.Text, Text: s}, false); got != want {
			t.Errorf("LevelOf(%q) = %d, want %d", s, got, want)
		}
	}
}
