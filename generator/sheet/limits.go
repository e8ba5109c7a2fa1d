package sheet

import "unicode/utf8"

// Limits of one file. A zero field means the default.
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

// maxElements limits the XML elements of one part: a normal sheet with 200,000 cells has
// about a million, and with styled empty cells twice as many.
const maxElements = 6_000_000

// maxStrings limits the bytes of the shared texts.
const maxStrings = 48 << 20

// Limits for all cells of a file. A shared text counts each time it is shown, because pages
// and the search index contain it each time.
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
