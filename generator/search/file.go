package search

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"milepost/generator/squeeze"
	"milepost/generator/text"
)

// File is one file of the index.
type File struct {
	Path  string // below search/: "manifest.js", "s/1x8fz/12.js"
	Entry bool   // the manifest: written after the others; the only name whose bytes change

	payload []byte                // a deflate stream; for the manifest: all bytes of the file
	text    func(b []byte) []byte // instead of a payload: appends the text to b; it is deflated only when somebody asks for the file
}

// Data makes the bytes of the file. They are not kept: base64 is a third larger than
// the payload, and the terms of all pages are in memory already.
func (f File) Data() []byte {
	if f.Entry {
		return f.payload
	}
	payload := f.payload
	if f.text != nil {
		d := drafts.Get().(*fileDraft)
		defer drafts.Put(d)
		d.text = f.text(d.text[:0])
		d.deflated = squeeze.AppendDeflated(d.deflated[:0], d.text, squeeze.Quick)
		payload = d.deflated
	}
	const head, mid, tail = `milepost.put("`, `","`, `")`
	key := strings.TrimSuffix(f.Path, suffix)
	enc := base64.RawStdEncoding
	b := make([]byte, 0, len(head)+len(key)+len(mid)+enc.EncodedLen(len(payload))+len(tail))
	b = append(append(append(b, head...), key...), mid...)
	return append(enc.AppendEncode(b, payload), tail...)
}

// fileDraft is the memory for a text on its way into a file.
type fileDraft struct{ text, deflated []byte }

var drafts = sync.Pool{New: func() any { return new(fileDraft) }}

const suffix = ".js"

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
		out = appendNarrow(out, r)
	}
	return out
}

// appendNarrow writes a character that is not ASCII.
func appendNarrow(out []byte, r rune) []byte {
	if two := text.Double(r); two != 0 {
		return append(out, byte(two>>8), byte(two))
	}
	if a, b := utf16.EncodeRune(r); a != utf8.RuneError {
		return fmt.Appendf(out, `\u%04x\u%04x`, a, b)
	}
	return fmt.Appendf(out, `\u%04x`, r)
}

// textFile is a file of text that is made when somebody asks for it.
func textFile(name string, text func(b []byte) []byte) File {
	return File{Path: name + suffix, text: text}
}

// script is a file that hands its payload, a deflate stream, to the page: one call of
// milepost.put.
func script(name string, deflated []byte) File {
	return File{Path: name + suffix, payload: deflated}
}

func itoa(n int) string { return strconv.Itoa(n) }
