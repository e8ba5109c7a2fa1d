package sheet

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// Cell is a cell to write. The zero value is an empty one.
type Cell struct {
	Kind   kb.CellKind // Missing, Text, Number, Day, Interval or Bool
	Num    float64     // of Number; of Bool 0 or 1
	Text   string      // of Text, as it is: never a formula; of Day a kb.Date; of Interval a kb.Period
	Format Format      // of Number
	Tone   Tone
	Bold   bool
	Large  bool   // a title
	Link   string // a web or mail address, or a path from the file's folder
	Sheet  string // a sheet of the same book, by its Page's name
	Note   string // shown when the mouse is over the cell
}

// Text is a cell of text.
func Text(s string) Cell { return Cell{Kind: kb.Text, Text: s} }

// Number is a cell of a number, shown in a format.
func Number(n float64, f Format) Cell { return Cell{Kind: kb.Number, Num: n, Format: f} }

// Share is a cell of a share: 0.77 is shown as 77%.
func Share(n float64, decimals int) Cell {
	return Number(n, Format{Percent: true, Decimals: decimals})
}

// Day is a cell of a day.
func Day(d kb.Date) Cell { return Cell{Kind: kb.Day, Text: string(d)} }

// Period is a cell of a period: 2026-09, 2026-Q3, 2026-W36.
func Period(p kb.Period) Cell { return Cell{Kind: kb.Interval, Text: string(p)} }

// Truth is a cell of yes or no.
func Truth(yes bool) Cell {
	c := Cell{Kind: kb.Bool}
	if yes {
		c.Num = 1
	}
	return c
}

// Format is how a number is shown. The value in the cell is never rounded. The
// zero value shows as many digits as there are.
type Format struct {
	Percent   bool
	Decimals  int
	Thousands bool   // 12,000
	Signed    bool   // +6, as of a difference
	Before    string // ¥
	After     string // 万元, 天, 个百分点; not %, which is Percent, nor 万 alone, which Read would multiply by
}

func (f Format) code() string {
	if f == (Format{}) {
		return ""
	}
	code := "0"
	if f.Thousands {
		code = "#,##0"
	}
	if f.Decimals > 0 {
		code += "." + strings.Repeat("0", min(f.Decimals, 15))
	}
	if f.Percent {
		code += "%"
	}
	code = literal(f.Before) + code + literal(f.After)
	if f.Signed {
		code = "+" + code + ";-" + code + ";" + code
	}
	return code
}

// literal is a text within a number format, which must not be long.
func literal(s string) string {
	if s = cut(strings.ReplaceAll(cellText(s), `"`, ""), 30); s != "" {
		s = `"` + s + `"`
	}
	return s
}

// Tone is the meaning of a cell's colour.
type Tone string

// The tones.
const (
	Plain Tone = ""
	Good  Tone = "good"
	Warn  Tone = "warn"
	Bad   Tone = "bad"
	Muted Tone = "muted"
)

// inks are the background and text colour of each tone, readable in print too.
var inks = map[Tone][2]string{
	Good:  {"D9F0DE", "14532D"},
	Warn:  {"FFEFB8", "6B4A00"},
	Bad:   {"FBD5D0", "8A1C12"},
	Muted: {"EEF0F2", "5B6472"},
}

// cellLook is all that the style of a cell depends on.
type cellLook struct {
	code                                        string
	tone                                        Tone
	bold, large, head, table, link, wrap, quote bool
	right, middle                               bool
}

func lookOf(c Cell, head, table bool, width float64) cellLook {
	l := cellLook{code: c.Format.code(), tone: c.Tone, bold: c.Bold, large: c.Large, head: head, table: table, link: c.Link != "" || c.Sheet != ""}
	l.right, l.middle = c.Kind == kb.Number, c.Kind == kb.Day || c.Kind == kb.Interval || c.Kind == kb.Bool
	switch c.Kind {
	case kb.Day:
		l.code = "yyyy-mm-dd"
	case kb.Text:
		l.code = ""
		l.wrap = strings.Contains(c.Text, "\n") || table && float64(shownWidth(c)) > width
		l.quote = c.Text != "" && strings.ContainsRune("=+-@", rune(c.Text[0]))
	case kb.Number:
	default:
		l.code = ""
	}
	return l
}

// styleOf is the number of the style for a look.
func (w *bookWriter) styleOf(l cellLook) int {
	if id, ok := w.styles[l]; ok || l == (cellLook{}) {
		return id
	}
	s := &excelize.Style{Font: &excelize.Font{Bold: l.bold || l.head || l.large}, Alignment: &excelize.Alignment{Vertical: "center", WrapText: l.wrap || l.head}}
	if l.code != "" {
		s.CustomNumFmt = &l.code
	}
	switch {
	case l.head || l.middle:
		s.Alignment.Horizontal = "center"
	case l.right:
		s.Alignment.Horizontal = "right"
	case l.table:
		s.Alignment.Horizontal, s.Alignment.Indent = "left", 1
	}
	if l.large {
		s.Font.Size = 16
	}
	if l.link {
		s.Font.Color, s.Font.Underline = "1D5FA8", "single"
	}
	if ink, ok := inks[l.tone]; ok {
		s.Fill, s.Font.Color = solid(ink[0]), ink[1]
	}
	if l.table {
		s.Border = []excelize.Border{{Type: "bottom", Color: "D5DAE0", Style: 1}, {Type: "top", Color: "D5DAE0", Style: 1}}
	}
	if l.head {
		s.Fill, s.Font.Color = solid("1F5A8A"), "FFFFFF"
	}
	id := w.style(s)
	if l.quote && w.err == nil {
		id = w.quoteStyle(id)
	}
	w.styles[l] = id
	return id
}

