package generator

import (
	"context"
	"path"
	"strings"

	"milepost/generator/document"
	"milepost/generator/export"
	"milepost/generator/kb"
	"milepost/generator/plan"
	"milepost/generator/site"
)

// BookFormats are the formats to which pages other than reports can be exported.
var BookFormats = []string{"html", "pdf"}

// Bound is one page, or all pages of a folder: what a person named by a path.
type Bound struct {
	Page   *site.Page
	Folder *site.Section // nil if it is a page
}

// Out is the path of its output on the site.
func (b Bound) Out() string {
	if b.Folder != nil {
		return plan.BookOut(b.Folder)
	}
	return b.Page.Out
}

// FindBound finds a page or folder. The path may begin at the current folder or at
// the content folder.
func (b *Builder) FindBound(e *Edition, said, cwd string) (Bound, error) {
	for _, p := range b.contentPaths(said, cwd) {
		if sec := e.Site.Section(p); sec != nil {
			return Bound{Folder: sec}, nil
		}
		for _, ending := range []string{"", ".md"} {
			if page := e.Site.Page(p + ending); page != nil {
				return Bound{Page: page}, nil
			}
		}
	}
	return Bound{}, noPage(e, said)
}

// ExportBound writes a page, or all pages of a folder as one document, into dir.
func (b *Builder) ExportBound(ctx context.Context, e *Edition, what Bound, formats []string, dir, browser string) (out Exported, err error) {
	in := export.Input{Browser: browser}
	date, name := kb.Date(""), ""
	if sec := what.Folder; sec != nil {
		in.Paged = func(on map[string]int) ([]byte, error) { return e.Plan.Book(sec, on) }
		in.HTML, err = e.Plan.Book(sec, nil)
		name, date = sec.Path, e.Site.Today
		if sec.Parent == nil {
			name = "book"
		}
	} else {
		in.HTML, err = e.Plan.File(what.Page)
		name, date = strings.TrimSuffix(what.Page.Path, path.Ext(what.Page.Path)), what.Page.Change().Date
	}
	if err != nil {
		return out, err
	}
	const longest = ".html"
	name = strings.TrimSuffix(kb.FitName(strings.ReplaceAll(name, "/", "-"), longest), longest) // two folders may have pages with the same name
	in.Name, in.Report = name, document.Report{Head: document.Head{Cutoff: date}}
	files, failed := export.Export(ctx, in, formats)
	out.Failed = failed
	return out, out.write(files, dir, name)
}
