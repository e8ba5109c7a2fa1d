// Package parallel spreads a loop over the cores.
package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Ranges calls f for the ranges of at most size that 0 … n-1 falls into, on all
// cores and in no order, and returns when all are done.
func Ranges(n, size int, f func(from, to int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min((n+size-1)/size, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for {
				from := int(next.Add(int64(size))) - size
				if from >= n {
					return
				}
				f(from, min(from+size, n))
			}
		})
	}
	wg.Wait()
}

// Try calls f(0) … f(n-1) on all cores and returns the error of the lowest number.
func Try(n int, f func(int) error) error {
	errs := make([]error, n)
	Ranges(n, 1, func(i, _ int) { errs[i] = f(i) })
	return first(errs)
}

// Quietly is Try on one core until hurry is closed, so that others have the rest.
func Quietly(n int, hurry <-chan struct{}, f func(int) error) error {
	errs := make([]error, n)
	var next atomic.Int64
	work := func() {
		for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
			errs[i] = f(i)
		}
	}
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) - 1 {
		wg.Go(func() {
			select {
			case <-hurry:
				work()
			case <-done:
			}
		})
	}
	work()
	close(done)
	wg.Wait()
	return first(errs)
}

func first(errs []error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
