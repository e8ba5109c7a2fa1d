package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"milepost/generator/diag"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// A text table has no end mark, so a file that was copied only in part looks complete.
// Signs of that are: half a character, a quote without an end, and a last line with fewer
// fields and without a line end.

// cutOff tells whether a text ends inside a character and is valid before it.
func cutOff(b []byte) bool { return len(tail(b)) > 0 }

// tail is the incomplete character at the end of a text.
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

// utf16Text decodes UTF-16. An odd number of bytes means that the file was cut off.
func utf16Text(b []byte, bigEndian bool) (string, error) {
	s, err := orFail(text.UTF16(b[:len(b)/2*2], bigEndian))
	if err == nil && len(b)%2 != 0 {
		return "", fail("SH01.cut", strings.Count(s, "\n")+1)
	}
	return s, err
}

// openQuote tells whether a record ends in a field whose quote is never closed.
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

// closed is the text after the closing quote of a field, from the delimiter or line end on;
// "" if the quote is never closed. A line end is added to the text.
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

// fewestWhole is how many complete lines are needed to call the last one too short.
const fewestWhole = 3

// short reports that the last line of a text table was cut off: it has no line end and fewer
// fields than all others, which have equally many. Its last number is not used. Lines of one
// field (titles, notes) do not count.
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

// begins tells whether a single text may be the start of a value like the one above:
// "2026-1" below "2026-11-05". A note is not.
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
