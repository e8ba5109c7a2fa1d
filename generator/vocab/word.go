package vocab

import (
	"strings"
	"unicode"

	"milepost/generator/text"
)

// Trim cuts white space of every kind and invisible characters that web exports
// leave (BOM, zero width space) off both ends.
func Trim(s string) string {
	if plainASCII(s) {
		return s
	}
	return strings.TrimFunc(s, invisible)
}

func invisible(r rune) bool {
	if 0x4E00 <= r && r <= 0x9FFF { // most characters of Chinese texts
		return false
	}
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u200e' || r == '\u200f' || r == '\u2060'
}

// plainASCII is a cheap check for the common case: s begins and ends with visible
// ASCII, so there is nothing to trim.
func plainASCII(s string) bool {
	if s == "" {
		return true
	}
	a, b := s[0], s[len(s)-1]
	return a > ' ' && a < 0x7f && b > ' ' && b < 0x7f
}

// Plain is the form in which words are compared: NFKC, lower case, without white
// space, invisible characters, _ and -.
func Plain(s string) string {
	s = text.Fold(s)
	return strings.Map(func(r rune) rune {
		if invisible(r) || r == '_' || r == '-' || r == '\u00ad' {
			return -1
		}
		return r
	}, s)
}

// Header splits a header into the word that is looked up and its unit:
// "满意度（%）*" is 满意度 and %.
func Header(s string) (word, unit string) {
	w := Plain(s)
	w = strings.Trim(w, "*:：★●·")
	for _, custom := range []string{"customfield(", "自定义字段("} { // Jira: Custom field (Start date)
		if own, ok := strings.CutPrefix(w, custom); ok && strings.HasSuffix(own, ")") {
			return Header(own[:len(own)-1])
		}
	}
	if base, in, ok := LastBracket(w); ok && base != "" {
		return strings.Trim(base, "*:"), in
	}
	return w, ""
}

// LastBracket cuts a bracket off the end: "工期(天)" gives 工期 and 天. ok is false if the
// text does not end with one.
func LastBracket(w string) (base, in string, ok bool) {
	for _, b := range [...][2]string{{"(", ")"}, {"[", "]"}, {"{", "}"}, {"【", "】"}, {"〔", "〕"}, {"<", ">"}} {
		if inner, ends := strings.CutSuffix(w, b[1]); ends {
			if i := strings.LastIndex(w, b[0]); i >= 0 {
				return w[:i], inner[i+len(b[0]):], true
			}
		}
	}
	return w, "", false
}

// HasDigit tells whether there is a digit in the text, full-width ones included.
func HasDigit(s string) bool {
	for _, r := range s {
		if r >= '0' && r <= '9' || r >= '０' && r <= '９' {
			return true
		}
	}
	return false
}

// AllDigits tells whether the text is digits and nothing else.
func AllDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
