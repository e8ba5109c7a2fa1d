package watch

import (
	"syscall"
	"time"
)

// nap sleeps for d, or for less. Timers of Go wait in epoll, which counts in milliseconds.
func nap(d time.Duration) {
	if d > 0 {
		spec := syscall.NsecToTimespec(int64(d))
		_ = syscall.Nanosleep(&spec, nil)
	}
}
