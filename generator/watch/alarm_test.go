package watch

import (
	"testing"
	"time"
)

func TestAlarm(t *testing.T) {
	a := newAlarm()
	rings := func() bool {
		select {
		case <-a.rings:
			return true
		case <-time.After(patience):
			return false
		}
	}
	for _, d := range []time.Duration{-time.Second, 0, time.Millisecond, near + time.Millisecond} {
		begin := time.Now()
		a.set(begin.Add(d))
		a.set(begin.Add(d)) // the same again: it rings once
		if !rings() {
			t.Fatalf("set to %v: does not ring", d)
		}
		a.set(time.Time{})
	}
	select {
	case <-a.rings:
		t.Error("rings although it is not set")
	case <-time.After(4 * near):
	}
}

// While somebody is at work, a look at everything is put off, but not for ever.
func TestRescanWaitsForRest(t *testing.T) {
	l := newLoop(&Watcher{opt: Options{Rescan: 30 * time.Second}.withDefaults()})
	now := time.Now()
	looks := func(sinceChange, sinceLook time.Duration) bool {
		l.reset()
		l.changed, l.rescanned = now.Add(-sinceChange), now.Add(-sinceLook)
		next := l.rescan(t.Context(), now)
		if looked := l.all != nil; looked != (next == 30*time.Second) {
			t.Errorf("looked: %v, but the next is in %v", looked, next)
		}
		return l.all != nil
	}
	for _, c := range []struct {
		change, look time.Duration
		want         bool
	}{
		{time.Hour, 30 * time.Second, true},
		{time.Second, 30 * time.Second, false},
		{time.Second, 119 * time.Second, false},
		{time.Second, 120 * time.Second, true},
		{workPause, 30 * time.Second, true},
	} {
		if got := looks(c.change, c.look); got != c.want {
			t.Errorf("a change %v ago, a look %v ago: looks now: %v, want %v", c.change, c.look, got, c.want)
		}
	}
}
