package generator

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"milepost/generator/digest"
)

// diskCache keeps drawn charts by key between builds. A file that is gone or
// cannot be written only costs the time to draw again.
type diskCache struct{ dir string }

func (c diskCache) file(k digest.Key) string {
	name := k.String()
	return filepath.Join(c.dir, name[:2], name+".svg")
}

// Get returns what was put under the key.
func (c diskCache) Get(k digest.Key) (string, bool) {
	b, err := os.ReadFile(c.file(k))
	return string(b), err == nil && len(b) > 0
}

// Put keeps a drawing under its key.
func (c diskCache) Put(k digest.Key, svg string) {
	name := c.file(k)
	tmp := name + ".tmp"
	err := os.WriteFile(tmp, []byte(svg), 0o644)
	if errors.Is(err, fs.ErrNotExist) {
		if os.MkdirAll(filepath.Dir(name), 0o755) != nil {
			return
		}
		err = os.WriteFile(tmp, []byte(svg), 0o644)
	}
	if err == nil {
		_ = os.Rename(tmp, name)
	}
}
