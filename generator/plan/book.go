package plan

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// BookOut is the output with all pages of a folder as one book.
func BookOut(sec *site.Section) string { return path.Join(sec.Path, "book.html") }

// books adds a book of each folder that site.toml names for one.
func (m *maker) books(w *writer) {
	for _, folder := range m.site.Config.Publish.Books {
		sec := m.site.Section(folder)
		if sec == nil {
			w.plan.Diags = append(w.plan.Diags, diag.New("PL03.book", diag.Pos{File: config.File, Line: m.site.Config.Publish.BooksLine}, folder))
			continue
		}
		m.view(w, "", Page, BookOut(sec), false, func() any { return m.book(sec, false) })
	}
}

// bookOf is a link to the book of a folder; empty if there is none.
func (m *maker) bookOf(sec *site.Section) (r theme.Ref) {
	for _, folder := range m.site.Config.Publish.Books {
		if m.site.Section(folder) == sec {
			return theme.Ref{Title: m.theme.Text("book.open"), Href: Href(sec.Out, BookOut(sec))}
		}
	}
	return r
}

// Book is the pages of a folder as one file that leaves the site. on is the
// paper page on which each of them begins, by ID; nil if unknown.
func (p *Plan) Book(sec *site.Section, on map[string]int) ([]byte, error) {
	return p.maker.theme.Book(p.maker.book(sec, true), on)
}

// book is the pages in and below a folder, in reading order, without reports:
// each of them is a document of its own.
func (m *maker) book(sec *site.Section, alone bool) theme.BookView {
	v := theme.BookView{Frame: m.frame(BookOut(sec), sec.Title, "book", sec), Base: m.site.Config.BaseURL}
	if sec.Index != nil {
		v.Summary = sec.Index.Front.Summary
	}
	b := binder{maker: m, view: &v, alone: alone}
	b.folder(sec, 0, "")
	v.Sheet = sheetOf(m.bookRules(sec))
	for i := range v.Pages {
		v.Pages[i].ID = "c" + strconv.Itoa(i+1)
	}
	return v
}

// binder collects the pages of a book.
type binder struct {
	*maker
	view  *theme.BookView
	alone bool // the book leaves the site: its pictures must be in the file
}

// folder adds a folder's own page, and the pages and folders in it.
func (b binder) folder(sec *site.Section, level int, number string) {
	if level > 0 || sec.Index != nil {
		b.page(sec.Index, theme.BookPage{Level: level, Number: number, Title: sec.Title, Path: sec.Out})
	}
	n := 0
	for _, it := range sec.Items {
		if !b.includes(it) {
			continue
		}
		n++
		own := strings.TrimPrefix(number+"."+strconv.Itoa(n), ".")
		if it.Section != nil {
			b.folder(it.Section, level+1, own)
			continue
		}
		b.page(it.Page, theme.BookPage{Level: level + 1, Number: own, Title: it.Page.Title, Path: it.Page.Out})
	}
}

// includes tells whether an entry of a folder, or a page in it, is in the
// book.
func (b binder) includes(it site.Item) bool {
	if it.Section == nil {
		return b.site.ReportAt(it.Page) == nil
	}
	return it.Section.Index != nil || slices.ContainsFunc(it.Section.Items, b.includes)
}

// page adds a page; p is nil for a folder without a page of its own.
func (b binder) page(p *site.Page, as theme.BookPage) {
	if as.Level == 0 {
		as.Title = "" // the book has it
	}
	if p != nil {
		if as.Level > 0 {
			as.Summary = p.Front.Summary
		}
		as.Owner, as.Reviewed, as.Updated = p.Owner, p.Front.Reviewed, p.Change().Date
		as.Body, as.FAQ = p.Body, p.Kind == "faq"
		as.Fills, _ = b.fills(p)
		if b.alone {
			b.inlinePictures(p, as.Fills)
		}
		b.view.Count++
		b.view.AsOf = max(b.view.AsOf, p.Change().Date)
	}
	b.view.Pages = append(b.view.Pages, as)
}

// inlinePictures puts the pictures of a page into its text.
func (b binder) inlinePictures(p *site.Page, fills []theme.Fill) {
	for i, h := range p.Body.Get().Holes {
		switch h.Kind {
		case kb.HoleImage:
			fills[i].HTML = b.inline(p, i)
		case kb.HoleFormula:
			fills[i].HTML = mathOf(&h)
		case kb.HoleDiagram:
			fills[i].HTML = b.inlineDiagram(p, &h)
		}
	}
}
