package publish

import (
	"errors"
	"syscall"
)

// Error codes of winerror.h that package syscall does not name.
const (
	errorSharingViolation syscall.Errno = 32
	errorLockViolation    syscall.Errno = 33
	errorNotSupported     syscall.Errno = 50
	errorHandleDiskFull   syscall.Errno = 39
	errorDiskFull         syscall.Errno = 112
	errorDiskQuota        syscall.Errno = 1295
	errorWriteProtect     syscall.Errno = 19
)

// isBusy: a reader, an indexer or a virus scanner has the file open. Renaming
// over an open file is reported as ERROR_ACCESS_DENIED.
func isBusy(err error) bool {
	return errors.Is(err, errorSharingViolation) || errors.Is(err, errorLockViolation) || errors.Is(err, syscall.ERROR_ACCESS_DENIED)
}

func isFull(err error) bool {
	return errors.Is(err, errorDiskFull) || errors.Is(err, errorHandleDiskFull) || errors.Is(err, errorDiskQuota)
}

func isReadOnlyFS(err error) bool { return errors.Is(err, errorWriteProtect) }

func isUnsupported(err error) bool { return errors.Is(err, errorNotSupported) }

func isNotDir(err error) bool { return errors.Is(err, syscall.ENOTDIR) }
