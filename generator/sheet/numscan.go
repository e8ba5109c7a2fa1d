package sheet

import (
	"strings"

	"milepost/generator/vocab"
)

// mark is one thing that a number format shows.
type mark struct {
	kind markKind
	text string // of a literal
	fill byte   // of a digit: 0, # or ?
}

type markKind uint8

const (
	markLiteral markKind = iota
	markDigit
	markPoint
	markComma
	markPercent
	markGeneral
	markOther // of dates, fractions and exponents
)

// scanSection reads one section of a format code: its marks, and the letters that are not
// literals. Brackets hold colours, locales, conditions or elapsed time.
func scanSection(code string) (s *style, letters string) {
	s = &style{}
	var mean strings.Builder
	add := func(kind markKind, text string, fill byte) { s.marks = append(s.marks, mark{kind, text, fill}) }
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				end = len(code) - i - 1
			}
			add(markLiteral, code[i+1:i+1+end], 0)
			i += end + 1
		case c == '\\' || c == '!': // the next character stands for itself
			if i+1 < len(code) {
				n := runeLen(code[i+1:])
				add(markLiteral, code[i+1:i+1+n], 0)
				i += n
			}
		case c == '_' || c == '*': // padding: the next character is not shown
			if i+1 < len(code) {
				i += runeLen(code[i+1:])
			}
		case c == '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				i = len(code)
				break
			}
			s.bracket(code[i+1 : i+end])
			i += end
		case strings.HasPrefix(code[i:], "G/通用格式"):
			mean.WriteString("general")
			add(markGeneral, "", 0)
			i += len("G/通用格式") - 1
		case len(code)-i >= 7 && strings.EqualFold(code[i:i+7], "general"):
			mean.WriteString("general")
			add(markGeneral, "", 0)
			i += 6
		case c >= 0x80: // unquoted Chinese: 年 月 日 and currency signs are literals
			n := runeLen(code[i:])
			add(markLiteral, code[i:i+n], 0)
			i += n - 1
		case strings.IndexByte("$+-() :", c) >= 0:
			add(markLiteral, string(c), 0)
			if c == ':' {
				mean.WriteByte(c)
			}
		default:
			i += s.letter(code[i:], &mean) - 1
		}
	}
	s.literals()
	return s, mean.String()
}

// bracket reads what stands between [ and ].
func (s *style) bracket(in string) {
	low := strings.ToLower(in)
	switch {
	case strings.Trim(low, "hms") == "" && low != "":
		s.shape = shapeElapsed
	case strings.HasPrefix(low, "$"): // [$¥-804]
		sign, _, _ := strings.Cut(in[1:], "-")
		s.marks = append(s.marks, mark{kind: markLiteral, text: sign})
	case low != "" && strings.IndexByte("<>=", low[0]) >= 0:
		n := 1
		if len(low) > 1 && strings.IndexByte(">=", low[1]) >= 0 {
			n = 2
		}
		s.when = condition{low[:n], vocab.Atof(low[n:])}
	}
}

// letter reads a character that means something, and returns its length.
func (s *style) letter(code string, mean *strings.Builder) int {
	for _, clock := range []string{"am/pm", "a/p"} {
		if len(code) >= len(clock) && strings.EqualFold(code[:len(clock)], clock) {
			mean.WriteString("h")
			return len(clock)
		}
	}
	m := mark{kind: markOther}
	switch code[0] {
	case '0', '#', '?':
		m = mark{kind: markDigit, fill: code[0]}
	case '.':
		m.kind = markPoint
	case ',':
		m.kind = markComma
	case '%':
		m.kind, m.text = markPercent, "%"
	}
	s.marks = append(s.marks, m)
	mean.WriteByte(code[0])
	return 1
}

// literals finds the texts before and after the digits.
func (s *style) literals() {
	var before, after []byte
	seen := false
	for _, m := range s.marks {
		switch {
		case m.kind != markLiteral:
			seen, after = true, after[:0]
		case seen:
			after = append(after, m.text...)
		default:
			before = append(before, m.text...)
		}
	}
	s.prefix, s.suffix = vocab.Trim(string(before)), vocab.Trim(string(after))
}

func runeLen(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}
