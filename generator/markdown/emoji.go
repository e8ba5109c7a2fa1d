package markdown

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark-emoji/definition"
)

// :tada: and the other names that GitHub knows become emoji. Text are: unknown names,
// 12:30:45, a:b:c and ::tada:. They are looked for when text is written: a parser for them
// would cut addresses at their colons.

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

// emojiIn finds the first emoji name: offset, length with colons (0 if there is none), and
// the emoji.
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

// openEmoji tells whether the text ends inside a name: the parser may split :heart_eyes: at _.
func openEmoji(b []byte) bool {
	i := bytes.LastIndexByte(b, ':') + 1
	return i > 0 && i < len(b) && len(b)-i < longestEmoji && len(bytes.TrimFunc(b[i:], func(c rune) bool { return c < 0x80 && emojiByte(byte(c)) })) == 0
}
