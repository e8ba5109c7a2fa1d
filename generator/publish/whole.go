package publish

import (
	"os"
	"sync/atomic"

	"milepost/generator/digest"
	"milepost/generator/parallel"
)

// Stated is the identity of what the manifest says; zero if the directory holds
// anything else than one whole edition.
func (p *Publisher) Stated() digest.Key {
	if p.fresh || p.torn || p.old.damaged || p.old.lingering() > 0 {
		return digest.Key{}
	}
	return digest.Bytes(p.old.encode())
}

// Whole is Stated with the number of files, if each of them is as the manifest
// says by size and time; 0 if one is not.
func (p *Publisher) Whole() (key digest.Key, files int) {
	key = p.Stated()
	if key == (digest.Key{}) {
		return key, 0
	}
	var odd atomic.Bool
	parallel.Each(p.opt.Workers, len(p.old.entries), func(i int) bool {
		e := &p.old.entries[i]
		info, err := os.Lstat(p.file(e.path))
		if err != nil || !info.Mode().IsRegular() || info.Size() != e.size || info.ModTime().UnixNano() != e.mtime {
			odd.Store(true)
		}
		return !odd.Load()
	})
	if odd.Load() {
		return digest.Key{}, 0
	}
	return key, len(p.old.entries)
}
