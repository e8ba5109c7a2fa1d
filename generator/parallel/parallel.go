// Package parallel spreads a loop over the cores.
package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Workers is the number of goroutines or machines for a setting: 0 is one per core.
func Workers(setting int) int {
	if setting > 0 {
		return setting
	}
	return runtime.GOMAXPROCS(0)
}

// Each calls f(0) … f(n-1), begun in this order, on several goroutines (0 workers: one per
// core), and returns when all calls are done. After a call that returned false, each
// goroutine ends the call that it is in and begins no other.
func Each(workers, n int, f func(int) (on bool)) {
	var next atomic.Int64
	var stop atomic.Bool
	var wg sync.WaitGroup
	for range min(Workers(workers), n) {
		wg.Go(func() {
			for !stop.Load() {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if !f(i) {
					stop.Store(true)
				}
			}
		})
	}
	wg.Wait()
}

// Ranges splits 0 … n-1 into ranges of at most size, calls f for each on all cores, in no
// fixed order, and returns when all calls are done. from is in the range, to is behind it.
func Ranges(n, size int, f func(from, to int)) {
	Each(0, (n+size-1)/size, func(i int) bool {
		f(i*size, min((i+1)*size, n))
		return true
	})
}

// Try calls f(0) … f(n-1) on all cores. It makes all calls, and returns the error of the lowest number.
func Try(n int, f func(int) error) error {
	errs := make([]error, n)
	Ranges(n, 1, func(i, _ int) { errs[i] = f(i) })
	return first(errs)
}

// Quietly is Try on one core, so that other work has the rest. When hurry is closed, it uses all cores.
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
