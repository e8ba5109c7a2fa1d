package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"milepost/generator/diag"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// A text table has no end that could be missed: one of which only a part was
// copied reads like a whole one. What tells are a character that is there in
// part, a quote that never ends, and a last line that has fewer fields than all
// others and no line end.

// cutOff tells whether a text ends inside of a character and is fine before it.
func cutOff(b []byte) bool { return len(tail(b)) > 0 }

// tail is the part of a character that a text ends in.
func tail(b []byte) []byte {
	for n := 1; n <= min(3, len(b)); n++ {
		whole, part := b[:len(b)-n], b[len(b)-n:]
		if utf8.RuneStart(part[0]) && !utf8.FullRune(part) && utf8.Valid(whole) && utf8.RuneCount(whole) < len(whole) {
			return part
		}
	}
	if n := len(b); n > 1 && b[n-1] >= 0x81 {
		if _, err := text.GB18030(b[:n-1]); err == nil && chinese(b[:n-1]) && !utf8.Valid(b[:n-1]) {
			return b[n-1:]
		}
	}
	return nil
}

func cutFault(b []byte) error { return fail("SH01.cut", bytes.Count(b, []byte("\n"))+1) }

// utf16Text decodes a text of two bytes a character: of a half one it was cut in.
func utf16Text(b []byte, bigEndian bool) (string, error) {
	s, err := orFail(text.UTF16(b[:len(b)/2*2], bigEndian))
	if err == nil && len(b)%2 != 0 {
		return "", fail("SH01.cut", strings.Count(s, "\n")+1)
	}
	return s, err
}

// openQuote tells whether a record, read with quotes inside of fields as plain
// characters, ends in a field whose quote never ends.
func openQuote(record string, comma rune) bool {
	record = strings.TrimLeft(record, "\r\n")
	for record != "" {
		if record[0] != '"' {
			at := strings.IndexAny(record, string(comma)+"\n")
			if at < 0 {
				return false
			}
			record = record[at+1:]
			continue
		}
		if record = closed(record[1:], comma); record == "" {
			return true
		}
		record = record[1:]
	}
	return false
}

// closed is what stands behind the quote that ends a field, from the delimiter
// or line end on; "" if none does. At the end of the text a line end is added.
func closed(field string, comma rune) string {
	field += "\n"
	for {
		at := strings.IndexByte(field, '"')
		if at < 0 {
			return ""
		}
		rest := field[at+1:]
		switch {
		case strings.HasPrefix(rest, `"`):
			field = rest[1:]
		case strings.HasPrefix(rest, string(comma)), strings.HasPrefix(strings.TrimPrefix(rest, "\r"), "\n"):
			return strings.TrimPrefix(rest, "\r")
		default:
			field = rest
		}
	}
}

// fewestWhole is how many lines a table needs so that one that is short is seen to be.
const fewestWhole = 3

// short says that the last line of a text table was cut off: it has no line end
// and fewer fields than all others, which have as many each. The number that the
// cut may have gone through is not used. Titles, notes and totals stand alone.
func (r *reader) short(g *grid) diag.List {
	n := len(g.lines) - 1
	if !g.open || n < 0 {
		return nil
	}
	usual, same := 0, 0
	for _, width := range g.widths[:n] {
		switch {
		case width == 1:
			continue
		case usual != 0 && width != usual:
			return nil
		}
		usual, same = width, same+1
	}
	last, have := &g.lines[n], g.widths[n]
	if same < fewestWhole || have >= usual || r.v.Total(last.cells[0].text) || have == 1 && !begins(last.cells[0].text, g.lines[n-1].cells[0].text) {
		return nil
	}
	if c := &last.cells[len(last.cells)-1]; c.col == have {
		c.doubt = true
	}
	return diag.List{diag.New("SH12.cut", diag.Pos{File: r.path, Line: last.src, Cell: ref(have, last.n)}, have, usual)}
}

// begins tells whether a lone text may be the beginning of a value like the one
// above it: "2026-1" of "2026-11-05". A note is no such.
func begins(lone, above string) bool {
	shape := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return '0'
			}
			return r
		}, vocab.Trim(s))
	}
	return strings.HasPrefix(shape(above), shape(lone))
}
