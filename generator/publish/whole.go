package publish

import (
	"os"
	"sync/atomic"

	"milepost/generator/digest"
	"milepost/generator/parallel"
)

// Stated is a digest of the manifest; zero if the directory does not hold exactly one
// complete edition.
func (p *Publisher) Stated() digest.Key {
	if p.fresh || p.torn || p.old.damaged || p.old.lingering() > 0 {
		return digest.Key{}
	}
	return digest.Bytes(p.old.encode())
}

// Whole returns Stated and the number of files; 0 if a file has another size or time
// than in the manifest.
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
