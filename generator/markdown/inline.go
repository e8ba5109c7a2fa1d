package markdown

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"milepost/generator/kb"
)

// inlines renders the inline children of a node, and closes raw HTML that they leave open.
func (r *renderer) inlines(n ast.Node) {
	scope := r.scope
	r.scope = len(r.tags)
	for c := n.FirstChild(); c != nil && !r.used.ended(); c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			c = r.joined(t)
		}
		r.inline(c)
	}
	r.closeTags(r.scope)
	r.scope = scope
}

// joined joins text nodes that the parser split at marks, if the first holds an address
// (http://x.org/a_b), a bracket ([^1]) or the start of an emoji name (:heart_eyes:). It
// returns the last node, with the whole text.
func (r *renderer) joined(t *ast.Text) ast.Node {
	v := t.Value(r.src)
	if !bytes.HasSuffix(v, []byte("[")) && (bytes.IndexByte(v, ':') < 0 || !bytes.Contains(v, []byte("://")) && !openEmoji(v)) {
		return t
	}
	for {
		next, ok := t.NextSibling().(*ast.Text)
		if !ok || t.SoftLineBreak() || t.HardLineBreak() || t.Segment.Stop != next.Segment.Start || t.IsRaw() != next.IsRaw() {
			return t
		}
		next.Segment.Start = t.Segment.Start
		t.Parent().RemoveChild(t.Parent(), t) // a heading is read twice
		t = next
	}
}

func (r *renderer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		r.textNode(n)
	case *ast.String:
		r.text(n.Value)
	case *ast.Emphasis:
		tag := "em"
		if n.Level == 2 {
			tag = "strong"
		}
		r.wrap(n, tag)
	case *east.Strikethrough:
		r.wrap(n, "del")
	case *ast.CodeSpan:
		r.codeSpan(n)
	case *ast.Link:
		r.link(n)
	case *ast.Image:
		r.image(n)
	case *ast.AutoLink:
		r.autoLink(n)
	case *ast.RawHTML:
		r.rawHTML(n)
	case *wikiLink:
		r.wikiLink(n)
	case *embed:
		r.embed(n)
	case *blockMark:
		r.blockMark(n)
	case *marked:
		r.wrap(n, "mark")
	case *formula:
		r.formula(n.tex, n.display, n.Pos())
	case *script:
		r.script(n)
	case *call:
		r.call(n)
	case *east.TaskCheckBox:
		r.str(`<input type="checkbox" disabled`)
		if n.IsChecked {
			r.str(" checked")
		}
		r.str("> ")
	case *east.FootnoteLink:
		r.footnoteLink(n)
	case *east.FootnoteBacklink:
		r.str(` <a class="footnote-back" href="#` + footnoteRef(n.Index, n.RefIndex) + `" role="doc-backlink">↩`)
		if n.RefIndex > 0 {
			r.str("<sup>" + strconv.Itoa(n.RefIndex+1) + "</sup>")
		}
		r.str("</a>")
	default:
		r.inlines(n)
	}
}

func (r *renderer) wrap(n ast.Node, tag string) {
	r.str("<" + tag + ">")
	r.inlines(n)
	r.str("</" + tag + ">")
}

// signs are the kinds of characters in a text by which something else than text may begin.
type signs uint8

const (
	brackets signs = 1 << iota // of footnotes and links
	braces                     // of shortcodes
	colons                     // of addresses and emoji
	escapes                    // what HTML or Markdown writes in another way
)

var signOf = [256]signs{'[': brackets, ']': brackets, '{': braces, ':': colons, '\\': escapes, '&': escapes, '<': escapes, '>': escapes, '"': escapes}

// signsIn looks through a text once; most texts have no signs.
func signsIn(b []byte) (found signs) {
	for _, c := range b {
		found |= signOf[c]
	}
	return found
}

func (r *renderer) textNode(n *ast.Text) {
	value := n.Value(r.src)
	found := signsIn(value)
	if found&brackets != 0 && bytes.Contains(value, []byte("[^")) {
		r.unresolved(value, n.Segment.Start)
	}
	if found&brackets != 0 && bytes.Contains(value, []byte("](")) {
		r.spaced(value, n.Segment.Start)
	}
	if found&braces != 0 {
		r.foreign(value, n.Segment.Start)
	}
	switch {
	case n.IsRaw():
		r.code(value)
	case found&colons != 0 && r.inLink == 0 && bytes.Contains(value, []byte("://")):
		r.bareLinks(value, n.Segment.Start)
	case len(r.used.abbreviations) > 0:
		r.explained(value)
	case found&(colons|escapes) == 0:
		r.plainText(value)
	default:
		r.prose(value)
	}
	switch {
	case n.HardLineBreak():
		r.str("<br>\n")
		r.gap(" ")
	case n.SoftLineBreak():
		last := r.lastRune(n)
		if next, ok := r.firstRune(n.NextSibling()); !ok || keepBreak(last, next) {
			r.str("\n")
			r.gap(" ")
		}
	}
}

// lastRune is the last character shown up to the end of an inline node.
func (r *renderer) lastRune(n ast.Node) rune {
	for n != nil {
		if t, ok := n.(*ast.Text); ok {
			if v := t.Value(r.src); len(v) > 0 {
				c, _ := utf8.DecodeLastRune(v)
				return c
			}
			n = n.PreviousSibling()
			continue
		}
		if w, ok := n.(*wikiLink); ok {
			c, _ := utf8.DecodeLastRuneInString(w.label)
			return c
		}
		n = n.LastChild()
	}
	return utf8.RuneError
}

// firstRune is the first character that will be shown of an inline node.
func (r *renderer) firstRune(n ast.Node) (rune, bool) {
	for n != nil {
		switch t := n.(type) {
		case *ast.Text:
			if v := t.Value(r.src); len(v) > 0 {
				c, _ := utf8.DecodeRune(v)
				return c, true
			}
			return 0, false
		case *wikiLink:
			c, size := utf8.DecodeRuneInString(t.label)
			return c, size > 0
		case *ast.Image, *embed, *ast.RawHTML, *call, *formula:
			return 0, false
		}
		n = n.FirstChild()
	}
	return 0, false
}

func (r *renderer) codeSpan(n *ast.CodeSpan) {
	r.str("<code")
	r.class(n, "")
	r.str(">")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		value := t.Segment.Value(r.src)
		if bytes.HasSuffix(value, []byte("\n")) {
			r.code(value[:len(value)-1])
			r.str(" ")
			r.gap(" ")
		} else {
			r.code(value)
		}
	}
	r.str("</code>")
}

// call writes a value in prose; if it has a fault, its text, with a diagnostic.
func (r *renderer) call(c *call) {
	switch c.fault {
	case "":
		r.hole(kb.Hole{Kind: kb.HoleValue, Args: c.args}, c.Pos())
		r.gap(" ")
		return
	case "open":
		r.complain("MD06.open", c.Pos(), c.args[0])
	case "unknown":
		r.complain("MD06.unknown", c.Pos(), c.args[0], c.near)
	}
	r.code(c.text)
}

func footnoteRef(index, ref int) string {
	id := "fnref-" + strconv.Itoa(index)
	if ref > 0 {
		id += "-" + strconv.Itoa(ref)
	}
	return id
}

func (r *renderer) footnoteLink(n *east.FootnoteLink) {
	i := strconv.Itoa(n.Index)
	r.str(`<sup class="footnote-ref" id="` + footnoteRef(n.Index, n.RefIndex) + `"><a href="#fn-` + i + `" role="doc-noteref">` + i + `</a></sup>`)
}
