package toll

import (
	"bytes"
	"testing"
)

// spy stands in for a test, and only notes whether that would have failed.
type spy struct {
	testing.TB
	failed bool
}

func (s *spy) Errorf(string, ...any) { s.failed = true }
func (s *spy) Helper()               {}

func TestCheck(t *testing.T) {
	var kept [][]byte
	for name, c := range map[string]struct {
		parse  func([]byte)
		failed bool
	}{
		"a copy": {func(b []byte) { kept = append(kept, bytes.Clone(b)) }, false},
		"a copy of each end": {func(b []byte) { // n²/2 bytes
			for i := range b {
				kept = append(kept[:0], bytes.Clone(b[i:]))
			}
		}, true},
	} {
		s := &spy{TB: t}
		for i := 0; i < 4*oneIn && !s.failed; i++ {
			Check(s, []byte{'a', byte(i), byte(i >> 8)}, c.parse)
		}
		if s.failed != c.failed {
			t.Errorf("%s: failed %v", name, s.failed)
		}
	}
}
