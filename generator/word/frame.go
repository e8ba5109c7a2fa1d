package word

import (
	"slices"
	"strconv"
	"strings"
)

// frame is the part of a template around the body, and what the body needs to know of it.
type frame struct {
	p      *pack
	main   string // name of the part with the body
	rels   *links
	head   []byte // up to and with <w:body>, with the prefixes that we use
	sect   []byte // the last page set-up, with the headers and footers that it has or inherits
	tail   []byte // from </w:body> on
	width  int    // of the text, in twips
	header bool   // the template has one for pages other than the first and the even ones
	footer bool   // the same of a footer
	styles *styles
}

// namespaces are the prefixes that the body uses.
var namespaces = [][2]string{{"w", nsW}, {"r", nsR}, {"wp", nsWP}, {"a", nsA}, {"c", nsC}, {"pic", nsPic}}

// frameOf reads a template; base is the blank one, for styles that p lacks.
func frameOf(p, base *pack) (*frame, error) {
	main, err := mainPart(p)
	if err != nil {
		return nil, err
	}
	f := &frame{p: p, main: main}
	if f.rels, err = p.linksOf(main); err != nil {
		return nil, err
	}
	if err := f.cut(p.get(main)); err != nil {
		return nil, err
	}
	f.styles, err = stylesOf(p, f.rels, base)
	return f, err
}

// mainPart finds the part with the body. If the package is not a document that
// can be used, it returns a *Fault.
func mainPart(p *pack) (string, error) {
	root, err := p.linksOf("")
	if err != nil {
		return "", err
	}
	if slices.ContainsFunc(root.known, func(k link) bool { return strings.HasPrefix(k.kind, "http://purl.oclc.org/ooxml/") }) {
		return "", &Fault{Reason: Strict}
	}
	main := root.find("officeDocument")
	if main == "" {
		return "", &Fault{Reason: NotWord}
	}
	if p.get(main) == nil {
		return "", &Fault{Reason: Missing, Part: main}
	}
	main = p.named[strings.ToLower(main)]
	kind, err := p.contentType(main)
	if err != nil {
		return "", err
	}
	switch {
	case strings.Contains(strings.ToLower(kind), "macroenabled"):
		return "", &Fault{Reason: Macros}
	case strings.HasSuffix(kind, "wordprocessingml.template.main+xml"):
		return "", &Fault{Reason: IsDotx}
	case !strings.HasSuffix(kind, "wordprocessingml.document.main+xml"):
		return "", &Fault{Reason: NotWord, Detail: kind}
	}
	for name := range p.named { // the order does not matter
		if strings.HasSuffix(name, "vbaproject.bin") {
			return "", &Fault{Reason: Macros}
		}
	}
	return main, nil
}

// sections is what a scan of the part with the body finds.
type sections struct {
	src       []byte
	root      token
	body, end token // the start and the end of the body
	from, to  token // the last page set-up of the body
	inner     bool  // the last set-up so far is that of an earlier section
	changed   int   // depth of the tracked change that we are in, whose set-up does not count; else 0
	refs      []ref // headers and footers that the last set-up has or inherits
	own       []ref // those written in the last set-up
	page      page
}

// ref is a reference to a header or footer of first, even or default pages.
type ref struct {
	key string // such as "headerReference default"
	raw string // as written
}

// page is the sizes in a page set-up, in twips, and the number of columns.
type page struct{ width, left, right, gutter, columns, space int }

// cut finds the body and fills in what is around it.
func (f *frame) cut(b []byte) error {
	s := sections{src: b}
	if err := scan(f.main, b, s.see); err != nil {
		return err
	}
	if s.body.name.Local == "" {
		if strings.HasPrefix(s.root.name.Space, "http://purl.oclc.org/ooxml/") {
			return &Fault{Reason: Strict}
		}
		return &Fault{Reason: Broken, Part: f.main, Detail: "w:body"}
	}
	declared, clash := declare(s.root, s.body)
	if clash != "" {
		return &Fault{Reason: Broken, Part: f.main, Detail: "xmlns:" + clash}
	}
	name := tagName(b[s.body.from:])
	open := s.body.from + 1 + len(name)
	f.head = slices.Concat(b[:open], []byte(declared), b[open:s.body.to])
	f.tail = b[s.end.from:]
	if s.body.closed { // <w:body/>
		f.head = append(f.head[:len(f.head)-2], '>')
		f.tail = slices.Concat([]byte("</"+name+">"), b[s.end.to:])
	}
	f.sect = s.setup()
	f.width = s.page.text()
	f.header, f.footer = s.has("headerReference default"), s.has("footerReference default")
	return nil
}

