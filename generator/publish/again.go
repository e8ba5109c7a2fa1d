package publish

import (
	"errors"
	"os"
	"path/filepath"

	"milepost/generator/plan"
)

// Stands tells whether the edition published last seems to be whole, so that
// parts of it can be brought up to date: a look at the few files through which
// readers enter. What else someone took away, the next Sync finds.
func (p *Publisher) Stands() bool {
	if p.fresh || p.torn || p.old.damaged || p.gone() {
		return false
	}
	for i := range p.old.entries {
		e := &p.old.entries[i]
		if e.class != plan.Entry || e.gone != 0 {
			continue
		}
		if _, err := os.Lstat(p.file(e.path)); err != nil {
			return false
		}
	}
	return true
}

// gone tells whether someone took the directory away, or all that is in it.
func (p *Publisher) gone() bool {
	_, err := os.Lstat(filepath.Join(p.dir, manifestName))
	return errors.Is(err, os.ErrNotExist)
}

// again begins anew with a directory that was taken away. Our lock lay in it.
func (p *Publisher) again() error {
	for len(p.locks) > 1 {
		last := len(p.locks) - 1
		if err := p.locks[last].release(); err != nil {
			return err
		}
		p.locks = p.locks[:last]
	}
	p.old, p.torn = manifest{}, false
	return p.adopt()
}
