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

// BookFormats are the formats of pages that are no reports.
var BookFormats = []string{"html", "pdf"}

// Bound is what a person means by a path: one page, or the pages of a folder.
type Bound struct {
	Page   *site.Page
	Folder *site.Section // nil if it is a page
}

// Out is its output on the site.
func (b Bound) Out() string {
	if b.Folder != nil {
		return plan.BookOut(b.Folder)
	}
	return b.Page.Out
}

// FindBound finds the page or folder with the path, from the current folder or
// from that of the content.
func (b *Builder) FindBound(e *Edition, said, cwd string) (Bound, error) {
	for _, p := range b.said(said, cwd) {
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

// ExportBound writes a page, or the pages of a folder as one, into a folder.
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
		name, date = strings.TrimSuffix(what.Page.Path, path.Ext(what.Page.Path)), what.Page.Change.Date
	}
	if err != nil {
		return out, err
	}
	const longest = ".html"
	name = strings.TrimSuffix(kb.FitName(strings.ReplaceAll(name, "/", "-"), longest), longest) // two folders may have pages of one name
	in.Name, in.Report = name, document.Report{Head: document.Head{Cutoff: date}}
	files, failed := export.Export(ctx, in, formats)
	out.Failed = failed
	return out, out.write(files, dir, name)
}
