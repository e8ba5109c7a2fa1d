package sheet

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"milepost/generator/diag"
	"milepost/generator/halt"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// decodeText finds the encoding of a text file: byte order mark; else valid
// UTF-8; else strict GB18030 with at least 80 % of its non-ASCII characters in
// GB2312. Anything else needs the setting.
func decodeText(b []byte, setting string) (string, error) {
	switch strings.ToLower(strings.NewReplacer("-", "", "_", "").Replace(setting)) {
	case "utf8":
		return utf8Text(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")))
	case "gbk", "gb2312", "gb18030", "ansi":
		if cutOff(b) {
			return "", cutFault(b)
		}
		return orFail(text.GB18030(b))
	case "utf16", "utf16le":
		return utf16Text(b, false)
	case "utf16be":
		return utf16Text(b, true)
	case "":
		return detect(b)
	}
	return "", fail("SH14.encoding", setting)
}

func detect(b []byte) (string, error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return utf8Text(b[3:])
	case bytes.HasPrefix(b, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(b, []byte("\x00\x00\xfe\xff")):
		return orFail(text.UTF32(b))
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return utf16Text(b, false)
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return utf16Text(b, true)
	case isUTF32(b):
		return "", fail("SH01.utf32")
	case bytes.IndexByte(b, 0) >= 0:
		return "", fail("SH01.binary")
	case utf8.Valid(b):
		return string(b), nil
	case cutOff(b):
		return "", cutFault(b)
	}
	s, err := text.GB18030(b)
	if err != nil || !chinese(b) {
		return "", fail("SH01.encoding")
	}
	return s, nil
}

// isUTF32 tells UTF-32 without a byte order mark: of the four bytes of each character, two
// at one end are zero.
func isUTF32(b []byte) bool {
	if len(b) < 16 || len(b)%4 != 0 {
		return false
	}
	low, high := true, true
	for i := 0; i < min(len(b), 4096); i += 4 {
		low = low && b[i] == 0 && b[i+1] == 0 && b[i+2]|b[i+3] != 0
		high = high && b[i+2] == 0 && b[i+3] == 0 && b[i]|b[i+1] != 0
	}
	return low || high
}

func orFail(s string, err error) (string, error) {
	if err != nil || strings.ContainsRune(s, 0) {
		return "", fail("SH01.encoding")
	}
	return s, nil
}

func utf8Text(b []byte) (string, error) {
	switch {
	case bytes.IndexByte(b, 0) >= 0:
		return "", fail("SH01.encoding")
	case !utf8.Valid(b) && cutOff(b):
		return "", cutFault(b)
	case !utf8.Valid(b):
		return "", fail("SH01.encoding")
	}
	return string(b), nil
}

// chinese tells whether at least 80 % of the double bytes are in the used rows of GB2312:
// 1-9 (punctuation) and 16-87 (characters).
func chinese(b []byte) bool {
	all, in := 0, 0
	for i := 0; i < len(b); i++ {
		if b[i] < 0x80 {
			continue
		}
		all++
		if i+1 < len(b) {
			if b[i] >= 0xa1 && b[i] <= 0xf7 && b[i+1] >= 0xa1 && !(b[i] >= 0xaa && b[i] <= 0xaf) {
				in++
			}
			i++
		}
	}
	return 5*in >= 4*all
}

// readCSV reads a CSV or TSV file as a grid.
func readCSV(ctx context.Context, p string, b []byte, lim Limits, encoding string) (*grid, diag.List, error) {
	s, err := decodeText(b, encoding)
	if err != nil {
		return nil, nil, err
	}
	if !strings.Contains(s, "\n") {
		s = strings.ReplaceAll(s, "\r", "\n")
	}
	if rest, ok := strings.CutPrefix(s, "sep="); ok && len(rest) > 1 { // Excel's own hint
		s = "\n" + strings.TrimLeft(rest[1:], "\r\n")
	}
	comma := delimiter(ctx, p, s)
	if d := foreignDelimiter(s, comma); d != "" {
		return nil, nil, fail("SH12.delimiter", d)
	}
	if at := tooWide(s, byte(comma)); at > 0 {
		return nil, nil, fail("SH03.columns", at, maxCol)
	}
	g, diags, err := records(ctx, p, s, comma, lim, false)
	if errors.Is(err, csv.ErrBareQuote) {
		var e *csv.ParseError
		errors.As(err, &e)
		g, diags, err = records(ctx, p, s, comma, lim, true)
		if g != nil && g.hasQuotes() { // ="001" has none left
			diags = append(diags, diag.New("SH12.bare", diag.Pos{File: p, Line: e.Line}))
		}
	}
	return g, diags, err
}

// tooWide is the line of a record with more fields than a sheet may have columns, 0 if there
// is none. It is looked for first, because reading such a record takes much memory.
func tooWide(s string, comma byte) (line int) {
	fields, quoted, line := 0, false, 1
	for i := range len(s) {
		switch s[i] {
		case '"':
			quoted = !quoted
		case '\n':
			line++
			if !quoted {
				fields = 0
			}
		case comma:
			if fields++; !quoted && fields >= maxCol {
				return line
			}
		}
	}
	return 0
}

func (g *grid) hasQuotes() bool {
	for i := range g.lines {
		for j := range g.lines[i].cells {
			if strings.Contains(g.lines[i].cells[j].text, `"`) {
				return true
			}
		}
	}
	return false
}

// delimiter is the comma, tab or semicolon that splits most of the first 20 records into the
// same number of fields, more than one.
func delimiter(ctx context.Context, p, s string) rune {
	best, most := ',', 0
	if strings.EqualFold(path.Ext(p), ".tsv") {
		best = '\t'
	}
	head := s[:min(len(s), 256<<10)]
	for _, d := range []rune{',', '\t', ';'} {
		r := newCSV(ctx, head, d, true)
		count := map[int]int{}
		for range 20 {
			rec, err := r.Read()
			if err != nil {
				break
			}
			count[len(rec)]++
		}
		votes := 0
		for n, c := range count {
			if n > 1 {
				votes = max(votes, c*1000+min(n, 500))
			}
		}
		if votes > most {
			best, most = d, votes
		}
	}
	return best
}

// foreignDelimiter finds a delimiter that we do not read, such as |: all of the first 20
// lines have it equally often, and none has the delimiter that was found.
func foreignDelimiter(s string, comma rune) string {
	var lines []string
	for _, l := range strings.SplitN(s, "\n", 40) {
		if l = strings.TrimSpace(l); l != "" && len(lines) < 20 {
			lines = append(lines, l)
		}
	}
	for _, d := range []string{"|", "，", "；", "\u00a6"} {
		n := 0
		for i, l := range lines {
			k := strings.Count(l, d)
			if i == 0 {
				n = k
			}
			if k != n || strings.ContainsRune(l, comma) {
				n = 0
			}
		}
		if n > 0 && len(lines) > 1 {
			return d
		}
	}
	return ""
}

func newCSV(ctx context.Context, s string, comma rune, lazy bool) *csv.Reader {
	r := csv.NewReader(halt.Reader(ctx, strings.NewReader(s)))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = comma, lazy, -1, true
	return r
}

// records reads all records. A row of the grid is a record or a blank line, as
// Excel counts them; src is the line of the file.
func records(ctx context.Context, p, s string, comma rune, lim Limits, lazy bool) (*grid, diag.List, error) {
	r := newCSV(ctx, s, comma, lazy)
	g := &grid{}
	var used usage
	cells, row, next, last := 0, 0, 1, 1 // next is the line after the last record
	var at, from int64                   // of the record after the last, and of the last
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			var e *csv.ParseError
			if errors.As(err, &e) && !errors.Is(err, csv.ErrBareQuote) {
				return nil, nil, fail("SH12.quote", e.StartLine)
			}
			return nil, nil, err
		}
		start, _ := r.FieldPos(0)
		last = start
		row += start - next + 1
		end := r.InputOffset()
		next = start + newlines(s[at:end], start-next)
		at, from = end, at
		l := line{n: row, src: start}
		for i, t := range rec {
			if c, ok := csvCell(t); ok && i < maxCol {
				c.col = i + 1
				l.cells = append(l.cells, c)
			}
		}
		if len(l.cells) == 0 {
			continue
		}
		g.lines = append(g.lines, l)
		g.widths = append(g.widths, len(rec))
		if cells += len(l.cells); len(g.lines) > lim.Rows {
			return nil, nil, fail("SH03.rows", lim.Rows)
		} else if cells > lim.Cells {
			return nil, nil, fail("SH03.cells", lim.Cells)
		}
		if err := used.add(&l, lim); err != nil {
			return nil, nil, err
		}
	}
	if lazy && openQuote(s[from:at], comma) {
		return nil, nil, fail("SH12.quote", last)
	}
	g.semicolons = comma == ';'
	g.open = s != "" && !strings.HasSuffix(s, "\n")
	return g, ragged(p, g, g.widths), nil
}

