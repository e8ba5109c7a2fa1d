//go:build !linux

package watch

import "time"

// nap sleeps for d.
func nap(d time.Duration) { time.Sleep(d) }
