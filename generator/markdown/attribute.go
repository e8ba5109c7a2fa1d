package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// attributeParser reads {#id .class width=300} directly after an image, a link
// or a code span. Headings and fences are read by goldmark itself.
type attributeParser struct{}

func (attributeParser) Trigger() []byte { return []byte{'{'} }

func (attributeParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	last := parent.LastChild()
	if last == nil {
		return nil
	}
	switch last.Kind() {
	case ast.KindLink, ast.KindImage, ast.KindCodeSpan, kindWikiLink:
	default:
		return nil
	}
	line, _ := block.PeekLine()
	attrs, n := readAttributes(string(line[:min(len(line), 500)]))
	if n == 0 {
		return nil
	}
	block.Advance(n)
	for _, a := range attrs {
		last.SetAttributeString(a.name, a.value)
	}
	return ast.NewString(nil)
}

var attributeForm = regexp.MustCompile(`^\s*(?:#([^\s{}#.="']+)|\.([^\s{}#.="']+)|([A-Za-z][A-Za-z0-9-]*)=(?:"([^"{}]*)"|'([^'{}]*)'|([^\s{}"']+)))`)

// readAttributes reads {#id .class key=value key="value"} at the start of s and
// returns its length, 0 if there is none.
func readAttributes(s string) (attrs []attr, n int) {
	var classes []string
	rest := s[1:]
	for {
		m := attributeForm.FindStringSubmatch(rest)
		if m == nil {
			break
		}
		rest = rest[len(m[0]):]
		switch {
		case m[1] != "":
			attrs = append(attrs, attr{"id", m[1]})
		case m[2] != "":
			classes = append(classes, m[2])
		default:
			attrs = append(attrs, attr{m[3], m[4] + m[5] + m[6]})
		}
	}
	rest = strings.TrimLeft(rest, " ")
	if !strings.HasPrefix(rest, "}") || len(attrs)+len(classes) == 0 {
		return nil, 0
	}
	if len(classes) > 0 {
		attrs = append(attrs, attr{"class", strings.Join(classes, " ")})
	}
	return attrs, len(s) - len(rest) + 1
}
