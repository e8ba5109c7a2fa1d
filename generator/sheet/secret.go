package sheet

import (
	"bytes"
	"regexp"
	"slices"
)

// secrets is what of one worksheet its reader does not see.
type secrets struct {
	hidden  bool // the whole sheet
	cols    spans
	rows    spans            // without those that a filter or a collapsed group hides
	shown   map[spotKey]bool // hidden cells whose merged range is seen
	heads   []rect           // header rows of tables: Excel repairs a file whose header cells differ from the table
	hasCols bool             // cells with content in hidden columns
	hasRows bool
	hasAny  bool
}

// holds tells whether the content of a cell is to be blanked.
func (s *secrets) holds(col, row int) bool {
	if !s.cols.holds(col) && !s.rows.holds(row) || s.shown[spotKey{row, col}] {
		return false
	}
	return !slices.ContainsFunc(s.heads, func(h rect) bool { return h.holds(col, row) })
}

func (s *secrets) any() bool { return s.hidden && s.hasAny || s.hasCols || s.hasRows }

// mayHide finds what a sheet without hidden rows and columns does not have.
var mayHide = regexp.MustCompile(`hidden|zeroHeight|(?:ht|width)=["']-?0`)

// findSecrets looks at every sheet for what is hidden and has content.
func (c *cleaner) findSecrets() error {
	for _, e := range c.sheets {
		if e.part == "" || !c.has(e.part) {
			return fail("SH02.nosheet")
		}
		s := &secrets{hidden: e.hidden, shown: map[spotKey]bool{}}
		c.sheetOf[e.part] = s
		src, err := c.bytes(e.part)
		if err != nil {
			return err
		}
		if e.hidden || mayHide.Match(src) {
			if err := c.survey(src, e.part, s); err != nil {
				return err
			}
		}
		if s.hidden {
			for _, l := range c.links[e.part] {
				s.hasAny = s.hasAny || l.kind != "printerSettings"
			}
			s.hasAny = s.hasAny || e.kind != "worksheet"
		}
		c.secret = c.secret || s.any()
	}
	return nil
}

// cursor follows the cells of a sheet, whose references may be left out.
type cursor struct{ row, col int }

func (p *cursor) see(e element) {
	at := attr(e.tag, "r")
	switch e.name {
	case "row":
		p.col = 0
		if p.row++; at != "" {
			p.row = atoi(at)
		}
	case "c":
		p.col++
		if col, _, ok := parseRef(at); ok {
			p.col = col
		}
	}
}

func isCell(e element) bool { return e.name == "c" && len(e.at) == 3 && e.at[1] == "sheetData" }
func isRow(e element) bool  { return e.name == "row" && len(e.at) == 2 && e.at[1] == "sheetData" }

// maxHeads bounds the tables of one sheet, whose headers every hidden cell is held against.
const maxHeads = 200

// survey reads what is hidden on one sheet. Filters and merged ranges stand
// behind the rows, so that what counts as hidden is known at the end.
func (c *cleaner) survey(src []byte, part string, s *secrets) error {
	h := newHiding()
	var filled []spotKey
	var at cursor
	err := walk(src, func(e element) {
		h.see(e.tag, len(e.at)+1)
		switch {
		case isRow(e):
			at.see(e)
			h.seeRow(e.tag, at.row)
		case isCell(e):
			at.see(e)
		case len(e.at) == 4 && e.at[3] == "c" && (e.name == "v" || e.name == "f" || e.name == "is"):
			s.hasAny = true
			filled = append(filled, spotKey(at))
		}
	})
	if err != nil {
		return err
	}
	for _, l := range c.links[part] {
		if o, ok := c.readObject(l.target); ok && l.kind == "table" {
			h.filters = append(h.filters, o.filters...)
			if o.header > 0 {
				s.heads = append(s.heads, o.headers())
			}
		}
	}
	if h.crossed || len(s.heads) > maxHeads {
		return fail("SH02.order")
	}
	h.settle()
	s.use(h)
	for _, f := range filled {
		if s.holds(f.col, f.row) {
			s.hasCols = s.hasCols || s.cols.holds(f.col)
			s.hasRows = s.hasRows || !s.cols.holds(f.col)
		}
	}
	return nil
}

// use takes what is hidden. The first cell of a merged range that is seen in
// part is seen, too.
func (s *secrets) use(h *hiding) {
	s.cols, s.rows = h.cols, h.rows
	for _, m := range h.merges {
		if _, ok := h.shown(m); ok {
			s.shown[spotKey{m.r0, m.c0}] = true
		}
	}
}

// cleanSheets blanks what is hidden and takes out comments, views that bear a
// person's name and formulas that lead elsewhere.
func (c *cleaner) cleanSheets() string {
	for _, e := range c.sheets {
		s := c.sheetOf[e.part]
		var why string
		if s.hidden && s.any() {
			why = c.emptySheet(e.part)
		} else {
			why = c.cleanSheet(e.part, s)
		}
		if why != "" {
			return why
		}
	}
	return ""
}

