package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Tags of other generators around code:
//
//	{{< highlight go "linenos=table" >}} … {{< /highlight >}}     Hugo
//	{% highlight ruby %} … {% endhighlight %}                     Jekyll
//
// and the tags that site.toml maps to code. A tag without an end is left as text.

// boxCode is the value in [shortcodes] for such a tag.
const boxCode = "code"

// codeTag is a tag and its code.
type codeTag struct {
	ast.BaseBlock
	lang, title string
	until       string // how the tag ends, as in container
	closed      bool
}

var kindCodeTag = ast.NewNodeKind("CodeTag")

func (c *codeTag) Kind() ast.NodeKind { return kindCodeTag }
func (c *codeTag) IsRaw() bool        { return true }

func (c *codeTag) Dump(src []byte, level int) { ast.DumpHelper(c, src, level, nil, nil) }

type codeTagParser struct{}

func (codeTagParser) Trigger() []byte             { return []byte{'{', '<'} }
func (codeTagParser) CanInterruptParagraph() bool { return true }
func (codeTagParser) CanAcceptIndentedLine() bool { return false }

func (codeTagParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	at := pc.BlockOffset()
	if at < 0 {
		return nil, parser.NoChildren
	}
	line, segment := reader.PeekLine()
	name, said, until, n := tagAt(line[at:])
	if n == 0 || !isCode(name, until, budgetOf(pc).boxes) || !bytes.Contains(reader.Source()[segment.Start:], []byte(name)) {
		return nil, parser.NoChildren
	}
	c := &codeTag{until: until}
	rest := line[at+n:]
	start := segment.Start - segment.Padding + at + n
	if end := endOfTag(rest, until); end >= 0 {
		c.closed = true
		c.Lines().Append(text.NewSegment(start, start+end))
	} else if b := budgetOf(pc); b.endless[until] || !ends(reader.Source()[start:], until) {
		if b.endless == nil {
			b.endless = map[string]bool{}
		}
		b.endless[until] = true
		return nil, parser.NoChildren
	}
	c.set(said)
	reader.AdvanceToEOL()
	return c, parser.NoChildren
}

// isCode tells whether a tag holds code.
func isCode(name, until string, boxes []Shortcode) bool {
	if i := slices.IndexFunc(boxes, func(s Shortcode) bool { return s.Tag == name }); i >= 0 {
		return boxes[i].Box == boxCode
	}
	return name == "highlight" && until[0] == '{'
}

// ends tells whether the tag ends below.
func ends(src []byte, until string) bool {
	for line := range bytes.Lines(src) {
		if bytes.IndexByte(line, until[0]) >= 0 && endOfTag(line, until) >= 0 {
			return true
		}
	}
	return false
}

// set reads language and title from the text in the tag: go title="main.go".
func (c *codeTag) set(said string) {
	for _, m := range settingForm.FindAllStringSubmatch(said, -1) {
		switch v := m[2] + m[3] + m[4]; strings.ToLower(m[1]) {
		case "lang", "language":
			c.lang = strings.ToLower(v)
		case "title", "file", "filename":
			c.title = v
		}
	}
	for word := range strings.FieldsSeq(quotedForm.ReplaceAllString(settingForm.ReplaceAllString(said, " "), " ")) {
		if c.lang == "" {
			c.lang = strings.ToLower(word)
		}
	}
}

func (codeTagParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	c := node.(*codeTag)
	if c.closed {
		return parser.Close
	}
	line, segment := reader.PeekLine()
	if n := endOfTag(line, c.until); n >= 0 {
		if len(bytes.TrimSpace(line[:n])) > 0 {
			c.Lines().Append(text.NewSegment(segment.Start, segment.Start+max(n-segment.Padding, 0)))
		}
		c.closed = true
		reader.AdvanceToEOL()
		return parser.Close
	}
	c.Lines().Append(segment)
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func (codeTagParser) Close(ast.Node, text.Reader, parser.Context) {}
