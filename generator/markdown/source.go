package markdown

import (
	"bytes"
	"sort"
	"strings"
	"unicode/utf8"

	"milepost/generator/diag"
	"milepost/generator/text"
)

// source is the text of a file, with the means to find line and column of an offset, and
// the diagnostics so far.
type source struct {
	path  string
	text  []byte // valid UTF-8, line ends are \n, no byte order mark, no NUL
	lines []int  // offset of each line's start
	diags diag.List
	from  []origin // of each line, nil if the page includes nothing

	told, col int // the last offset that was asked for, and its column: in a long line, counting goes on from there
}

// decode makes text of a file's bytes, which must not be changed any more. Pages must be
// UTF-8; a GB18030 or UTF-16 file is read too, and reported.
func decode(path string, src []byte) *source {
	s := &source{path: path, text: src}
	code, at := "", 0
	if !utf8.Valid(src) || bytes.HasPrefix(src, []byte("\uFEFF")) || bytes.IndexByte(src, '\r') >= 0 || bytes.IndexByte(src, 0) >= 0 {
		s.text, code, at = convert(src)
	}
	s.lines = make([]int, 1, 2+len(s.text)/40)
	for at := 0; ; {
		n := bytes.IndexByte(s.text[at:], '\n')
		if n < 0 {
			break
		}
		at += n + 1
		s.lines = append(s.lines, at)
	}
	if code != "" {
		s.complain(code, at)
	}
	return s
}

// convert makes the text from bytes that source.text may not have as they are.
func convert(src []byte) (b []byte, code string, at int) {
	str, code, at := toUTF8(src)
	if strings.Contains(str, "\r") {
		str = strings.ReplaceAll(strings.ReplaceAll(str, "\r\n", "\n"), "\r", "\n")
	}
	return []byte(strings.ReplaceAll(str, "\x00", "\uFFFD")), code, at
}

// toUTF8 returns the text, the code of a complaint and the offset it belongs to.
func toUTF8(src []byte) (str, code string, at int) {
	if bytes.HasPrefix(src, []byte("\xff\xfe")) || bytes.HasPrefix(src, []byte("\xfe\xff")) {
		if str, err := text.UTF16(src, src[0] == 0xfe); err == nil {
			return strings.TrimPrefix(str, "\uFEFF"), "MD01.utf16", 0
		}
	}
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	if utf8.Valid(src) {
		return string(src), "", 0
	}
	if str, err := text.GB18030(src); err == nil && mostlyHan(str) {
		return str, "MD01.gb18030", 0
	}
	// Count line ends as decode will, so that the offset fits the text.
	norm := strings.ReplaceAll(strings.ReplaceAll(string(src), "\r\n", "\n"), "\r", "\n")
	str, at = text.Valid(norm)
	return str, "MD01.encoding", at
}

// mostlyHan tells whether at least four fifths of the characters beyond ASCII are common
// Chinese. If UTF-8 with a bad byte is read as GB18030, they are not.
func mostlyHan(s string) bool {
	common, other := 0, 0
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
		case r >= 0x4E00 && r <= 0x9FA5, r >= 0x3000 && r <= 0x303F, r >= 0xFF00 && r <= 0xFFEF, r == '“', r == '”', r == '—', r == '…':
			// Half of the Han that GB18030 can write are rare: UTF-8 read as
			// GB18030 is full of them, real text is not.
			if rare(r) {
				other++
			} else {
				common++
			}
		default:
			other++
		}
	}
	return common > 0 && common >= 4*other
}

// rare tells whether a character is outside GB2312, by way of its GB18030 bytes.
func rare(r rune) bool {
	b, err := text.ToGB18030(string(r))
	return err != nil || len(b) != 2 || b[0] < 0xA1 || b[0] > 0xF7 || b[1] < 0xA1
}

// own turns a position in the text into one in the page's own file; for an included line
// that is the directive.
func (s *source) own(line, col int) (int, int) {
	if s.from == nil {
		return line, col
	}
	o := s.from[min(max(line, 1), len(s.from))-1]
	if o.included {
		return o.line, o.col
	}
	return o.line, col
}

// included tells whether an offset is in an included file.
func (s *source) included(at int) bool {
	if s.from == nil {
		return false
	}
	line, _ := s.within(at)
	return s.from[min(line, len(s.from))-1].included
}

// elsewhere tells whether a line is from an included page, which reports its own faults.
func (s *source) elsewhere(line int) bool {
	return s.from != nil && s.from[min(max(line, 1), len(s.from))-1].page
}

// place is line and column in the page's own file, both from 1, the column in characters.
func (s *source) place(at int) (line, col int) { return s.own(s.within(at)) }

// within is line and column in the text.
func (s *source) within(at int) (line, col int) {
	at = min(max(at, 0), len(s.text))
	i := sort.SearchInts(s.lines, at+1) - 1
	from, col := s.lines[i], 1
	if from < s.told && s.told <= at {
		from, col = s.told, s.col
	}
	col += utf8.RuneCount(s.text[from:at])
	if at < len(s.text) && utf8.RuneStart(s.text[at]) {
		s.told, s.col = at, col
	}
	return i + 1, col
}

// complain adds a diagnostic at an offset into the text.
func (s *source) complain(code string, at int, args ...any) {
	line, col := s.within(at)
	s.complainAt(code, line, col, args...)
}

// complainAt adds a diagnostic at a line and column of the text. An included page reports
// its own faults.
func (s *source) complainAt(code string, line, col int, args ...any) {
	if s.elsewhere(line) && !strings.HasPrefix(code, "MD09.") { // a limit may be passed only in this page
		return
	}
	line, col = s.own(line, col)
	s.diags = append(s.diags, diag.New(code, diag.Pos{File: s.path, Line: line, Col: col}, args...))
}
