package search

import (
	"bytes"
	"html"
	"slices"
	"strings"
	"sync"
	"unicode"

	"milepost/generator/tag"
)

// Doc is what can be searched of one page. It is plain data.
type Doc struct {
	Path     string // of the output from the site's root, "faq/vpn.html"
	Title    string
	Kind     string // manual, faq, workbook, …
	Section  string // the top folder
	Owner    string
	Tags     []string
	Due      string // YYYY-MM-DD: after this day the page is overdue; "" never
	Crumbs   string // "首页 › 运维"
	Sections []Section
	Columns  []string // column names of the tables whose rows are sections, tab-separated
}

// Section is a piece of a page with an anchor of its own.
type Section struct {
	ID      string // anchor, "" for the top of the page
	Heading string
	Text    string // lines; cells of a line are separated by tabs
	Level   int    // 1 for the top of the page, else that of the heading
	Row     int    // 0, or for a table row 1 + the index of its Columns
}

// Extract reads what can be searched from the finished HTML of an output. It returns
// false if the page has no <main data-search-body>: such a page is not searched.
func Extract(path string, page []byte) (Doc, bool) {
	x := extractor{s: scanner{b: page}, doc: Doc{Path: path}}
	if !x.findMain() {
		return Doc{}, false
	}
	room := rooms.Get().(*[]draft)
	x.secs = (*room)[:0]
	x.walk()
	d := x.finish()
	*room = x.secs
	rooms.Put(room)
	return d, true
}

// rooms keeps the memory of pages that are done, to be used for the next ones.
var rooms = sync.Pool{New: func() any { return new([]draft) }}

type extractor struct {
	s     scanner
	doc   Doc
	title string // of <title>, for a page without h1

	secs    []draft
	cur     int // section that text goes to
	heading int // the section of the last heading
	gotH1   bool
	anchor  string // id of an element that has begun and has no text yet, as in <section id="a"><h2>: the heading takes it

	tables []table
	row    *row
	close  string // name of the row's element, such as "tr": its end tag ends the row
	depth  int    // how many elements of that name are open inside the row
}

// draft is a section being written.
type draft struct {
	Section
	w line
}

// table is an open table; cols are the names in its head.
type table struct {
	cols    []string
	caption string
	index   int // 1 + its place in Doc.Columns, 0 if not there yet
	head    bool
	from    int // where the text of the open head cell or caption begins
}

// row is an open row with an anchor of its own.
type row struct {
	id    string
	cells []line
}

// line collapses white space as a browser does and keeps the strongest gap.
type line struct {
	b   []byte
	gap byte // pending ' ', '\t' or '\n'
}

func (l *line) text(s []byte) {
	for i := 0; i < len(s); {
		if tag.Space(s[i]) {
			l.want(' ')
			i++
			continue
		}
		if l.gap != 0 {
			if len(l.b) > 0 {
				l.b = append(l.b, l.gap)
			}
			l.gap = 0
		}
		from := i
		for i < len(s) && !tag.Space(s[i]) {
			i++
		}
		l.b = append(l.b, s[from:i]...)
	}
}

func (l *line) empty() { *l = line{b: l.b[:0]} }

// want asks for a gap before the next text. Of several wishes the strongest counts: a
// line break before a tab, a tab before a space.
func (l *line) want(g byte) {
	if g == ' ' && l.gap != 0 || g == '\t' && l.gap == '\n' {
		return
	}
	l.gap = g
}

// findMain moves to the content of <main data-search-body> and reads its attributes.
func (x *extractor) findMain() bool {
	inTitle := false
	for {
		if !inTitle {
			x.s.seek("mst") // main, script, style, svg, title
		}
		text, t, ok := x.s.next()
		if inTitle {
			x.title += decode(text)
		}
		if !ok {
			return false
		}
		switch {
		case t.name == "title":
			inTitle = !t.end && x.title == ""
		case t.end:
		case t.name == "script" || t.name == "style" || t.name == "svg":
			x.s.skip(t)
		case t.name == "main":
			if _, has := t.attr("data-search-body"); has {
				x.attributes(t)
				return true
			}
		}
	}
}

