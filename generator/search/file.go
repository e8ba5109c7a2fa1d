package search

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"

	"milepost/generator/text"
)

// File is one file of the index.
type File struct {
	Path  string // below search/: "manifest.js", "a1b2c3d4e5/s/12.js"
	Data  []byte
	Entry bool // the manifest: written after the others; the only name whose bytes change
}

// level 9 is the tightest: an index is written once and read over slow networks.
const level = 9

var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(io.Discard, level)
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}}

// deflate gives the raw deflate stream of b.
func deflate(b []byte) []byte {
	var out bytes.Buffer
	w := deflaters.Get().(*flate.Writer)
	w.Reset(&out)
	_, _ = w.Write(b) // a bytes.Buffer takes everything
	_ = w.Close()
	deflaters.Put(w)
	return bytes.Clone(out.Bytes())
}

// narrow writes JSON in GB18030, in which Han take two bytes and not three: a
// text block gets an eighth smaller, and every browser decodes it. Characters
// that decoders may read differently become escapes.
func narrow(json []byte) []byte {
	out := make([]byte, 0, len(json))
	for i := 0; i < len(json); {
		if json[i] < utf8.RuneSelf {
			out = append(out, json[i])
			i++
			continue
		}
		r, n := utf8.DecodeRune(json[i:])
		i += n
		if two := text.Double(r); two != 0 {
			out = append(out, byte(two>>8), byte(two))
		} else if a, b := utf16.EncodeRune(r); a != utf8.RuneError {
			out = fmt.Appendf(out, `\u%04x\u%04x`, a, b)
		} else {
			out = fmt.Appendf(out, `\u%04x`, r)
		}
	}
	return out
}

// inflate is the inverse, for our own streams.
func inflate(b []byte) []byte {
	out, err := io.ReadAll(flate.NewReader(bytes.NewReader(b)))
	if err != nil {
		panic("search: " + err.Error())
	}
	return out
}

// script is a file that hands its payload, a deflate stream, to the page.
func script(gen, name string, deflated []byte) File {
	key := gen + "/" + name
	const head, mid, tail = `milepost.put("`, `","`, `")`
	enc := base64.RawStdEncoding
	b := make([]byte, 0, len(head)+len(key)+len(mid)+enc.EncodedLen(len(deflated))+len(tail))
	b = append(append(append(b, head...), key...), mid...)
	b = enc.AppendEncode(b, deflated)
	return File{Path: key + ".js", Data: append(b, tail...)}
}

func itoa(n int) string { return strconv.Itoa(n) }

// blockName is the file of a text block, without generation and suffix. Pages
// are spread over folders of 256 so that no folder grows too large for a file share.
func blockName(page, block int) string {
	return "t/" + itoa(page>>8) + "/" + itoa(page) + "-" + itoa(block)
}
