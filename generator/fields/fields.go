// Package fields reads settings that people wrote in TOML or YAML into a tree in which
// every key has its position.
//
// It takes the bytes of a settings file, of a page's front matter or of a data block,
// and gives a table of values in the order of the file, and problems with line and
// column. Broken statements are left out, the others are kept. It never panics, follows
// a limited number of references, and does not know which keys there should be.
package fields

import (
	"strings"
	"unicode/utf8"

	"milepost/generator/text"
)

// Kind is the type of a value.
type Kind uint8

// The kinds of a value.
const (
	String Kind = iota
	Number
	Bool
	Date
	List
	Table
)

// String is the kind's name in messages for programmers.
func (k Kind) String() string {
	return [...]string{"string", "number", "bool", "date", "list", "table"}[k]
}

// Value is one value with the position of its key (in a list: of the item).
// Lines and columns count from 1, columns in characters.
type Value struct {
	Key   string
	Line  int
	Col   int
	Kind  Kind
	Text  string  // of a scalar: true, false; a date as YYYY-MM-DD; a decimal number as written, any other in its shortest decimal form
	Items []Value // items of a list, members of a table, in the order of the file
}

// Problem is something in the source that can't be read.
type Problem struct {
	Line int
	Col  int
	Code string // one of Codes
	Arg  string // the key or word with the fault, "" if there is none
	Text string // the fault in English
}

// Codes are the values of [Problem.Code].
var Codes = []string{
	"syntax",    // any fault without a code of its own
	"encoding",  // bytes that are not UTF-8
	"unclosed",  // a quote or bracket is not closed
	"key",       // a key with characters other than letters, digits, _ and - needs quotes
	"text",      // a text needs quotes
	"duplicate", // the same key twice
	"date",      // no such day
	"number",    // not a number, or too large
	"large",     // too long or too deep to be settings
	"alias",     // a reference to an anchor that is not there, or too many of them
}

// Limits of a settings source: far above what people write, and still cheap to read.
const (
	maxBytes = 1 << 20
	maxDepth = 64
	maxNodes = 20000 // values that YAML may unfold into: see yamlReader
)

// Get is the member of a table with a key; false if there is none, or v is no table.
func (v Value) Get(key string) (Value, bool) {
	if v.Kind == Table {
		for _, m := range v.Items {
			if m.Key == key {
				return m, true
			}
		}
	}
	return Value{}, false
}

// Strings gives the texts of a list's scalars, or the one text of a scalar; nil for a table.
func (v Value) Strings() []string {
	switch v.Kind {
	case Table:
		return nil
	case List:
		var list []string
		for _, item := range v.Items {
			if item.Kind != List && item.Kind != Table {
				list = append(list, item.Text)
			}
		}
		return list
	}
	return []string{v.Text}
}

// clean removes a byte order mark, turns \r\n into \n, and replaces bytes that are not
// UTF-8. ok is false if the source is too large to be settings.
func clean(src []byte) (s string, problems []Problem, ok bool) {
	if len(src) > maxBytes {
		return "", []Problem{{1, 1, "large", "", "the settings are longer than 1 MB"}}, false
	}
	s = strings.TrimPrefix(string(src), "\uFEFF")
	if valid, at := text.Valid(s); at >= 0 {
		line, col := position(s, at)
		problems = append(problems, Problem{line, col, "encoding", "", "the text is not UTF-8"})
		s = valid
	}
	return strings.ReplaceAll(s, "\r\n", "\n"), problems, true
}

// position gives the line of a byte offset, and the column in characters, both from 1.
func position(s string, at int) (line, col int) {
	at = min(max(at, 0), len(s))
	line = 1 + strings.Count(s[:at], "\n")
	return line, 1 + utf8.RuneCountInString(s[strings.LastIndexByte(s[:at], '\n')+1:at])
}

// deep tells whether brackets are nested deeper than limit: the parsers are recursive, and
// a goroutine's stack is limited.
func deep(s string, limit int) bool {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '[', '{':
			if depth++; depth > limit {
				return true
			}
		case ']', '}':
			depth = max(depth-1, 0)
		}
	}
	return false
}
