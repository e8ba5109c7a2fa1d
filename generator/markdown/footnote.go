package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// idleFootnotes notes the footnotes that nothing refers to, before goldmark drops them,
// so that they can be reported.
type idleFootnotes struct{}

// idleNotes is the attribute of the document with their offsets, as []int.
const idleNotes = "milepost-idle-footnotes"

func (idleFootnotes) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	if !bytes.Contains(reader.Source(), []byte("[^")) {
		return
	}
	var idle []int
	var find func(n ast.Node)
	find = func(n ast.Node) {
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if f, ok := c.(*east.Footnote); ok && f.Index < 0 {
				idle = append(idle, f.Pos())
			} else if c.Type() == ast.TypeBlock {
				find(c)
			}
		}
	}
	find(doc)
	if idle != nil {
		doc.SetAttributeString(idleNotes, idle)
	}
}

// footnoteFaults reports footnotes that nothing refers to.
func (r *renderer) footnoteFaults(doc ast.Node) {
	v, _ := doc.AttributeString(idleNotes)
	at, _ := v.([]int)
	for _, pos := range at {
		r.complain("MD08.idle", pos)
	}
}

// missingNote is a reference to a footnote that does not exist. [^a-z] is a pattern, not a
// reference.
var missingNote = regexp.MustCompile(`\[\^([\pL\pN_]+)\]`)

// unresolved reports references to footnotes that are not there.
func (r *renderer) unresolved(value []byte, at int) {
	for _, m := range missingNote.FindAllSubmatchIndex(value, -1) {
		r.complain("MD08.missing", at+m[0], string(value[m[2]:m[3]]))
	}
}
