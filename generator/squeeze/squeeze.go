// Package squeeze keeps much text in little memory: it compresses a little, and fast, and
// it puts what is long not needed into a file ([Spill]).
//
// A page of HTML takes a third of its size, and some 10 µs each way.
package squeeze

import (
	"slices"
	"sync"

	"github.com/klauspost/compress/s2"
)

// Squeeze compresses b. Other machines may compress it otherwise: digest b, not this.
func Squeeze(b []byte) Piece {
	d := drafts.Get().(*draft)
	defer drafts.Put(d)
	return d.squeezed(b)
}

// Squeezed is the piece that had these bytes, see AppendBytes. ok is false if no piece
// can have had them.
func Squeezed(bytes string) (p Piece, ok bool) {
	if bytes == "" {
		return Piece{}, true
	}
	n, err := s2.DecodedLen([]byte(bytes[:min(len(bytes), 16)])) // the length stands in front
	return Piece{mem: bytes, text: uint32(n)}, err == nil
}

// draft is memory that is used again.
type draft struct{ whole, packed []byte }

var drafts = sync.Pool{New: func() any { return new(draft) }}

func (d *draft) squeezed(b []byte) Piece {
	if n := s2.MaxEncodedLen(len(b)); n > cap(d.packed) {
		d.packed = make([]byte, n)
	}
	return Piece{mem: string(s2.Encode(d.packed[:cap(d.packed)], b)), text: uint32(len(b))}
}

// Text is the text that was squeezed into a piece.
func (p *Piece) Text() string {
	d := drafts.Get().(*draft)
	defer drafts.Put(d)
	d.whole = d.append(d.whole[:0], p)
	return string(d.whole)
}

// Append appends the text that was squeezed into the piece to out.
func (p *Piece) Append(out []byte) []byte {
	d := drafts.Get().(*draft)
	defer drafts.Put(d)
	return d.append(out, p)
}

// Len is how many bytes the text of a squeezed piece has.
func (p *Piece) Len() int { return int(p.text) }

func (d *draft) append(out []byte, p *Piece) []byte {
	var ok bool
	if d.packed, ok = p.AppendBytes(d.packed[:0]); !ok || len(d.packed) == 0 {
		return out
	}
	at, n := len(out), p.Len()
	out = slices.Grow(out, n)[:at+n]
	if _, err := s2.Decode(out[at:], d.packed); err != nil {
		panic("squeeze: " + err.Error()) // Squeeze wrote it, so it cannot be broken
	}
	return out
}
