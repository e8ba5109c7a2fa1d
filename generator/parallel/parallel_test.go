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

func TestTry(t *testing.T) {
	fault := errors.New("fault")
	err := Try(100, func(i int) error {
		if i%30 == 20 {
			return fmt.Errorf("%d: %w", i, fault)
		}
		return nil
	})
	if !errors.Is(err, fault) || err.Error() != "20: fault" {
		t.Errorf("got %v", err)
	}
	if err := Try(3, func(int) error { return nil }); err != nil {
		t.Errorf("got %v", err)
	}
}
