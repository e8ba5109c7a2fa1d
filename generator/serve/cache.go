package serve

import (
	"bytes"
	"compress/gzip"
	"io"
	"sync"
	"sync/atomic"

	"github.com/andybalholm/brotli"

	"milepost/generator/digest"
)

// encoding is how a body is sent.
type encoding uint8

const (
	identity encoding = iota
	gzipped
	brotlied
	encodings
)

// encodingNames are the values of Content-Encoding and the ends of ETags.
var encodingNames = [encodings]string{"", "gzip", "br"}

// Compression levels. A page of 30 kB takes about 1 ms. Twice the level would save 2 %
// more and take five times as long.
const (
	gzipLevel     = 6
	gzipLiveLevel = gzip.BestSpeed
	brotliLevel   = 5
)

// body is the bytes of one output in all encodings, each made at most once.
type body struct {
	id      bodyID
	level   int // of gzip
	ready   sync.Once
	made    atomic.Bool // raw and err may be read
	raw     []byte
	err     error
	squeeze [encodings]sync.Once
	coded   [encodings]atomic.Pointer[form]
	used    atomic.Bool // used since the clock's hand passed it
	dead    atomic.Bool // evicted: an item that still points to it must not use it
	size    int64       // guarded by the cache's mutex
}

// form is one encoding of a body with its header values.
type form struct {
	b      []byte
	length []string // Content-Length
	etag   []string
	coding []string // Content-Encoding, nil for identity
}

// bodyID identifies the bytes: the key of the output, and what serve adds to it: the
// reload script in live pages, a base address in 404 pages.
type bodyID struct {
	key     digest.Key
	variant variant
}

type variant uint8

const (
	plain variant = iota
	withReload
	withBase
	withBoth
)

// cache keeps bodies by id, also of older editions, up to a number of bytes. It evicts by
// the clock algorithm: a use only sets a flag and needs no lock.
type cache struct {
	mu    sync.Mutex
	max   int64
	size  int64
	byID  map[bodyID]*body
	clock []*body
	hand  int
}

func newCache(limit int64) *cache { return &cache{max: limit, byID: map[bodyID]*body{}} }

// get returns the body with the id, a new empty one if there is none.
func (c *cache) get(id bodyID) *body {
	c.mu.Lock()
	defer c.mu.Unlock()
	b := c.byID[id]
	if b == nil {
		b = &body{id: id}
		c.byID[id] = b
		c.clock = append(c.clock, b)
	}
	b.used.Store(true)
	return b
}

// grow counts n bytes made for b, and evicts bodies that were not used lately.
func (c *cache) grow(b *body, n int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if b.dead.Load() {
		return
	}
	b.size += n
	c.size += n
	for c.size > c.max && len(c.clock) > 1 {
		c.hand %= len(c.clock)
		v := c.clock[c.hand]
		if v == b || v.used.Swap(false) && c.size < 2*c.max {
			c.hand++
			continue
		}
		c.evict(v)
	}
}

// evict removes v, which is at the clock's hand. The caller holds the mutex.
func (c *cache) evict(v *body) {
	v.dead.Store(true)
	delete(c.byID, v.id)
	last := len(c.clock) - 1
	c.clock[c.hand] = c.clock[last]
	c.clock[last] = nil
	c.clock = c.clock[:last]
	c.size -= v.size
}

// forget removes a body that could not be made, so that it is tried again, or that is no
// longer shown.
func (c *cache) forget(b *body) {
	if b.dead.Load() {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, v := range c.clock {
		if v == b {
			c.hand = i
			c.evict(b)
			return
		}
	}
}

func (c *cache) bytes() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.size
}

// form returns the encoded body. It is nil if the encoding saves nothing: the caller then
// sends the body as it is.
func (c *cache) form(b *body, e encoding) *form {
	b.squeeze[e].Do(func() {
		coded := b.raw
		if e != identity {
			if coded = squeeze(b.raw, e, b.level); len(coded) >= len(b.raw) {
				return
			}
			c.grow(b, int64(len(coded)))
		}
		b.coded[e].Store(newForm(b.id, e, coded))
	})
	return b.coded[e].Load()
}

var gzipPools [10]sync.Pool

func squeeze(raw []byte, e encoding, level int) []byte {
	var buf bytes.Buffer
	buf.Grow(len(raw)/3 + 100)
	var w io.WriteCloser
	if e == brotlied {
		w = brotli.NewWriterLevel(&buf, brotliLevel)
	} else if z, ok := gzipPools[level].Get().(*gzip.Writer); ok {
		z.Reset(&buf)
		w = z
		defer gzipPools[level].Put(z)
	} else {
		z, _ := gzip.NewWriterLevel(&buf, level)
		w = z
		defer gzipPools[level].Put(z)
	}
	_, _ = w.Write(raw) // a buffer does not fail
	_ = w.Close()
	return bytes.Clone(buf.Bytes())
}
