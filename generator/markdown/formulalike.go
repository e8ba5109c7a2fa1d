package markdown

import (
	"regexp"
	"strings"
	"unicode"
)

// Text between two marks is a formula only if it looks like one: $ is also used in prices
// and shell variables, and \( may be a bracket that an editor escaped. The rules are
// those of Pandoc and GitHub, with some for Chinese, which has no spaces around a formula.

var (
	texSign   = regexp.MustCompile(`\\[A-Za-z]|[\^_=]`)
	texWord   = regexp.MustCompile(`\\[A-Za-z]`)
	braced    = regexp.MustCompile(`\{[^{}]*\}`)
	prose     = regexp.MustCompile(`[A-Za-z]{2,} [A-Za-z]{2,}`)
	plainWord = regexp.MustCompile(`[A-Za-z]{3,}`)
	reckoned  = regexp.MustCompile(`[A-Za-z0-9)}] *[+*<>] *[A-Za-z0-9({\\]`)
)

// sentenceMarks are of Chinese sentences, not of formulas.
const sentenceMarks = "，。；：！？、“”"

// neighbours are the characters around a formula.
type neighbours struct {
	before rune
	after  byte
	first  bool // it begins its line
}

// like tells whether the text between the marks is a formula.
func (m formulaMark) like(tex string, in neighbours) bool {
	inner := strings.TrimSpace(tex)
	if inner == "" {
		return false
	}
	switch m.open {
	case "$":
		return dollars(tex, in)
	case "$$":
		return true
	}
	return bracketed(inner, m.display, in)
}

// dollars judges $…$.
func dollars(tex string, in neighbours) bool {
	if quoted(tex) {
		return true
	}
	switch {
	case strings.TrimSpace(tex) != tex, strings.Contains(tex, "`"), strings.Contains(tex, "\n\n"):
		return false
	case asciiWord(rune(in.after)), in.after == '$': // $HOME/$PATH, $5-$10
		return false
	case in.after == tex[0] && (in.after == '{' || in.after == '('): // ${A}/${B}
		return false
	case strings.ContainsAny(outside(tex), sentenceMarks):
		return false
	case texSign.MatchString(tex):
		return true
	}
	return !hasHan(tex) && !prose.MatchString(tex)
}

// quoted tells whether a formula is $`…`$, as GitLab writes it.
func quoted(tex string) bool {
	n := len(tex)
	return n > 2 && tex[0] == '`' && tex[n-1] == '`' && !strings.Contains(tex[1:n-1], "`")
}

// bracketed judges \(…\) and \[…\].
func bracketed(tex string, display bool, in neighbours) bool {
	if hasHan(outside(tex)) && !texWord.MatchString(tex) || asciiWord(in.before) || in.before == '.' { // 1.\(n+1\) is a version
		return false
	}
	switch {
	case texSign.MatchString(tex):
		return true
	case display: // \[C++\] and \[n/a\] are words in brackets
		return in.after != '(' && reckoned.MatchString(tex) && !hasHan(tex) && !plainWord.MatchString(tex)
	case len(tex) == 1: // \(a\) at the start of a line is the sign of a list
		return !in.first && unicode.IsLetter(rune(tex[0]))
	}
	return strings.ContainsAny(tex, "+*/<>|!'(") && !hasHan(tex) && !plainWord.MatchString(tex)
}

// outside is the TeX without text in braces: \text{…} may hold any words.
func outside(tex string) string {
	for range 8 {
		if !strings.Contains(tex, "{") {
			break
		}
		less := braced.ReplaceAllString(tex, "")
		if less == tex {
			break
		}
		tex = less
	}
	return tex
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(c rune) bool { return unicode.Is(unicode.Han, c) })
}

func asciiWord(c rune) bool {
	return c < 0x80 && (letter(byte(c)) || c >= '0' && c <= '9')
}
