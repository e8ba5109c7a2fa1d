package search

import (
	"bytes"
	"strings"

	"milepost/generator/tag"
)

// markup is a start or end tag in HTML that we wrote ourselves: lower-case names,
// quoted attributes, every element closed. In other HTML something may be misread, but
// reading never fails.
type markup struct {
	*element
	attrs []byte // the raw attributes of a start tag
	end   bool
	self  bool // <br/>
}

// element is what is known of all elements of one name.
type element struct {
	name   string
	block  bool // begins and ends a line
	unseen bool // holds no text for readers (script), or text that the page has a second time
	void   bool // has no end
}

// none is the element of what is no tag: a comment, or the end of the page.
var none = &element{}

// scanner walks over HTML without building a tree.
type scanner struct {
	b []byte
	i int
}

// next gives the text before the next tag, and the tag. ok is false at the end,
// when text is what remains.
func (s *scanner) next() (text []byte, t markup, ok bool) {
	for from := s.i; ; {
		at := bytes.IndexByte(s.b[s.i:], '<')
		if at < 0 {
			text, s.i = s.b[from:], len(s.b)
			return text, markup{element: none}, false
		}
		at += s.i
		n := tag.Length(s.b[at:])
		if n == 0 {
			s.i = at + 1 // a bare "<" is text
			continue
		}
		text, s.i = s.b[from:at], at+n
		return text, read(s.b[at:s.i]), true
	}
}

// seek moves to the next tag of an element whose name begins with one of
// initials, or to the next comment. It does not read the tags that it passes over, so
// a "<" inside one of their attributes would mislead it: our own pages escape that.
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

// read reads the tag in b; the element of a comment is none.
func read(b []byte) markup {
	n, end := tag.NameEnd(b)
	if n == 0 {
		return markup{element: none}
	}
	from := 1
	if end {
		from = 2
	}
	t := markup{element: named(b[from:n]), end: end, attrs: b[n:]}
	if last := len(t.attrs) - 1; last >= 0 && t.attrs[last] == '>' {
		t.attrs = t.attrs[:last]
		t.self = last > 0 && t.attrs[last-1] == '/'
	}
	return t
}

// attr is the value of an attribute; has tells whether it is there.
func (t markup) attr(key string) (value string, has bool) { return tag.Value(t.attrs, key) }

// skip passes over the subtree of the start tag just read.
func (s *scanner) skip(t markup) {
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
	s.i += tag.Length(s.b[s.i:])
}

// named is what is known of the elements of a name. For names of the list elements it
// allocates no memory.
func named(b []byte) *element {
	if e, ok := elements[string(b)]; ok {
		return e
	}
	return &element{name: string(bytes.ToLower(b))}
}

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