func (x *extractor) attributes(t markup) {
	d := &x.doc
	d.Kind, _ = t.attr("data-kind")
	d.Section, _ = t.attr("data-section")
	d.Owner, _ = t.attr("data-owner")
	d.Due, _ = t.attr("data-due")
	d.Crumbs, _ = t.attr("data-crumbs")
	tags, _ := t.attr("data-tags")
	for _, s := range strings.FieldsFunc(tags, func(r rune) bool { return r == '|' || r == ',' }) {
		if s = strings.TrimSpace(s); s != "" {
			d.Tags = append(d.Tags, s)
		}
	}
}

func (x *extractor) walk() {
	x.open(Section{Level: 1})
	pre := 0
	for depth := 1; ; {
		text, t, ok := x.s.next()
		x.text(text, pre > 0)
		if !ok {
			return
		}
		switch {
		case t.name == "":
		case t.name == "main":
			if depth += step(t); depth == 0 {
				return
			}
		case t.end:
			if t.name == "pre" {
				pre--
			}
			x.end(t)
		case x.hidden(t):
			if t.block {
				x.want('\n')
			}
			x.s.skip(t)
		default:
			if t.name == "pre" {
				pre++
			}
			x.start(t)
		}
	}
}

// open begins a section. It uses the memory of an old one if there is one.
func (x *extractor) open(s Section) {
	n := len(x.secs)
	if n == cap(x.secs) {
		x.secs = append(x.secs, draft{Section: s})
		return
	}
	x.secs = x.secs[:n+1]
	x.secs[n].Section = s
	x.secs[n].w.empty()
}

func step(t markup) int {
	if t.end {
		return -1
	}
	return 1
}

func (x *extractor) hidden(t markup) bool {
	if t.unseen {
		return true
	}
	if len(t.attrs) == 0 {
		return false
	}
	if _, ignore := t.attr("data-search-ignore"); ignore {
		return true
	}
	v, hidden := t.attr("hidden")
	return hidden && v != "until-found"
}

func (x *extractor) out() *line {
	if x.row != nil && len(x.row.cells) > 0 {
		return &x.row.cells[len(x.row.cells)-1]
	}
	return &x.secs[x.cur].w
}

func (x *extractor) text(b []byte, pre bool) {
	if len(b) == 0 {
		return
	}
	if bytes.IndexByte(b, '&') >= 0 {
		b = []byte(html.UnescapeString(string(b)))
	}
	if bytes.Contains(b, []byte("\u00a0")) {
		b = bytes.ReplaceAll(b, []byte("\u00a0"), []byte(" "))
	}
	if x.anchor != "" && len(bytes.TrimSpace(b)) > 0 {
		x.anchor = ""
	}
	if !pre {
		x.out().text(b)
		return
	}
	for {
		end := bytes.IndexByte(b, '\n')
		if end < 0 {
			x.out().text(b)
			return
		}
		x.out().text(b[:end])
		x.want('\n')
		b = b[end+1:]
	}
}

func (x *extractor) want(gap byte) {
	if x.row != nil && gap != ' ' {
		gap = ' ' // a cell is one line
	}
	x.out().want(gap)
}

func (x *extractor) start(t markup) {
	if t.name == x.close && !t.self {
		x.depth++
	}
	switch t.name {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		x.startHeading(t)
		return
	case "table":
		x.tables = append(x.tables, table{})
	case "thead", "caption", "td", "th":
		x.startCell(t)
	}
	if _, is := t.attr("data-search-row"); is {
		x.startRow(t)
	}
	if t.block {
		x.want('\n')
		if id, _ := t.attr("id"); id != "" && x.row == nil {
			x.anchor = id
		}
	}
}

func (x *extractor) end(t markup) {
	switch t.name {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		x.endHeading()
		return
	case "table":
		if n := len(x.tables); n > 0 {
			x.tables = x.tables[:n-1]
		}
	case "thead", "caption", "th":
		x.endCell(t)
	}
	if t.block {
		x.want('\n')
	}
	if x.row != nil && t.name == x.close {
		if x.depth--; x.depth == 0 {
			x.endRow()
		}
	}
}

