// Package toll holds what a parser costs against the size of what it was given,
// for tests and fuzz targets. A fuzz target hands it each input; now and then it
// repeats the input until it is long, since what grows faster than its input
// is not seen on short ones.
package toll

import (
	"bytes"
	"hash/fnv"
	"runtime/metrics"
	"testing"
	"time"
)

// What an input may cost: counts where there are any, since these are the same
// on a busy machine, and the processor's time, which such a machine stretches little.
const (
	fixed   = 32 << 20 // bytes allocated, whatever the size
	perByte = 24 << 10 // and for each byte
	most    = 1 << 30  // and in all
	patient = 3 * time.Second
)

// long is the size up to which an input is repeated, seldom how many inputs are
// left between two that are.
const (
	long   = 64 << 10
	seldom = 64
)

// Check parses an input, and one in many again as a long one. It fails where
// either costs too much.
func Check(tb testing.TB, in []byte, parse func([]byte)) {
	tb.Helper()
	hold(tb, in, parse)
	h := fnv.New32a()
	_, _ = h.Write(in)
	if n := len(in); n > 0 && n < long/2 && h.Sum32()%seldom == 0 {
		hold(tb, bytes.Repeat(in, long/n), parse)
	}
}

// Once is Check for an input that stays one only as it is.
func Once(tb testing.TB, in []byte, parse func([]byte)) {
	tb.Helper()
	hold(tb, in, parse)
}

// Took is the time that the processor spends on something, with all that runs
// beside it in the same process.
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
	if took > patient {
		tb.Errorf("%v of the processor for %d bytes: %.200q", took, len(in), in)
	}
}

// allocated is the bytes of all that was ever on the heap.
func allocated() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}
