package markdown

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"milepost/generator/digest"
	"milepost/generator/kb"
)

// Included files are inserted into the text before the page is read, as in other
// generators (directive.go has the syntax, portion.go selects lines). Addresses in an
// included file count from the page that includes it. Errors in an included page are
// reported when that page is read itself, in other files at the line that includes them.

// Limits of what a page may include, far above what a person writes.
const (
	maxIncluded  = 8 << 20  // bytes of the whole text: the largest page that is read
	maxInclusion = 2000     // files
	maxChain     = 16       // files that include one another
	maxSought    = 64 << 20 // bytes of all files that are looked through
)

// Load returns the bytes of a file of the content folder. If there are none, why is the
// end of a code of MD13, such as "missing".
type Load func(p string) (src []byte, why string)

// Named finds the page that a name means in the page from: by its path without .md, or the
// end of that path. "" if there is none.
type Named func(name, from string) string

// Asked is a file that was looked for, and the digest of its bytes; if it could not be
// loaded, the digest of the reason.
type Asked struct {
	Path string
	Key  digest.Key
}

// Inclusion is a page's text with all included files inserted; [Parse] reads it instead of
// the page's bytes.
type Inclusion struct {
	Asked  []Asked // in the order they were looked for, each once
	source *source
	names  []kb.Include
}

// origin is where a line of a page's text comes from.
type origin struct {
	line, col int // in the page's own file; of an included line, that of the directive
	included  bool
	page      bool // it is from another page, which reports its own faults
}

// Include inserts what the page includes; nil if it includes nothing. The result depends
// only on the path, the bytes and the answers of load and named.
func Include(name string, src []byte, load Load, named Named) *Inclusion {
	if !slices.ContainsFunc(directiveMarks, func(mark []byte) bool { return bytes.Contains(src, mark) }) {
		return nil
	}
	s := decode(name, src)
	x := &includer{load: load, named: named, page: s, in: &Inclusion{}, loaded: map[string]loaded{}}
	_, _, _, body, _ := s.extent()
	x.out = append(x.out, s.text[:body]...)
	for i := range bytes.Count(x.out, []byte("\n")) {
		x.from = append(x.from, origin{line: i + 1})
	}
	x.lines(string(s.text[body:]), frame{path: name})
	if len(x.in.names)+len(x.in.Asked)+len(s.diags) == 0 {
		return nil
	}
	x.in.source = x.made(name)
	return x.in
}

// text is the text of a page for Parse.
func (in *Inclusion) text(name string, src []byte) *source {
	if in == nil {
		return decode(name, src)
	}
	s := *in.source
	return &s
}

// includer puts a page's text together.
type includer struct {
	load   Load
	named  Named
	page   *source // of the page itself
	in     *Inclusion
	loaded map[string]loaded
	out    []byte
	from   []origin // of each line of out
	files  int
	sought int
	full   bool
}

type loaded struct {
	src *source
	why string
}

// frame is a file whose lines are being inserted.
type frame struct {
	path   string
	chain  []string // the files that include it
	indent string
	at     *origin // of all its lines; nil for the page itself
	fence  string  // of the code block around its lines, "" if there is none
}

