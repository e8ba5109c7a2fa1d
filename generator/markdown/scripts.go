package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// H~2~O and x^2^ are subscript and superscript, as in Pandoc. The text between the marks is
// short and directly after a letter, a digit or a bracket, because in Chinese prose ~
// means "to" (1~3天，5~8天), and ^_^ is a face.

var (
	lowerForm  = regexp.MustCompile(`^~([0-9+−-]{1,4}|[a-z]{1,3}|[0-9]{1,2}[+-])~(?:[^~0-9]|$)`)
	higherForm = regexp.MustCompile(`^\^([0-9A-Za-z+−(-][0-9A-Za-z+−().-]{0,11})\^`)
)

// script is a subscript or superscript.
type script struct {
	ast.BaseInline
	tag  string
	text text.Segment
}

var kindScript = ast.NewNodeKind("Script")

func (s *script) Kind() ast.NodeKind { return kindScript }

func (s *script) Dump(src []byte, level int) { ast.DumpHelper(s, src, level, nil, nil) }

type scriptParser struct{}

func (scriptParser) Trigger() []byte { return []byte{'~', '^'} }

func (scriptParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	form, tag := lowerForm, "sub"
	if line[0] == '^' {
		form, tag = higherForm, "sup"
	}
	m := form.FindSubmatchIndex(line[:min(len(line), 40)])
	if m == nil || !carries(block.PrecendingCharacter(), tag) {
		return nil
	}
	s := &script{tag: tag, text: text.NewSegment(segment.Start+m[2], segment.Start+m[3])}
	block.Advance(m[3] + 1)
	return s
}

// carries tells whether a character can have a subscript or superscript. After a digit, ~
// means "to".
func carries(c rune, tag string) bool {
	return c < 0x80 && letter(byte(c)) || bytes.ContainsRune([]byte(")]"), c) || tag == "sup" && (asciiWord(c) || c == '~')
}

func (r *renderer) script(s *script) {
	r.str("<" + s.tag + ">")
	r.text(s.text.Value(r.src))
	r.str("</" + s.tag + ">")
}
