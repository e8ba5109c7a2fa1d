// Package theme turns views into pages.
//
// In goes a file system with templates, texts and built assets, and one view
// at a time (view.go defines them); out comes the HTML of a page. All texts of a
// view are escaped here. Only Fill.HTML, the pieces of a body, prose of reports
// and the pictures that Options.SVG draws are HTML already: their makers have made
// them safe. A page holds no inline script and no inline style. The package never
// reads the clock: pages hold dates, and scripts compare them with today.
package theme

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"strings"
	"sync"

	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/message"
)

// Options are what a theme needs beside its files. The zero value works.
type Options struct {
	Lang string // language of the texts; "" means message.Languages[0]
	// Version is that of the program. It is part of Key, since the same view may give other bytes in another version.
	Version string
	// SVG draws the static picture of a chart; id is the prefix of its ids.
	// Without it, or where it fails, the numbers are shown as an open table.
	SVG func(c Chart, id string) (string, error)
	// Own holds the templates, texts and styles that the site replaces.
	Own Own
}

// Theme is a loaded theme. It is safe for concurrent use.
type Theme struct {
	opt        Options
	catalog    *message.Catalog
	root       *template.Template
	pages      map[string]*template.Template
	assets     Assets
	files      []AssetFile
	oursTexts  *message.Catalog
	oursTokens tokens
	ours       tokens // custom properties of the style sheet, with the site's values
	mermaid    []byte // the script that draws diagrams
	alone      []byte // the style sheet of a page that is one file
	sheets     []spare
	scripts    []spare
	needs      needs  // of sheets and scripts
	bare       *Shell // for views without a Shell
	used       []OwnFile
	diags      diag.List
	key        digest.Key
}

// Load reads templates/*.html, catalog/*.json and the built assets, then replaces
// what the site replaces. An error is about the program's own files: it names the
// file and, for templates, the line. Faults of the site's files are in Diags.
func Load(fsys fs.FS, opt Options) (*Theme, error) {
	opt.Lang = message.Pick(opt.Lang)
	t := &Theme{opt: opt, pages: map[string]*template.Template{}}
	t.bare = &Shell{theme: t}
	var err error
	if t.catalog, err = message.ParseFS(fsys, "catalog"); err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	t.oursTexts = t.catalog
	t.ownTexts()
	sources, err := t.parse(fsys)
	if err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	if err := t.loadAssets(fsys); err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	t.strangers()
	var texts []string
	for _, k := range t.catalog.Keys() {
		texts = append(texts, k, t.Text(k))
	}
	t.key = digest.Of(opt.Lang, opt.Version, sources, texts, t.files)
	return t, nil
}

// templateError begins an error with the file: html/template says "template: page.html:3: …".
func templateError(err error) error {
	said := strings.TrimPrefix(strings.TrimPrefix(err.Error(), "html/"), "template: ")
	if strings.HasPrefix(said, ownPrefix) {
		return errors.New(said)
	}
	return errors.New("templates/" + said)
}

// views holds one empty view of every type that Render accepts.
var views = []any{
	PageView{}, HomeView{}, SectionView{}, BookView{}, TagView{}, TagsView{}, EditionsView{}, OwnersView{}, WorkbookView{},
	StatusView{}, SearchView{}, NotFoundView{}, RedirectView{},
}

// templateOf names the template of a view.
func templateOf(view any) (name string, ok bool) {
	switch view.(type) {
	case PageView, *PageView:
		return "page", true
	case HomeView, *HomeView:
		return "home", true
	case SectionView, *SectionView:
		return "section", true
	case BookView, *BookView:
		return "book", true
	case TagView, *TagView:
		return "tag", true
	case TagsView, *TagsView:
		return "tags", true
	case EditionsView, *EditionsView:
		return "editions", true
	case OwnersView, *OwnersView:
		return "owners", true
	case WorkbookView, *WorkbookView:
		return "workbook", true
	case StatusView, *StatusView:
		return "status", true
	case SearchView, *SearchView:
		return "search", true
	case NotFoundView, *NotFoundView:
		return "not-found", true
	case RedirectView, *RedirectView:
		return "redirect", true
	}
	return "", false
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Render returns the page of a view, which is of one of the view types of this
// package or a pointer to one. Equal views give equal bytes.
func (t *Theme) Render(view any) ([]byte, error) {
	name, ok := templateOf(view)
	if !ok {
		return nil, fmt.Errorf("theme: %T is not a view", view)
	}
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := t.pages[name].Execute(buf, view); err != nil {
		return nil, fmt.Errorf("theme: %w", templateError(err))
	}
	return t.styled(buf.Bytes()), nil
}

// Key identifies all that Render reads beside the view: templates, texts,
// language and assets. It does not cover Options.SVG.
func (t *Theme) Key() digest.Key { return t.key }

// Text is a text of the catalog in the theme's language with {0}, {1}, … filled in.
func (t *Theme) Text(key string, args ...string) string {
	return t.catalog.Text(t.opt.Lang, key, args...)
}
