package sheet

import (
	"strconv"

	"milepost/generator/vocab"
)

// rawKind is the kind of value that the file stores in a cell.
type rawKind uint8

const (
	rawNone rawKind = iota
	rawNumber
	rawText
	rawBool
	rawError
	rawISO     // a strict OOXML date, ISO 8601 text
	rawFormula // a formula without a cached value; text holds it
)

// raw is one stored cell.
type raw struct {
	col      int
	kind     rawKind
	computed bool   // the formula had no cached value and was calculated
	forced   bool   // text that must stay text (CSV ="001")
	doubt    bool   // it may belong to another column (CSV row with too many fields), be cut off, or mean two numbers
	style    *style // never nil
	num      float64
	text     string
}

// blank tells whether the cell holds nothing a reader would see.
func (c *raw) blank() bool {
	return c == nil || c.kind == rawNone || c.kind == rawText && vocab.Trim(c.text) == ""
}

// line is one row of a grid. n counts from 1 as in cell references; src is the
// line of the file for CSV, else n.
type line struct {
	n, src int
	cells  []raw // ascending, none blank
}

// at is the cell of a column, nil if there is none.
func (l *line) at(col int) *raw {
	cells := l.cells
	if len(cells) == 0 {
		return nil
	}
	// Most rows are dense: the cell stands where its column says, less the first one's offset.
	if i := col - cells[0].col; i >= 0 && i < len(cells) && cells[i].col == col {
		return &cells[i]
	}
	lo, hi := 0, len(cells)
	for lo < hi {
		if m := (lo + hi) / 2; cells[m].col < col {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(cells) && cells[lo].col == col {
		return &cells[lo]
	}
	return nil
}

// rect is a range of cells, all bounds inclusive, counted from 1.
type rect struct{ c0, r0, c1, r1 int }

// String is the range as "A1:C3".
func (r rect) String() string { return ref(r.c0, r.r0) + ":" + ref(r.c1, r.r1) }

func (r rect) holds(col, row int) bool {
	return col >= r.c0 && col <= r.c1 && row >= r.r0 && row <= r.r1
}

// object is a table object (ListObject) of a sheet: the author said where the table is.
type object struct {
	rect
	header, totals int // rows
	filters        []span
}

// headers is the range of its header rows.
func (o object) headers() rect { return rect{o.c0, o.r0, o.c1, o.r0 + o.header - 1} }

// grid is one sheet as stored: only what is visible, rows ascending, no blank cells.
type grid struct {
	name    string // "" for CSV
	lines   []line
	merges  []rect
	objects []object
	hidden  map[int]bool // hidden columns with content, left out: they do not separate tables
	unseen  spans        // rows left out; these do not separate tables either
	widths  []int        // of a CSV: the fields of each line, empty ones too
	open    bool         // of a CSV: its last line has no end

	semicolons bool // of a CSV: its delimiter is the semicolon
	is1904     bool
}

// below is the next visible row after a row.
func (g *grid) below(row int) int { return g.unseen.next(row + 1) }

// ref is the reference of a cell: ref(2, 6) is "B6".
func ref(col, row int) string {
	var buf [16]byte
	i := len(buf)
	for n := row; n > 0; n /= 10 {
		i--
		buf[i] = byte('0' + n%10)
	}
	for n := col; n > 0; n = (n - 1) / 26 {
		i--
		buf[i] = byte('A' + (n-1)%26)
	}
	return string(buf[i:])
}

// Bounds of a sheet in the OOXML format.
const (
	maxCol = 16384
	maxRow = 1048576
)

// parseRef reads "B6", "$B$6" or "b6"; ok is false for anything else.
func parseRef(s string) (col, row int, ok bool) {
	i := 0
	if i < len(s) && s[i] == '$' {
		i++
	}
	start := i
	for i < len(s) && (s[i] >= 'A' && s[i] <= 'Z' || s[i] >= 'a' && s[i] <= 'z') {
		if col = col*26 + int(s[i]|0x20-'a') + 1; col > maxCol {
			return 0, 0, false
		}
		i++
	}
	if i == start {
		return 0, 0, false
	}
	if i < len(s) && s[i] == '$' {
		i++
	}
	if i >= len(s) || s[i] < '1' || s[i] > '9' {
		return 0, 0, false
	}
	for ; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, 0, false
		}
		if row = row*10 + int(s[i]-'0'); row > maxRow {
			return 0, 0, false
		}
	}
	return col, row, true
}

// parseRange reads "A1:C3" or a single cell.
func parseRange(s string) (rect, bool) {
	a, b := s, s
	for i := range len(s) {
		if s[i] == ':' {
			a, b = s[:i], s[i+1:]
			break
		}
	}
	c0, r0, ok0 := parseRef(a)
	c1, r1, ok1 := parseRef(b)
	if !ok0 || !ok1 {
		return rect{}, false
	}
	return rect{min(c0, c1), min(r0, r1), max(c0, c1), max(r0, r1)}, true
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
