package squeeze

import (
	"bytes"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
)

// Effort is how hard Deflate tries.
type Effort struct{ pool *sync.Pool }

// Quick is for shards and text blocks of a search index, of which there are many: they are
// about 1 % larger than at level 9 and take much less time. Tight, level 9, is for lists of
// which an index has only one: it makes them up to 8 % smaller.
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
func Deflate(b []byte, by Effort) []byte {
	d := by.pool.Get().(*deflater)
	defer by.pool.Put(d)
	d.out.Reset()
	d.w.Reset(&d.out)
	_, _ = d.w.Write(b) // a bytes.Buffer takes everything
	_ = d.w.Close()
	return bytes.Clone(d.out.Bytes())
}
