package sheet

import (
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
)

// worksheet is a sheet as read: its grid, and what was left out.
type worksheet struct {
	grid
	hiddenCols []string // letters of hidden columns that held content
	hiddenRows []int    // hidden rows that held content
	viewedRows int      // rows that a filter or a collapsed group hides; they are read
	formulas   int      // without a cached value
	last       string   // the last cell that was read before a fault
	aside      []asideCell
	stored     map[spotKey]raw // results of formulas that are calculated again
	stale      []string        // cells that could not be, and keep their stored result
}

// asideCell is a cell that was hidden by hand: not read, but formulas may need it.
type asideCell struct {
	raw
	at spotKey
}

// readSheet reads and verifies one sheet in a single pass. On a fault the
// returned worksheet names the last good cell and must not be used otherwise.
func (b *book) readSheet(e sheetEntry) (*worksheet, error) {
	w := &worksheet{grid: grid{name: e.name, hidden: map[int]bool{}}}
	if e.part == "" || !b.has(e.part) {
		return w, fail("SH02.nosheet")
	}
	size := int64(b.byName[e.part].UncompressedSize64)
	s, err := scanAfter(b.parts, e.part, func(src *bufio.Reader) (*bufio.Reader, error) { return b.ahead(src, size) })
	if err != nil {
		return w, err
	}
	defer s.close()
	if err := b.needStrings(); err != nil {
		return w, err
	}
	r := &sheetReader{book: b, s: s, w: w, hide: newHiding(), shared: map[string]sharedFormula{}}
	if err := r.run(); err != nil {
		return w, err
	}
	rels, err := b.rels(e.part)
	if err != nil {
		return w, err
	}
	for _, id := range r.tables {
		if o, ok := b.readObject(rels[id].target); ok {
			w.objects = append(w.objects, o)
			r.hide.filters = append(r.hide.filters, o.filters...)
		}
	}
	r.hide.decide()
	w.withdraw(r.hide)
	return w, nil
}

type sheetReader struct {
	*book
	s      *scanner
	w      *worksheet
	hide   *hiding
	tables []string // relation ids
	row    int
	cells  int
	shared map[string]sharedFormula
}

// sharedFormula is the formula that the cells of a column share, and its first cell.
type sharedFormula struct {
	text     string
	col, row int
}

func (r *sheetReader) run() error {
	for {
		tok, err := r.s.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		r.hide.see(e, r.s.depth)
		switch e.Name.Local {
		case "row":
			if r.s.depth == 3 {
				if err := r.readRow(e); err != nil {
					return err
				}
			}
		case "tablePart":
			r.tables = append(r.tables, attr(e, "id"))
		case "extLst":
			if err := r.s.skip(); err != nil {
				return err
			}
		}
	}
}

func (r *sheetReader) readRow(e xml.StartElement) error {
	n := r.row + 1
	if a := attr(e, "r"); a != "" {
		if n = atoi(a); n <= r.row || n > maxRow {
			return fail("SH02.order")
		}
	}
	r.row = n
	r.hide.seeRow(e, n)
	l := line{n: n, src: n}
	col := 0
	for depth := r.s.depth; r.s.depth >= depth; {
		tok, err := r.s.next()
		if err != nil {
			return eof(err, r.s)
		}
		c, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if c.Name.Local != "c" {
			if err := r.s.skip(); err != nil {
				return err
			}
			continue
		}
		if err := r.readCell(c, &l, &col); err != nil {
			return err
		}
	}
	if len(l.cells) == 0 {
		return nil
	}
	r.w.lines = append(r.w.lines, l)
	if len(r.w.lines) > r.lim.Rows {
		return fail("SH03.rows", r.lim.Rows)
	}
	if r.cells += len(l.cells); r.cells > r.lim.Cells {
		return fail("SH03.cells", r.lim.Cells)
	}
	return r.used.add(&l, r.lim)
}

