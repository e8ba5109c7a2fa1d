package digest

import (
	"crypto/sha256"
	"hash"
)

// Sum digests bytes that are written to it in parts. Its Key equals that of Bytes for the whole.
type Sum struct{ h hash.Hash }

// NewSum begins a digest.
func NewSum() *Sum { return &Sum{sha256.New()} }

// Write adds bytes; it never fails.
func (s *Sum) Write(b []byte) (int, error) { return s.h.Write(b) }

// Add adds a text or bytes to a digest without allocating a copy.
func Add[T string | []byte](s *Sum, text T) {
	var part [512]byte
	for len(text) > 0 {
		n := copy(part[:], text)
		_, _ = s.h.Write(part[:n])
		text = text[n:]
	}
}

// Key is the digest of what was written so far.
func (s *Sum) Key() Key { return Key(s.h.Sum(nil)[:16]) }
