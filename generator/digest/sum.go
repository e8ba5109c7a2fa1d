package digest

import (
	"crypto/sha256"
	"hash"
)

// Sum digests bytes as they are written to it; its Key equals that of Bytes.
type Sum struct{ h hash.Hash }

// NewSum begins a digest.
func NewSum() *Sum { return &Sum{sha256.New()} }

// Write adds bytes; it never fails.
func (s *Sum) Write(b []byte) (int, error) { return s.h.Write(b) }

// WriteString adds a text without a copy of it.
func (s *Sum) WriteString(text string) (int, error) {
	var part [512]byte
	for rest := text; rest != ""; {
		n := copy(part[:], rest)
		_, _ = s.h.Write(part[:n])
		rest = rest[n:]
	}
	return len(text), nil
}

// Key is the digest of what was written so far.
func (s *Sum) Key() Key { return Key(s.h.Sum(nil)[:16]) }
