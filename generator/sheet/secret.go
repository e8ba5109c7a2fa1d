package sheet

import (
	"regexp"
	"slices"
)

// secrets is what is hidden on one worksheet.
type secrets struct {
	hidden  bool // the whole sheet
	cols    spans
	rows    spans            // without those that a filter or a collapsed group hides
	shown   map[spotKey]bool // hidden cells whose merged range is visible
	heads   []rect           // header rows of table objects: if their cells were blanked, Excel would call the file damaged
	hasCols bool             // cells with content in hidden columns
	hasRows bool
	hasAny  bool
}

// holds tells whether a cell must be blanked.
func (s *secrets) holds(col, row int) bool {
	if !s.cols.holds(col) && !s.rows.holds(row) || s.shown[spotKey{row, col}] {
		return false
	}
	return !slices.ContainsFunc(s.heads, func(h rect) bool { return h.holds(col, row) })
}

// covers tells whether all cells of a range are in hidden rows or columns.
func (s *secrets) covers(r rect) bool { return s.cols.covers(r.c0, r.c1) || s.rows.covers(r.r0, r.r1) }

func (s *secrets) any() bool { return s.hidden && s.hasAny || s.hasCols || s.hasRows }

// mayHide: a sheet that does not match has no hidden rows and columns.
var mayHide = regexp.MustCompile(`hidden|zeroHeight|(?:ht|width)=["']-?0`)

// findSecrets looks for hidden content on all sheets.
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

// maxHeads limits the table objects of one sheet: each hidden cell is compared with all
// their headers.
const maxHeads = 200

// survey finds what is hidden on one sheet. In the file, filters and merged ranges come
// after the rows, so the result is known only at the end.
func (c *cleaner) survey(src []byte, part string, s *secrets) error {
	h := newHiding()
	var filled []spotKey
	var at cursor
	err := walk(c.ctx, src, func(e element) {
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
	h.decide()
	s.use(h)
	for _, f := range filled {
		if s.holds(f.col, f.row) {
			s.hasCols = s.hasCols || s.cols.holds(f.col)
			s.hasRows = s.hasRows || !s.cols.holds(f.col)
		}
	}
	return nil
}

// use takes over the hidden rows and columns. If a part of a merged range is visible, its
// first cell is visible too.
func (s *secrets) use(h *hiding) {
	s.cols, s.rows = h.cols, h.rows
	for _, m := range h.merges {
		if _, ok := h.shown(m); ok {
			s.shown[spotKey{m.r0, m.c0}] = true
		}
	}
}
