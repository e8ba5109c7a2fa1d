package watch

import "time"

// alarm rings at a time that may be set again and again. It may also ring earlier, for a time
// that was set before.
type alarm struct {
	rings chan struct{} // has room for one
	at    time.Time     // zero: not set
	far   *time.Timer
}

// near: the timers of some systems ring up to a millisecond late, which counts for a time so near.
const near = 5 * time.Millisecond

func newAlarm() *alarm {
	a := &alarm{rings: make(chan struct{}, 1)}
	a.far = time.AfterFunc(time.Hour, a.ring)
	a.far.Stop()
	return a
}

// set makes it ring at t, not at all if t is zero.
func (a *alarm) set(t time.Time) {
	if t.Equal(a.at) {
		return
	}
	a.at = t
	a.far.Stop()
	switch d := time.Until(t); {
	case t.IsZero():
	case d < near:
		go func() {
			nap(d)
			a.ring()
		}()
	default:
		a.far.Reset(d)
	}
}

func (a *alarm) ring() {
	select {
	case a.rings <- struct{}{}:
	default: // it has not been heard yet
	}
}
