// Package word writes documents that Word opens and edits.
//
// It takes the blocks of a document as plain data, and the company's template if
// there is one, and returns the bytes of a .docx (Office Open XML, transitional).
// Headings, lists, captions, fields and charts are Word's own, so that a person
// can go on writing, renumber and restyle. Nothing is embedded but pictures and
// the workbooks of the charts, both made by the caller. The package knows nothing
// of reports and holds no text for people. Same input, same bytes.
//
// A document is always a template with another body. If the caller has no
// template, it is the one in the folder blank, whose styles also stand in for
// those that the caller's template lacks.
package word

import (
	"time"
)

// Document is a document to write.
type Document struct {
	Title, Subject string
	Author         string
	Company        string // used with the blank template only: another keeps its own
	Lang           string // zh-CN or en, for the properties and the fonts of the blank template
	Date           time.Time
	Header         Line   // on each page for which the template has no header
	Footer         string // left of the page number, on each page for which the template has no footer
	Labels         Labels
	Template       []byte // a .docx, nil for the blank one
	Blocks         []Block
}

// Line is the text of a header, at its left and right end.
type Line struct{ Left, Right string }

// Labels are the words before the number of a caption, "表" and "图".
type Labels struct{ Table, Figure string }

// Write returns the .docx. Errors of the template are of the type *Fault.
func Write(doc Document) ([]byte, error) {
	base := blank(doc.Lang, doc.Company)
	p := base
	if doc.Template != nil {
		var err error
		if p, err = open(doc.Template); err != nil {
			return nil, err
		}
	}
	f, err := frameOf(p, base)
	if err != nil {
		return nil, err
	}
	w := newBody(&doc, f)
	for _, b := range doc.Blocks {
		b.write(w)
	}
	w.finish()
	if err := f.complete(&doc, w); err != nil {
		return nil, err
	}
	return p.zip()
}

// Check returns a *Fault if Write cannot use a template.
func Check(template []byte) error {
	_, err := Write(Document{Template: append([]byte{}, template...)})
	return err
}
