package sheet

import (
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

// covers tells whether all cells of a range are in hidden rows or columns.
func (s *secrets) covers(r rect) bool { return s.cols.covers(r.c0, r.c1) || s.rows.covers(r.r0, r.r1) }

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
