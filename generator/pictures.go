package generator

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"milepost/generator/digest"
)

// pictures keeps drawn charts and set formulas between builds, one file for each key. A
// file ends with a digest of its key and content: a file that was cut off, changed or
// swapped on the disk is made again, never shown. If a file is missing or cannot be
// written, the next build only takes longer.
type pictures struct{ dir string }

func (c pictures) file(k digest.Key) string {
	name := k.String()
	return filepath.Join(c.dir, name[:2], name+".svg")
}

// seal is the last line of a file: the digest of its key and content.
func seal(k digest.Key, svg string) string {
	return "\n<!-- " + digest.Bytes([]byte(k.String()+svg)).String() + " -->\n"
}

// Get returns what was put under the key, if it is there and undamaged.
func (c pictures) Get(k digest.Key) (string, bool) {
	name := c.file(k)
	b, err := os.ReadFile(name)
	if err != nil {
		return "", false
	}
	svg := string(b[:max(0, len(b)-len(seal(k, "")))])
	if svg == "" || !strings.HasSuffix(string(b), seal(k, svg)) {
		return "", false
	}
	used(name, time.Now())
	return svg, true
}

// Put writes a drawing under its key.
func (c pictures) Put(k digest.Key, svg string) {
	name := c.file(k)
	tmp, err := c.draft(filepath.Dir(name))
	if err != nil {
		return
	}
	_, err = tmp.WriteString(svg + seal(k, svg))
	err = errors.Join(err, tmp.Chmod(0o644), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		_ = os.Remove(tmp.Name())
	}
}

// draft opens a file with a unique name: two builds may draw the same picture at once.
func (c pictures) draft(dir string) (*os.File, error) {
	f, err := os.CreateTemp(dir, "*.tmp")
	if errors.Is(err, fs.ErrNotExist) {
		if err = os.MkdirAll(dir, 0o755); err == nil {
			f, err = os.CreateTemp(dir, "*.tmp")
		}
	}
	return f, err
}
