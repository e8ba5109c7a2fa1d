package fields

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// plainYAML reads settings of which every line has one of the forms
//
//	key: text      key: "text"      key: 12      key: 2026-09-30      key: [a, "b"]
//
// Nearly all front matter is like that, and reading it so costs a hundredth of what the
// parser costs. ok is false for a source that the parser might read differently: then the
// parser has to read it. FuzzYAML compares the two.
func plainYAML(s string) (root Value, ok bool) {
	root = Value{Kind: Table, Line: 1, Col: 1}
	for line := 1; s != ""; line++ {
		var text string
		text, s, _ = strings.Cut(s, "\n")
		if text == "" {
			continue
		}
		key, written, found := strings.Cut(text, ": ")
		if !found || !plainKey(key) {
			return root, false
		}
		v := Value{Key: key, Line: line, Col: 1}
		if inner, list := strings.CutPrefix(written, "["); list {
			v.Kind = List
			v.Items, ok = plainItems(inner, line, len(key)+len(": [")+1)
		} else {
			v.Kind, v.Text, ok = plainScalar(written)
		}
		if _, twice := root.Get(key); twice || !ok {
			return root, false
		}
		root.Items = append(root.Items, v)
	}
	return root, len(root.Items) > 0
}

// plainKey tells whether a key is a name of ASCII letters, digits and _.
func plainKey(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c|0x20 < 'a' || c|0x20 > 'z') && (i == 0 || (c < '0' || c > '9') && c != '_') {
			return false
		}
	}
	return s != "" && !reserved(s)
}

// plainItems reads the rest of a list behind its opening bracket. Its first item begins in column col.
func plainItems(s string, line, col int) (items []Value, ok bool) {
	s, ok = strings.CutSuffix(s, "]")
	if !ok || s == "" {
		return nil, false
	}
	for {
		item, rest, more := strings.Cut(s, ", ")
		v := Value{Line: line, Col: col}
		if v.Kind, v.Text, ok = plainScalar(item); !ok || strings.Contains(item, ",") {
			return nil, false
		}
		items = append(items, v)
		if !more {
			return items, true
		}
		col += utf8.RuneCountInString(item) + len(", ")
		s = rest
	}
}

// plainScalar reads a text, a number or a date.
func plainScalar(s string) (k Kind, text string, ok bool) {
	switch {
	case s == "":
		return String, "", false
	case s[0] == '"' || s[0] == '\'':
		return plainQuoted(s)
	case s[0] >= '0' && s[0] <= '9':
		return plainNumber(s)
	}
	first, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsLetter(first) || s[len(s)-1] == ' ' || reserved(s) {
		return String, "", false
	}
	for _, c := range s {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && !strings.ContainsRune(" -_./()、。，：；（）《》“”—·", c) {
			return String, "", false
		}
	}
	return String, s, true
}

// plainQuoted reads a text in quotes without escapes.
func plainQuoted(s string) (k Kind, text string, ok bool) {
	end := len(s) - 1
	if end < 1 || s[end] != s[0] {
		return String, "", false
	}
	text = s[1:end]
	for _, c := range text {
		if c == rune(s[0]) || c == '\\' || !unicode.IsPrint(c) {
			return String, "", false
		}
	}
	return String, text, true
}

// plainNumber reads 12, 2026-09-30 and spans such as 12 months and 90d.
func plainNumber(s string) (k Kind, text string, ok bool) {
	rest := strings.TrimLeft(s, "0123456789")
	switch digits := len(s) - len(rest); {
	case rest == "":
		return Number, s, digits < 10 && (s[0] != '0' || digits == 1)
	case rest[0] == '-':
		_, err := time.Parse(time.DateOnly, s)
		return Date, s, err == nil
	case s[0] == '0':
		return String, "", false
	}
	return String, s, slices.Contains([]string{"d", " days", " weeks", " months", " years", "天", "个月", "年", " 天", " 个月", " 年"}, rest)
}

// reserved tells whether some version of YAML does not read the word as a text: yes, off, null.
func reserved(s string) bool {
	return len(s) <= 5 && slices.Contains([]string{"null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"}, strings.ToLower(s))
}
