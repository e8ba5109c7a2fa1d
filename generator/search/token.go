package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"milepost/generator/text"
)

const (
	wordLen   = 24         // characters: a longer word is cut into windows of so many
	wordStep  = 12         // characters from the begin of one window to that of the next
	runWords  = 4          // words of an identifier, at most, that are one term
	runLen    = 48         // characters of such a term, at most
	joiners   = "_-./:@=+" // stand between the words of an identifier
	invisible = "\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff"
)

// Fold is the form in which text is indexed and compared: NFKC, lower case,
// without invisible characters, and with "-" for the minus sign "−".
func Fold(s string) string {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				return foldFrom(s, i)
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isFolded(r) {
			return foldFrom(s, i)
		}
		i += n
	}
	return s
}

// isFolded tells that Fold never changes r, whatever stands beside it.
func isFolded(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r == '、' || r == '。' || r >= 0x201c && r <= 0x201d || r == '·' || r == '《' || r == '》' || r == '—'
}

// foldFrom folds s, of which the first i bytes are folded already. Full-width
// marks, which Chinese text is full of, are done here; anything rarer is left
// to the Unicode tables.
func foldFrom(s string, i int) string {
	var b strings.Builder
	b.Grow(len(s))
	from := 0 // start of what is not written yet and stays as it is
	for i < len(s) {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if r < utf8.RuneSelf && !upper(r) || isFolded(r) {
			i += n
			continue
		}
		r = hyphen(r)
		if r >= 0xff01 && r <= 0xff5e {
			r -= 0xff01 - '!'
		}
		if r >= utf8.RuneSelf {
			return foldAll(s)
		}
		if upper(r) {
			r += 'a' - 'A'
		}
		b.WriteString(s[from:i])
		b.WriteByte(byte(r))
		i += n
		from = i
	}
	b.WriteString(s[from:])
	return b.String()
}

// hyphen is "-" for the minus sign "−", which stands on pages and nobody types.
func hyphen(r rune) rune {
	if r == '−' {
		return '-'
	}
	return r
}

func upper(r rune) bool { return 'A' <= r && r <= 'Z' }

func foldAll(s string) string {
	s = text.Normal(strings.ToValidUTF8(s, "\ufffd"))
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(invisible, r) {
			return -1
		}
		return unicode.ToLower(hyphen(r))
	}, s)
}

// class of a rune in folded text.
type class uint8

const (
	gap    class = iota // nothing to search for
	han                 // Han, kana, Hangul: searched by pairs
	word                // letter, digit, mark of any other script
	symbol              // a term of its own
)

func classOf(r rune) class {
	switch {
	case r < utf8.RuneSelf:
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return word
		}
		return gap
	case r >= 0x4e00 && r <= 0x9fff:
		return han
	case r >= 0x2010 && r <= 0x203b || r >= 0x3001 && r <= 0x3003 || r >= 0x3008 && r <= 0x301f && r != 0x3012 && r != 0x3013:
		return gap
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) && !unicode.Is(unicode.So, r):
		return han
	case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
		return word
	case unicode.Is(unicode.So, r):
		return symbol
	}
	return gap
}

// tokens calls emit for each term of a folded text, in order, with repeats. Each
// term is a part of s.
func tokens(s string, emit func(term string)) {
	run := make(run, 0, 16) // passed and returned by value, so that it stays on the stack
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch classOf(r) {
		case han:
			run = run.flush(s, emit)
			i = pairs(s, i, emit)
		case word:
			i, run = run.word(s, i, emit)
		case symbol:
			run = run.flush(s, emit)
			emit(s[i : i+n])
			i += n
		default:
			i += n
		}
	}
	_ = run.flush(s, emit)
}

// pairs emits the pairs of the run of Han at i, then its last character, and returns
// where the run ends.
func pairs(s string, i int, emit func(string)) int {
	_, n := utf8.DecodeRuneInString(s[i:])
	for {
		next := i + n
		r, m := utf8.DecodeRuneInString(s[next:])
		if next >= len(s) || classOf(r) != han {
			emit(s[i:next])
			return next
		}
		emit(s[i : next+m])
		i, n = next, m
	}
}

// run is the identifier being read.
type run []span

// span is where a word begins and ends.
type span struct{ from, to int }

// word emits the word at i, adds it to the identifier that it continues, and returns
// where it ends.
func (u run) word(s string, i int, emit func(string)) (int, run) {
	if n := len(u); n > 0 && (u[n-1].to != i-1 || strings.IndexByte(joiners, s[i-1]) < 0) {
		u = u.flush(s, emit)
	}
	end, long := wordEnd(s, i)
	if !long {
		emit(s[i:end])
	} else {
		windows(s[i:end], emit)
	}
	if end-i <= 2 {
		if strings.HasPrefix(s[end:], "#") {
			emit(s[i : end+1])
		} else if strings.HasPrefix(s[end:], "++") {
			emit(s[i : end+2])
		}
	}
	return end, append(u, span{i, end})
}

// wordEnd is the end of the word at i, and whether it is longer than one term.
func wordEnd(s string, i int) (end int, long bool) {
	runes := 0
	for i < len(s) {
		c := s[i]
		if 'a' <= c && c <= 'z' || '0' <= c && c <= '9' {
			i++
			runes++
			continue
		}
		if c < utf8.RuneSelf {
			break
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if classOf(r) != word {
			break
		}
		i += n
		runes++
	}
	return i, runes > wordLen
}

// windows emits the windows of a long word.
func windows(s string, emit func(string)) {
	for {
		w := clip(s, wordLen)
		emit(w)
		if len(w) == len(s) {
			return
		}
		s = s[len(clip(s, wordStep)):]
	}
}

// clip is the first n characters of s.
func clip(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// flush emits the terms of the identifier that are several words, a-b-c and b-c of
// a-b-c, and begins a new one.
func (u run) flush(s string, emit func(string)) run {
	for i := 0; i+1 < len(u); i++ {
		w, last := u[i], u[min(i+runWords, len(u))-1]
		term := clip(s[w.from:last.to], runLen)
		emit(term)
		if s[w.to] == '.' && version(s[w.from:w.to]) {
			emit(term[1:])
		}
	}
	return u[:0]
}

// version tells v6, the first word of v6.5.0.
func version(w string) bool {
	if len(w) < 2 || len(w) > 8 || w[0] != 'v' {
		return false
	}
	for i := 1; i < len(w); i++ {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return true
}