// newlines counts the lines of a record; blank is the number of blank lines before it.
func newlines(s string, blank int) int {
	n := strings.Count(s, "\n") - blank
	if !strings.HasSuffix(s, "\n") {
		n++
	}
	return max(n, 1)
}

func csvCell(t string) (raw, bool) {
	c := raw{kind: rawText, style: general}
	if n := len(t); n >= 3 && t[0] == '=' && t[1] == '"' && t[n-1] == '"' {
		t, c.forced = t[2:n-1], true
	}
	c.text = vocab.Trim(t)
	if errorWord(c.text) {
		c.kind = rawError
	}
	return c, c.text != ""
}

// ragged reports records that are wider than the others: a comma too many moves all values
// after it to the right. The last columns may be empty in most records, so the usual width
// is at least the header's. widths is the number of fields of each line, with empty ones.
func ragged(p string, g *grid, widths []int) diag.List {
	filled, full := map[int]int{}, map[int]int{}
	for i := range g.lines {
		if len(g.lines[i].cells) > 1 {
			filled[g.lines[i].last()]++
			full[widths[i]]++
		}
	}
	short, most := commonest(filled)
	fields, same := commonest(full)
	even := 5*same >= 4*len(g.lines) // a tool wrote all fields of each record
	usual := max(short, headerWidth(g))
	if fields = max(fields, usual); most < 2 {
		return nil
	}
	var out diag.List
	for i := range g.lines {
		l := &g.lines[i]
		last := l.last()
		moved := widths[i] > fields && (last > short || even && last == fields)
		if last <= usual && !moved {
			continue
		}
		n := last
		if n <= usual {
			n = widths[i]
		}
		if len(out) < maxComplaints {
			out = append(out, diag.New("SH12.ragged", diag.Pos{File: p, Line: l.src, Cell: ref(last, l.n)}, n, usual))
		}
		for j := range l.cells {
			l.cells[j].doubt = true
		}
	}
	return out
}

// last is the column of the line's last cell.
func (l *line) last() int { return l.cells[len(l.cells)-1].col }

// commonest is the most frequent width; of two equally frequent ones, the larger.
func commonest(count map[int]int) (width, most int) {
	for w, n := range count {
		if n > most || n == most && w > width {
			width, most = w, n
		}
	}
	return width, most
}

// headerWidth is the width of the first line of several cells that can all head a column.
func headerWidth(g *grid) int {
	for i := range g.lines[:min(len(g.lines), maxHeaderLine)] {
		l := &g.lines[i]
		ok := len(l.cells) > 1
		for j := range l.cells {
			ok = ok && headerLike(&head{cells: []*raw{&l.cells[j]}})
		}
		if ok {
			return l.last()
		}
	}
	return 0
}
