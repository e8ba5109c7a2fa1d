package squeeze

import (
	"bytes"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
)

// Effort is how hard Deflate tries.
type Effort struct{ pool *sync.Pool }

// Quick is for many small texts: they are about 1 % larger than with Tight and take much
// less time. Tight makes long lists up to 8 % smaller.
var (
	Quick = effort(6)
	Tight = effort(9)
)

// deflater is a compressor with the buffer that it writes to.
type deflater struct {
	w   *flate.Writer
	out bytes.Buffer
}

func effort(level int) Effort {
	return Effort{&sync.Pool{New: func() any {
		w, err := flate.NewWriter(io.Discard, level)
		if err != nil {
			panic(err) // the levels are constants
		}
		return &deflater{w: w}
	}}}
}

// Deflate gives the raw deflate stream of b, which browsers and the search's script inflate.
func Deflate(b []byte, by Effort) []byte { return AppendDeflated(nil, b, by) }

// AppendDeflated appends what Deflate gives to out.
func AppendDeflated(out, b []byte, by Effort) []byte {
	d := by.pool.Get().(*deflater)
	defer by.pool.Put(d)
	d.out.Reset()
	d.w.Reset(&d.out)
	_, _ = d.w.Write(b) // a bytes.Buffer takes everything
	_ = d.w.Close()
	return append(out, d.out.Bytes()...)
}
