package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// The newer boxes of MkDocs are between slashes; indented settings may follow the first line:
//
//	/// admonition | Title
//	    type: warning
//	Text
//	///

var (
	slashHead    = regexp.MustCompile(`^(/{3,})[ \t]+([\p{L}][\p{L}\p{N}_-]*)[ \t]*(?:\|[ \t]*(.*?))?[ \t]*$`)
	slashSetting = regexp.MustCompile(`^(?: {4,}|\t)[ \t]*(\w+):[ \t]*(.*?)[ \t]*$`)
)

// slashNames are boxes with a name that only this syntax has.
var slashNames = map[string]string{"admonition": "note", "html": "plain", "caption": "plain", "figure-caption": "plain", "table-caption": "plain", "define": "plain"}

type slashParser struct{}

func (slashParser) Trigger() []byte             { return []byte{'/'} }
func (slashParser) CanInterruptParagraph() bool { return true }
func (slashParser) CanAcceptIndentedLine() bool { return false }

// Open looks for the end first: a line of slashes may be a comment in program text.
func (slashParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	m := headOf(slashHead, reader, pc)
	if m == nil || !budgetOf(pc).slashEnd(reader, len(m[1])) {
		return nil, parser.NoChildren
	}
	c := &container{name: slashNames[m[2]], title: m[3], until: m[1], fresh: true}
	if c.name == "" {
		c.name = containerName(m[2])
	}
	c.headed(reader)
	reader.AdvanceToEOL()
	return c, parser.HasChildren
}

// slashEnd tells whether a line of n slashes follows. The page is searched only once.
func (b *budget) slashEnd(reader text.Reader, n int) bool {
	if b.slashes == nil {
		b.slashes = map[int]int{}
		at := 0
		for line := range bytes.Lines(reader.Source()) {
			if marks := bytes.Trim(line, "> \t\r\n"); len(marks) > 2 && len(bytes.Trim(marks, "/")) == 0 {
				b.slashes[len(marks)] = at
			}
			at += len(line)
		}
	}
	_, segment := reader.PeekLine()
	return b.slashes[n] >= segment.Stop
}

func (slashParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	c := node.(*container)
	line, _ := reader.PeekLine()
	if c.fresh {
		if m := slashSetting.FindStringSubmatch(strings.TrimRight(string(line), "\r\n")); m != nil {
			c.setting(m[1], m[2])
			reader.AdvanceToEOL()
			return parser.Continue | parser.HasChildren
		}
		c.fresh = false
	}
	if string(bytes.TrimSpace(line)) == c.until && !verbatim(pc) && innermost(pc, c.until) == c {
		c.closed = true
		reader.AdvanceToEOL()
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

// setting reads a setting below the first line.
func (c *container) setting(key, value string) {
	switch {
	case key == "type":
		c.name = containerName(value)
	case key == "open" && strings.EqualFold(value, "true"):
		c.fold = "+"
	}
}

func (slashParser) Close(ast.Node, text.Reader, parser.Context) {}
