package watch

import (
	"testing"
	"time"
)

// While somebody is at work, a look at everything waits for a rest, but no longer than Rescan.
func TestRescanWaitsForRest(t *testing.T) {
	l := newLoop(&Watcher{opt: Options{Rescan: 30 * time.Second}.withDefaults()})
	now := time.Now()
	for _, c := range []struct {
		change, look time.Duration // how long ago
		next         time.Duration
		looks        bool
	}{
		{time.Hour, 20 * time.Second, 20 * time.Second, true},
		{workPause, 20 * time.Second, 20 * time.Second, true},
		{time.Second, 20 * time.Second, workPause, false},
		{time.Second, 29 * time.Second, time.Second, false},
		{time.Second, 30 * time.Second, 20 * time.Second, true},
	} {
		l.reset()
		l.changed, l.rescanned = now.Add(-c.change), now.Add(-c.look)
		next := l.rescan(t.Context(), now)
		if looks := l.all != nil; looks != c.looks || next != c.next {
			t.Errorf("a change %v ago, a look %v ago: looks now: %v, the next is in %v; want %v, %v", c.change, c.look, looks, next, c.looks, c.next)
		}
	}
}
