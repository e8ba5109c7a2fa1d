package source

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/squeeze"
)

// parsed keeps on the disk what files parsed to, for the next run of the program: a
// record for each page and workbook, under the digest of its bytes, options and path. A
// record that is cut off, damaged or from another version of the program is not used:
// its file is parsed again. If the cache itself cannot be read or written, nothing but
// time is lost.
type parsed struct {
	file    string // "" keeps nothing
	program string
	records map[digest.Key]string // each begins with its own digest; all are slices of one text, the whole file
	held    int                   // how many records the file has
	full    bool                  // the file has reached mostParsed
	spill   *squeeze.Spill        // Options.Spill
	reading sync.Once
	hits    atomic.Int64
	misses  atomic.Int64
}

// parsedHead begins the file. The version of the program and a line break follow.
const parsedHead = "milepost-parsed 5 "

// mostParsed limits the file, in bytes: about 40,000 pages. What does not fit is parsed
// in every run.
const mostParsed = 256 << 20

// parsedPage is what follows from the bytes and the options of a page alone.
type parsedPage struct {
	Page    kb.Page
	SortKey string
	Number  string
	Judged  diag.List
}

// packed is the page in one text, without the HTML of its body.
func (said *parsedPage) packed() string {
	room := records.Get().(*[]byte)
	defer records.Put(room)
	*room = digest.Pack((*room)[:0], *said)
	return string(*room)
}

// records is room for records, to be used again.
var records = sync.Pool{New: func() any { return new([]byte) }}

// unpacked is the page that was packed, without the HTML. Its texts are parts of packed.
func unpacked(packed string) *parsedPage {
	said := new(parsedPage)
	if err := digest.Unpack(packed, said); err != nil {
		panic(err) // this run of the program packed it
	}
	return said
}

// parsedID identifies what an entry was parsed from.
func parsedID(e *entry) digest.Key { return digest.Of(e.path, e.key, e.side, e.options) }

// load reads the file, once. Whoever needs a record waits until it is read.
func (p *parsed) load() { p.reading.Do(p.read) }

func (p *parsed) read() {
	if p.file == "" {
		return
	}
	f, err := os.Open(p.file)
	if err != nil {
		return
	}
	defer f.Close()
	var text strings.Builder
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() > 2*mostParsed {
		return
	}
	text.Grow(int(info.Size()))
	if _, err := io.Copy(&text, f); err != nil {
		return
	}
	rest, ok := strings.CutPrefix(text.String(), parsedHead+p.program+"\n")
	if !ok {
		return
	}
	p.full = text.Len() >= mostParsed
	p.records = map[digest.Key]string{}
	for len(rest) >= recordHead {
		var key digest.Key
		copy(key[:], rest)
		n := int(binary.LittleEndian.Uint32([]byte(rest[len(key):])))
		rest = rest[recordHead:]
		if n < len(key) || n > len(rest) {
			return // cut off
		}
		p.records[key], rest = rest[:n], rest[n:]
		p.held = len(p.records)
	}
}

// recordHead is the bytes before a record: its key and its length. The record
// begins with the digest of the key and of what follows: the length of what is packed
// (packedHead bytes), what is packed, and the squeezed HTML of a page's body.
const (
	recordHead = 16 + 4
	packedHead = 4
)

// get fills v, a pointer, with the record of a key; packed is what v was filled from, and
// html that of a page's body. ok is false if there is no record, or if it is damaged.
func (p *parsed) get(key digest.Key, v any) (packed string, html squeeze.Piece, ok bool) {
	p.load()
	record, ok := p.records[key]
	if ok {
		packed, html, ok = opened(key, record)
		if ok && p.spill != nil {
			packed, html = strings.Clone(packed), p.spill.Move(html) // no part of the whole file: see release
		}
		ok = ok && digest.Unpack(packed, v) == nil
	}
	if ok {
		p.hits.Add(1)
	} else {
		p.misses.Add(1)
	}
	return packed, html, ok
}

