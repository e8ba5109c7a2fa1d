package generator

import (
	"errors"
	"io/fs"
	"os"
	"sync"

	"milepost/generator/doctor"
	"milepost/generator/squeeze"
)

// mostSpilled limits the file of a Spill, in bytes: about 400,000 pages. It also takes at
// most a quarter of what is free on the disk.
const mostSpilled = 4 << 30

// spillFile is the file of a Spill. It is made when it is first written to, so that small
// sites need none, and it has no name where the system can do without: then it is gone as
// soon as the program ends, however that happens. Elsewhere prune deletes what is left of
// a killed build.
type spillFile struct {
	dir  string
	once sync.Once
	file *os.File
	err  error
}

// newSpill is a Spill whose file is in dir, a folder of the site in root.
func newSpill(root, dir string) (*squeeze.Spill, *spillFile) {
	most := int64(mostSpilled)
	if free, ok := doctor.Free(root); ok {
		most = int64(min(mostSpilled, free/4))
	}
	f := &spillFile{dir: dir}
	return squeeze.NewSpill(f, most), f
}

func (s *spillFile) WriteAt(b []byte, at int64) (int, error) {
	s.once.Do(func() {
		if s.err = os.MkdirAll(s.dir, 0o755); s.err != nil {
			return
		}
		if s.file, s.err = os.CreateTemp(s.dir, "spill-*.tmp"); s.err == nil {
			_ = os.Remove(s.file.Name()) // fails on Windows and on some shares
		}
	})
	if s.err != nil {
		return 0, s.err
	}
	return s.file.WriteAt(b, at)
}

// ReadAt reads what WriteAt wrote.
func (s *spillFile) ReadAt(b []byte, at int64) (int, error) { return s.file.ReadAt(b, at) }

// Close deletes the file.
func (s *spillFile) Close() {
	if s != nil && s.file != nil {
		_ = s.file.Close()
		_ = os.Remove(s.file.Name())
	}
}

// spilled is why what was made from the Spill must not be published; nil if all could
// be read back.
func (b *Builder) spilled() error {
	err := b.spill.Err()
	if errors.Is(err, squeeze.ErrChanged) {
		err = &fs.PathError{Op: "read", Path: b.spillFile.file.Name(), Err: err}
	}
	return err
}
