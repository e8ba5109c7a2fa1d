package markdown

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark-emoji/definition"
)

// :tada: and the other names that GitHub knows are shown as what they name. A name that is
// not known is text, and so is what stands in a time (12:30:45), in a name (a:b:c) or beside
// another colon. They are looked for in running text alone, when it is written: a mark of
// their own for the parser would cut addresses at their colons.

// longestEmoji is the length of the longest name.
const longestEmoji = 40

var emojis = sync.OnceValue(func() definition.Emojis { return definition.Github() })

// prose writes running text.
func (r *renderer) prose(b []byte) {
	for {
		at, n, shown := emojiIn(b)
		if n == 0 {
			break
		}
		r.text(b[:at])
		r.str(shown)
		r.gatherString(shown)
		b = b[at+n:]
	}
	r.text(b)
}

// emojiIn is where the first one stands, how long its name is, and what it shows; 0 if there is none.
func emojiIn(b []byte) (at, n int, shown string) {
	for at < len(b) {
		i := bytes.IndexByte(b[at:], ':')
		if i < 0 {
			return 0, 0, ""
		}
		at += i
		n = emojiName(b[at:])
		if n > 0 && (at == 0 || b[at-1] != ':' && b[at-1] != '\\' && !word(rune(b[at-1]))) {
			if e, known := emojis().Get(string(b[at+1 : at+n-1])); known && e.IsUnicode() {
				return at, n, string(e.Unicode)
			}
		}
		at++
	}
	return 0, 0, ""
}

// emojiName is the length of a name between two colons at the start of b, 0 if there is none.
func emojiName(b []byte) int {
	for i := 1; i < min(len(b), longestEmoji+2); i++ {
		switch {
		case b[i] == ':' && (i == 1 || i+1 < len(b) && (b[i+1] == ':' || word(rune(b[i+1])))):
			return 0
		case b[i] == ':':
			return i + 1
		case !emojiByte(b[i]):
			return 0
		}
	}
	return 0
}

func emojiByte(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '_' || c == '+' || c == '-'
}

// openEmoji tells whether the text ends within a name, as it does where _ may be a mark: :heart_eyes:
func openEmoji(b []byte) bool {
	i := bytes.LastIndexByte(b, ':') + 1
	return i > 0 && i < len(b) && len(b)-i < longestEmoji && len(bytes.TrimFunc(b[i:], func(c rune) bool { return c < 0x80 && emojiByte(byte(c)) })) == 0
}