// emptySheet leaves nothing but the place of the sheet.
func (c *cleaner) emptySheet(part string) string {
	c.removed[hiddenSheets] = true
	if why := c.unlink(part, func(link) bool { return true }); why != "" {
		return why
	}
	return c.edit(part, func(e element) verdict {
		switch {
		case len(e.at) != 1:
			return verdict{}
		case e.name == "sheetData":
			return e.hollow()
		}
		return dropped
	})
}

func (c *cleaner) cleanSheet(part string, s *secrets) string {
	src, err := c.bytes(part)
	if err != nil {
		return unread
	}
	if !c.secret && !c.removed[external] && !c.removed[comments] && !bytes.Contains(src, []byte("scenarios")) && !bytes.Contains(src, []byte("ustomSheetView")) {
		return "" // nothing in it to clean
	}
	w := sheetCleaner{cleaner: c, s: s, goneLinks: map[string]bool{}, shared: map[string]bool{}}
	if why := w.countLinks(src); why != "" {
		return why
	}
	if why := c.edit(part, w.judge); why != "" {
		return why
	}
	if w.why != "" {
		return w.why
	}
	c.removed[hiddenColumns] = c.removed[hiddenColumns] || s.hasCols
	c.removed[hiddenRows] = c.removed[hiddenRows] || s.hasRows
	return c.unlink(part, func(l link) bool { return w.goneLinks[l.id] })
}

// sheetCleaner judges the elements of one sheet.
type sheetCleaner struct {
	*cleaner
	s         *secrets
	at        cursor
	keptLinks int             // hyperlinks that stay
	goneLinks map[string]bool // relations of those that go
	shared    map[string]bool // shared formulas whose first cell lost it
	why       string
}

// countLinks finds the hyperlinks of blanked cells: they hold addresses and texts.
func (w *sheetCleaner) countLinks(src []byte) string {
	err := walk(src, func(e element) {
		if e.name != "hyperlink" {
			return
		}
		if !w.linkGoes(e) {
			w.keptLinks++
		} else if id := attr(e.tag, "id"); id != "" {
			w.goneLinks[id] = true
		}
	})
	if err != nil {
		return unread
	}
	return ""
}

func (w *sheetCleaner) linkGoes(e element) bool {
	r, ok := parseRange(attr(e.tag, "ref"))
	return ok && w.s.holds(r.c0, r.r0)
}

func (w *sheetCleaner) judge(e element) verdict {
	switch {
	case isRow(e):
		w.at.see(e)
	case isCell(e):
		w.at.see(e)
		return w.cell(e)
	case e.name == "f" && len(e.at) == 4 && e.at[3] == "c":
		return w.formula(e)
	case e.name == "legacyDrawing" && w.removed[comments]:
		return dropped
	case e.name == "scenarios", e.name == "customSheetViews":
		w.removed[personal] = true
		return dropped
	case e.name == "hyperlinks" && w.keptLinks == 0, e.name == "hyperlink" && w.linkGoes(e):
		return dropped
	case isFormula[e.name] && w.removed[external] && elsewhere.MatchString(e.text()):
		w.why = unknown // a rule of the sheet leads to another workbook
	}
	return verdict{}
}

// isFormula names the formulas of rules: conditional formats, validations and their extensions.
var isFormula = map[string]bool{"f": true, "formula": true, "formula1": true, "formula2": true}

func (w *sheetCleaner) cell(e element) verdict {
	if w.s.holds(w.at.col, w.at.row) {
		return e.hollow("t", "cm", "vm", "ph")
	}
	in := e.inside()
	if !formulaTag.Match(in) {
		return verdict{}
	}
	goes := w.secret || w.removed[external] && elsewhere.Match(in)
	if w.secret && !valueTag.Match(in) {
		w.why = uncomputed
	}
	if goes && attr(e.tag, "cm") != "" {
		return verdict{tag: e.without("cm")}
	}
	return verdict{}
}

// The children of a cell, with or without a prefix.
var (
	formulaTag = regexp.MustCompile(`<(?:\w+:)?f[\s/>]`)
	valueTag   = regexp.MustCompile(`<(?:\w+:)?(?:v|is)[\s/>]`)
)

// formula drops formulas that would be calculated from blanked cells, and those
// that lead to another workbook. The values stay.
func (w *sheetCleaner) formula(e element) verdict {
	if w.secret {
		w.removed[formulas] = true
		return dropped
	}
	si, text := attr(e.tag, "si"), e.text()
	goes := w.removed[external] && elsewhere.MatchString(text)
	if attr(e.tag, "t") == "shared" {
		if text != "" {
			w.shared[si] = goes
		}
		goes = w.shared[si]
	}
	if goes {
		return dropped
	}
	return verdict{}
}
