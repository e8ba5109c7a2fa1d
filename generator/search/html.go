package search

import (
	"bytes"
	"html"
	"strings"
)

// tag is an element's start or end in HTML that we wrote ourselves: lower-case
// names, quoted attributes, every element closed. Anything else is read as well
// as can be and never fails.
type tag struct {
	*element
	attrs []byte // the raw attributes of a start tag
	end   bool
	self  bool // <br/>
}

// element is what is known of all elements of one name.
type element struct {
	name   string
	block  bool // begins and ends a line
	unseen bool // holds no text of the page, or text that stands elsewhere too
	void   bool // has no end
}

// none is the element of a tag that is not there.
var none = &element{}

// scanner walks over HTML without building a tree.
type scanner struct {
	b []byte
	i int
}

// next gives the text before the next tag, and the tag. ok is false at the end,
// when text is what remains.
func (s *scanner) next() (text []byte, t tag, ok bool) {
	for from := s.i; ; {
		at := bytes.IndexByte(s.b[s.i:], '<')
		if at < 0 {
			text, s.i = s.b[from:], len(s.b)
			return text, tag{element: none}, false
		}
		at += s.i
		if at+1 < len(s.b) && (s.b[at+1] == '!' || s.b[at+1] == '?') {
			if from < at { // text before a comment: give it with an empty tag
				text = s.b[from:at]
			}
			s.i = s.skipMarkup(at)
			return text, tag{element: none}, true
		}
		if at+1 < len(s.b) && (s.b[at+1] == '/' || letter(s.b[at+1])) {
			text = s.b[from:at]
			s.i = at
			return text, s.tag(), true
		}
		s.i = at + 1 // a bare "<" is text
	}
}

// seek moves to the next tag of an element whose name begins with one of
// initials, or to the next comment. It does not look for the ends of the tags that
// it passes over: what it would take for one inside their attributes is text that
// our own pages escape.
func (s *scanner) seek(initials string) {
	for {
		at := bytes.IndexByte(s.b[s.i:], '<')
		if at < 0 || s.i+at+1 >= len(s.b) {
			s.i = len(s.b)
			return
		}
		s.i += at
		if c := s.b[s.i+1]; c == '!' || strings.IndexByte(initials, c|0x20) >= 0 {
			return
		}
		s.i++
	}
}

// skipMarkup is the offset after a comment, a doctype or a processing instruction.
func (s *scanner) skipMarkup(at int) int {
	if bytes.HasPrefix(s.b[at:], []byte("<!--")) {
		if n := bytes.Index(s.b[at+4:], []byte("-->")); n >= 0 {
			return at + 4 + n + 3
		}
		return len(s.b)
	}
	if n := bytes.IndexByte(s.b[at:], '>'); n >= 0 {
		return at + n + 1
	}
	return len(s.b)
}

func (s *scanner) tag() tag {
	var t tag
	i := s.i + 1
	if s.b[i] == '/' {
		t.end = true
		i++
	}
	from := i
	for i < len(s.b) && !space(s.b[i]) && s.b[i] != '>' && s.b[i] != '/' {
		i++
	}
	t.element = named(s.b[from:i])
	from = i
	for ; i < len(s.b); i++ {
		switch c := s.b[i]; {
		case c == '"' || c == '\'':
			n := bytes.IndexByte(s.b[i+1:], c)
			if n < 0 {
				n = len(s.b) // an open quote: the rest is the tag
			}
			i += n + 1
		case c == '>':
			t.attrs = s.b[from:i]
			t.self = i > from && s.b[i-1] == '/'
			s.i = i + 1
			return t
		}
	}
	t.attrs, s.i = s.b[from:], len(s.b)
	return t
}

// attr is the value of an attribute; has tells whether it is there.
func (t tag) attr(key string) (value string, has bool) {
	b := t.attrs
	for {
		at := bytes.Index(b, []byte(key))
		if at < 0 {
			return "", false
		}
		end := at + len(key)
		starts := at == 0 || space(b[at-1])
		if !starts || end < len(b) && b[end] != '=' && !space(b[end]) && b[end] != '/' || inQuotes(t.attrs, len(t.attrs)-len(b)+at) {
			b = b[end:]
			continue
		}
		b = b[end:]
		if len(b) == 0 || b[0] != '=' {
			return "", true
		}
		return unquote(b[1:]), true
	}
}

// inQuotes tells whether offset at lies within a quoted value.
func inQuotes(b []byte, at int) bool {
	quote := byte(0)
	for _, c := range b[:at] {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		}
	}
	return quote != 0
}

func unquote(b []byte) string {
	if len(b) > 0 && (b[0] == '"' || b[0] == '\'') {
		if n := bytes.IndexByte(b[1:], b[0]); n >= 0 {
			return html.UnescapeString(string(b[1 : 1+n]))
		}
		return html.UnescapeString(string(b[1:]))
	}
	n := 0
	for n < len(b) && !space(b[n]) && b[n] != '/' {
		n++
	}
	return html.UnescapeString(string(b[:n]))
}

// skip passes over the subtree of the start tag just read.
func (s *scanner) skip(t tag) {
	if t.self || t.void {
		return
	}
	if t.name == "script" || t.name == "style" || t.name == "textarea" {
		s.skipRaw(t.name)
		return
	}
	for depth := 1; depth > 0; {
		_, u, ok := s.next()
		if !ok {
			return
		}
		switch {
		case u.name == "script" || u.name == "style":
			if !u.end {
				s.skipRaw(u.name)
			}
		case u.name != t.name || u.self:
		case u.end:
			depth--
		default:
			depth++
		}
	}
}

// skipRaw passes over the content of an element that holds no tags.
func (s *scanner) skipRaw(name string) {
	end := []byte("</" + name)
	n := bytes.Index(s.b[s.i:], end)
	if n < 0 {
		s.i = len(s.b)
		return
	}
	s.i += n
	s.i = s.skipMarkup(s.i)
}

// named is the element of a name. Those that are known are found without
// allocating.
func named(b []byte) *element {
	if e, ok := elements[string(b)]; ok {
		return e
	}
	return &element{name: string(bytes.ToLower(b))}
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

var elements = func() map[string]*element {
	m := map[string]*element{}
	each := func(set func(*element), names string) {
		for n := range strings.FieldsSeq(names) {
			if m[n] == nil {
				m[n] = &element{name: n}
			}
			set(m[n])
		}
	}
	each(func(e *element) { e.block = true }, `address article aside blockquote br caption center dd details dialog div dl dt
		fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li
		main menu nav ol p pre section summary table tbody tfoot thead tr ul video audio img`)
	each(func(e *element) { e.unseen = true }, "script style template svg noscript iframe select textarea object canvas rt rp datalist mrow mtable")
	each(func(e *element) { e.void = true }, "area base br col embed hr img input link meta source track wbr")
	each(func(*element) {}, `a b i em strong span code td th sup sub del ins mark time abbr kbd button label small s title
		html body head ruby colgroup`)
	return m
}()
