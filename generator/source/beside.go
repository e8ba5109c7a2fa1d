package source

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/drawing"
	"milepost/generator/text"
)

// Beside is a file for the look of the site, such as its logo. It is no content: either
// [theme] of site.toml names it, or it lies in the folder theme.
type Beside struct {
	Path          string // from the folder of site.toml
	Key           digest.Key
	Data          []byte // its bytes; those of an SVG as package drawing writes it anew
	Width, Height int    // in pixels, of a picture; 0 if its header does not say
}

// The most bytes that a file beside the content may have. Every page waits for a logo; a
// Chinese font has some megabytes; nobody writes a megabyte of template.
const (
	largestPicture = 1 << 20
	largestFont    = 12 << 20
	largestText    = 1 << 20
)

// mostBeside bounds the files of the folder theme.
const mostBeside = 1000

// besides reads the files beside the content, and remembers what it made of their bytes.
type besides struct {
	known map[string]*besideEntry
}

type besideEntry struct {
	Beside
	size  int64
	mtime time.Time
	diags diag.List // without positions of site.toml
}

// read returns the files that the settings name and those of the folder theme, sorted
// by path. A file that is hinted is read again. The only error is that of ctx.
func (b *besides) read(ctx context.Context, site string, theme config.Theme, hinted []string) (out []Beside, diags diag.List, err error) {
	root, err := os.OpenRoot(site) // a link that leads out of it is not followed
	if err != nil {
		return nil, nil, nil // reading the content fails too, and reports it
	}
	defer root.Close()
	before := b.known
	b.known = map[string]*besideEntry{}
	take := func(p string, pos diag.Pos) error {
		e := b.known[p]
		if e == nil {
			last := before[p]
			if slices.Contains(hinted, p) {
				last = nil
			}
			if e, err = readBeside(ctx, root, p, last); err != nil {
				return err
			}
			b.known[p] = e
			if e.Key != (digest.Key{}) {
				out = append(out, e.Beside)
			}
		}
		for _, d := range e.diags {
			d.Pos = pos
			diags = append(diags, d)
		}
		return nil
	}
	for _, f := range theme.Files() {
		if err := take(f.Path, diag.Pos{File: config.File, Line: f.Line, Col: f.Col}); err != nil {
			return nil, nil, err
		}
	}
	for _, p := range themeFiles(root) {
		if b.known[p] == nil {
			if err := take(p, diag.Pos{File: "./" + p}); err != nil {
				return nil, nil, err
			}
		}
	}
	slices.SortFunc(out, func(a, b Beside) int { return strings.Compare(a.Path, b.Path) })
	return out, diags, nil
}

// ThemeBase is a folder in theme. It keeps the program's own files as they were when
// somebody copied them out to change them: later versions are compared with these.
const ThemeBase = config.ThemeDir + "/.base"

// themeFiles are the files of the folder theme, without hidden ones but those of ThemeBase.
func themeFiles(root *os.Root) (all []string) {
	_ = fs.WalkDir(root.FS(), config.ThemeDir, func(p string, d fs.DirEntry, err error) error {
		hidden := strings.HasPrefix(path.Base(p), ".") && p != ThemeBase
		switch {
		case err != nil || len(all) == mostBeside:
			return fs.SkipAll
		case hidden && d.IsDir():
			return fs.SkipDir
		case !hidden && !d.IsDir() && !skipped(p):
			all = append(all, p)
		}
		return nil
	})
	return all
}

