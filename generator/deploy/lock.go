package deploy

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"os"
	"time"
)

// usualLease is how long a lock is valid that its holder does not renew. Who finds a
// lock watches it for this time, so the clocks of the machines need not agree.
const usualLease = 30 * time.Second

// lastMoment is how long releasing the lock may take.
const lastMoment = 5 * time.Second

// holder is the content of a lock: who holds it.
type holder struct {
	ID    string    `json:"id"`
	Host  string    `json:"host"`
	PID   int       `json:"pid"`
	Since time.Time `json:"since"`
	Turn  int       `json:"turn"` // how often the lock was renewed
}

// lock is held until release.
type lock struct {
	st    *store
	lease time.Duration
	me    holder
	etag  string
	stop  context.CancelFunc
	done  chan struct{}
}

// take takes the lock of the target, or returns an error that says who holds it. A lock
// that nobody renews for a lease was left by a killed deployment, and is taken over.
func take(ctx context.Context, st *store, opt Options) (*lock, error) {
	host, _ := os.Hostname()
	l := &lock{st: st, lease: opt.Lease, me: holder{ID: rand.Text(), Host: host, PID: os.Getpid(), Since: opt.Now()}}
	if l.lease == 0 {
		l.lease = usualLease
	}
	for try := 0; try < 3; try++ {
		err := l.write(ctx, none)
		if err == nil {
			return l, nil
		}
		if !errors.Is(err, errTaken) {
			return nil, err
		}
		etag, err := l.abandoned(ctx, opt.Waiting)
		if err != nil {
			return nil, err
		}
		if etag == "" {
			continue // it was released meanwhile
		}
		if err := l.write(ctx, etag); err == nil {
			return l, nil
		} else if !errors.Is(err, errTaken) {
			return nil, err
		}
	}
	return nil, l.busy(ctx)
}

// write puts the lock if the lock on the server has the ETag only (none: if there is no
// lock). Some servers ignore conditions and always write, so the lock is read again.
func (l *lock) write(ctx context.Context, only string) error {
	b, err := json.Marshal(l.me)
	if err != nil {
		return err
	}
	etag, err := l.st.putBytes(ctx, lockKey, b, only)
	if r := new(Refusal); errors.As(err, &r) && r.Reason == "other" && r.Args[1] == "NotImplemented" {
		now, was, gerr := l.look(ctx)
		if gerr != nil {
			return gerr
		}
		if only == none && was != "" && now.ID != l.me.ID || only != none && was != only {
			return errTaken
		}
		etag, err = l.st.putBytes(ctx, lockKey, b, "")
	}
	if err != nil && !errors.Is(err, errTaken) {
		return err
	}
	now, tag, lerr := l.look(ctx)
	switch {
	case lerr != nil:
		return lerr
	case now.ID != l.me.ID:
		return errTaken
	case err != nil: // the first answer was lost: the repeated request met our own lock
		etag = tag
	}
	l.etag = etag
	return nil
}

// check returns an error if the lock is not ours any more: while a machine sleeps,
// another deployment may take the lock over.
func (l *lock) check(ctx context.Context) error {
	now, _, err := l.look(ctx)
	if err == nil && now.ID != l.me.ID {
		err = refuse("lost", l.st.target.String())
	}
	return err
}

// look reads the lock; etag is "" if there is none.
func (l *lock) look(ctx context.Context) (h holder, etag string, err error) {
	b, etag, err := l.st.get(ctx, lockKey)
	if err != nil || b == nil {
		return h, "", err
	}
	_ = json.Unmarshal(b, &h) // a lock that cannot be read has an unknown holder
	return h, etag, nil
}

// abandoned watches a lock for a lease. It returns the ETag of a lock that was not
// renewed, "" if the lock went away, and an error if its holder is at work.
func (l *lock) abandoned(ctx context.Context, waiting func(host string)) (string, error) {
	h, etag, err := l.look(ctx)
	if err != nil || etag == "" {
		return "", err
	}
	if waiting != nil {
		waiting(h.Host)
	}
	for waited := time.Duration(0); waited < l.lease; waited += l.lease / 10 {
		select {
		case <-ctx.Done():
			return "", context.Cause(ctx)
		case <-time.After(l.lease / 10):
		}
		now, tag, err := l.look(ctx)
		if err != nil || tag == "" {
			return "", err
		}
		if now.ID != h.ID || now.Turn != h.Turn {
			return "", l.busy(ctx)
		}
	}
	return etag, nil
}

// busy is the error that says who holds the lock.
func (l *lock) busy(ctx context.Context) error {
	h, _, err := l.look(ctx)
	if err != nil {
		return err
	}
	return refuse("busy", l.st.target.String(), h.Host, number(h.PID), h.Since.Local().Format(time.DateTime))
}

// hold renews the lock until release. The context that it returns ends when the lock is lost.
func (l *lock) hold(ctx context.Context) context.Context {
	ctx, lost := context.WithCancelCause(ctx)
	renewing, stop := context.WithCancel(ctx)
	l.stop, l.done = stop, make(chan struct{})
	go func() {
		defer close(l.done)
		for {
			select {
			case <-renewing.Done():
				return
			case <-time.After(l.lease / 5):
			}
			l.me.Turn++
			if err := l.write(renewing, l.etag); errors.Is(err, errTaken) {
				lost(refuse("lost", l.st.target.String()))
				return
			}
		}
	}()
	return ctx
}

// release deletes the lock, even if ctx has ended.
func (l *lock) release(ctx context.Context) error {
	l.stop()
	<-l.done
	ctx, cancel := context.WithTimeoutCause(context.WithoutCancel(ctx), min(l.st.timeout, lastMoment), errSlow)
	defer cancel()
	if now, _, err := l.look(ctx); err != nil || now.ID != l.me.ID {
		return err
	}
	return l.st.remove(ctx, lockKey)
}
