package watch

import (
	"errors"
	"syscall"
)

// isLimit: ENOSPC is what inotify answers when max_user_watches is reached,
// EMFILE when there are too many instances or, with kqueue, open files.
func isLimit(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) || errors.Is(err, syscall.ENOMEM)
}

func isNotDir(err error) bool { return errors.Is(err, syscall.ENOTDIR) }
