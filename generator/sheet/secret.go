package sheet

import (
	"bytes"
	"regexp"
	"slices"
)

// secrets is what of one worksheet its reader does not see.
type secrets struct {
	hidden  bool // the whole sheet
	cols    map[int]bool
	rows    map[int]bool // without those that a filter hides
	heads   []rect       // header rows of tables: Excel repairs a file whose header cells differ from the table
	hasCols bool         // cells with content in hidden columns
	hasRows bool
	hasAny  bool
}

// holds tells whether the content of a cell is to be blanked.
func (s *secrets) holds(col, row int) bool {
	if !s.cols[col] && !s.rows[row] {
		return false
	}
	return !slices.ContainsFunc(s.heads, func(h rect) bool { return h.holds(col, row) })
}

func (s *secrets) any() bool { return s.hidden && s.hasAny || s.hasCols || s.hasRows }

// findSecrets looks at every sheet for what is hidden and has content.
func (c *cleaner) findSecrets() error {
	for _, e := range c.sheets {
		if e.part == "" || !c.has(e.part) {
			return fail("SH02.nosheet")
		}
		s := &secrets{hidden: e.hidden, cols: map[int]bool{}, rows: map[int]bool{}}
		c.sheetOf[e.part] = s
		src, err := c.bytes(e.part)
		if err != nil {
			return err
		}
		if e.hidden || bytes.Contains(src, []byte("hidden")) || bytes.Contains(src, []byte("zeroHeight")) {
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

// maxFilters bounds the filters and tables of one sheet, which every hidden cell is held against.
const maxFilters = 200

// survey reads what is hidden on one sheet. The filters stand behind the rows,
// so that which of them count is known at the end.
func (c *cleaner) survey(src []byte, part string, s *secrets) error {
	var filters []rect
	var filled []spotKey
	var at cursor
	zero, last, crossed := false, 0, false
	err := walk(src, func(e element) {
		switch {
		case e.name == "sheetFormatPr":
			zero = yes(attr(e.tag, "zeroHeight"))
		case e.name == "col" && yes(attr(e.tag, "hidden")):
			lo, hi := max(atoi(attr(e.tag, "min")), 1), min(atoi(attr(e.tag, "max")), maxCol)
			if lo <= last {
				crossed = true // Excel would repair it; and each column is looked at once
				return
			}
			for last = lo; last <= hi; last++ {
				s.cols[last] = true
			}
			last--
		case isRow(e):
			at.see(e)
			if h := attr(e.tag, "hidden"); yes(h) || zero && h == "" {
				s.rows[at.row] = true
			}
		case isCell(e):
			at.see(e)
		case e.name == "autoFilter":
			filters = append(filters, filterOf(e)...)
		case len(e.at) == 4 && e.at[3] == "c" && (e.name == "v" || e.name == "f" || e.name == "is"):
			s.hasAny = true
			if s.cols[at.col] || s.rows[at.row] {
				filled = append(filled, spotKey(at))
			}
		}
	})
	if err != nil {
		return err
	}
	for _, l := range c.links[part] {
		if l.kind != "table" {
			continue
		}
		more, err := c.surveyTable(l.target, s)
		if err != nil {
			return err
		}
		filters = append(filters, more...)
	}
	if crossed || len(filters) > maxFilters || len(s.heads) > maxFilters {
		return fail("SH02.order")
	}
	for row := range s.rows {
		if slices.ContainsFunc(filters, func(f rect) bool { return f.r0 < row && row <= f.r1 }) {
			delete(s.rows, row)
		}
	}
	for _, f := range filled {
		if s.holds(f.col, f.row) {
			s.hasCols = s.hasCols || s.cols[f.col]
			s.hasRows = s.hasRows || !s.cols[f.col]
		}
	}
	return nil
}

// filterOf is the range of a filter that hides something.
func filterOf(e element) []rect {
	if r, ok := parseRange(attr(e.tag, "ref")); ok && bytes.Contains(e.inside(), []byte("filterColumn")) {
		return []rect{r}
	}
	return nil
}

func (c *cleaner) surveyTable(part string, s *secrets) (filters []rect, err error) {
	src, err := c.bytes(part)
	if err != nil {
		return nil, err
	}
	if o, ok := c.readObject(part); ok && o.header > 0 {
		head := o.rect
		head.r1 = head.r0 + o.header - 1
		s.heads = append(s.heads, head)
	}
	return filters, walk(src, func(e element) {
		if e.name == "autoFilter" {
			filters = append(filters, filterOf(e)...)
		}
	})
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
