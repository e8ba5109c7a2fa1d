package sheet

import "unicode/utf8"

// Limits bound what one file may cost. A zero field takes its default.
type Limits struct {
	FileBytes int64 // of the file; 20 MB
	Entries   int   // parts in the package; 2,000
	Unzip     int64 // bytes of all parts together, unpacked; 256 MB
	Rows      int   // rows with content on one sheet; 20,000
	Cells     int   // cells with content on one sheet; 200,000
}

// LimitsOf is the limits as site.toml gives them; 0 is the default.
func LimitsOf(fileMB, rows, cells int) Limits {
	return Limits{FileBytes: int64(fileMB) << 20, Rows: rows, Cells: cells}
}

func (l Limits) orDefault() Limits {
	if l.FileBytes == 0 {
		l.FileBytes = 20 << 20
	}
	if l.Entries == 0 {
		l.Entries = 2000
	}
	if l.Unzip == 0 {
		l.Unzip = 256 << 20
	}
	if l.Rows == 0 {
		l.Rows = 20_000
	}
	if l.Cells == 0 {
		l.Cells = 200_000
	}
	return l
}

// maxElements bounds the work on one part: an honest sheet of 200,000 cells
// has about a million elements; styled empty cells may add as many again.
const maxElements = 6_000_000

// maxStrings bounds the texts that a workbook shares, each counted once.
const maxStrings = 48 << 20

// What the cells of one file may hold together, on all its sheets. A text that
// many cells share counts as often as it is shown: pages, tables and the search
// index write it out each time.
const (
	maxText   = 32 << 20 // bytes
	maxSheets = 3        // times the cells of one sheet
	maxShown  = 32_767   // characters in one cell, as in Excel
)

// usage is what the cells of a file hold so far.
type usage struct{ cells, text int }

// add counts one line.
func (u *usage) add(l *line, lim Limits) error {
	for i := range l.cells {
		n := len(l.cells[i].text)
		if n > maxShown && utf8.RuneCountInString(l.cells[i].text) > maxShown {
			return fail("SH03.shown", ref(l.cells[i].col, l.n), maxShown)
		}
		u.text += n
	}
	if u.text > maxText {
		return fail("SH03.text", maxText>>20)
	}
	if u.cells += len(l.cells); u.cells > maxSheets*lim.Cells {
		return fail("SH03.file-cells", maxSheets*lim.Cells)
	}
	return nil
}
