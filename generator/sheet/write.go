package sheet

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// Book is a workbook to write.
type Book struct {
	Title, Author string
	Date          kb.Date // its creation date; "": 1980-01-01
	Lang          string  // zh-CN, en: decides the font
	Report        bool    // it repeats values of other files: Read gives its tables no schema
	Sheets        []Page
}

// Page is one sheet of a book. Lines and columns count from 1, as Excel shows them.
type Page struct {
	Name   string    // Write makes it legal and unique
	Rows   [][]Cell  // line 1 first
	Widths []float64 // of columns, in characters; 0 or missing: from the texts
	Heads  []int     // header lines of tables; a table ends at an empty line
	Freeze Freeze
	Print  Print
	Charts []Chart
}

// Freeze is how many lines at the top and columns at the left stay visible.
type Freeze struct{ Lines, Columns int }

// Print is how a sheet is printed: on A4, one page wide, with page numbers.
type Print struct {
	Landscape      bool
	Header, Footer string // plain texts, at the left
	Repeat         int    // the line printed again at the top of each page; 0: none
}

// Write is a book as an .xlsx file. The same book gives the same bytes, and Read finds the
// same values in them. It fails for a book without sheets, NaN, and a chart or link to cells
// or sheets that do not exist.
func Write(b Book) ([]byte, error) {
	if len(b.Sheets) == 0 {
		return nil, errors.New("write workbook: no sheets")
	}
	f := excelize.NewFile()
	defer f.Close()
	w := &bookWriter{writing: writing{f: f}, book: &b, names: legalNames(b.Sheets), styles: map[cellLook]int{}}
	w.properties()
	for i := range b.Sheets {
		if i == 0 {
			w.do(func() error { return f.SetSheetName("Sheet1", w.names[0]) })
		} else {
			w.do(func() error { _, err := f.NewSheet(w.names[i]); return err })
		}
	}
	for i := range b.Sheets {
		w.page(i)
	}
	var buf *bytes.Buffer
	w.do(func() (err error) { buf, err = f.WriteToBuffer(); return err })
	var out []byte
	w.do(func() (err error) { out, err = ordered(buf.Bytes()); return err })
	if w.err != nil {
		return nil, fmt.Errorf("write workbook: %w", w.err)
	}
	return out, nil
}

// bookWriter writes the pages of a book one after the other.
type bookWriter struct {
	writing
	book   *Book
	names  []string // of the sheets, as they are written
	styles map[cellLook]int
}

func (w *bookWriter) properties() {
	day := cmp.Or(w.book.Date, "1980-01-01") + "T00:00:00Z"
	category := ""
	if w.book.Report {
		category = reportCategory
	}
	w.do(func() error {
		return w.f.SetDocProps(&excelize.DocProperties{Category: category, Title: cellText(w.book.Title), Creator: cellText(w.book.Author), LastModifiedBy: cellText(w.book.Author),
			Created: string(day), Modified: string(day), Language: w.book.Lang})
	})
	w.do(func() error { return w.f.SetAppProps(&excelize.AppProperties{Application: "Milepost"}) })
	font := "Calibri"
	if strings.HasPrefix(w.book.Lang, "zh") {
		font = "Microsoft YaHei"
	}
	w.do(func() error { return w.f.SetDefaultFont(font) })
}

func (w *bookWriter) page(n int) {
	p, name := &w.book.Sheets[n], w.names[n]
	widths := columnWidths(p)
	for i, width := range widths {
		col, _ := excelize.ColumnNumberToName(i + 1)
		w.do(func() error { return w.f.SetColWidth(name, col, col, width) })
	}
	table := 0 // how many columns the table has whose lines these are
	for i, row := range p.Rows {
		head := slices.Contains(p.Heads, i+1)
		switch {
		case head:
			table = max(table, len(row))
		case !slices.ContainsFunc(row, func(c Cell) bool { return c.Kind != kb.Missing }):
			table = 0
		}
		if tall := tallness(row, widths, head || table > 0); tall > rowHeight {
			w.do(func() error { return w.f.SetRowHeight(name, i+1, tall) })
		}
		for k := range max(len(row), table) {
			c := Cell{}
			if k < len(row) {
				c = row[k]
			}
			w.cell(name, k+1, i+1, c, lookOf(c, head, k < table, widths[min(k, len(widths)-1)]))
		}
	}
	w.view(p, name)
	for _, c := range p.Charts {
		w.chart(p, name, c)
	}
}

