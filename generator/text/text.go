// Package text works on characters: folding, Han, East Asian encodings, the order of
// Chinese words and their pinyin, the known word that is nearest to a misspelt one.
//
// Strings and bytes go in, strings come out. The package hides golang.org/x/text and
// the pinyin table.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normal is the NFKC form: full-width letters, digits and brackets become
// ASCII, compatibility characters become their plain ones.
func Normal(s string) string {
	if normal(s) {
		return s
	}
	return norm.NFKC.String(s)
}

// Composed is the text with each accented letter as one character (NFC). Most systems
// write file names so; macOS writes letter and accent as two characters.
func Composed(s string) string {
	if normal(s) {
		return s
	}
	return norm.NFC.String(s)
}

// Fold is Normal in lower case: the form in which words are compared and searched.
func Fold(s string) string {
	if normal(s) {
		return lower(s)
	}
	return strings.ToLower(norm.NFKC.String(s))
}

// lower is the text in lower case if all its letters but those of ASCII have no case.
func lower(s string) string {
	upper := func(c byte) bool { return 'A' <= c && c <= 'Z' }
	for i := range len(s) {
		if !upper(s[i]) {
			continue
		}
		b := []byte(s)
		for ; i < len(b); i++ {
			if upper(b[i]) {
				b[i] += 'a' - 'A'
			}
		}
		return string(b)
	}
	return s
}

// Valid is s with each run of bytes that are not UTF-8 replaced by one U+FFFD, and the
// offset of the first such byte, -1 if there is none.
func Valid(s string) (string, int) {
	if utf8.ValidString(s) {
		return s, -1
	}
	at := 0
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				at = i
				break
			}
		}
	}
	return strings.ToValidUTF8(s, "\uFFFD"), at
}

// Han tells whether r is a Chinese character.
func Han(r rune) bool { return unicode.Is(unicode.Han, r) }

// normal tells that a text is in the forms NFC and NFKC, since it has only ASCII and the Chinese
// characters U+4E00 to U+9FFF. It may be false for other texts in these forms: the library,
// which looks up each character in tables, decides about them.
func normal(s string) bool {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c < utf8.RuneSelf:
			i++
		case i+2 < len(s) && (0xE5 <= c && c <= 0xE9 || c == 0xE4 && s[i+1] >= 0xB8) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80:
			i += 3
		default:
			return false
		}
	}
	return true
}

// Nearest is the known word with the fewest edits to w, "" if none is near: at most a third
// of the characters of the longer word may differ. Of equally near words the first counts.
// Letter case and full width do not matter.
func Nearest(w string, known []string) string {
	best, least := "", 0
	a := []rune(Fold(w))
	for _, k := range known {
		b := []rune(Fold(k))
		d := distance(a, b)
		if d*3 <= max(len(a), len(b)) && (best == "" || d < least) {
			best, least = k, d
		}
	}
	return best
}

// Like is the known word that w probably means: the nearest one, else a word that contains
// w or that w contains, of several the one whose length differs least; "" if there is none.
// The shorter of both must have at least two Han characters or four others, since shorter
// ones are part of too many words.
func Like(w string, known []string) string {
	if near := Nearest(w, known); near != "" {
		return near
	}
	best, least := "", 0
	a := Fold(w)
	for _, k := range known {
		b := Fold(k)
		short, long := a, b
		if len(short) > len(long) {
			short, long = long, short
		}
		if !strings.Contains(long, short) || telling(short) < 4 {
			continue
		}
		if d := len(long) - len(short); best == "" || d < least {
			best, least = k, d
		}
	}
	return best
}

// telling counts the characters of a word, Han characters twice.
func telling(w string) (n int) {
	for _, r := range w {
		if n++; Han(r) {
			n++
		}
	}
	return n
}

// distance is the optimal string alignment distance: the number of insertions, deletions,
// replacements and swaps of neighbours.
func distance(a, b []rune) int {
	prev2 := make([]int, len(b)+1)
	prev := make([]int, len(b)+1)
	cur := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}

// Clip cuts a text of more than n characters to n, and adds an ellipsis.
func Clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