// readCell reads one cell; col is that of the cell before.
func (r *sheetReader) readCell(e xml.StartElement, l *line, col *int) error {
	c := raw{col: *col + 1, style: general}
	kind := ""
	for i := range e.Attr {
		v := e.Attr[i].Value
		switch e.Attr[i].Name.Local {
		case "r":
			cc, row, ok := parseRef(v)
			if !ok || row != l.n || cc <= *col {
				return fail("SH02.order")
			}
			c.col = cc
		case "t":
			kind = v
		case "s":
			if i := atoi(v); i >= 0 && i < len(r.styles) {
				c.style = r.styles[i]
			} else if v != "" {
				return fail("SH02.style", ref(c.col, l.n))
			}
		}
	}
	if c.col > maxCol {
		return fail("SH02.order")
	}
	*col = c.col
	value, hasValue, formula, err := r.content(c.col, l.n)
	if err != nil {
		return err
	}
	if err := r.interpret(&c, kind, value, hasValue, formula, l.n); err != nil {
		return err
	}
	if formula != "" && c.kind != rawFormula && r.trust.placeholder(&c) {
		r.w.doubt(&c, formula, l.n)
	}
	if c.kind == rawFormula {
		r.w.formulas++
	}
	r.w.last = ref(c.col, l.n)
	if !c.blank() {
		l.cells = append(l.cells, c)
	}
	return nil
}

// content is the stored value and the formula of the cell just started.
func (r *sheetReader) content(col, row int) (value string, hasValue bool, formula string, err error) {
	for depth := r.s.depth; r.s.depth >= depth; {
		tok, err := r.s.next()
		if err != nil {
			return "", false, "", eof(err, r.s)
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "v":
			value, err = r.plain()
			hasValue = true
		case "f":
			formula, err = r.formula(e, col, row)
		case "is":
			value, err = r.s.richText()
			hasValue = true
		default:
			err = r.s.skip()
		}
		if err != nil {
			return "", false, "", err
		}
	}
	return value, hasValue, formula, nil
}

// formula is the text of a formula; it begins with "{" if it is not for this cell alone.
func (r *sheetReader) formula(e xml.StartElement, col, row int) (string, error) {
	kind, si := attr(e, "t"), attr(e, "si")
	f, err := r.plain()
	switch {
	case err != nil:
		return "", err
	case kind == "shared" && f != "":
		r.shared[si] = sharedFormula{f, col, row}
	case kind == "shared":
		base, ok := r.shared[si]
		if !ok {
			return "{", nil
		}
		f = shift(base.text, row-base.row, col-base.col)
	case kind == "array", kind == "dataTable", f == "":
		f = "{" + f
	}
	return f, nil
}

// plain is the text of the element just started.
func (r *sheetReader) plain() (string, error) {
	out := ""
	for depth := r.s.depth; r.s.depth >= depth; {
		tok, err := r.s.next()
		if err != nil {
			return "", eof(err, r.s)
		}
		switch t := tok.(type) {
		case xml.CharData:
			out += string(t)
		case xml.StartElement:
			if err := r.s.skip(); err != nil {
				return "", err
			}
		}
	}
	return out, nil
}

// interpret turns the stored value into a raw cell (ECMA-376 part 1, 18.18.11).
func (r *sheetReader) interpret(c *raw, kind, value string, hasValue bool, formula string, row int) error {
	at := ref(c.col, row)
	if !hasValue || value == "" && kind != "str" && kind != "inlineStr" {
		if formula != "" {
			c.kind, c.text = rawFormula, formula
		}
		return nil
	}
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || i < 0 || i >= len(r.strings) {
			return fail("SH02.index", at)
		}
		c.kind, c.text = rawText, r.strings[i]
	case "str":
		c.kind, c.text = rawText, unescape(value)
	case "inlineStr":
		c.kind, c.text = rawText, value
	case "b":
		c.kind = rawBool
		if yes(strings.TrimSpace(value)) {
			c.num = 1
		}
	case "e":
		c.kind, c.text = rawError, strings.TrimSpace(value)
	case "d":
		c.kind, c.text = rawISO, strings.TrimSpace(value)
	case "n", "":
		f, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || math.IsInf(f, 0) || math.IsNaN(f) || strings.ContainsAny(value, "xX_") {
			return fail("SH02.number", at, value)
		}
		c.kind, c.num, c.style = rawNumber, f, c.style.of(f)
	default:
		return fail("SH02.number", at, kind)
	}
	return nil
}

// readObject reads a table part.
func (b *book) readObject(part string) (object, bool) {
	s, err := newScanner(b.parts, part)
	if err != nil {
		return object{}, false
	}
	defer s.close()
	o, found, h := object{}, false, newHiding()
	err = s.each(func(e xml.StartElement) error {
		h.see(e, s.depth)
		if e.Name.Local == "table" && !found {
			o.rect, found = parseRange(attr(e, "ref"))
			o.header = 1
			if n := attr(e, "headerRowCount"); n != "" {
				o.header = atoi(n)
			}
			o.totals = max(atoi(attr(e, "totalsRowCount")), 0)
		}
		return nil
	})
	o.filters = h.filters
	return o, found && err == nil && o.header >= 0
}
