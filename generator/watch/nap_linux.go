package watch

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// nap sleeps for d. Timers of Go wait in epoll, which counts in milliseconds; one of the system wakes
// epoll in time.
func nap(d time.Duration) {
	if d <= 0 {
		return
	}
	fd, err := unix.TimerfdCreate(unix.CLOCK_MONOTONIC, unix.TFD_NONBLOCK|unix.TFD_CLOEXEC)
	if err != nil {
		time.Sleep(d)
		return
	}
	timer := os.NewFile(uintptr(fd), "timer")
	defer timer.Close()
	if err := unix.TimerfdSettime(fd, 0, &unix.ItimerSpec{Value: unix.NsecToTimespec(int64(d))}, nil); err != nil {
		time.Sleep(d)
		return
	}
	_, _ = timer.Read(make([]byte, 8)) // how often it rang
}
