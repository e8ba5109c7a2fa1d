package publish

import (
	"errors"
	"io/fs"
	"os"
	"time"
)

// ops are the disk operations that can fail while others use the directory. Tests
// replace them with failing ones.
type ops struct {
	rename func(from, to string) error
	remove func(path string) error
	write  func(path string, b []byte) error
	sleep  func(time.Duration)
}

var diskOps = ops{
	rename: os.Rename,
	remove: os.Remove,
	write:  func(path string, b []byte) error { return os.WriteFile(path, b, 0o644) },
	sleep:  time.Sleep,
}

// patience is how long an operation on a file that is in use is tried again. Virus
// scanners and indexers on Windows release a file within a second or two.
const patience = 5 * time.Second

// retry repeats do while the file is in use by another program.
func (o ops) retry(do func() error) error {
	wait := 5 * time.Millisecond
	for waited := time.Duration(0); ; waited += wait {
		err := do()
		if err == nil || !isBusy(err) || waited >= patience {
			return err
		}
		o.sleep(wait)
		wait = min(2*wait, 500*time.Millisecond)
	}
}

func (o ops) move(from, to string) error {
	return o.retry(func() error { return o.rename(from, to) })
}

// drop removes a file. A missing file is no error.
func (o ops) drop(path string) error {
	err := o.retry(func() error { return o.remove(path) })
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func isReadOnly(err error) bool {
	return errors.Is(err, fs.ErrPermission) || isReadOnlyFS(err)
}
