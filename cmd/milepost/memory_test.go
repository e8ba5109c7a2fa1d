package main

import (
	"runtime"
	"testing"
	"testing/synctest"
	"time"
)

func TestGrowth(t *testing.T) {
	for _, c := range []struct{ live, want int }{ // MB
		{1, 6}, {10, 62}, {16, 100}, {49, 100}, {60, 170}, {110, 170}, {200, 243}, {300, 393}, {900, 1293}, {1000, 1400}, {4000, 4400},
	} {
		live := max(c.live, 1) << 20
		if got := (live + live/100*growth(live)) >> 20; got < c.want-c.want/50 || got > c.want+1 {
			t.Errorf("%d MB may grow to %d MB, want %d MB", c.live, got, c.want)
		}
	}
}

// Garbage is collected once, restPause after the last thing shown, and only if it is more
// than an eighth of what was alive.
func TestCollectAtRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		live, held, collected := uint64(100), uint64(113), 0
		shown := atRest(func() (uint64, uint64) { return live, held }, func() { collected++ })
		after := func(d time.Duration, want int, what string) {
			t.Helper()
			time.Sleep(d) // by the clock of the test
			synctest.Wait()
			if collected != want {
				t.Errorf("%s: collected %d times, want %d", what, collected, want)
			}
		}
		for range 5 {
			shown()
			after(restPause-1, 0, "edits that do not pause")
		}
		after(1, 1, "a rest")
		after(10*restPause, 1, "a long rest")
		held = 112
		shown()
		after(restPause, 1, "little garbage")
		held = 200
		shown()
		after(restPause, 2, "the next rest")
	})
}

// What was made since the last collection is held, and alive only after the next one. What
// tests beside this one hold comes and goes, by tens of megabytes.
func TestHeapBytes(t *testing.T) {
	runtime.GC()
	before, _ := heapBytes()
	kept := make([]byte, 256<<20)
	_, held := heapBytes()
	runtime.GC()
	after, _ := heapBytes()
	runtime.KeepAlive(kept)
	if before == 0 || held < before+128<<20 || after < before+128<<20 {
		t.Errorf("alive %d; with 256 MB more held %d, and after a collection alive %d", before, held, after)
	}
}