// view sets which lines stay visible and how the sheet is printed.
func (w *bookWriter) view(p *Page, name string) {
	if p.Freeze != (Freeze{}) {
		w.do(func() error { return w.f.SetPanes(name, panes(p.Freeze)) })
	}
	w.do(func() error {
		size, wide, high, turn := 9, 1, 0, "portrait" // 9: A4; 0: as many pages as it takes
		if p.Print.Landscape {
			turn = "landscape"
		}
		return w.f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &size, Orientation: &turn, FitToWidth: &wide, FitToHeight: &high})
	})
	w.do(func() error {
		yes, height := true, rowHeight
		return w.f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &yes, CustomHeight: &yes, DefaultRowHeight: &height})
	})
	w.do(func() error {
		h := &excelize.HeaderFooterOptions{OddFooter: "&L" + printed(p.Print.Footer) + "&R&P / &N"}
		if p.Print.Header != "" {
			h.OddHeader = "&L" + printed(p.Print.Header)
		}
		return w.f.SetHeaderFooter(name, h)
	})
	if p.Print.Repeat > 0 {
		w.do(func() error {
			return w.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: name,
				RefersTo: fmt.Sprintf("%s!$%d:$%[2]d", quoted(name), p.Print.Repeat)})
		})
	}
}

func panes(f Freeze) *excelize.Panes {
	at, _ := excelize.CoordinatesToCellName(max(f.Columns, 0)+1, max(f.Lines, 0)+1)
	active := "bottomRight"
	switch {
	case f.Columns <= 0:
		active = "bottomLeft"
	case f.Lines <= 0:
		active = "topRight"
	}
	return &excelize.Panes{Freeze: true, XSplit: max(f.Columns, 0), YSplit: max(f.Lines, 0), TopLeftCell: at, ActivePane: active}
}

// printed is a text in a header or footer of paper, where & begins a command.
// All together may have 255 characters.
func printed(s string) string {
	return strings.ReplaceAll(cut(strings.ReplaceAll(cellText(s), "\n", " "), 100), "&", "&&")
}

// columnWidths gives each column room for its texts, within reason: longer ones wrap.
func columnWidths(p *Page) []float64 {
	const least, most = 9, 48
	var out []float64
	for i, row := range p.Rows {
		for k, c := range row {
			for k >= len(out) {
				out = append(out, least)
			}
			if !c.Large && (len(row) > 1 || slices.Contains(p.Heads, i+1)) { // a line alone runs on over its neighbours
				out[k] = min(most, max(out[k], float64(shownWidth(c))+3))
			}
		}
	}
	for k, width := range p.Widths {
		switch {
		case k >= len(out):
			out = append(out, cmp.Or(width, least))
		case width > 0:
			out[k] = width
		}
		out[k] = min(max(out[k], 1), 255) // Excel's own limit
	}
	return out
}

// rowHeight is the height of a line, in points.
const rowHeight = 18.0

// tallness is the height that a line needs: not every office program computes it.
func tallness(row []Cell, widths []float64, wraps bool) float64 {
	tall := rowHeight
	for k, c := range row {
		lines := 0
		for line := range strings.SplitSeq(c.shown(), "\n") {
			lines++
			if wraps { // some room is lost where the line breaks
				lines += int(float64(shownWidth(Text(line))) / max(widths[k]-1, 1))
			}
		}
		switch {
		case c.Large:
			tall = max(tall, 28)
		case c.Kind == kb.Text:
			tall = max(tall, 3+15*float64(lines))
		}
	}
	return min(tall, 409) // Excel's own limit
}

// shownWidth is about how wide a cell is shown: the longest line of its text, a
// Han character as two.
func shownWidth(c Cell) int {
	most := 0
	for line := range strings.SplitSeq(c.shown(), "\n") {
		n := 0
		for _, r := range line {
			if n++; r >= 0x1100 {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// cellText is a text as a cell can hold it: no control characters but tabs and
// ends of lines, no more than 32,767 characters as Excel counts.
func cellText(s string) string {
	s, _ = text.Valid(s)
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r >= 0x7f && r < 0xa0 || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, s)
	return cut(s, maxShown)
}

// cut ends a text after so many UTF-16 units, in which Excel counts.
func cut(s string, units int) string {
	if utf8.RuneCountInString(s) <= units/2 {
		return s
	}
	n := 0
	for i, r := range s {
		if n += utf16.RuneLen(r); n > units {
			return s[:i]
		}
	}
	return s
}
