package fields

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// statement is the lines of a TOML statement: from to to, counted from 1, both included.
type statement struct {
	from, to int
	problem  Problem // only if the statement is broken
}

// split finds the statements of a TOML document, which may have faults. broken are those
// whose fault the parser would report at a wrong position: a quote or bracket that is not
// closed, a key without quotes that has other characters than letters, digits, _ and -.
// names are the keys without quotes that have letters which TOML does not allow there (推广).
func split(s string) (stmts, broken []statement, names []part) {
	c := cursor{s: s, line: 1, lineAt: 0}
	for {
		c.space(true)
		if c.eof() {
			return stmts, broken, c.names
		}
		from, col := c.line, c.col()
		start := c
		st := statement{from: from}
		switch c.statement() {
		case "":
			st.to = c.line
			stmts = append(stmts, st)
			c.restOfLine()
			continue
		case "unclosed":
			st.problem = Problem{from, col, "unclosed", start.word(), "a quote or bracket is not closed"}
		case "key":
			st.problem = Problem{from, col, "key", start.word(), "a key with other than letters, digits, _ and - must stand in quotes"}
			st.to = c.line
			broken = append(broken, st)
			c.restOfLine()
			continue
		default: // the parser will say what is wrong
			c = start
			c.restOfLine()
			stmts = append(stmts, statement{from: from, to: from})
			continue
		}
		// A quote or bracket is not closed: lines belong to it until one looks like a new statement.
		c = start
		c.restOfLine()
		for !c.eof() && !c.looksNew() {
			c.restOfLine()
		}
		st.to = max(c.line-1, from)
		if c.eof() {
			st.to = c.line
		}
		broken = append(broken, st)
	}
}

// cursor walks over a TOML document.
type cursor struct {
	s      string
	i      int
	line   int
	lineAt int    // offset of the start of the line
	names  []part // keys without quotes, so far, for which TOML asks for quotes: 推广 = 5
}

func (c *cursor) eof() bool { return c.i >= len(c.s) }

func (c *cursor) peek() byte {
	if c.eof() {
		return 0
	}
	return c.s[c.i]
}

func (c *cursor) has(prefix string) bool { return strings.HasPrefix(c.s[c.i:], prefix) }

// next moves n bytes on and counts lines.
func (c *cursor) next(n int) {
	for ; n > 0 && c.i < len(c.s); n-- {
		if c.s[c.i] == '\n' {
			c.line++
			c.lineAt = c.i + 1
		}
		c.i++
	}
}

func (c *cursor) col() int { return 1 + utf8.RuneCountInString(c.s[c.lineAt:c.i]) }

// space moves over blanks; if lines is true, over line ends and comments, too.
func (c *cursor) space(lines bool) {
	for !c.eof() {
		switch b := c.peek(); {
		case b == ' ' || b == '\t' || b == '\r':
			c.next(1)
		case lines && b == '\n':
			c.next(1)
		case lines && b == '#':
			c.toLineEnd()
		default:
			return
		}
	}
}

func (c *cursor) toLineEnd() {
	if n := strings.IndexByte(c.s[c.i:], '\n'); n >= 0 {
		c.i += n
	} else {
		c.i = len(c.s)
	}
}

func (c *cursor) restOfLine() {
	c.toLineEnd()
	c.next(1)
}

// word is the text from the cursor to '=' or the end of the line.
func (c cursor) word() string {
	line, _, _ := strings.Cut(c.s[c.i:], "\n")
	w, _, _ := strings.Cut(line, "=")
	return strings.TrimSpace(w)
}

// looksNew tells whether the line at the cursor starts a statement: key = … or [table].
func (c cursor) looksNew() bool {
	c.space(false)
	if c.peek() == '[' {
		return true
	}
	_, fault := c.key()
	c.space(false)
	return fault == "" && c.peek() == '='
}

// statement moves over a statement and tells its fault: "" for none, "unclosed", "key" or "other".
func (c *cursor) statement() string {
	if c.peek() == '[' {
		double := c.has("[[")
		c.next(1)
		if double {
			c.next(1)
		}
		if _, fault := c.key(); fault != "" {
			return fault
		}
		c.space(false)
		if c.peek() != ']' {
			return "other"
		}
		return ""
	}
	_, keyFault := c.key()
	if keyFault != "" && keyFault != "key" {
		return keyFault
	}
	c.space(false)
	if c.peek() != '=' {
		return "other"
	}
	c.next(1)
	c.space(false)
	if fault := c.skipValue(0); fault != "" {
		return fault
	}
	return keyFault
}

// part is one part of a dotted key and its position.
type part struct {
	name      string
	line, col int
}

