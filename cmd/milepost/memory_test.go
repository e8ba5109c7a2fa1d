package main

import "testing"

func TestGrowth(t *testing.T) {
	for _, c := range []struct{ live, want int }{ // MB
		{1, 6}, {10, 62}, {16, 100}, {49, 100}, {60, 220}, {110, 220}, {200, 245}, {300, 395}, {900, 1295}, {1000, 1400}, {4000, 4400},
	} {
		live := max(c.live, 1) << 20
		if got := (live + live/100*growth(live)) >> 20; got < c.want-c.want/50 || got > c.want+1 {
			t.Errorf("%d MB may grow to %d MB, want %d MB", c.live, got, c.want)
		}
	}
}
