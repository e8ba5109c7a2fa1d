// Package toll checks, for tests and fuzz targets, that a parser does not cost too
// much for the size of its input. A fuzz target hands it each input. It also repeats
// some inputs until they are long, since cost that grows faster than the input is
// not seen on short ones.
package toll

import (
	"bytes"
	"hash/fnv"
	"runtime/metrics"
	"testing"
	"time"
)

// What an input may cost, in bytes allocated and in processor time. A busy machine
// does not change the bytes, and the processor time only little.
const (
	fixed    = 32 << 20 // bytes allocated, whatever the size of the input
	perByte  = 24 << 10 // bytes allocated more for each byte of the input
	most     = 1 << 30  // bytes allocated in all, however long the input is
	mostTime = 3 * time.Second
)

// One input in oneIn is repeated until it is long bytes.
const (
	long  = 64 << 10
	oneIn = 64
)

// Check calls parse with an input, and, for one input in 64, again with that input
// repeated until it is 64 kB long. It fails the test where either costs too much.
func Check(tb testing.TB, in []byte, parse func([]byte)) {
	tb.Helper()
	hold(tb, in, parse)
	h := fnv.New32a()
	_, _ = h.Write(in)
	if n := len(in); n > 0 && n < long/2 && h.Sum32()%oneIn == 0 {
		hold(tb, bytes.Repeat(in, long/n), parse)
	}
}

// Once is Check for an input that can't be repeated, such as an archive.
func Once(tb testing.TB, in []byte, parse func([]byte)) {
	tb.Helper()
	hold(tb, in, parse)
}

// Took is the processor time that do takes. It includes that of all other goroutines
// of the process in the meantime.
func Took(do func()) time.Duration {
	start := processorTime()
	do()
	return processorTime() - start
}

func hold(tb testing.TB, in []byte, parse func([]byte)) {
	tb.Helper()
	before, start := allocated(), processorTime()
	parse(in)
	took, bytes := processorTime()-start, allocated()-before
	if bytes > most || bytes > fixed+perByte*uint64(len(in)) {
		tb.Errorf("%d MB allocated for %d bytes: %.200q", bytes>>20, len(in), in)
	}
	if took > mostTime {
		tb.Errorf("%v of the processor for %d bytes: %.200q", took, len(in), in)
	}
}

// allocated is how many bytes the process has allocated so far, freed ones included.
func allocated() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}
