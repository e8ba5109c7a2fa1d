package main

import "testing"

func TestGrowth(t *testing.T) {
	for _, c := range []struct{ live, want int }{ // MB
		{0, 360}, {10, 360}, {200, 360}, {299, 360}, {340, 420}, {1000, 1410}, {4000, 5910},
	} {
		live := max(c.live, 1) << 20
		if got := (live + live/100*growth(live)) >> 20; got < c.want-c.want/50 || got > c.want+1 {
			t.Errorf("%d MB may grow to %d MB, want %d MB", c.live, got, c.want)
		}
	}
}
