package publish

import (
	"cmp"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"milepost/generator/digest"
	"milepost/generator/plan"
)

// File is one file of a published directory.
type File struct {
	Path  string // from the directory, with slashes
	Class plan.Class
	Hash  digest.Key // of its bytes
	Size  int64
}

// A Reader reads a published directory, for deploy and archive. Until Close no builder
// can change it.
type Reader struct {
	p     *Publisher
	files []File
}

// Read opens the edition in dir. It refuses a directory without one, and one whose
// publication is unfinished or whose manifest is damaged.
func Read(dir string) (*Reader, error) {
	real, err := realPath(dir)
	if err != nil {
		return nil, err
	}
	r := &Reader{p: &Publisher{dir: real, ops: diskOps, opt: Options{Now: time.Now}}}
	if err := r.open(); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

func (r *Reader) open() error {
	p := r.p
	if found, err := survey(p.dir); err != nil {
		return err
	} else if found != ours {
		return &Refusal{Reason: "unbuilt", Args: []string{p.dir}}
	}
	// A read-only directory needs no lock: nobody changes it.
	if err := p.lock(filepath.Join(p.dir, lockName)); err != nil && !isReadOnly(err) {
		return err
	}
	m, err := readManifest(filepath.Join(p.dir, manifestName))
	if err != nil {
		return err
	}
	if _, err := os.Lstat(filepath.Join(p.dir, stageName)); err == nil || m.damaged || len(m.entries) == 0 {
		return &Refusal{Reason: "unfinished", Args: []string{p.dir}}
	}
	p.old = m
	for i := range m.entries {
		if e := &m.entries[i]; e.gone == 0 {
			r.files = append(r.files, File{e.path, e.class, e.hash, e.size})
		}
	}
	for _, date := range p.standing() {
		m, err := p.editionManifest(date)
		if err != nil {
			return err
		}
		for i := range m.entries {
			e := &m.entries[i]
			r.files = append(r.files, File{path.Join(editionsDir, date, e.path), e.class, e.hash, e.size})
		}
	}
	slices.SortFunc(r.files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	return nil
}

// Files are the files of the edition and of the dated editions, by path, without
// manifests.
func (r *Reader) Files() []File { return r.files }

// Census is the census of the edition.
func (r *Reader) Census() Census { return r.p.old.census() }

// Open opens a file at its start. A file whose bytes are not those that were published
// is refused.
func (r *Reader) Open(f File) (*os.File, error) {
	file, err := os.Open(r.p.file(f.Path))
	if errors.Is(err, os.ErrNotExist) {
		return nil, &Refusal{Reason: "changed", Args: []string{r.p.dir, f.Path}, Err: err}
	}
	if err != nil {
		return nil, err
	}
	sum := digest.NewSum()
	if _, err = io.Copy(sum, file); err == nil && sum.Key() != f.Hash {
		err = &Refusal{Reason: "changed", Args: []string{r.p.dir, f.Path}}
	}
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// Close releases the directory.
func (r *Reader) Close() error {
	var err error
	for _, l := range r.p.locks {
		err = errors.Join(err, l.release())
	}
	r.p.locks = nil
	return err
}
