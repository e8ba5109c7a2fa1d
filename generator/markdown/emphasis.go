package markdown

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Emphasis follows the amendments of the markdown-cjk-friendly specification
// to CommonMark 0.31, section 6.2: a full-width mark beside a delimiter counts
// like a letter, and a Chinese character on the far side of other punctuation
// counts like a space. So **重大问题：**2小时 and 按**“确定”**键 are bold.

// emphasisParser reads runs of * and _.
type emphasisParser struct{}

func (emphasisParser) Trigger() []byte { return []byte{'*', '_'} }

func (emphasisParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if crowded(segment.Start, pc) {
		return nil
	}
	d := delimiter(line, block, 1, emphasis{})
	if d == nil || !d.CanOpen && !d.CanClose && d.OriginalLength == 1 { // as in snake_case
		return nil
	}
	return push(d, segment, block, pc)
}

// strikeParser reads ~~. A single ~ is text: in Chinese prose it means "to", as in 1~3天.
type strikeParser struct{}

func (strikeParser) Trigger() []byte { return []byte{'~'} }

func (strikeParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if crowded(segment.Start, pc) {
		return nil
	}
	d := delimiter(line, block, 2, strike{})
	if d == nil || d.OriginalLength != 2 || block.PrecendingCharacter() == '~' {
		return nil
	}
	return push(d, segment, block, pc)
}

func push(d *parser.Delimiter, segment text.Segment, block text.Reader, pc parser.Context) ast.Node {
	if !affordable(d, segment.Start, pc) {
		return nil
	}
	d.Segment = segment.WithStop(segment.Start + d.OriginalLength)
	block.Advance(d.OriginalLength)
	pc.PushDelimiter(d)
	return d
}

// emphasis and strike tell goldmark which delimiters pair and what they make.
type emphasis struct{}

func (emphasis) IsDelimiter(b byte) bool                   { return b == '*' || b == '_' }
func (emphasis) CanOpenCloser(o, c *parser.Delimiter) bool { return o.Char == c.Char }
func (emphasis) OnMatch(consumes int) ast.Node             { return ast.NewEmphasis(consumes) }

type strike struct{}

func (strike) IsDelimiter(b byte) bool                   { return b == '~' }
func (strike) CanOpenCloser(o, c *parser.Delimiter) bool { return o.Char == c.Char }
func (strike) OnMatch(int) ast.Node                      { return east.NewStrikethrough() }

// delimiter reads the run at the start of the line and decides whether it can
// open and close emphasis.
func delimiter(line []byte, block text.Reader, minimum int, p parser.DelimiterProcessor) *parser.Delimiter {
	n := 0
	for n < len(line) && line[n] == line[0] {
		n++
	}
	if n < minimum {
		return nil
	}
	after := ' '
	if n < len(line) {
		after, _ = utf8.DecodeRune(line[n:])
	}
	before := neighbour(block)
	left := !util.IsSpaceRune(after) && (!plainPunct(after) || before.space || before.plainPunct || before.cjk)
	right := !before.space && (!before.plainPunct || util.IsSpaceRune(after) || plainPunct(after) || cjk(after))
	canOpen, canClose := left, right
	if line[0] == '_' {
		canOpen = left && (!right || before.punct)
		canClose = right && (!left || util.IsPunctRune(after))
	}
	return parser.NewDelimiter(canOpen, canClose, n, line[0], p)
}

// before is what stands before a delimiter run.
type before struct{ space, punct, plainPunct, cjk bool }

// neighbour looks at the character before the reader's position; a variation
// selector belongs to the character before it.
func neighbour(block text.Reader) before {
	r := block.PrecendingCharacter()
	if variation(r) {
		_, segment := block.PeekLine()
		src := block.Source()[:segment.Start]
		_, n := utf8.DecodeLastRune(src)
		if prev, size := utf8.DecodeLastRune(src[:len(src)-n]); size > 0 && !util.IsSpaceRune(prev) {
			// “ ” ‘ ’ followed by VS2 are full-width forms by declaration.
			if r == '\uFE01' && (prev == '“' || prev == '”' || prev == '‘' || prev == '’') {
				return before{punct: true, cjk: true}
			}
			r = prev
		}
	}
	return before{
		space:      util.IsSpaceRune(r),
		punct:      util.IsPunctRune(r),
		plainPunct: plainPunct(r),
		cjk:        cjk(r) || r >= 0xE0100 && r <= 0xE01EF,
	}
}

// variation tells whether r is a variation selector other than that for emoji.
func variation(r rune) bool { return r >= 0xFE00 && r <= 0xFE0E }

// plainPunct tells whether r is punctuation that is not Chinese, Japanese or Korean.
func plainPunct(r rune) bool { return !usual(r) && util.IsPunctRune(r) && !cjk(r) }

// cjk tells whether r is East Asian: wide, full-width or half-width, and not
// an emoji by default, or Hangul.
func cjk(r rune) bool {
	if r < 0x1100 {
		return r == 0x20A9 // ₩ has a half width
	}
	if usual(r) {
		return true
	}
	if unicode.Is(unicode.Hangul, r) {
		return true
	}
	switch util.EastAsianWidth(r) {
	case "W", "F", "H":
		return !emoji(r)
	}
	return false
}

// emoji tells whether a wide character is an emoji by default (Unicode 17, emoji-data.txt, Emoji_Presentation).
func emoji(r rune) bool {
	switch {
	case r < 0x2E80:
		return r >= 0x231A && r != 0x2329 && r != 0x232A && (r < 0x2630 || r > 0x2637) && (r < 0x268A || r > 0x268F)
	case r < 0x1F000:
		return false
	case r >= 0x1F200 && r <= 0x1F265:
		return r == 0x1F201 || r == 0x1F21A || r == 0x1F22F || r >= 0x1F232 && r <= 0x1F236 ||
			r >= 0x1F238 && r <= 0x1F23A || r == 0x1F250 || r == 0x1F251
	}
	return r < 0x20000
}
