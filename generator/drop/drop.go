// Package drop puts workbooks into the content folder for people who cannot
// reach it, and keeps what they replace.
//
// A file is written completely or not at all, and replaces only the version that its
// sender has seen. The old version is kept, with a log, so that every drop can be undone
// as long as nobody has changed the file since.
package drop

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"milepost/generator/digest"
)

// ErrChanged says that the file changed since the sender saw it, or since it was saved.
var ErrChanged = errors.New("the file has changed in between")

// ErrUnknown says that there is no such drop, or that it was undone.
var ErrUnknown = errors.New("no such drop")

// ErrFull says that the kept versions have reached their size limit.
var ErrFull = errors.New("no room for the version before")

const (
	logName = "log.jsonl"
	mostLog = 8 << 20 // bytes of the log that are read
	mostOld = 4 << 30 // bytes of kept versions; only a person deletes them
)

// Entry is one drop.
type Entry struct {
	ID     string    `json:"id"`
	At     time.Time `json:"at"`
	Path   string    `json:"path"`             // of the content
	Size   int64     `json:"size"`             // bytes
	Digest string    `json:"digest"`           // of what was saved
	Was    string    `json:"was,omitempty"`    // digest of the file before, "" if there was none
	Undoes string    `json:"undoes,omitempty"` // ID of the drop that this entry undoes
	Undone bool      `json:"-"`                // another entry undoes it
}

// Box writes into one content folder. It is safe for concurrent use.
type Box struct {
	file func(p string) string // absolute path of a content file
	put  func(name string, data []byte) error
	dir  string // of the log and of the versions before
	now  func() time.Time
	mu   sync.Mutex
}

// New is a box for the content whose files are at file(path); put writes a file in one step.
// The log and the old versions are in dir, which is made if needed.
func New(file func(p string) string, put func(name string, data []byte) error, dir string, now func() time.Time) *Box {
	return &Box{file: file, put: put, dir: dir, now: now}
}

// Save writes the bytes as the content file p. seen is the digest of the version that the
// sender has seen, zero for none; any other version is not overwritten.
func (b *Box) Save(p string, src []byte, seen digest.Key) (Entry, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.save(p, src, seen, "")
}

func (b *Box) save(p string, src []byte, seen digest.Key, undoes string) (Entry, error) {
	name := b.file(p)
	if _, err := os.Stat(filepath.Dir(name)); err != nil {
		return Entry{}, err // nobody asked for a new folder
	}
	old, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Entry{}, err
	}
	there := err == nil
	if there != (seen != digest.Key{}) || there && digest.Bytes(old) != seen {
		return Entry{}, ErrChanged
	}
	e := Entry{At: b.now().UTC().Truncate(time.Second), Path: p, Size: int64(len(src)), Digest: digest.Bytes(src).String(), Undoes: undoes}
	if there {
		e.Was = seen.String()
	}
	if e.ID, err = b.keep(e, old, there); err != nil {
		return Entry{}, err
	}
	if err := b.put(name, src); err != nil {
		return Entry{}, err
	}
	return e, b.log(e)
}

// keep saves the old version, if there was one, under the ID of the drop.
func (b *Box) keep(e Entry, old []byte, there bool) (id string, err error) {
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return "", err
	}
	if b.held()+int64(len(old)) > mostOld {
		return "", ErrFull
	}
	for n := 0; ; n++ {
		id = fmt.Sprintf("%s-%d", e.At.Format("20060102-150405"), n)
		f, err := os.OpenFile(b.old(id), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		if there {
			_, err = f.Write(old)
		}
		if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
			_ = os.Remove(b.old(id))
		}
		return id, err
	}
}

// held is the size of all old versions, in bytes.
func (b *Box) held() (n int64) {
	list, _ := os.ReadDir(b.dir) // one that cannot be listed cannot be written to
	for _, item := range list {
		if info, err := item.Info(); err == nil {
			n += info.Size()
		}
	}
	return n
}

func (b *Box) old(id string) string { return filepath.Join(b.dir, id) }

// Undo undoes a drop: it restores the old version, or removes the file if there was none.
// The dropped version is kept too.
func (b *Box) Undo(id string) (Entry, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	list := b.entries()
	i := slices.IndexFunc(list, func(e Entry) bool { return e.ID == id && !e.Undone && e.Undoes == "" })
	if i < 0 {
		return Entry{}, ErrUnknown
	}
	e := list[i]
	now, err := os.ReadFile(b.file(e.Path))
	if err != nil || digest.Bytes(now).String() != e.Digest {
		return Entry{}, ErrChanged
	}
	if e.Was == "" {
		return b.remove(e, now)
	}
	old, err := os.ReadFile(b.old(id))
	if err != nil {
		return Entry{}, err
	}
	if digest.Bytes(old).String() != e.Was {
		return Entry{}, ErrChanged
	}
	return b.save(e.Path, old, digest.Bytes(now), id)
}

// remove undoes the drop of a new file.
func (b *Box) remove(e Entry, now []byte) (Entry, error) {
	gone := Entry{At: b.now().UTC().Truncate(time.Second), Path: e.Path, Was: e.Digest, Undoes: e.ID}
	var err error
	if gone.ID, err = b.keep(gone, now, true); err != nil {
		return Entry{}, err
	}
	if err := os.Remove(b.file(e.Path)); err != nil {
		return Entry{}, err
	}
	return gone, b.log(gone)
}

// log adds a line and syncs it to the disk.
func (b *Box) log(e Entry) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(b.dir, logName), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Sync(), f.Close())
}

// Entries are the drops, newest first, without the entries of undos.
func (b *Box) Entries() []Entry {
	b.mu.Lock()
	defer b.mu.Unlock()
	list := slices.DeleteFunc(b.entries(), func(e Entry) bool { return e.Undoes != "" })
	slices.Reverse(list)
	return list
}

// entries are all lines of the log that can be read, in their order.
func (b *Box) entries() (list []Entry) {
	src, err := os.ReadFile(filepath.Join(b.dir, logName))
	if err != nil {
		return nil
	}
	scan := bufio.NewScanner(bytes.NewReader(src[max(0, len(src)-mostLog):]))
	for scan.Scan() {
		var e Entry
		if json.Unmarshal(scan.Bytes(), &e) == nil && filepath.IsLocal(e.ID) && filepath.IsLocal(filepath.FromSlash(e.Path)) {
			list = append(list, e)
		}
	}
	undone := map[string]bool{}
	for i := len(list) - 1; i >= 0; i-- {
		undone[list[i].Undoes] = true
		list[i].Undone = undone[list[i].ID]
	}
	return list
}
