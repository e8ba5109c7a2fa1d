package theme

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/digest"
)

// Own is what a site changes in the theme: plain data. The zero value changes nothing.
type Own struct {
	Logo, LogoDark, Icon Picture
	Accent, Dark         Shade
	Fonts                []string  // names, the first one first
	FontFiles            []OwnFile // of the first of Fonts
	Files                []OwnFile // of the folder theme, paths from there, in their order
	Good                 []OwnFile // the last good version of its templates
}

// Picture is an image in the bytes that are published; without Data there is none.
type Picture struct {
	Path          string // its extension tells the kind
	Data          []byte
	Width, Height int // 0 if it does not say
}

// wide tells whether a logo is so wide that it contains a name.
func (p Picture) wide() bool { return p.Width > 3*p.Height }

// square tells whether a picture can be the icon in a browser tab.
func (p Picture) square() bool {
	return len(p.Data) > 0 && p.Height > 0 && 5*p.Width <= 6*p.Height && 5*p.Height <= 6*p.Width
}

// Shade is a colour as it was written; Text "" is none.
type Shade struct {
	Text string
	Pos  diag.Pos
}

// OwnFile is a file of the folder theme.
type OwnFile struct {
	Path string
	Data []byte
}

// Names of an own theme's files.
const (
	OwnTemplates = "templates/"
	OwnTexts     = "texts.toml"
	OwnTokens    = "tokens.css"
	OwnStyle     = "custom.css"
	OwnBase      = ".base/"
)

// OwnPos is a position in a file of the folder theme.
func OwnPos(file string, line, col int) diag.Pos {
	return diag.Pos{File: "./theme/" + file, Line: line, Col: col}
}

// file is one of the folder theme; ok is false if it is not there.
func (o *Own) file(name string) (f OwnFile, ok bool) {
	if i := slices.IndexFunc(o.Files, func(f OwnFile) bool { return f.Path == name }); i >= 0 {
		return o.Files[i], true
	}
	return f, false
}

// templates are the own templates.
func (o *Own) templates() (out []OwnFile) {
	for _, f := range o.Files {
		if strings.HasPrefix(f.Path, OwnTemplates) && path.Ext(f.Path) == ".html" {
			out = append(out, f)
		}
	}
	return out
}

// complain reports a fault in the site's own theme files.
func (t *Theme) complain(code string, pos diag.Pos, args ...any) {
	t.diags = append(t.diags, diag.New(code, pos, args...))
}

// Diags are the faults in the site's own theme files; the faulty parts are not used.
func (t *Theme) Diags() diag.List { return t.diags }

// strangers reports files that nothing uses.
func (t *Theme) strangers() {
	for _, f := range t.opt.Own.Files {
		ext := strings.ToLower(path.Ext(f.Path))
		switch {
		case strings.HasPrefix(f.Path, OwnBase), f.Path == OwnTexts, f.Path == OwnTokens, f.Path == OwnStyle:
		case strings.HasPrefix(f.Path, OwnTemplates) && ext == ".html":
		case ext == ".html" || ext == ".css" || ext == ".toml":
			t.complain("TH04.stray", OwnPos(f.Path, 0, 0), f.Path)
		}
	}
}

// publish adds a file under a name with a fingerprint of its bytes, and returns that name.
func (t *Theme) publish(name string, data []byte) string { return t.publishFor(Always, name, data) }

// publishFor is publish of what only some sites need.
func (t *Theme) publishFor(need Need, name string, data []byte) string {
	ext := path.Ext(name)
	key := digest.Bytes(data)
	at := "assets/" + strings.TrimSuffix(path.Base(name), ext) + "." + key.Short() + strings.ToLower(ext)
	if !slices.ContainsFunc(t.files, func(f AssetFile) bool { return f.Path == at }) {
		t.files = append(t.files, AssetFile{Path: at, Data: data, Key: key, Need: need})
	}
	return at
}
