package markdown

import (
	"unicode"

	"github.com/yuin/goldmark/util"
)

// keepBreak tells whether a line break inside a paragraph stays as a space
// between the characters a and b, after CSS Text Level 3, section 4.1.3: between
// Chinese or Japanese characters, or beside their punctuation, it disappears. Between
// English and Korean words it stays.
func keepBreak(a, b rune) bool {
	if a == '\u200B' || b == '\u200B' {
		return false
	}
	if unicode.Is(unicode.Hangul, a) || unicode.Is(unicode.Hangul, b) {
		return true
	}
	wa, wb := wide(a), wide(b)
	if wa && wb {
		return false
	}
	// “ ” — … are as wide as their neighbours.
	if wa && quote(b) || wb && quote(a) {
		return false
	}
	return !(wa && eastPunct(a) || wb && eastPunct(b))
}

func wide(r rune) bool {
	if r < 0x1100 {
		return false
	}
	switch util.EastAsianWidth(r) {
	case "W", "F", "H":
		return true
	}
	return false
}

func quote(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '—', '…', '·', '―':
		return true
	}
	return false
}

// eastPunct tells whether a wide character is punctuation, or the ideographic space.
func eastPunct(r rune) bool {
	return r == '\u3000' || unicode.IsPunct(r) && !emoji(r)
}
