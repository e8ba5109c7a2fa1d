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
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
