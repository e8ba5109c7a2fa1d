package squeeze

import (
	"errors"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"sync"
)

// Disk is a file that a Spill writes and reads.
type Disk interface {
	io.WriterAt
	io.ReaderAt
}

// Spill keeps bytes in a file instead of in memory. What the file cannot take stays in
// memory, so a full disk costs memory and nothing else. A nil Spill keeps all in memory.
// It is safe for concurrent use.
//
// Bytes that cannot be read back are read as none. Whoever publishes what was made from
// them asks for Err first.
type Spill struct {
	disk Disk
	most int64

	mu      sync.RWMutex
	written int64  // bytes in the file
	tail    []byte // what follows them and is not in the file yet
	full    bool   // the file takes no more: tail stays in memory, and so do all later bytes
	err     error  // of the first reading that failed
}

// tailBytes is how many bytes are written at a time: on a network share each write may
// take a millisecond.
const tailBytes = 512 << 10

// NewSpill is a Spill that writes to an empty file, up to so many bytes.
func NewSpill(disk Disk, most int64) *Spill { return &Spill{disk: disk, most: most} }

// ErrChanged says that a file holds other bytes than were written to it.
var ErrChanged = errors.New("holds other bytes than were written to it")

// Err says why bytes could not be read back; nil if all could.
func (s *Spill) Err() error {
	if s == nil {
		return nil
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.err
}

// Piece is bytes that stand in memory or in the file of a Spill. The zero Piece has none.
type Piece struct {
	mem  string
	in   *Spill // nil: the bytes are mem
	at   int64  // in the file
	n    uint32
	sum  uint32 // of the bytes
	text uint32 // bytes of the text that was squeezed into the piece
}

// Apart says that package digest leaves pieces out of what it packs.
func (Piece) Apart() {}

// Size is how many bytes the piece has.
func (p *Piece) Size() int { return len(p.mem) + int(p.n) }

// sums is the polynomial that processors have an instruction for.
var sums = crc32.MakeTable(crc32.Castagnoli)

// Keep gives pieces with copies of the parts, in the file. If it cannot take them, they are
// in one block of memory.
func (s *Spill) Keep(parts ...[]byte) []Piece {
	pieces := make([]Piece, len(parts))
	if s != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.keep(pieces, parts) {
			return pieces
		}
	}
	var all strings.Builder
	for _, b := range parts {
		all.Write(b)
	}
	rest := all.String()
	for i, b := range parts {
		pieces[i], rest = Piece{mem: rest[:len(b)]}, rest[len(b):]
	}
	return pieces
}

// keep puts parts into the file; false if it cannot take them. The caller holds the mutex.
func (s *Spill) keep(pieces []Piece, parts [][]byte) bool {
	size := 0
	for _, b := range parts {
		size += len(b)
	}
	if !s.takes(size) {
		return false
	}
	for i, b := range parts {
		pieces[i] = put(s, b)
	}
	s.flush()
	return true
}

func (s *Spill) takes(bytes int) bool {
	return !s.full && s.written+int64(len(s.tail)+bytes) <= s.most
}

func put[T string | []byte](s *Spill, b T) Piece {
	n := len(s.tail)
	s.tail = append(s.tail, b...)
	return Piece{in: s, at: s.written + int64(n), n: uint32(len(b)), sum: crc32.Checksum(s.tail[n:], sums)}
}

// flush writes tail to the file if it is long enough.
func (s *Spill) flush() {
	if len(s.tail) < tailBytes {
		return
	}
	if _, err := s.disk.WriteAt(s.tail, s.written); err != nil {
		s.full = true
		return
	}
	s.written += int64(len(s.tail))
	s.tail = s.tail[:0]
}

// Move is the same piece with its bytes in the file, if it takes them.
func (s *Spill) Move(p Piece) Piece {
	if s == nil || p.in != nil || p.mem == "" {
		return p
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.takes(len(p.mem)) {
		return p
	}
	moved := put(s, p.mem)
	moved.text = p.text
	s.flush()
	return moved
}

// AppendBytes appends the bytes of the piece to out; ok is false if they cannot be read.
func (p *Piece) AppendBytes(out []byte) (all []byte, ok bool) {
	if p.in == nil {
		return append(out, p.mem...), true
	}
	n := len(out)
	all = slices.Grow(out, int(p.n))[:n+int(p.n)]
	if err := p.in.read(all[n:], p); err != nil {
		p.in.mu.Lock()
		defer p.in.mu.Unlock()
		if p.in.err == nil {
			p.in.err = err
		}
		return out, false
	}
	return all, true
}

// read fills b with the bytes of a piece.
func (s *Spill) read(b []byte, p *Piece) error {
	s.mu.RLock()
	waits := p.at >= s.written
	if waits {
		copy(b, s.tail[p.at-s.written:])
	}
	s.mu.RUnlock()
	if waits {
		return nil
	}
	if _, err := s.disk.ReadAt(b, p.at); err != nil {
		return err
	}
	if crc32.Checksum(b, sums) != p.sum {
		return ErrChanged
	}
	return nil
}