// made is the text that was put together.
func (x *includer) made(name string) *source {
	s := &source{path: name, text: x.out, diags: x.page.diags, lines: []int{0}}
	for i, c := range x.out {
		if c == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	for len(x.from) < len(s.lines) { // behind the last line break
		last := origin{line: 1}
		if n := len(x.from); n > 0 {
			if last = x.from[n-1]; !last.included {
				last.line = min(last.line+1, len(x.page.lines))
			}
		}
		x.from = append(x.from, last)
	}
	s.from = x.from
	return s
}

// emit adds one line.
func (x *includer) emit(line string, f *frame, own int) {
	o := origin{line: own}
	if f.at != nil {
		o = *f.at
	}
	if line = strings.TrimSuffix(line, "\n"); line != "" || strings.Contains(f.indent, ">") { // a blank line ends a quotation
		x.out = append(x.out, f.indent...)
	}
	x.out = append(append(x.out, line...), '\n')
	x.from = append(x.from, o)
}

// lines adds the lines of a text, and what they include.
func (x *includer) lines(src string, f frame) {
	own, ended := len(x.from)+1, strings.HasSuffix(src, "\n")
	list := strings.SplitAfter(src, "\n")
	for i := 0; i < len(list); i++ {
		line := strings.TrimSuffix(list[i], "\n")
		if i == len(list)-1 && line == "" {
			break
		}
		d, n, ok := directiveAt(list[i:], f.fence != "")
		if !ok {
			f.fence = fenceAfter(line, f.fence)
			x.emit(line, &f, own+i)
			continue
		}
		for k := range n { // what cannot be included is shown as written
			if k == 0 && x.include(d, &f, own+i) {
				break
			}
			x.emit(strings.TrimSuffix(list[i+k], "\n"), &f, own+i+k)
		}
		i += n - 1
	}
	if !ended && f.at == nil && len(x.out) > 0 {
		x.out = x.out[:len(x.out)-1] // as the page has it
	}
}

// include inserts the targets of a directive; false if none can be inserted.
func (x *includer) include(d directive, f *frame, own int) bool {
	at := origin{line: own, col: 1 + len([]rune(d.indent)), included: true}
	if f.at != nil {
		at = *f.at
	}
	if d.plain {
		x.emit(d.before, f, own)
		return true
	}
	done := false
	for _, t := range d.targets {
		p, l := x.find(d.kind, t.path, f.path)
		switch {
		case d.kind >= ofNote && (l.why != "" || p == x.page.path || !t.part.in(l.src)): // it stays in the text and becomes a link or the like, which reports what is wrong
		case l.why != "":
			x.refuse(l.why, t.path, p, f, at)
		case x.fits(p, l.src, f, at):
			done = x.put(d, t, p, l.src, f, at) || done
		}
	}
	return done
}

// refuse reports why a file is not included.
func (x *includer) refuse(why, said, p string, f *frame, at origin) {
	if at.page { // the included page reports it itself
		return
	}
	if why == "missing" {
		x.in.names = append(x.in.names, kb.Include{Path: p, Said: said, Missing: true, Line: at.line, Col: at.col})
		return
	}
	if len(f.chain) > 0 {
		said = f.path + " → " + said
	}
	x.page.complainAt("MD13."+why, at.line, at.col, said)
}

// fits tells whether one more file can be put in.
func (x *includer) fits(p string, s *source, f *frame, at origin) bool {
	chain := append(slices.Clone(f.chain), f.path)
	if i := slices.Index(chain, p); i >= 0 {
		if i == 0 { // only pages in the cycle report it, not pages that include one of them
			x.page.complainAt("MD13.cycle", at.line, at.col, strings.Join(append(chain, p), " → "))
		}
		return false
	}
	x.files++
	x.sought += len(s.text)
	if len(chain) <= maxChain && x.files <= maxInclusion && x.sought <= maxSought && len(x.out)+len(s.text) <= maxIncluded {
		return true
	}
	if !x.full {
		x.full = true
		x.page.complainAt("MD13.much", at.line, at.col, maxIncluded>>20, maxInclusion, maxChain)
	}
	return false
}

// put inserts the selected lines of a file.
func (x *includer) put(d directive, t target, p string, s *source, f *frame, at origin) bool {
	markdown := strings.EqualFold(path.Ext(p), ".md")
	list, why := t.part.of(s, markdown && d.kind != asCode && f.fence == "")
	if why != nil {
		if !at.page {
			x.page.complainAt(why.code, at.line, at.col, append([]any{t.path}, why.args...)...)
		}
		return false
	}
	if i := slices.IndexFunc(x.in.names, func(n kb.Include) bool { return n.Path == p }); i < 0 && f.at == nil {
		x.in.names = append(x.in.names, kb.Include{Path: p, Said: t.path, Line: at.line, Col: at.col})
	}
	at.page = markdown && d.kind != asCode && f.fence == ""
	if d.kind == ofNote {
		list = untitled(list, t.part)
	}
	in := frame{path: p, chain: append(slices.Clone(f.chain), f.path), indent: f.indent + d.indent, at: &at, fence: f.fence}
	switch {
	case d.kind == asCode:
		x.code(d, t, p, list, &in)
	case len(list) == 1 && d.before+d.after != "":
		in.indent = f.indent
		x.emit(d.before+list[0]+d.after, f, at.line)
	default:
		if d.before != "" {
			x.emit(d.before, f, at.line)
		}
		x.lines(strings.Join(list, "\n")+"\n", in)
		if d.after != "" {
			x.emit(d.after, f, at.line)
		}
	}
	return true
}

// code adds a file as a block of code.
func (x *includer) code(d directive, t target, p string, list []string, f *frame) {
	marks := "```"
	for _, line := range list {
		for rest := line; strings.Contains(rest, marks); {
			marks += "`"
		}
	}
	info := d.info
	if d.lang == "" {
		info = strings.TrimPrefix(path.Ext(p), ".") + info
	}
	if d.label == "" {
		info += " [" + path.Base(p) + "]"
	}
	x.emit(marks+info, f, 0)
	for _, line := range dedented(list, t.part.name != "") {
		x.emit(line, f, 0)
	}
	x.emit(marks, f, 0)
}

// find looks for the file in the folders in which the directive's generator looks.
func (x *includer) find(kind directiveKind, said, from string) (p string, l loaded) {
	if kind == ofNote {
		return x.note(said, from)
	}
	dir := path.Dir(from)
	if strings.Contains(said, "://") {
		return said, loaded{why: "url"}
	}
	places := placesOf(kind, said, dir)
	for i, place := range places {
		got := x.get(place)
		if i == 0 || got.why == "" {
			p, l = place, got
		}
		if l.why == "" {
			break
		}
	}
	if l.why == "missing" && strings.HasPrefix(path.Join(dir, said), "../") {
		l.why = "outside"
	}
	return p, l
}

// note finds the page that ![[name]] means.
func (x *includer) note(said, from string) (p string, l loaded) {
	if x.named != nil {
		p = x.named(said, from)
	}
	if p == "" {
		x.in.Asked = append(x.in.Asked, Asked{said, digest.Key{}}) // so that the page is read again when such a file appears
		return "", loaded{why: "missing"}
	}
	return p, x.get(p)
}

// get loads a file once.
func (x *includer) get(p string) loaded {
	l, known := x.loaded[p]
	if known {
		return l
	}
	src, why := x.load(p)
	a := Asked{p, digest.Of(why)}
	if l.why = why; why == "" {
		a.Key, l.src = digest.Bytes(src), decode(p, src)
		if bytes.ContainsRune(l.src.text, utf8.RuneError) && bytes.IndexByte(src, 0) >= 0 {
			l.why = "binary"
		}
	}
	x.loaded[p] = l
	x.in.Asked = append(x.in.Asked, a)
	return l
}

// placesOf lists the paths that a directive may mean, from the content folder. None leads
// out of it.
func placesOf(kind directiveKind, said, dir string) (list []string) {
	add := func(p string) {
		if p = strings.TrimPrefix(path.Clean("/"+p), "/"); p != "" && !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	said = strings.ReplaceAll(said, `\`, "/")
	if root := RootOf(said); root != "" && kind != ofHugo {
		add(said[len(root):])
		return list
	}
	if kind == ofHugo {
		return hugoPlaces(said, dir)
	}
	if kind != ofMkDocs {
		add(path.Join("/", dir, said))
	}
	add(said)
	if _, rest, deeper := strings.Cut(said, "/"); deeper && kind == ofMkDocs { // from the folder above the pages
		add(rest)
	}
	add(path.Join("/", dir, said))
	return list
}

// hugoPlaces lists the paths of a shortcode: from the page's folder, the content folder and
// the top folder of the page (its language); .md is added to a path without extension.
func hugoPlaces(said, dir string) (list []string) {
	top, _, _ := strings.Cut(dir, "/")
	for _, from := range []string{dir, "", top} {
		if from == dir && strings.HasPrefix(said, "/") {
			continue
		}
		p := path.Join("/", from, said)[1:]
		if path.Ext(p) == "" {
			p += ".md"
		}
		if !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return list
}

// RootOf is the prefix of a path from the content folder (@/, ~/, /), "" for other paths.
func RootOf(said string) string {
	for _, root := range []string{"@src/", "@/", "~/", "/"} {
		if strings.HasPrefix(said, root) {
			return root
		}
	}
	return ""
}

// fenceAfter is the code fence that is open after a line; fence is the one open before it.
func fenceAfter(line, fence string) string {
	line = strings.TrimLeft(line, " \t>")
	marks := line[:len(line)-len(strings.TrimLeft(line, "`"))]
	if marks == "" {
		marks = line[:len(line)-len(strings.TrimLeft(line, "~"))]
	}
	switch rest := line[len(marks):]; {
	case len(marks) < 3:
		return fence
	case fence == "" && (marks[0] == '~' || !strings.Contains(rest, "`")):
		return marks
	case fence != "" && marks[0] == fence[0] && len(marks) >= len(fence) && strings.TrimSpace(rest) == "":
		return ""
	}
	return fence
}
