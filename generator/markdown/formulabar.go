package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// A bar in a formula does not separate cells: | $|x|$ | is one cell.

// barless is a reader of the page without bars in the formulas of tables.
type barless struct {
	text.Reader
	src []byte
}

func (b barless) Source() []byte { return b.src }

// hideBars returns the page with the bars hidden in the formulas of a paragraph that may
// be a table; src itself if there are none. All tables share one copy.
func (b *budget) hideBars(p *ast.Paragraph, src []byte) []byte {
	for i := range p.Lines().Len() {
		seg := p.Lines().At(i)
		line := seg.Value(src)
		if bytes.IndexByte(line, '|') < 0 || !bytes.ContainsAny(line, "$(") {
			continue
		}
		for _, at := range barsIn(line) {
			if b.barless == nil {
				b.barless = bytes.Clone(src)
			}
			b.barless[seg.Start+at] = 1
		}
	}
	if b.barless == nil {
		return src
	}
	return b.barless
}

// barsIn lists the offsets of bars in the formulas of a line.
func barsIn(line []byte) (at []int) {
	for i := 0; i < len(line); {
		n, tex := formulaAt(line, i)
		switch {
		case n > 0:
			for k, c := range tex {
				if c == '|' {
					at = append(at, i+(n-len(tex))/2+k)
				}
			}
			i += n
		case line[i] == '\\':
			i += 2
		case line[i] == '`': // code, in which no formula begins
			ticks := len(line[i:]) - len(bytes.TrimLeft(line[i:], "`"))
			i += ticks
			if end := bytes.Index(line[i:], line[i-ticks:i]); end >= 0 {
				i += end + ticks
			}
		default:
			i++
		}
	}
	return at
}

// formulaAt is the length and the TeX of the formula at a place of a line, 0 if there is none.
func formulaAt(line []byte, at int) (n int, tex string) {
	for _, m := range formulaMarks {
		if !bytes.HasPrefix(line[at:], []byte(m.open)) {
			continue
		}
		from := at + len(m.open)
		end := endOf(line[from:min(len(line), from+1000)], m.end)
		if end < 0 {
			return 0, ""
		}
		tex, n = string(line[from:from+end]), len(m.open)+end+len(m.end)
		in := neighbours{before: '|', after: '|', first: at == 0}
		if at > 0 {
			in.before, _ = utf8.DecodeLastRune(line[:at])
		}
		if at+n < len(line) {
			in.after = line[at+n]
		}
		if asciiWord(in.before) || !pairedBars(tex) || !m.like(tex, in) {
			return 0, ""
		}
		return n, tex
	}
	return 0, ""
}

// pairedBars tells whether the bars can belong to a formula; in |$|$| they separate cells.
func pairedBars(tex string) bool {
	edge := strings.HasPrefix(tex, "|") || strings.HasSuffix(tex, "|")
	return !edge || strings.Count(tex, "|")%2 == 0
}
