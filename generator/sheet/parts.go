package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"milepost/generator/diag"
)

// parts is an opened package: a zip whose entries are found by their name in
// lower case with forward slashes, as Excel finds them.
type parts struct {
	ctx    context.Context // once it has ended, every read fails
	byName map[string]*zip.File
	order  []*zip.File
	read   map[string]bool // read to the end, so that its checksum was verified
	told   map[string]bool // damaged, and reported
}

// fault is a reason why a part cannot be used: code and arguments of a diagnostic.
type fault struct {
	code string
	args []any
}

func (f *fault) Error() string { return f.code }

func fail(code string, args ...any) error { return &fault{code, args} }

// open opens a zip and checks the limits. Nothing is unpacked yet: the sizes are those that
// the zip declares.
func open(ctx context.Context, b []byte, lim Limits) (*parts, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		if !bytes.Contains(b[max(0, len(b)-65557):], []byte("PK\x05\x06")) {
			return nil, fail("SH01.unfinished")
		}
		return nil, fail("SH02.directory")
	}
	if len(z.File) > lim.Entries {
		return nil, fail("SH03.entries", len(z.File), lim.Entries)
	}
	p := &parts{ctx: ctx, byName: map[string]*zip.File{}, read: map[string]bool{}, told: map[string]bool{}}
	var total uint64
	for _, f := range z.File {
		if total += f.UncompressedSize64; f.UncompressedSize64 > uint64(lim.Unzip) || total > uint64(lim.Unzip) {
			return nil, fail("SH03.unzip", lim.Unzip>>20)
		}
		name := partName("", f.Name)
		if strings.HasSuffix(name, "/") {
			continue
		}
		if _, twice := p.byName[name]; twice {
			return nil, fail("SH02.directory")
		}
		p.byName[name] = f
		p.order = append(p.order, f)
	}
	return p, nil
}

// partName resolves a target against the folder of the part that names it.
func partName(dir, target string) string {
	t := strings.ReplaceAll(target, "\\", "/")
	if !strings.HasPrefix(t, "/") {
		t = dir + "/" + t
	}
	slash := strings.HasSuffix(t, "/")
	t = strings.ToLower(strings.TrimPrefix(path.Clean("/"+t), "/"))
	if slash {
		t += "/"
	}
	return t
}

func (p *parts) has(name string) bool { return p.byName[name] != nil }

// open starts reading a part. The reader fails if the entry is damaged or larger than
// declared.
func (p *parts) open(name string) (*partReader, error) {
	f := p.byName[name]
	if f == nil {
		return nil, fail("SH02.missing", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fail("SH02.part", name)
	}
	return &partReader{p: p, name: name, r: r, left: int64(f.UncompressedSize64)}, nil
}

// rest reads the parts that were not read, to verify their checksums, and returns the
// damaged ones.
func (p *parts) rest() (damaged []string) {
	buf := make([]byte, 4<<10)
	for _, f := range p.order {
		name := partName("", f.Name)
		if p.read[name] || p.told[name] {
			continue
		}
		r, err := p.open(name)
		if err != nil {
			damaged = append(damaged, f.Name)
			continue
		}
		for err == nil {
			_, err = r.Read(buf)
		}
		r.r.Close()
		if !errors.Is(err, io.EOF) {
			damaged = append(damaged, f.Name)
		}
	}
	return damaged
}

// partReader reads a part, no more bytes than declared.
type partReader struct {
	p    *parts
	name string
	r    io.ReadCloser
	left int64
	err  error // why reading stopped, io.EOF if all is well
}

func (r *partReader) Read(b []byte) (int, error) {
	if err := r.p.ctx.Err(); err != nil {
		r.err = err
		return 0, err
	}
	n, err := r.r.Read(b)
	if r.left -= int64(n); r.left < 0 {
		err = zip.ErrFormat // more than declared
	}
	if err != nil {
		r.err = err
		if errors.Is(err, io.EOF) {
			r.p.read[r.name] = true
		}
	}
	return n, err
}

// drain reads to the end, so that the checksum is verified; false if the part is damaged.
func (r *partReader) drain() bool {
	var buf [512]byte
	for r.err == nil {
		if _, err := r.Read(buf[:]); err != nil {
			break
		}
	}
	return errors.Is(r.err, io.EOF)
}

// damaged tells whether reading stopped at a damage of the package rather than at the end.
func (r *partReader) damaged() bool { return r.err != nil && !errors.Is(r.err, io.EOF) }

// complain turns a fault into a diagnostic.
func complain(err error, pos diag.Pos) diag.Diagnostic {
	var f *fault
	if errors.As(err, &f) {
		return diag.New(f.code, pos, f.args...)
	}
	return diag.New("SH02.part", pos, err.Error())
}