// startHeading opens a section. The heading is first read as text of the section;
// endHeading takes it out of the text again.
func (x *extractor) startHeading(t markup) {
	if x.row != nil { // a heading inside a row counts as text of the row
		x.want(' ')
		return
	}
	if t.name == "h1" && !x.gotH1 {
		x.gotH1 = true
		x.open(Section{Level: 0})
		x.cur = len(x.secs) - 1
		return
	}
	id, _ := t.attr("id")
	if id == "" {
		id = x.anchor
	}
	x.anchor = ""
	x.open(Section{ID: id, Level: max(2, int(t.name[1]-'0'))})
	x.cur = len(x.secs) - 1
	x.heading = x.cur
}

func (x *extractor) endHeading() {
	if x.row != nil || x.cur == 0 {
		return
	}
	s := &x.secs[x.cur]
	text := flat(string(s.w.b))
	s.w.empty()
	if s.Level == 0 { // the h1: its text is the title
		x.doc.Title = text
		x.secs = x.secs[:x.cur]
		x.cur, x.heading = 0, 0
		return
	}
	s.Heading = text
}

func (x *extractor) startCell(t markup) {
	if x.row != nil {
		if t.name == "td" || t.name == "th" {
			x.row.cells = append(x.row.cells, line{})
		}
		return
	}
	if t.name == "td" || t.name == "th" {
		x.out().want('\t')
	}
	if n := len(x.tables); n > 0 {
		tb := &x.tables[n-1]
		tb.head = tb.head || t.name == "thead"
		tb.from = len(x.out().b)
	}
}

func (x *extractor) endCell(t markup) {
	n := len(x.tables)
	if n == 0 || x.row != nil {
		return
	}
	tb := &x.tables[n-1]
	b := x.out().b
	switch {
	case t.name == "thead":
		tb.head = false
	case t.name == "caption":
		tb.caption = flat(string(b[min(tb.from, len(b)):]))
	case tb.head:
		tb.cols = append(tb.cols, flat(string(b[min(tb.from, len(b)):])))
	}
}

func (x *extractor) startRow(t markup) {
	id, _ := t.attr("id")
	if id == "" || x.row != nil || t.self || t.void {
		return
	}
	x.row = &row{id: id}
	x.close, x.depth = t.name, 1
	if t.name != "tr" {
		x.row.cells = []line{{}}
	}
}

func (x *extractor) endRow() {
	s := Section{ID: x.row.id, Level: 6, Heading: x.secs[x.heading].Heading, Row: 1}
	if x.heading == 0 {
		s.Heading = x.doc.Title
	}
	if n := len(x.tables); n > 0 {
		tb := &x.tables[n-1]
		if tb.caption != "" {
			s.Heading = tb.caption
		}
		if tb.index == 0 {
			x.doc.Columns = append(x.doc.Columns, strings.Join(tb.cols, "\t"))
			tb.index = len(x.doc.Columns)
		}
		s.Row = tb.index
	} else if len(x.doc.Columns) == 0 {
		x.doc.Columns = []string{""}
	}
	texts := make([]string, len(x.row.cells))
	for i, c := range x.row.cells {
		texts[i] = flat(string(c.b))
	}
	s.Text = strings.Join(texts, "\t")
	x.row, x.close = nil, ""
	x.open(s)
}

// finish gives the document its title, drops rows that hold nothing, and puts the
// others behind the top of the page.
func (x *extractor) finish() Doc {
	d := x.doc
	if d.Title == "" {
		d.Title = flat(x.title)
	}
	if d.Title == "" {
		d.Title = d.Path
	}
	x.secs[0].Heading = d.Title
	d.Sections = make([]Section, 0, len(x.secs))
	for i := range x.secs {
		s := &x.secs[i]
		if s.Row == 0 {
			s.Text = string(s.w.b)
		}
		if s.Row > 0 && strings.Trim(s.Text, "\t") == "" {
			continue
		}
		d.Sections = append(d.Sections, s.Section)
	}
	// Rows first: where two sections match a query equally well, search shows the first, and a
	// row says more than the text around its table.
	slices.SortStableFunc(d.Sections[1:], func(a, b Section) int { return min(b.Row, 1) - min(a.Row, 1) })
	return d
}

func decode(b []byte) string { return html.UnescapeString(string(b)) }

// flat is s on one line.
func flat(s string) string {
	for i, r := range s {
		if unicode.IsSpace(r) && (r != ' ' || i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return strings.Join(strings.Fields(s), " ")
		}
	}
	return s // most texts are on one line already
}
