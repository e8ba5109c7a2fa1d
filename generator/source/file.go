package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"image"
	_ "image/gif"  // sizes of pictures
	_ "image/jpeg" // sizes of pictures
	_ "image/png"  // sizes of pictures
	"io"
	"os"
	"path"
	"strconv"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/kb"
)

// running are files that a browser would run or show as a page of ours: from
// untrusted content they are not published.
var running = map[string]bool{
	".html": true, ".htm": true, ".xhtml": true, ".shtml": true, ".mhtml": true, ".hta": true,
	".js": true, ".mjs": true, ".css": true, ".wasm": true, ".swf": true, ".xml": true, ".xsl": true,
}

// readFile digests an image or attachment and finds a picture's size.
func (s *Store) readFile(j job, e *entry) error {
	ext := strings.ToLower(path.Ext(j.path))
	if running[ext] {
		e.diags = diag.List{diag.New("SO03.running", diag.Pos{File: j.path}, ext)}
		return nil
	}
	f, err := os.Open(s.File(j.path))
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return err
	}
	e.key = digest.Key(sum.Sum(nil)[:16])
	if e.same(j) {
		return nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	e.page, e.book, e.diags = nil, nil, nil
	e.file = &kb.File{Path: j.path, Size: e.size, Key: e.key}
	if ext == ".svg" {
		e.file.Width, e.file.Height, err = inspectSVG(f)
		if err != nil {
			e.file = nil
			e.diags = diag.List{diag.New("SO03.svg", diag.Pos{File: j.path}, err)}
		}
		return nil
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

// svgBound is how much of a drawing is looked at; a larger one is refused.
const svgBound = 8 << 20

// inspectSVG finds the size of a drawing and refuses one that could run a
// script: opened from a file share nothing else would stop it.
func inspectSVG(r io.Reader) (w, h int, err error) {
	src, err := io.ReadAll(io.LimitReader(r, svgBound+1))
	if err != nil || len(src) > svgBound {
		return 0, 0, errors.New("8 MB")
	}
	d := xml.NewDecoder(bytes.NewReader(src))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	first := true
	for {
		t, err := d.RawToken()
		if err == io.EOF {
			return w, h, nil
		}
		if err != nil {
			return 0, 0, errors.New("XML")
		}
		el, ok := t.(xml.StartElement)
		if !ok {
			if dir, ok := t.(xml.Directive); ok && bytes.Contains(dir, []byte("ENTITY")) {
				return 0, 0, errors.New("ENTITY")
			}
			continue
		}
		switch strings.ToLower(el.Name.Local) {
		case "script", "foreignobject", "iframe", "handler", "set", "animate":
			return 0, 0, errors.New("<" + el.Name.Local + ">")
		}
		for _, a := range el.Attr {
			name, value := strings.ToLower(a.Name.Local), strings.ToLower(strings.Join(strings.Fields(a.Value), ""))
			if strings.HasPrefix(name, "on") || name == "href" && value != "" && value[0] != '#' && !strings.HasPrefix(value, "data:image/") {
				return 0, 0, errors.New(a.Name.Local + "=")
			}
		}
		if first {
			w, h = svgSize(el)
			first = false
		}
	}
}

func svgSize(el xml.StartElement) (w, h int) {
	get := func(name string) string {
		for _, a := range el.Attr {
			if a.Name.Local == name {
				return a.Value
			}
		}
		return ""
	}
	px := func(s string) int {
		f, err := strconv.ParseFloat(strings.TrimSuffix(s, "px"), 64)
		if err != nil || f < 1 || f > 1e5 {
			return 0
		}
		return int(f + .5)
	}
	if w, h = px(get("width")), px(get("height")); w > 0 && h > 0 {
		return w, h
	}
	if box := strings.Fields(strings.ReplaceAll(get("viewBox"), ",", " ")); len(box) == 4 {
		return px(box[2]), px(box[3])
	}
	return 0, 0
}
