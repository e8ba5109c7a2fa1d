package source

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"image"
	_ "image/gif"  // sizes of pictures
	_ "image/jpeg" // sizes of pictures
	_ "image/png"  // sizes of pictures
	"io"
	"os"
	"path"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/drawing"
	"milepost/generator/halt"
	"milepost/generator/kb"
)

// readFile digests an image or attachment and finds a picture's size.
func (s *Store) readFile(ctx context.Context, j job, e *entry) error {
	if leftovers[strings.ToLower(path.Base(j.path))] {
		return nil
	}
	if code, what := withheld(j.path, s.config.Publish.Types); code != "" {
		e.diags = diag.List{diag.New(code, diag.Pos{File: j.path}, what)}
		return nil
	}
	ext := strings.ToLower(path.Ext(j.path))
	f, err := os.Open(s.File(j.path))
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, halt.Reader(ctx, f)); err != nil {
		return err
	}
	e.key = digest.Key(sum.Sum(nil)[:16])
	if j.bytesOnly || e.same(j.old) {
		return nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	e.page, e.book, e.diags = nil, nil, nil
	if page, err := isMarkup(f, ext); err != nil {
		return err
	} else if page && ext != ".svg" { // a drawing is written anew
		e.file, e.diags = nil, diag.List{diag.New("SO03.page", diag.Pos{File: j.path}, ext)}
		return nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	e.file = &kb.File{Path: j.path, Size: e.size, Key: e.key}
	if ext == ".svg" {
		return e.draw(ctx, f)
	}
	e.file.Width, e.file.Height = pictureSize(f, ext)
	return nil
}

// pictureSize reads the size from a picture's header; 0, 0 if it is none.
func pictureSize(r io.Reader, ext string) (w, h int) {
	switch ext {
	case ".png", ".jpg", ".jpeg", ".gif":
		c, _, err := image.DecodeConfig(r)
		if err != nil {
			return 0, 0
		}
		return c.Width, c.Height
	case ".webp":
		head := make([]byte, 30)
		if _, err := io.ReadFull(r, head); err != nil {
			return 0, 0
		}
		return webpSize(head)
	}
	return 0, 0
}

// webpSize reads the three forms of a WebP header (RFC 9649, section 2).
func webpSize(b []byte) (w, h int) {
	if string(b[:4]) != "RIFF" || string(b[8:12]) != "WEBP" {
		return 0, 0
	}
	le := binary.LittleEndian
	switch string(b[12:16]) {
	case "VP8 ":
		return int(le.Uint16(b[26:]) & 0x3fff), int(le.Uint16(b[28:]) & 0x3fff)
	case "VP8L":
		v := le.Uint32(b[21:])
		return int(v&0x3fff) + 1, int(v>>14&0x3fff) + 1
	case "VP8X":
		return int(b[24]) | int(b[25])<<8 | int(b[26])<<16 + 1, int(b[27]) | int(b[28])<<8 | int(b[29])<<16 + 1
	}
	return 0, 0
}

// draw judges a drawing: it is published as package drawing writes it anew.
func (e *entry) draw(ctx context.Context, r io.Reader) error {
	src, err := io.ReadAll(io.LimitReader(r, drawing.MaxBytes+1))
	if err != nil {
		return err
	}
	pos := diag.Pos{File: e.path}
	d, err := drawing.Clean(ctx, src)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		e.file = nil
		e.diags = diag.List{diag.New("SO03.svg", pos, err)}
		return nil
	}
	if len(d.Dropped) > 0 {
		e.diags = diag.List{diag.New("SO03.part", pos, "<"+strings.Join(d.Dropped, ">, <")+">")}
	}
	e.file.Drawing, e.file.Width, e.file.Height = true, d.Width, d.Height
	return nil
}
