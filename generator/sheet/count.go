package sheet

import (
	"bufio"
	"bytes"
	"io"

	"milepost/generator/halt"
)

// maxAhead limits how many bytes of a sheet ahead looks at. A sheet with 20,000 rows and
// 200,000 cells has some 10 MB.
const maxAhead = 24 << 20

// The shortest row and cell with content: <row><c><v>1</v></c></row>.
const (
	shortestRow  = 26
	shortestCell = 15
)

// ahead checks whether a sheet passes a limit before it is parsed: that takes a tenth of
// the time. It returns a reader that starts at the beginning again; nothing is unpacked
// twice.
func (b *book) ahead(br *bufio.Reader, size int64) (*bufio.Reader, error) {
	if size < int64(shortestRow*b.lim.Rows) && size < int64(shortestCell*b.lim.Cells) {
		return br, nil
	}
	var buf bytes.Buffer
	buf.Grow(int(min(size, maxAhead)) + bytes.MinRead)
	_, _ = io.CopyN(&buf, br, maxAhead) // who goes on reading meets the error again
	if err := passes(buf.Bytes(), b.lim); err != nil && !b.maybeBlank() {
		return nil, err
	}
	return bufio.NewReaderSize(halt.Reader(b.ctx, io.MultiReader(&buf, br)), 32<<10), nil
}

// passes tells which limit the beginning of a sheet certainly passes: only cells that are
// sure to show something are counted. If anything is unusual (comments, hidden columns,
// other elements), it returns nil and the reader decides.
func passes(b []byte, lim Limits) error {
	i := bytes.Index(b, []byte("sheetData"))
	if i < 0 || bytes.Contains(b[:i], []byte("hidden")) || bytes.Contains(b[:i], []byte("<!")) {
		return nil
	}
	rows, cells := 0, 0
	row, cell := true, true // already counted
	for b = b[i:]; ; {
		if i = bytes.IndexByte(b, '<'); i < 0 {
			return nil
		}
		b = b[i+1:]
		if len(b) > 0 && b[0] == '/' {
			if name, _ := localName(b[1:]); string(name) == "sheetData" {
				return nil
			}
			continue
		}
		name, rest := localName(b)
		switch string(name) {
		case "row":
			row = false
		case "c":
			cell = false
		case "v", "t":
			if cell || !surelyShown(rest) {
				continue
			}
			if cell = true; !row {
				row = true
				rows++
			}
			if cells++; rows > lim.Rows {
				return fail("SH03.rows", lim.Rows)
			} else if cells > lim.Cells {
				return fail("SH03.cells", lim.Cells)
			}
		case "f", "is", "r":
		default:
			return nil
		}
	}
}

// localName splits the name of a tag, without its prefix, from what follows.
func localName(b []byte) (name, rest []byte) {
	start := 0
	for i, c := range b {
		switch c {
		case ':':
			start = i + 1
		case ' ', '>', '/', '\t', '\n', '\r':
			return b[start:i], b[i:]
		}
	}
	return nil, nil
}

// surelyShown tells whether the text of an element begins with a visible character.
func surelyShown(b []byte) bool {
	i := bytes.IndexByte(b, '>')
	if i < 0 || i+1 >= len(b) || i > 0 && b[i-1] == '/' {
		return false
	}
	c := b[i+1]
	return c > ' ' && c < 0x7f && c != '<' && c != '&' && c != '_' || c >= 0xe4 && c <= 0xe9 // these begin Chinese characters
}

// maybeBlank tells whether a shared text may be empty: then cells that refer to shared texts
// cannot be counted without reading them.
func (b *book) maybeBlank() bool {
	if b.texts == "" {
		return false
	}
	if b.byName[b.texts].UncompressedSize64 > maxAhead {
		return true
	}
	r, err := b.open(b.texts)
	if err != nil {
		return true
	}
	defer r.r.Close()
	src, err := io.ReadAll(r)
	if err != nil {
		return true
	}
	items := false // has the item begun last a text?
	for first := true; ; {
		i := bytes.IndexByte(src, '<')
		if i < 0 {
			return !first && !items
		}
		src = src[i+1:]
		name, rest := localName(src)
		switch string(name) {
		case "si":
			if !first && !items {
				return true
			}
			first, items = false, false
		case "t":
			if items = items || surelyShown(rest); !items {
				return true
			}
		}
	}
}
