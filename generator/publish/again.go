package publish

import (
	"errors"
	"os"
	"path/filepath"

	"milepost/generator/plan"
)

// Stands tells whether the edition published last seems to be undamaged, so that parts
// can be published over it. It looks only at the few entry files (the home page, the
// search manifest). Sync finds what else is missing.
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

// gone tells whether someone deleted the directory, or everything in it.
func (p *Publisher) gone() bool {
	_, err := os.Lstat(filepath.Join(p.dir, manifestName))
	return errors.Is(err, os.ErrNotExist)
}

// again starts over after the directory was deleted, with the lock that was in it.
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
