package sheet

import (
	"slices"
	"strings"
	"unicode"

	"milepost/generator/text"
)

// trim cuts white space of every kind, the invisible marks that web exports
// leave (BOM, zero width space) and a leading apostrophe-free nothing else.
func trim(s string) string {
	if plainASCII(s) {
		return s
	}
	return strings.TrimFunc(s, invisible)
}

func invisible(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u200e' || r == '\u200f' || r == '\u2060'
}

// plainASCII tells that s has nothing to trim: the common case, checked cheaply.
func plainASCII(s string) bool {
	if s == "" {
		return true
	}
	a, b := s[0], s[len(s)-1]
	return a > ' ' && a < 0x7f && b > ' ' && b < 0x7f
}

// plainWord is how words are compared: NFKC, lower case, without white space, _ and -.
func plainWord(s string) string {
	s = text.Fold(s)
	return strings.Map(func(r rune) rune {
		if invisible(r) || r == '_' || r == '-' || r == '\u00ad' {
			return -1
		}
		return r
	}, s)
}

// header splits a header into the word that is looked up and its unit:
// "满意度（%）*" is 满意度 and %.
func header(s string) (word, unit string) {
	w := plainWord(s)
	w = strings.Trim(w, "*:：★●·")
	if base, in, ok := lastBracket(w); ok && base != "" {
		return strings.Trim(base, "*:"), in
	}
	return w, ""
}

// lastBracket cuts one bracket group at the end.
func lastBracket(w string) (base, in string, ok bool) {
	for _, b := range []string{"()", "[]", "{}", "【】", "〔〕", "<>"} {
		r := []rune(b)
		if strings.HasSuffix(w, string(r[1])) {
			if i := strings.LastIndex(w, string(r[0])); i >= 0 {
				return w[:i], strings.TrimSuffix(w[i+len(string(r[0])):], string(r[1])), true
			}
		}
	}
	return w, "", false
}

func sortStrings(s []string) { slices.Sort(s) }