// declare returns declarations of our prefixes that <w:body> does not have yet.
// clash is a prefix that the document uses for another namespace.
func declare(root, body token) (more, clash string) {
	for _, n := range namespaces {
		onBody := false
		for _, t := range []token{root, body} {
			for _, a := range t.attrs {
				if a.Name.Space == "xmlns" && a.Name.Local == n[0] {
					onBody = onBody || t.depth == body.depth
					if a.Value != n[1] {
						clash = n[0]
					}
				}
			}
		}
		if !onBody {
			more += " xmlns:" + n[0] + `="` + n[1] + `"`
		}
	}
	return more, clash
}

func (s *sections) see(t token) {
	switch {
	case t.depth == 1 && !t.end:
		s.root = t
	case t.depth == 2 && t.is("body") && !t.end && s.body.name.Local == "":
		s.body = t
	case t.depth == 2 && t.is("body") && t.end && s.end.name.Local == "":
		s.end = t
	case t.is("sectPrChange"):
		if s.changed = t.depth; t.end {
			s.changed = 0
		}
	case s.changed > 0:
	case t.is("sectPr"):
		s.section(t)
	case (t.is("headerReference") || t.is("footerReference")) && !t.end:
		s.refer(t)
	case !s.inner && !t.end && t.is("pgSz"):
		s.page.width = number(attr(t, "w"))
	case !s.inner && !t.end && t.is("pgMar"):
		s.page.left, s.page.right, s.page.gutter = number(attr(t, "left")), number(attr(t, "right")), number(attr(t, "gutter"))
	case !s.inner && !t.end && t.is("cols"):
		s.page.columns, s.page.space = number(attr(t, "num")), number(attr(t, "space"))
	}
}

// section notes the start and end of a page set-up. Only one directly in the body
// is that of the last section.
func (s *sections) section(t token) {
	ofBody := t.depth == 3 && s.body.name.Local != "" && s.end.name.Local == ""
	switch {
	case !t.end:
		s.inner, s.own, s.page = !ofBody, nil, page{}
		if ofBody {
			s.from, s.to = t, token{}
		}
	case ofBody:
		s.to = t
	}
}

// refer notes a header or footer. It is also that of later sections until one has another.
func (s *sections) refer(t token) {
	kind := attr(t, "type")
	if kind == "" {
		kind = "default"
	}
	r := ref{t.name.Local + " " + kind, string(s.src[t.from:t.to])}
	if !t.closed {
		r.raw += "</" + tagName(s.src[t.from:]) + ">"
	}
	if i := slices.IndexFunc(s.refs, func(o ref) bool { return o.key == r.key }); i >= 0 {
		s.refs[i] = r
	} else {
		s.refs = append(s.refs, r)
	}
	s.own = append(s.own, r)
}

// has tells whether the last set-up has or inherits a reference.
func (s *sections) has(key string) bool {
	return slices.ContainsFunc(s.refs, func(r ref) bool { return r.key == key })
}

// setup is the last page set-up, with the references that it inherits written into
// it, as the sections before it are not kept.
func (s *sections) setup() []byte {
	if s.from.name.Local == "" {
		s.own = nil
	}
	inherited := ""
	for _, r := range s.refs {
		if !slices.ContainsFunc(s.own, func(o ref) bool { return o.key == r.key }) {
			inherited += r.raw
		}
	}
	if s.from.name.Local == "" {
		return []byte("<w:sectPr>" + inherited + "</w:sectPr>")
	}
	start, name := s.src[s.from.from:s.from.to], tagName(s.src[s.from.from:])
	if s.from.closed {
		return []byte(string(start[:len(start)-2]) + ">" + inherited + "</" + name + ">")
	}
	return slices.Concat(start, []byte(inherited), s.src[s.from.to:s.to.to])
}

// withRefs adds references to headers and footers at the start of a set-up.
func withRefs(sect []byte, refs string) []byte {
	at := slices.Index(sect, '>') + 1
	return slices.Concat(sect[:at], []byte(refs), sect[at:])
}

// text is the width of the text, or of one column if there are several.
func (p page) text() int {
	if p.width == 0 {
		p.width, p.left, p.right = 11906, 850, 850
	}
	w := p.width - p.left - p.right - p.gutter
	if p.columns > 1 {
		w = (w - p.space*(p.columns-1)) / p.columns
	}
	return min(max(w, 1440), 31680) // an inch to Word's widest page
}

// number reads a whole number; it is 0 if s is none or beyond 100,000.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < -100_000 || n > 100_000 {
		return 0
	}
	return n
}
