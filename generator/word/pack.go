package word

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Limits of a template. Real ones have about a hundred parts and a few megabytes.
const (
	maxBytes    = 20 << 20
	maxUnpacked = 100 << 20
	maxPart     = 16 << 20 // for a part of XML
	maxParts    = 2000
	maxElements = 1_000_000
	maxDepth    = 256
)

const contentTypes = "[Content_Types].xml"

// pack is a package, which is a zip of parts, with the content types and
// relationships to add.
type pack struct {
	parts map[string][]byte // by name
	named map[string]string // the name as written, by the name in lower case
	types markup            // added content types
	links map[string]*links // by the name of the part that they belong to
}

func newPack() *pack {
	return &pack{parts: map[string][]byte{}, named: map[string]string{}, links: map[string]*links{}}
}

// open unpacks a .docx within the limits, and checks that each part of XML is well-formed.
func open(b []byte) (*pack, error) {
	if reason := sniff(b); reason != "" {
		return nil, &Fault{Reason: reason}
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, &Fault{Reason: Damaged}
	}
	if len(z.File) > maxParts {
		return nil, &Fault{Reason: Large, Detail: strconv.Itoa(len(z.File)) + " > " + strconv.Itoa(maxParts)}
	}
	p, left := newPack(), int64(maxUnpacked)
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		if err := p.unpack(f, &left); err != nil {
			return nil, err
		}
	}
	if p.get(contentTypes) == nil {
		return nil, &Fault{Reason: NotWord}
	}
	for _, name := range slices.Sorted(maps.Keys(p.parts)) {
		if err := p.sound(name); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// sniff says why b cannot be a package, or nothing.
func sniff(b []byte) Reason {
	switch {
	case len(b) > maxBytes:
		return Large
	case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0")): // OLE; its names are UTF-16
		if bytes.Contains(b, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e")) {
			return Encrypted
		}
		return Old
	case !bytes.HasPrefix(b, []byte("PK")):
		return NotWord
	case !bytes.Contains(b[max(0, len(b)-65557):], []byte("PK\x05\x06")):
		return Damaged
	}
	return ""
}

// unpack reads one file of the zip. The size that the zip declares is not trusted:
// left is how many bytes all remaining files may have together.
func (p *pack) unpack(f *zip.File, left *int64) error {
	name := f.Name
	if path.Clean("/"+name) != "/"+name || strings.Contains(name, "\\") || p.named[strings.ToLower(name)] != "" {
		return &Fault{Reason: Damaged, Part: name}
	}
	limit := *left
	if isXML(name) {
		limit = min(limit, maxPart)
	}
	r, err := f.Open()
	if err != nil {
		return &Fault{Reason: Damaged, Part: name}
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case int64(len(b)) > limit:
		return &Fault{Reason: Large, Part: name, Detail: "> " + strconv.FormatInt(limit>>20, 10) + " MB"}
	case err != nil:
		return &Fault{Reason: Damaged, Part: name}
	}
	*left -= int64(len(b))
	p.put(name, b)
	return nil
}

func isXML(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".xml" || ext == ".rels"
}

// sound checks that a part of XML is well-formed. Parts in UTF-16 and data of
// other programs in customXml may be anything: they are kept as they are, and a
// part that must be edited is checked again then.
func (p *pack) sound(name string) error {
	b := p.parts[name]
	if !isXML(name) || bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return nil
	}
	err := scan(name, b, func(token) {})
	var f *Fault
	if errors.As(err, &f) && f.Reason == Broken && strings.HasPrefix(name, "customXml/") {
		return nil
	}
	return err
}

func (p *pack) put(name string, b []byte) {
	p.parts[name] = b
	p.named[strings.ToLower(name)] = name
}

// get is the part with this name in any letter case; nil if there is none.
func (p *pack) get(name string) []byte { return p.parts[p.named[strings.ToLower(name)]] }

// add adds a part and returns its name: wish, with the first number in place of # that makes it new.
func (p *pack) add(wish, contentType string, b []byte) string {
	name := ""
	for n := 1; name == "" || p.named[strings.ToLower(name)] != ""; n++ {
		name = strings.Replace(wish, "#", strconv.Itoa(n), 1)
	}
	p.put(name, b)
	p.types.empty("Override", "xmlns", nsTypes, "PartName", "/"+name, "ContentType", contentType)
	return name
}

// zip writes the package. The content types come first, since programs that tell
// a file by its first bytes expect that, then the relationships of the package,
// then the other parts by name.
func (p *pack) zip() ([]byte, error) {
	if err := p.finish(); err != nil {
		return nil, err
	}
	names := slices.SortedFunc(maps.Keys(p.parts), func(a, b string) int {
		if first := cmp.Compare(rank(a), rank(b)); first != 0 {
			return first
		}
		return cmp.Compare(a, b)
	})
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range names {
		e, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: zipTime})
		if err == nil {
			_, err = e.Write(p.parts[name])
		}
		if err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}

// zipTime is the earliest date in a zip.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func rank(name string) int {
	switch {
	case strings.EqualFold(name, contentTypes):
		return 0
	case strings.HasPrefix(name, "_rels/"):
		return 1
	}
	return 2
}
