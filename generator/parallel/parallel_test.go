package parallel

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
)

func TestRanges(t *testing.T) {
	for _, n := range []int{0, 1, 63, 64, 65, 1000} {
		done := make([]atomic.Int32, n)
		Ranges(n, 64, func(from, to int) {
			if to-from > 64 || from >= to {
				t.Errorf("range %d to %d", from, to)
			}
			for i := from; i < to; i++ {
				done[i].Add(1)
			}
		})
		for i := range done {
			if got := done[i].Load(); got != 1 {
				t.Errorf("of %d, %d was done %d times", n, i, got)
			}
		}
	}
}

func TestEach(t *testing.T) {
	for _, workers := range []int{0, 1, 3} {
		var calls atomic.Int64
		Each(workers, 1000, func(i int) bool {
			calls.Add(1)
			return i != 20
		})
		if n := calls.Load(); n < 21 || n > 21+16 {
			t.Errorf("%d workers: %d calls after one that gave false at 20", workers, n)
		}
		calls.Store(0)
		Each(workers, 1000, func(int) bool { calls.Add(1); return true })
		if n := calls.Load(); n != 1000 {
			t.Errorf("%d workers: %d calls of 1000", workers, n)
		}
	}
}

func TestTry(t *testing.T) {
	hurried := make(chan struct{})
	close(hurried)
	for name, try := range map[string]func(int, func(int) error) error{
		"all cores": Try,
		"one core":  func(n int, f func(int) error) error { return Quietly(n, nil, f) },
		"hurried":   func(n int, f func(int) error) error { return Quietly(n, hurried, f) },
	} {
		fault := errors.New("fault")
		var calls atomic.Int32
		err := try(100, func(i int) error {
			calls.Add(1)
			if i%30 == 20 {
				return fmt.Errorf("%d: %w", i, fault)
			}
			return nil
		})
		if !errors.Is(err, fault) || err.Error() != "20: fault" || calls.Load() != 100 {
			t.Errorf("%s: %d calls, %v", name, calls.Load(), err)
		}
		if err := try(3, func(int) error { return nil }); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestQuietlyIsQuiet(t *testing.T) {
	var now, most atomic.Int32
	err := Quietly(200, make(chan struct{}), func(int) error {
		most.Store(max(most.Load(), now.Add(1)))
		now.Add(-1)
		return nil
	})
	if err != nil || most.Load() != 1 {
		t.Errorf("%d at once, %v", most.Load(), err)
	}
}
