package watch

import (
	"errors"
	"runtime"
	"syscall"
)

// isLimit: ENOSPC is what inotify answers when max_user_watches is reached,
// EMFILE when there are too many instances or, with kqueue, open files.
func isLimit(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) || errors.Is(err, syscall.ENOMEM)
}

// limitName is the system setting that raises the limit.
func limitName(err error) string {
	switch {
	case runtime.GOOS == "linux" && errors.Is(err, syscall.ENOSPC):
		return "fs.inotify.max_user_watches"
	case runtime.GOOS == "linux" && errors.Is(err, syscall.EMFILE):
		return "fs.inotify.max_user_instances, ulimit -n"
	}
	return "ulimit -n"
}

func isNotDir(err error) bool { return errors.Is(err, syscall.ENOTDIR) }
