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
