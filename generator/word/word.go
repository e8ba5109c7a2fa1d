// Package word writes documents that Word opens and edits.
//
// In go the blocks of a document as plain data and, if there is one, the
// company's template; out come the bytes of a .docx (Office Open XML,
// transitional). Headings, lists, captions, fields and charts are Word's own, so
// that a person can go on writing, renumber and restyle. Nothing is embedded but
// the workbooks behind the charts, which the caller makes. The package knows
// nothing of reports and holds no text for people. Same input, same bytes.
//
// There is one way: a document is always its template with another body. Without
// a template of the caller's it is the blank one in the folder blank, whose
// styles also fill in what another template lacks.
package word

import (
	"time"
)

// Document is what is written.
type Document struct {
	Title, Subject string
	Author         string
	Company        string // only without a template: a template keeps its own
	Lang           string // zh-CN or en: the fonts of the blank template
	Date           time.Time
	Header         Line   // on each page, where the template has no header of its own
	Footer         string // left of the page number, where the template has no footer of its own
	Labels         Labels
	Template       []byte // a .docx, nil for the blank one
	Blocks         []Block
}

// Line is a header: one text at its left, one at its right.
type Line struct{ Left, Right string }

// Labels are the words before the number of a caption, "表" and "图".
type Labels struct{ Table, Figure string }

// Write makes the document. An error is a *Fault of the template.
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

// Check reads a template as Write would. An error is a *Fault.
func Check(template []byte) error {
	_, err := Write(Document{Template: append([]byte{}, template...)})
	return err
}
