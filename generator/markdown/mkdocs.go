package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// In MkDocs, the lines of a box or a tab begin with four spaces:
//
//	!!! note "Title"      a box
//	??? note              one that is folded; ???+ is open at first
//	=== "Label"           a tab; tabs that follow each other are one group

var (
	admonitionHead = regexp.MustCompile(`^(!!!|\?\?\?\+?)([ \t]*)([\p{L}][\p{L}\p{N}_-]*)((?:[ \t]+[\p{L}][\p{L}\p{N}_-]*)*)[ \t]*(?:"(.*)")?[ \t]*$`)
	mkdocsTabHead  = regexp.MustCompile(`^===[!+]?[ \t]+(?:"(.*)"|'(.*)')[ \t]*$`)
)

// admonitionParser opens a box at !!! or ??? and ends it where the lines are no longer indented.
type admonitionParser struct{ indented }

func (admonitionParser) Trigger() []byte { return []byte{'!', '?'} }

func (admonitionParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	m := headOf(admonitionHead, reader, pc)
	if m == nil || m[2] == "" && !nextIndented(reader) {
		return nil, parser.NoChildren
	}
	c := &container{name: containerName(m[3]), title: m[5], closed: true}
	c.headed(reader)
	switch m[1] {
	case "???":
		c.fold = "-"
	case "???+":
		c.fold = "+"
	}
	reader.AdvanceToEOL()
	return c, parser.HasChildren
}

// nextIndented tells whether the next line is indented. If not, !!!note is just text.
func nextIndented(reader text.Reader) bool {
	_, segment := reader.PeekLine()
	rest := bytes.TrimLeft(reader.Source()[segment.Stop:], "\n")
	return bytes.HasPrefix(rest, []byte("    ")) || bytes.HasPrefix(rest, []byte("\t"))
}

// markedTitle finds a link or a formula in a title.
var markedTitle = regexp.MustCompile(`\]\(|\$[^$]+\$|[*_]`)

// headed keeps a title with links, formulas or emphasis as Markdown.
func (c *container) headed(reader text.Reader) {
	if !markedTitle.MatchString(c.title) {
		return
	}
	line, segment := reader.PeekLine()
	at := segment.Start - segment.Padding + bytes.LastIndex(line, []byte(c.title))
	c.head = ast.NewTextBlock()
	c.head.Lines().Append(text.NewSegment(at, at+len(c.title)))
	c.AppendChild(c, c.head)
}

// mkdocsTabParser opens a tab at === "Label".
type mkdocsTabParser struct{ indented }

func (mkdocsTabParser) Trigger() []byte { return []byte{'='} }

func (mkdocsTabParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	m := headOf(mkdocsTabHead, reader, pc)
	if m == nil {
		return nil, parser.NoChildren
	}
	reader.AdvanceToEOL()
	return &container{name: "tab", title: m[1] + m[2], closed: true}, parser.HasChildren
}

// headOf matches the form with the line, from where a block may begin; nil if it does not
// match.
func headOf(form *regexp.Regexp, reader text.Reader, pc parser.Context) []string {
	line, _ := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 {
		return nil
	}
	return form.FindStringSubmatch(string(bytes.TrimRight(line[at:min(len(line), at+500)], " \t\n")))
}

// indented is the part of a block parser whose block goes on as long as its lines are indented.
type indented struct{}

func (indented) CanInterruptParagraph() bool { return true }
func (indented) CanAcceptIndentedLine() bool { return false }

func (indented) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	at, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if at < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(at, padding)
	return parser.Continue | parser.HasChildren
}

func (indented) Close(ast.Node, text.Reader, parser.Context) {}

// containerName is our name for a box that an author named.
func containerName(s string) string {
	s = strings.ToLower(s)
	if known, ok := containerNames[s]; ok {
		return known
	}
	return s
}
