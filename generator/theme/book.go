package theme

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"strings"

	"milepost/generator/digest"
	"milepost/generator/document"
	"milepost/generator/kb"
)

// BookView is all pages of a folder as one document, for printing and reading in one go.
type BookView struct {
	Frame
	Summary string
	Pages   []BookPage // in reading order
	Count   int        // how many of them have a text
	AsOf    kb.Date    // the last change of them all
	Base    string     // address of the site, for an exported book; "" if unknown
}

// BookPage is a page, or a folder with chapters, in a book.
type BookPage struct {
	ID       string // of the chapter; its own ids begin with it
	Level    int    // 1: right in the book
	Number   string // 2.3
	Title    string
	Summary  string
	Owner    string
	Reviewed kb.Date // last review, "" if never
	Updated  kb.Date
	Path     string // its own output
	Body     digest.Sealed[kb.Body]
	Fills    []Fill
	Report   []document.Report // as of a PageView
	FAQ      bool
}

// deepest is the deepest chapter level with a heading level of its own.
const deepest = 3

// Book is the book as one file that needs no other file. pages is the printed page on which
// each chapter begins, by its ID; nil if unknown.
func (t *Theme) Book(v BookView, pages map[string]int) ([]byte, error) {
	var b bytes.Buffer
	err := t.root.ExecuteTemplate(&b, "book-file", bookFile{v, template.CSS(t.alone), pages})
	if err != nil {
		return nil, fmt.Errorf("theme: %w", templateError(err))
	}
	return b.Bytes(), nil
}

// bookFile is the data of the template book-file.
type bookFile struct {
	View  BookView
	Style template.CSS
	On    map[string]int
}

// bound is a chapter as the template shows it.
type bound struct {
	BookPage
	Heading template.HTML // its title
	Text    template.HTML
	Deep    int
}

// bind puts a page into the book; alone: the book is an exported file.
func (t *Theme) bind(book BookView, alone bool, c BookPage) (b bound, err error) {
	b = bound{BookPage: c, Deep: c.Level, Heading: c.heading()}
	text, err := t.body(c.Body, t.fitted(PageView{Body: c.Body, Fills: c.Fills, Report: c.Report}))
	if err != nil {
		return b, err
	}
	m := mover{prefix: c.ID + "-", sink: c.tag() - 1, page: c.Path, lead: book.lead(alone)}
	b.Text = template.HTML(m.move(string(withoutScripts([]byte(text)))))
	return b, nil
}

// lead returns the address of an output as seen from the book: inside the book if the page
// is part of it.
func (v BookView) lead(alone bool) func(out, frag string) string {
	at := make(map[string]string, len(v.Pages))
	for _, c := range v.Pages {
		at[c.Path] = c.ID
	}
	root := v.Root
	if alone {
		root = strings.TrimSuffix(v.Base, "/") + "/"
	}
	return func(out, frag string) string {
		switch id := at[out]; {
		case id != "" && frag != "":
			return "#" + id + "-" + frag
		case id != "":
			return "#" + id
		case root == "/":
			return ""
		case frag != "":
			frag = "#" + frag
		}
		return root + encoded(out) + frag
	}
}

// tag is the heading level of the chapter's title.
func (c BookPage) tag() int { return min(c.Level, deepest) + 1 }

func (c BookPage) heading() template.HTML {
	return template.HTML(fmt.Sprintf(`<h%d class="chapter-title"><span class="chapter-number">%s</span> %s</h%d>`,
		c.tag(), html.EscapeString(c.Number), html.EscapeString(c.Title), c.tag()))
}

// content is a line of the table of contents.
type content struct {
	ID, Number, Title string
	Deep, Page        int // Page 0: not known
}

// contents are the lines of the table of contents, with the pages of the paper.
func contents(v BookView, pages map[string]int) (lines []content) {
	for _, c := range v.Pages {
		if c.Title != "" {
			lines = append(lines, content{c.ID, c.Number, c.Title, c.Level, pages[c.ID]})
		}
	}
	return lines
}
