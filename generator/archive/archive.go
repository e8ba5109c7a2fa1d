// Package archive packs a published edition into one file, for mail and USB sticks.
//
// In goes a directory that package publish wrote; out come the bytes of a zip, or of
// one HTML page that holds all files and shows them. Equal editions give equal bytes.
package archive

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"milepost/generator/header"
	"milepost/generator/publish"
)

// MostHTML is how many bytes the files of an HTML archive may have together: a browser
// holds them in memory twice.
const MostHTML = 40 << 20

// TooLarge says that the files are too large for an HTML archive; both numbers are bytes.
type TooLarge struct{ Size, Most int64 }

func (e *TooLarge) Error() string {
	return fmt.Sprintf("the archive would be %d bytes, %d are the most", e.Size, e.Most)
}

// ErrUnknown says that a name ends neither in .zip nor in .html.
var ErrUnknown = errors.New("an archive ends in .zip or .html")

// Texts are the texts of an HTML archive.
type Texts struct {
	Lang, Title string
	Script      string // shown if the browser runs no scripts
	Missing     string // shown for a link to a file that is not in the archive, with {0}
}

// Write writes an archive of the newest edition in the directory: a zip if the name ends
// in .zip, an HTML page if it ends in .html.
func Write(w io.Writer, name string, from *publish.Reader, t Texts) error {
	switch {
	case strings.HasSuffix(strings.ToLower(name), ".zip"):
		return zipped(w, from)
	case strings.HasSuffix(strings.ToLower(name), ".html"):
		return page(w, from, t)
	}
	return ErrUnknown
}

// files lists the files of the newest edition, without the dated editions.
func files(from *publish.Reader) []publish.File {
	var list []publish.File
	for _, f := range from.Files() {
		if publish.EditionOf(f.Path) == "" {
			list = append(list, f)
		}
	}
	return list
}

// epoch is the time of all files in a zip: the earliest that the format can hold.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// zipped writes a zip. Names are marked as UTF-8, for Windows; publish has checked that they
// are valid there.
func zipped(w io.Writer, from *publish.Reader) error {
	z := zip.NewWriter(w)
	for _, f := range files(from) {
		head := &zip.FileHeader{Name: f.Path, Method: zip.Deflate, Modified: epoch}
		if !header.KindOf(f.Path).Compress {
			head.Method = zip.Store
		}
		to, err := z.CreateHeader(head)
		if err != nil {
			return err
		}
		if err := copyTo(to, from, f); err != nil {
			return err
		}
	}
	return z.Close()
}

func copyTo(w io.Writer, from *publish.Reader, f publish.File) error {
	src, err := from.Open(f)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, src)
	return errors.Join(err, src.Close())
}

//go:embed viewer.js
var viewer []byte

//go:embed frame.js
var frame []byte

// page writes one HTML page: all files as data, and a script that shows them in a frame
// and answers the frame's relative addresses from the data. A text that is not UTF-8 (a
// CSV file in GBK) is packed as bytes, since JSON would change it.
func page(w io.Writer, from *publish.Reader, t Texts) error {
	data, size := map[string][2]string{}, int64(0)
	for _, f := range files(from) {
		var b bytes.Buffer
		if size += f.Size; size > MostHTML {
			return &TooLarge{total(from), MostHTML}
		}
		if err := copyTo(&b, from, f); err != nil {
			return err
		}
		kind := header.KindOf(f.Path)
		mime, _, text := strings.Cut(kind.MIME[0], "; charset=utf-8")
		if text && (kind.Page || utf8.Valid(b.Bytes())) {
			data[f.Path] = [2]string{mime, b.String()}
		} else {
			data[f.Path] = [2]string{mime + ";base64", base64.StdEncoding.EncodeToString(b.Bytes())}
		}
	}
	pack, err := json.Marshal(data) // sorted by path; < is written as \u003c, so no script ends in it
	if err != nil {
		return err
	}
	inner, err := json.Marshal(string(frame))
	if err != nil {
		return err
	}
	missing, err := json.Marshal(t.Missing)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, pageForm, html.EscapeString(t.Lang), html.EscapeString(t.Title), html.EscapeString(t.Script), pack, inner, missing, viewer)
	return err
}

func total(from *publish.Reader) (n int64) {
	for _, f := range files(from) {
		n += f.Size
	}
	return n
}

const pageForm = `<!doctype html>
<html lang="%s">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>%s</title>
<style>html,body{margin:0;height:100%%}iframe{display:block;width:100%%;height:100%%;border:0}</style></head>
<body><noscript>%s</noscript><script type="application/json" id="files">%s</script>
<script>var inner=%s,missing=%s;
%s</script></body></html>
`
