package theme

import "strings"

// spread formats a template for reading: block elements and actions such as {{if}}
// begin lines of their own, indented. A page made from it has the same bytes, since
// squeeze removes the line breaks again; so there is no break beside a space that
// readers see.
func spread(src string) string {
	s := spreader{}
	pieces := join(cut(src))
	for i, p := range pieces {
		before, after := "", ""
		if i > 0 {
			before = pieces[i-1].text
		}
		if i+1 < len(pieces) {
			after = pieces[i+1].text
		}
		s.put(p.text, p.kind, before, after)
	}
	return strings.TrimSpace(s.out.String()) + "\n"
}

type spreader struct {
	out   strings.Builder
	depth int
	raw   bool // inside an element whose white space counts
	fresh bool // a line has just begun
}

// piece is an action, a tag or a text of a template, or a small element with its end tag.
type piece struct {
	text string
	kind int
}

// join makes one piece of an element that holds nothing but one text or action: <li>{{.}}</li>.
func join(texts []string) (out []piece) {
	for i := 0; i < len(texts); i++ {
		p := piece{texts[i], pieceKind(texts[i])}
		if p.kind == opens && i+2 < len(texts) && pieceKind(texts[i+1]) == plain && pieceKind(texts[i+2]) == closes && !strings.Contains(texts[i+1], "\n") {
			if p.text += texts[i+1] + texts[i+2]; strings.HasPrefix(p.text, "<") {
				p.kind = stands
			} else {
				p.kind = plain
			}
			i += 2
		}
		out = append(out, p)
	}
	return out
}

func (s *spreader) put(p string, kind int, before, after string) {
	if kind == closes && s.depth > 0 {
		s.depth--
	}
	if kind == turns && s.depth > 0 {
		s.depth--
	}
	if kind != plain && !spaced(before) {
		s.line()
	}
	if strings.TrimSpace(p) == "" && strings.Contains(p, "\n") {
		s.line()
		return
	}
	if s.fresh && !s.raw {
		p = strings.TrimLeft(p, "\n")
		s.out.WriteString(strings.Repeat("  ", s.depth))
	}
	s.out.WriteString(strings.TrimRight(p, "\n"))
	s.fresh = false
	if strings.HasSuffix(p, "\n") && strings.TrimSpace(p) != "" {
		s.line()
	}
	if kind == opens || kind == turns {
		s.depth++
	}
	if tag := tagOf(p); tag == "pre" || tag == "script" || tag == "style" || tag == "textarea" {
		s.raw = !strings.HasPrefix(p, "</")
	}
	if kind != plain && !spaced(after) {
		s.line()
	}
}

// line begins a new line, unless one has just begun.
func (s *spreader) line() {
	if !s.fresh && !s.raw && s.out.Len() > 0 {
		s.out.WriteByte('\n')
		s.fresh = true
	}
}

// spaced tells whether a piece begins or ends with a space that readers may see.
func spaced(p string) bool {
	return p != "" && (strings.HasPrefix(p, " ") || strings.HasSuffix(p, " ")) && !strings.Contains(p, "\n")
}

// cut splits a template into actions, tags (with the actions inside them) and texts.
func cut(src string) (pieces []string) {
	for src != "" {
		n := 0
		switch {
		case strings.HasPrefix(src, "{{"):
			n = actionEnd(src)
		case src[0] == '<':
			n = tagEnd(src)
		default:
			if n = strings.IndexAny(src, "<{"); n < 0 {
				n = len(src)
			}
			n = max(n, 1)
		}
		pieces = append(pieces, src[:n])
		src = src[n:]
	}
	return pieces
}

func actionEnd(src string) int {
	if i := strings.Index(src, "}}"); i >= 0 {
		return i + 2
	}
	return len(src)
}

// tagEnd is the length of the tag that src begins with.
func tagEnd(src string) int {
	for i := 1; i < len(src); i++ {
		switch {
		case strings.HasPrefix(src[i:], "{{"):
			i += actionEnd(src[i:]) - 1
		case src[i] == '>':
			return i + 1
		}
	}
	return len(src)
}

// Kinds of pieces: what a piece does to the lines around it.
const (
	plain  = iota // stays in the line
	stands        // is a line
	opens         // is a line; what follows is indented: <ul>, {{if}}
	turns         // is a line between two indented parts: {{else}}
	closes        // is a line and ends the indented part: </ul>, {{end}}
)

// blocks names the elements that begin a line, between spaces.
var blocks = " article section header footer main nav div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr figure figcaption details summary form fieldset head body html title meta link "

func pieceKind(p string) int {
	switch {
	case strings.HasPrefix(p, "{{"):
		return actionKind(p)
	case !strings.Contains(blocks, " "+tagOf(p)+" "):
		return plain
	case strings.HasPrefix(p, "</"):
		return closes
	case tagOf(p) == "meta" || tagOf(p) == "link":
		return stands
	}
	return opens
}

func actionKind(p string) int {
	word, _, _ := strings.Cut(strings.TrimLeft(p, "{- "), " ")
	switch strings.TrimRight(word, "-}") {
	case "if", "range", "with":
		return opens
	case "else":
		return turns
	case "end":
		return closes
	case "template":
		return stands
	}
	return plain
}

// tagOf is the name of the tag that p begins with, "" if it is no tag.
func tagOf(p string) string {
	if !strings.HasPrefix(p, "<") {
		return ""
	}
	name := strings.TrimPrefix(strings.TrimPrefix(p, "<"), "/")
	if i := strings.IndexAny(name, " \n>{"); i >= 0 {
		name = name[:i]
	}
	return name
}
