package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// GitBook writes a box as {% hint style="info" %} … {% endhint %}, each tag on
// a line of its own, and tabs as {% tabs %} {% tab title="…" %} ….

var (
	tagHead  = regexp.MustCompile(`^\{%-?[ \t]*([a-z][a-z-]*)((?:[ \t]+[\w-]+=(?:"[^"]*"|[^\s"%]+))*)[ \t]*-?%\}$`)
	tagValue = regexp.MustCompile(`([\w-]+)=(?:"([^"]*)"|(\S+))`)
)

// gitbookTags are the tags around Markdown, with the box that we make of them; "plain"
// makes none: only the content is shown.
var gitbookTags = map[string]string{"hint": "note", "tabs": "tabs", "tab": "tab", "code": "plain", "content-ref": "plain",
	"stepper": "plain", "step": "plain", "columns": "plain", "column": "plain", "raw": "plain"}

type gitbookParser struct{}

func (gitbookParser) Trigger() []byte             { return []byte{'{'} }
func (gitbookParser) CanInterruptParagraph() bool { return true }
func (gitbookParser) CanAcceptIndentedLine() bool { return false }

func (gitbookParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	m := headOf(tagHead, reader, pc)
	if m == nil || gitbookTags[m[1]] == "" {
		return nil, parser.NoChildren
	}
	c := &container{name: gitbookTags[m[1]], until: "{% end" + m[1] + " %}"}
	for _, v := range tagValue.FindAllStringSubmatch(m[2], -1) {
		switch v[1] {
		case "style":
			c.name = containerName(v[2] + v[3])
		case "title":
			c.title = v[2] + v[3]
		}
	}
	reader.AdvanceToEOL()
	return c, parser.HasChildren
}

func (gitbookParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	c := node.(*container)
	line, _ := reader.PeekLine()
	line = bytes.TrimSpace(line)
	if bytes.HasPrefix(line, []byte("{%")) && !verbatim(pc) {
		if m := tagHead.FindSubmatch(line); m != nil && innermost(pc, "{% "+string(m[1])+" %}") == c {
			c.closed = true
			reader.AdvanceToEOL()
			return parser.Close
		}
	}
	return parser.Continue | parser.HasChildren
}

func (gitbookParser) Close(ast.Node, text.Reader, parser.Context) {}

// innermost is the innermost open container that ends with the tag.
func innermost(pc parser.Context, until string) *container {
	open := pc.OpenedBlocks()
	for i := len(open) - 1; i >= 0; i-- {
		if c, ok := open[i].Node.(*container); ok && c.until == until {
			return c
		}
	}
	return nil
}