// release lets the text of the whole file go, if nothing is a part of it. What is parsed later
// has no records: a build that publishes once parses nothing later.
func (p *parsed) release() {
	if p.spill != nil {
		p.load()
		p.records = nil
	}
}

// opened takes a record apart. ok is false if it is damaged.
func opened(key digest.Key, record string) (packed string, html squeeze.Piece, ok bool) {
	seal, body := digest.Key([]byte(record[:len(key)])), record[len(key):]
	if sealOf(key, body) != seal || len(body) < packedHead {
		return "", squeeze.Piece{}, false
	}
	n := int(binary.LittleEndian.Uint32([]byte(body)))
	if body = body[packedHead:]; n > len(body) {
		return "", squeeze.Piece{}, false
	}
	html, ok = squeeze.Squeezed(body[n:])
	return body[:n], html, ok
}

// sealOf is the digest of a record: of its key and of its bytes.
func sealOf[T string | []byte](key digest.Key, body T) digest.Key {
	s := digest.NewSum()
	_, _ = s.Write(key[:])
	digest.Add(s, body)
	return s.Key()
}

// stale tells whether so much was parsed in this run that writing the file is worth it.
func (p *parsed) stale() bool {
	hits, misses := p.hits.Load(), p.misses.Load()
	switch {
	case p.file == "" || misses == 0:
		return false
	case p.full:
		return 2*hits < int64(p.held)
	}
	return 20*misses >= hits
}

// write writes the file with what the entries parsed to.
func (p *parsed) write(entries []*entry) (err error) {
	if err := os.MkdirAll(filepath.Dir(p.file), 0o755); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(p.file), "*.tmp") // two builders may do so at a time
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(tmp.Name())
		}
	}()
	w := bufio.NewWriterSize(tmp, 1<<20)
	written, _ := w.WriteString(parsedHead + p.program + "\n") // the first error stays with w
	var record []byte
	for _, e := range entries {
		key := parsedID(e)
		if record = appendRecord(record[:0], key, e); len(record) == 0 {
			continue
		}
		n, _ := w.Write(record)
		if written += n; written >= mostParsed {
			break
		}
	}
	if err = errors.Join(w.Flush(), tmp.Chmod(0o644), tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), p.file)
	}
	return err
}

// appendRecord adds what an entry parsed to; nothing if it is neither page nor workbook, or
// if its HTML cannot be read.
func appendRecord(b []byte, key digest.Key, e *entry) []byte {
	b = append(append(b, key[:]...), make([]byte, recordHead+packedHead)...) // room for the lengths and the digest
	packed := len(b)
	body := packed - packedHead
	ok := true
	switch {
	case e.page != nil:
		b = append(b, e.packed...)
		binary.LittleEndian.PutUint32(b[body:], uint32(len(b)-packed))
		b, ok = e.html.AppendBytes(b)
	case e.book != nil && e.book.State != kb.Skipped && !e.again():
		b = digest.Pack(b, *e.book)
		binary.LittleEndian.PutUint32(b[body:], uint32(len(b)-packed))
	default:
		ok = false
	}
	if !ok {
		return nil
	}
	binary.LittleEndian.PutUint32(b[len(key):], uint32(len(b)-recordHead))
	seal := sealOf(key, b[body:])
	copy(b[recordHead:], seal[:])
	return b
}

// Keep writes what files parsed to for the next run, if much of it is new. It may
// run beside everything else.
func (s *Store) Keep() {
	s.mu.Lock()
	if s.cut || !s.parsed.stale() {
		s.mu.Unlock()
		return
	}
	entries := make([]*entry, 0, len(s.entries))
	for _, e := range s.entries {
		entries = append(entries, e)
	}
	s.parsed.hits.Store(0)
	s.parsed.misses.Store(0)
	s.mu.Unlock()
	slices.SortFunc(entries, func(a, b *entry) int { return strings.Compare(a.path, b.path) })
	_ = s.parsed.write(entries) // if it fails, the next run only takes longer
}