func solid(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

// quoteStyle is a style with which =1+1 stays a text even after someone edits the cell.
// excelize 2.11 has no option for it.
func (w *bookWriter) quoteStyle(id int) int {
	xfs, yes := w.f.Styles.CellXfs, true
	xf := xfs.Xf[id]
	xf.QuotePrefix = &yes
	xfs.Xf = append(xfs.Xf, xf)
	xfs.Count = len(xfs.Xf)
	return len(xfs.Xf) - 1
}

// cell writes one cell.
func (w *bookWriter) cell(sheet string, col, line int, c Cell, l cellLook) {
	at := ref(col, line)
	w.do(func() error {
		switch {
		case c.Kind == kb.Missing && !l.table:
			return nil
		case c.Kind == kb.Missing:
			return w.f.SetCellStyle(sheet, at, at, w.styleOf(l))
		case c.Kind == kb.Number && (math.IsNaN(c.Num) || math.IsInf(c.Num, 0)):
			return fmt.Errorf("%s %s: %v is no number", sheet, at, c.Num)
		}
		if err := w.value(sheet, at, c); err != nil {
			return err
		}
		return w.f.SetCellStyle(sheet, at, at, w.styleOf(l))
	})
	w.link(sheet, at, c)
	if c.Note != "" {
		w.note(sheet, at, cut(cellText(c.Note), 4000))
	}
}

func (w *bookWriter) value(sheet, at string, c Cell) error {
	switch c.Kind {
	case kb.Number:
		return w.f.SetCellFloat(sheet, at, c.Num, -1, 64)
	case kb.Bool:
		return w.f.SetCellBool(sheet, at, c.Num != 0)
	case kb.Day:
		// The 1900 calendar of Excel is wrong before March of that year.
		if d, ok := kb.ParseDate(c.Text); ok && d >= "1900-03-01" {
			return w.f.SetCellFloat(sheet, at, float64(d.Sub("1899-12-30")), -1, 64)
		}
	}
	return w.f.SetCellStr(sheet, at, escape(cellText(c.Text)))
}

// escape escapes texts such as _x000D_, which would be read as a character (see unescape).
// SetCellStr of excelize 2.11 does not.
func escape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if spelled.MatchString(s[i:min(i+7, len(s))]) {
			b.WriteString("_x005F")
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

var spelled = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

// link makes the cell a link. A sheet that is not in the book is an error; for an address
// that must not be opened, the text stays without a link.
func (w *bookWriter) link(sheet, at string, c Cell) {
	if c.Sheet != "" {
		for i, p := range w.book.Sheets {
			if p.Name == c.Sheet {
				w.do(func() error { return w.f.SetCellHyperLink(sheet, at, quoted(w.names[i])+"!A1", "Location") })
				return
			}
		}
		w.do(func() error { return fmt.Errorf("%s %s: no sheet is called %q", sheet, at, c.Sheet) })
		return
	}
	if c.Link != "" && opens(c.Link) {
		w.do(func() error { return w.f.SetCellHyperLink(sheet, at, c.Link, "External") })
	}
}

// maxLink is the longest address that Excel opens.
const maxLink = 2000

// opens tells whether a link is to the web, a mailbox or a file in the same folder or below,
// and not longer than maxLink.
func opens(link string) bool {
	u, err := url.Parse(link)
	if err != nil || len(link) > maxLink {
		return false
	}
	switch u.Scheme {
	case "http", "https", "mailto":
		return true
	}
	return u.Scheme == "" && u.Host == "" && !strings.HasPrefix(link, `\`)
}

func (w *bookWriter) note(sheet, at, note string) {
	lines := 1
	for l := range strings.SplitSeq(note, "\n") {
		lines += 1 + shownWidth(Text(l))/44
	}
	w.do(func() error {
		return w.f.AddComment(sheet, excelize.Comment{Cell: at, Author: cut(cellText(w.book.Author), 200), Text: note, Width: 320, Height: uint(min(20+18*lines, 400))})
	})
}

// shown is about what a reader sees in the cell.
func (c Cell) shown() string {
	switch c.Kind {
	case kb.Number:
		n, more := c.Num, 0
		if c.Format.Percent {
			n, more = n*100, 1
		}
		if c.Format == (Format{}) {
			return vocab.PlainNumber(n)
		}
		s := fmt.Sprintf("%.*f", min(max(c.Format.Decimals, 0), 15), n)
		if c.Format.Thousands {
			more += (len(s) - 1) / 3
		}
		return s + c.Format.Before + c.Format.After + strings.Repeat(" ", more+1)
	case kb.Bool:
		return "FALSE"
	}
	return c.Text
}
