package generator

import (
	"errors"
	"fmt"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"milepost/generator/ask"
	"milepost/generator/index"
	"milepost/generator/kb"
	"milepost/generator/plan"
)

// ErrNoSearch says that a site has no search.
var ErrNoSearch = errors.New("the site has no search")

// Asker is a search engine for an edition; it answers as the published site would.
// Pages that the index does not know yet are made first.
func (b *Builder) Asker(e *Edition) (*ask.Engine, error) {
	if !e.Snapshot.Config.Search {
		return nil, ErrNoSearch
	}
	x, err := b.index.Make(b.index.Listening(e.Plan.Outputs), e.Plan.Search())
	if err != nil {
		return nil, err
	}
	data := map[string]func() []byte{}
	for _, f := range x.Files {
		data[index.Folder+f.Path] = f.Data
	}
	at, files := e.Theme.Assets()
	for _, f := range files {
		data[f.Path] = func() []byte { return f.Data }
	}
	read := func(path string) ([]byte, error) {
		if f, ok := data[path]; ok {
			return f(), nil
		}
		return nil, &fs.PathError{Op: "read", Path: path, Err: fs.ErrNotExist}
	}
	return ask.Open(ask.Site{Script: at.Search, Index: plan.SearchManifest, Read: read, Today: e.Site.Today}), nil
}

// PublishedAsker is a search engine for the site published in dir.
func PublishedAsker(dir string, today kb.Date) (*ask.Engine, error) {
	home, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir) // a page can name no file outside of dir
	if err != nil {
		return nil, err
	}
	script, index := attribute(string(home), "data-search"), attribute(string(home), "data-index")
	if script == "" || index == "" {
		return nil, errors.Join(ErrNoSearch, root.Close())
	}
	read := func(path string) ([]byte, error) {
		b, err := root.ReadFile(filepath.FromSlash(path))
		if err != nil {
			return nil, fmt.Errorf("the search of the site: %w", err)
		}
		return b, nil
	}
	return ask.Open(ask.Site{Script: script, Index: index, Read: read, Today: today}), nil
}

// attribute returns an attribute of the <html> element of one of our own pages.
func attribute(page, name string) string {
	open, _, _ := strings.Cut(page[max(0, strings.Index(page, "<html")):], ">")
	_, after, _ := strings.Cut(open, " "+name+`="`)
	value, _, _ := strings.Cut(after, `"`)
	return html.UnescapeString(value)
}