// readBeside reads one file. If its size and time are those of last, it returns last.
func readBeside(ctx context.Context, root *os.Root, p string, last *besideEntry) (*besideEntry, error) {
	e := &besideEntry{Beside: Beside{Path: p}}
	info, err := root.Stat(filepath.FromSlash(p))
	if err != nil {
		return e.fault(whyBeside(root, p, err)), nil
	}
	e.size, e.mtime = info.Size(), info.ModTime()
	if last != nil && last.size == e.size && last.mtime.Equal(e.mtime) && time.Since(e.mtime).Abs() >= fresh {
		return last, nil
	}
	most := mostOf(p)
	switch {
	case !info.Mode().IsRegular():
		return e.fault(diag.New("TH01.irregular", diag.Pos{}, p)), nil
	case most == 0:
		return e.fault(diag.New("TH04.file", diag.Pos{}, p)), nil
	case e.size > most:
		return e.fault(diag.New("TH01.large", diag.Pos{}, p, e.size>>10, most>>10)), nil
	}
	f, err := root.Open(filepath.FromSlash(p))
	if err != nil {
		return e.fault(whyBeside(root, p, err)), nil
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil || int64(len(src)) > most { // it is growing at the moment: the next refresh reads it
		return e.fault(diag.New("TH01.unread", diag.Pos{}, p)), nil
	}
	return e, e.take(ctx, src)
}

// take judges the bytes of a file.
func (e *besideEntry) take(ctx context.Context, src []byte) error {
	e.Key, e.Data = digest.Bytes(src), src
	ext := strings.ToLower(path.Ext(e.Path))
	switch {
	case ext == ".svg":
		d, err := drawing.Clean(ctx, src)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			e.fault(diag.New("TH01.svg", diag.Pos{}, e.Path, err))
			return nil
		}
		if len(d.Dropped) > 0 {
			e.diags = diag.List{diag.New("TH01.part", diag.Pos{}, e.Path, "<"+strings.Join(d.Dropped, ">, <")+">")}
		}
		e.Key, e.Data, e.Width, e.Height = digest.Bytes(d.SVG), d.SVG, d.Width, d.Height
	case !looksLike(ext, src):
		e.fault(diag.New("TH01.kind", diag.Pos{}, e.Path, ext))
	default:
		e.Width, e.Height = pictureSize(bytes.NewReader(src), ext)
	}
	return nil
}

// fault leaves the file out and keeps the diagnostic that says why.
func (e *besideEntry) fault(d diag.Diagnostic) *besideEntry {
	e.Key, e.Data, e.mtime = digest.Key{}, nil, time.Time{} // looked at again each time
	e.diags = diag.List{d}
	return e
}

// mostOf is how many bytes a file with such a name may have, 0 if such files are not used.
func mostOf(p string) int64 {
	switch strings.ToLower(path.Ext(p)) {
	case ".html", ".css", ".toml":
		return largestText
	case ".svg", ".png", ".jpg", ".jpeg", ".webp", ".ico":
		return largestPicture
	case ".woff2", ".woff", ".ttf", ".otf":
		return largestFont
	}
	return 0
}

// heads are the first bytes that files with an ending begin with.
var heads = map[string][]string{
	".png": {"\x89PNG\r\n"}, ".jpg": {"\xff\xd8\xff"}, ".jpeg": {"\xff\xd8\xff"}, ".webp": {"RIFF"}, ".ico": {"\x00\x00\x01\x00"},
	".woff2": {"wOF2"}, ".woff": {"wOFF"}, ".ttf": {"\x00\x01\x00\x00", "true"}, ".otf": {"OTTO"},
}

// looksLike tells whether the bytes are of the kind that the name says.
func looksLike(ext string, src []byte) bool {
	known, ok := heads[ext]
	return !ok || slices.ContainsFunc(known, func(head string) bool { return bytes.HasPrefix(src, []byte(head)) })
}

// whyBeside is the diagnostic for a file that cannot be read.
func whyBeside(root *os.Root, p string, err error) diag.Diagnostic {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return diag.New("TH01.denied", diag.Pos{}, p)
	case !errors.Is(err, fs.ErrNotExist):
		return diag.New("TH01.unread", diag.Pos{}, p)
	}
	var names []string
	list, _ := fs.ReadDir(root.FS(), path.Dir(p))
	for _, item := range list {
		names = append(names, item.Name())
	}
	if near := text.Nearest(path.Base(p), names); near != "" {
		return diag.New("TH01.missing-near", diag.Pos{}, p, path.Join(path.Dir(p), near))
	}
	return diag.New("TH01.missing", diag.Pos{}, p)
}

// ReadBesides reads, once, the files that [theme] names and those of the folder
// theme. An error is that of ctx.
func ReadBesides(ctx context.Context, root string, theme config.Theme) ([]Beside, diag.List, error) {
	var b besides
	return b.read(ctx, root, theme, nil)
}
