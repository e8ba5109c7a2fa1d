package sheet

// Limits bound what one file may cost. A zero field takes its default.
type Limits struct {
	FileBytes int64 // of the file; 20 MB
	Entries   int   // parts in the package; 2,000
	Unzip     int64 // bytes of all parts together, unpacked; 256 MB
	Rows      int   // rows with content on one sheet; 20,000
	Cells     int   // cells with content on one sheet; 200,000
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

// maxStrings bounds the text held for one workbook.
const maxStrings = 48 << 20
