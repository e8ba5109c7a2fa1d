// Package tag reads the tags of HTML one by one, without building a tree: those that
// people write, each of which is checked, and those that Milepost wrote itself. It
// never fails: what is no tag is text, and a tag without an end reaches to the end.
package tag

import (
	"bytes"
	"html"
	"strings"
)

// Length is the length of the tag, comment or declaration at the start of b, 0 if there is
// none; len(b) if it has no end.
func Length(b []byte) int {
	if len(b) < 2 || b[0] != '<' {
		return 0
	}
	switch c := b[1]; {
	case letter(c), c == '/' && len(b) > 2 && letter(b[2]):
		return end(b)
	case c == '?':
		return until(b, "?>", 2)
	case c != '!':
		return 0
	case bytes.HasPrefix(b, []byte("<!-->")):
		return 5
	case bytes.HasPrefix(b, []byte("<!--->")):
		return 6
	case bytes.HasPrefix(b, []byte("<!--")):
		return until(b, "-->", 4)
	case bytes.HasPrefix(b, []byte("<![CDATA[")):
		return until(b, "]]>", 9)
	}
	return until(b, ">", 2)
}

// until is the offset behind the first mark at or after from, len(b) if there is none.
func until(b []byte, mark string, from int) int {
	if n := bytes.Index(b[min(from, len(b)):], []byte(mark)); n >= 0 {
		return from + n + len(mark)
	}
	return len(b)
}

// end is the length of a tag with its >. A > inside a quoted value does not count.
func end(b []byte) int {
	for i := 1; i < len(b); i++ {
		switch c := b[i]; c {
		case '>':
			return i + 1
		case '"', '\'':
			if !valued(b[:i]) {
				continue
			}
			n := bytes.IndexByte(b[i+1:], c)
			if n < 0 {
				return len(b)
			}
			i += 1 + n
		}
	}
	return len(b)
}

// valued tells whether a value can follow b: whether it ends with =, spaces aside.
func valued(b []byte) bool {
	for i := len(b) - 1; i >= 0; i-- {
		if !Space(b[i]) {
			return b[i] == '='
		}
	}
	return false
}

// letter tells whether a character can begin the name of an element.
func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// Space tells whether a character separates attributes.
func Space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// NameEnd is the offset behind the name of the tag at the start of b, 0 if there is no
// tag; closing tells whether it is an end tag.
func NameEnd(b []byte) (n int, closing bool) {
	from := 1
	if len(b) > 1 && b[1] == '/' {
		from, closing = 2, true
	}
	if len(b) <= from || !letter(b[from]) {
		return 0, false
	}
	for n = from; n < len(b) && !Space(b[n]) && b[n] != '/' && b[n] != '>'; n++ {
	}
	return n, closing
}

// Name is the name of the tag at the start of b, in lower case; "" if there is no tag.
func Name(b []byte) (name string, closing bool) {
	n, closing := NameEnd(b)
	if n == 0 {
		return "", false
	}
	from := 1
	if closing {
		from = 2
	}
	return strings.ToLower(string(b[from:n])), closing
}

// Attr is an attribute, as offsets in the bytes that Next read.
type Attr struct {
	From, NameEnd  int
	Value, ValueTo int // the value without quotes; Value is 0 if there is none
	To             int
}

// Next is the first attribute of b at or after an offset; ok is false if there is none. b
// is the part of a start tag behind its name, with or without the > at its end.
func Next(b []byte, from int) (a Attr, ok bool) {
	for from < len(b) && (Space(b[from]) || strings.IndexByte(`"'<>/=`, b[from]) >= 0) {
		from++
	}
	a.From, a.NameEnd = from, from
	for a.NameEnd < len(b) && !Space(b[a.NameEnd]) && strings.IndexByte(`"'<>/=`, b[a.NameEnd]) < 0 {
		a.NameEnd++
	}
	a.To = a.NameEnd
	at := skipSpace(b, a.NameEnd)
	if at == len(b) || b[at] != '=' {
		return a, a.NameEnd > a.From
	}
	if at = skipSpace(b, at+1); at == len(b) {
		return a, a.NameEnd > a.From
	}
	if q := b[at]; q == '"' || q == '\'' {
		a.Value, a.ValueTo, a.To = at+1, len(b), len(b) // without a closing quote, the rest is the value
		if n := bytes.IndexByte(b[at+1:], q); n >= 0 {
			a.ValueTo, a.To = at+1+n, at+2+n
		}
		return a, a.NameEnd > a.From
	}
	n := at
	for n < len(b) && !Space(b[n]) && strings.IndexByte("\"'=<>`", b[n]) < 0 {
		n++
	}
	if n > at {
		a.Value, a.ValueTo, a.To = at, n, n
	}
	return a, a.NameEnd > a.From
}

func skipSpace(b []byte, i int) int {
	for i < len(b) && Space(b[i]) {
		i++
	}
	return i
}

// Text is the value of an attribute of b, with character references (&lt;) resolved.
func (a Attr) Text(b []byte) string { return html.UnescapeString(string(b[a.Value:a.ValueTo])) }

// Value is the value of the attribute of b with this name; has tells whether there is one.
// Letter case counts: it is for HTML that Milepost wrote, whose names are in lower case.
func Value(b []byte, name string) (value string, has bool) {
	if !bytes.Contains(b, []byte(name)) { // true of most tags
		return "", false
	}
	for a, ok := Next(b, 0); ok; a, ok = Next(b, a.To) {
		if string(b[a.From:a.NameEnd]) == name {
			return a.Text(b), true
		}
	}
	return "", false
}
