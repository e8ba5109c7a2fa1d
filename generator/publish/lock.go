package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// lock is a lock file that we hold. Windows locks byte 0 against reading, so the name of
// the holder starts at byte 1.
type lock struct{ f *flock.Flock }

// lock takes the lock file, or returns a Refusal that says who holds it. On a file system
// without locks (some FUSE and NFS mounts) it does nothing: the lock in the state
// directory still keeps two builds of one site apart.
func (p *Publisher) lock(path string) error {
	f := flock.New(path, flock.SetPermissions(0o644))
	ok, err := f.TryLock()
	if err != nil && !ok {
		f.Close()
		if isUnsupported(err) {
			return nil
		}
		return err
	}
	if !ok {
		return busy(path, p.dir)
	}
	p.locks = append(p.locks, &lock{f})
	sign(path, p.opt.Now())
	return nil
}

// sign writes who holds the lock; it is only for the message, so failure does not matter.
func sign(path string, now time.Time) {
	w, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return
	}
	defer w.Close()
	host, _ := os.Hostname()
	b := fmt.Appendf(nil, "%d\t%s\t%s\n", os.Getpid(), host, now.Format(time.DateTime))
	if _, err := w.WriteAt(b, 1); err == nil {
		_ = w.Truncate(int64(len(b)) + 1)
	}
}

// busy says who holds the lock on dir.
func busy(path, dir string) error {
	args := []string{dir, "?", "?", "?"}
	if f, err := os.Open(path); err == nil {
		b := make([]byte, 300)
		n, _ := f.ReadAt(b, 1)
		f.Close()
		holder, _, _ := strings.Cut(string(b[:n]), "\n")
		if parts := strings.Split(holder, "\t"); len(parts) == 3 {
			copy(args[1:], parts)
		}
	}
	return &Refusal{Reason: "busy", Args: args}
}

func (l *lock) release() error {
	err := l.f.Unlock()
	if errors.Is(err, fs.ErrClosed) {
		return nil
	}
	return err
}
