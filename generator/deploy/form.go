package deploy

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/url"
	"os"
	"path"
	"strings"

	"milepost/generator/digest"
	"milepost/generator/header"
	"milepost/generator/publish"
)

// form is how a file is sent: compressed or not, and the headers that a bucket can
// store. It cannot store security headers: the web server in front of it adds them.
type form struct {
	mime, cache, disposition string
	gzip                     bool
}

// formOf is the form of a file, with the same headers as in serve.
func (d *deployment) formOf(f publish.File) form {
	kind := header.KindOf(f.Path)
	how := form{mime: kind.MIME[0], cache: header.Cache(f.Path)[0]}
	if kind == header.Unknown {
		how.disposition = "attachment; filename*=UTF-8''" + url.PathEscape(path.Base(f.Path))
	}
	how.gzip = d.opt.Gzip && kind.Compress && f.Size >= header.Worth && f.Size <= single
	return how
}

// key differs for different forms: an object that was sent in another form is sent again.
func (f form) key() string { return digest.Of(f.mime, f.cache, f.disposition, f.gzip).Short() }

// object is the file in this form.
func (f form) object(file publish.File, src *os.File) (object, error) {
	o := object{key: file.Path, body: src, size: file.Size, mime: f.mime, cache: f.cache, disposition: f.disposition}
	if !f.gzip {
		return o, nil
	}
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return o, err
	}
	if _, err := io.Copy(z, src); err != nil {
		return o, err
	}
	if err := z.Close(); err != nil {
		return o, err
	}
	o.body, o.size, o.coding = bytes.NewReader(b.Bytes()), int64(b.Len()), "gzip"
	return o, nil
}

func isOwn(key string) bool  { return strings.HasPrefix(key, ownFolder) }
func isPage(key string) bool { return strings.HasSuffix(key, ".html") }