// key reads a dotted key. Without quotes it may have letters of any script, although TOML
// forbids it: people write 推广 = 5, and it is clear what they mean.
func (c *cursor) key() (parts []part, fault string) {
	for {
		c.space(false)
		p := part{line: c.line, col: c.col()}
		switch b := c.peek(); {
		case b == '"' || b == '\'':
			raw, ok := c.quoted()
			if !ok {
				return nil, "unclosed"
			}
			p.name = unquote(raw)
		default:
			start := c.i
			foreign := false
			for !c.eof() && (bare(c.peek()) || c.peek() >= utf8.RuneSelf) {
				r, n := utf8.DecodeRuneInString(c.s[c.i:])
				if foreign = foreign || n > 1; n > 1 && !unicode.In(r, unicode.L, unicode.M, unicode.N) {
					fault = "key"
				}
				c.next(n)
			}
			if p.name = c.s[start:c.i]; p.name == "" {
				return nil, "other"
			}
			if foreign {
				c.names = append(c.names, p)
			}
		}
		parts = append(parts, p)
		c.space(false)
		if c.peek() != '.' {
			return parts, fault
		}
		c.next(1)
	}
}

// bare tells whether TOML allows a byte in a key without quotes.
func bare(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_' || b == '-'
}

// quoted moves over a string of any of the four forms and returns it as written.
func (c *cursor) quoted() (raw string, ok bool) {
	start := c.i
	q := c.peek()
	if triple := strings.Repeat(string(q), 3); c.has(triple) {
		c.next(3)
		for !c.eof() {
			if q == '"' && c.peek() == '\\' {
				c.next(2)
				continue
			}
			if c.has(triple) {
				c.next(3)
				for n := 0; n < 2 && c.peek() == q; n++ { // the text may end with two quotes itself: """a"""""
					c.next(1)
				}
				return c.s[start:c.i], true
			}
			c.next(1)
		}
		return "", false
	}
	c.next(1)
	for !c.eof() && c.peek() != '\n' {
		switch b := c.peek(); {
		case q == '"' && b == '\\' && !c.has("\\\n"):
			c.next(2)
		case b == q:
			c.next(1)
			return c.s[start:c.i], true
		default:
			c.next(1)
		}
	}
	return "", false
}

// unquote is the name that a quoted key stands for.
func unquote(raw string) string {
	body := raw[1 : len(raw)-1]
	if raw[0] == '\'' || !strings.Contains(body, `\`) {
		return body
	}
	if s, err := strconv.Unquote(`"` + strings.ReplaceAll(body, `\e`, `\x1b`) + `"`); err == nil {
		return s
	}
	return body
}

// skipValue moves over a value: a string, an array, an inline table, or a word such as true or 12.
func (c *cursor) skipValue(depth int) (fault string) {
	if depth > 10*maxDepth {
		return "other"
	}
	switch b := c.peek(); b {
	case '"', '\'':
		if _, ok := c.quoted(); !ok {
			return "unclosed"
		}
	case '[', '{':
		return c.skipBrackets(depth, b+2) // in ASCII ']' is '[' + 2 and '}' is '{' + 2
	default:
		if c.scalarWord() == "" {
			return "other"
		}
	}
	return ""
}

func (c *cursor) skipBrackets(depth int, end byte) string {
	c.next(1)
	for {
		c.space(true)
		switch b := c.peek(); {
		case c.eof():
			return "unclosed"
		case b == end:
			c.next(1)
			return ""
		case b == ',':
			c.next(1)
			continue
		}
		if end == '}' {
			if _, fault := c.key(); fault != "" {
				return fault
			}
			c.space(false)
			if c.peek() != '=' {
				return "other"
			}
			c.next(1)
			c.space(true)
		} else if c.looksKeyed() {
			return "unclosed" // key = … in an array: the bracket above it is not closed
		}
		if fault := c.skipValue(depth + 1); fault != "" {
			return fault
		}
	}
}

// looksKeyed tells whether the cursor is at the start of a line with a key and '='.
func (c cursor) looksKeyed() bool {
	if strings.TrimSpace(c.s[c.lineAt:c.i]) != "" || !bare(c.peek()) {
		return false
	}
	_, fault := c.key()
	c.space(false)
	return fault == "" && c.peek() == '='
}

// scalarWord moves over a number, date, time, true, false.
func (c *cursor) scalarWord() string {
	start := c.i
	for !c.eof() && !strings.ContainsRune(",]}#\n\r\t=", rune(c.peek())) {
		if c.peek() == ' ' && !(c.i-start == 10 && c.i+1 < len(c.s) && c.s[c.i+1] >= '0' && c.s[c.i+1] <= '2') {
			break // a blank ends it, except the one in 2026-09-30 07:32:00
		}
		c.next(1)
	}
	return c.s[start:c.i]
}
