package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Tags of other generators that site.toml maps to one of our boxes. Between them is Markdown:
//
//	{{< note "Title" >}} … {{< /note >}}            Hugo; {{% note %}} as well
//	{% note title="Title" %} … {% endnote %}        Liquid, Nunjucks
//	<Tip title="Title"> … </Tip>                    MDX, Vue
//
// The first one begins its line; the last one ends its line.

// Shortcode is such a tag and the box that it is here, one of [kb.Boxes].
type Shortcode struct{ Tag, Box string }

var (
	shortcodeHead = regexp.MustCompile(`^(?:\{\{[<%][ \t]*([\pL\pN_./-]+)((?:[ \t]+[^{}]*?)?)[ \t]*[>%]\}\}|\{%-?[ \t]*([\pL\pN_./-]+)((?:[ \t]+[^{}]*?)?)[ \t]*-?%\}|<([A-Za-z][\w.-]*)((?:[ \t]+(?:[^<>"'/]|"[^"]*"|'[^']*')*)?)>)`)
	shortcodeEnd  = regexp.MustCompile(`(?:\{\{([<%])[ \t]*/[ \t]*([\pL\pN_./-]+)[ \t]*[>%]\}\}|\{%-?[ \t]*end([\pL\pN_./-]+)[ \t]*-?%\}|</([A-Za-z][\w.-]*)[ \t]*>)[ \t]*$`)
	settingForm   = regexp.MustCompile(`([\w:-]+)[ \t]*=[ \t]*\{?(?:"([^"]*)"|'([^']*)'|([^\s"'}]+))\}?`)
	quotedForm    = regexp.MustCompile(`"([^"]*)"|'([^']*)'`)
)

// titleSettings name the title of a box or the label of a tab.
var titleSettings = []string{"title", "header", "heading", "summary", "label", "name"}

// kindSettings say which box is meant, for a tag such as <Callout type="warning">.
var kindSettings = []string{"type", "style", "kind", "color", "level"}

type shortcodeParser struct{}

func (shortcodeParser) Trigger() []byte             { return []byte{'{', '<'} }
func (shortcodeParser) CanInterruptParagraph() bool { return true }
func (shortcodeParser) CanAcceptIndentedLine() bool { return false }

func (shortcodeParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	boxes, at := budgetOf(pc).boxes, pc.BlockOffset()
	if len(boxes) == 0 || at < 0 {
		return nil, parser.NoChildren
	}
	line, segment := reader.PeekLine()
	name, said, until, n := tagAt(line[at:])
	i := slices.IndexFunc(boxes, func(s Shortcode) bool { return s.Tag == name })
	if n == 0 || i < 0 || boxes[i].Box == boxCode {
		return nil, parser.NoChildren
	}
	c := &container{name: boxes[i].Box, until: until}
	c.set(said)
	return c, c.open(reader, line, at+n, segment)
}

// tagAt reads the tag at the start of a line: name, the text in it, its end tag, and its
// length; 0 if there is none, or it closes itself (<Tip/>).
func tagAt(line []byte) (name, said, until string, n int) {
	m := shortcodeHead.FindSubmatchIndex(line[:min(len(line), maxShortcode)])
	if m == nil {
		return "", "", "", 0
	}
	for i, end := range []string{"{{< /", "{% end", "</"} {
		if n := sub(line, m, 4*i+2); n != "" {
			name, said, until = n, sub(line, m, 4*i+4), end+n+[]string{" >}}", " %}", ">"}[i]
		}
	}
	if strings.HasSuffix(strings.TrimRight(name+said, " \t"), "/") { // it has no end
		return "", "", "", 0
	}
	return name, said, until, m[1]
}

// maxShortcode bounds the length of a tag.
const maxShortcode = 500

// set reads the title and the kind of box from the text in the tag.
func (c *container) set(said string) {
	rest := settingForm.ReplaceAllString(said, " ")
	for _, m := range settingForm.FindAllStringSubmatch(said, -1) {
		v := m[2] + m[3] + m[4]
		switch name := strings.ToLower(m[1]); {
		case slices.Contains(titleSettings, name) && c.title == "":
			c.title = v
		case slices.Contains(kindSettings, name):
			c.kindly(v)
		}
	}
	if m := quotedForm.FindStringSubmatch(rest); m != nil && c.title == "" && !c.kindly(m[1]+m[2]) {
		c.title = m[1] + m[2]
	}
	for word := range strings.FieldsSeq(quotedForm.ReplaceAllString(rest, " ")) {
		c.kindly(word)
	}
}

// kindly changes the kind of an alert, if the word names one.
func (c *container) kindly(word string) bool {
	kind := containerName(word)
	if !slices.Contains(alertNames, kind) || !slices.Contains(alertNames, c.name) {
		return false
	}
	c.name = kind
	return true
}

// open reads the rest of the tag's line, which may be the whole box.
func (c *container) open(reader text.Reader, line []byte, from int, segment text.Segment) parser.State {
	rest := line[from:]
	if n := endOfTag(rest, c.until); n >= 0 {
		c.closed = true
		start := segment.Start - segment.Padding + from
		c.paragraph(text.NewSegment(start, start+n), reader.Source())
		reader.AdvanceToEOL()
		return parser.NoChildren
	}
	if len(bytes.TrimSpace(rest)) == 0 {
		reader.AdvanceToEOL()
	} else {
		reader.Advance(from)
	}
	return parser.HasChildren
}

// paragraph adds text from the line of a tag.
func (c *container) paragraph(s text.Segment, src []byte) {
	s = s.TrimLeftSpace(src)
	if s = s.TrimRightSpace(src); s.IsEmpty() {
		return
	}
	p := ast.NewParagraph()
	p.Lines().Append(s)
	c.AppendChild(c, p)
}

// endOfTag is the offset of the end tag at the end of a line, -1 if it is not there.
func endOfTag(line []byte, until string) int {
	m := shortcodeEnd.FindSubmatchIndex(bytes.TrimRight(line, "\r\n"))
	if m == nil {
		return -1
	}
	for i, form := range []string{"{{< /%s >}}", "{% end%s %}", "</%s>"} {
		if n := sub(line, m, 2*i+4); n != "" && strings.Replace(form, "%s", n, 1) == until {
			return m[0]
		}
	}
	return -1
}

func (shortcodeParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	c := node.(*container)
	if c.closed {
		return parser.Close
	}
	line, segment := reader.PeekLine()
	n := endOfTag(line, c.until)
	if n < 0 || innermost(pc, c.until) != c || verbatim(pc) {
		return parser.Continue | parser.HasChildren
	}
	c.closed = true
	c.last(text.NewSegment(segment.Start, segment.Start+max(n-segment.Padding, 0)), reader.Source(), pc)
	reader.AdvanceToEOL()
	return parser.Close
}

// last adds the text before the end tag.
func (c *container) last(s text.Segment, src []byte, pc parser.Context) {
	s = s.TrimLeftSpace(src)
	if s = s.TrimRightSpace(src); s.IsEmpty() {
		return
	}
	if p, ok := pc.LastOpenedBlock().Node.(*ast.Paragraph); ok {
		p.Lines().Append(s)
		return
	}
	c.paragraph(s, src)
}

func (shortcodeParser) Close(ast.Node, text.Reader, parser.Context) {}

// tagOf is the name in an end tag.
func tagOf(until string) string {
	if s, ok := strings.CutPrefix(until, "{% end"); ok {
		return strings.TrimSuffix(s, " %}")
	}
	return strings.Trim(until, "{}<>/ ")
}
