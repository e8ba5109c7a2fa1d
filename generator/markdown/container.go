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

// container is a ::: block. Its children are Markdown.
type container struct {
	ast.BaseBlock
	name   string // note, tip, important, warning, caution, danger, details, tabs, tab, judgement, or what the author wrote
	title  string
	fence  int            // number of colons
	until  string         // the tag or mark that ends it, if it has no colons
	head   *ast.TextBlock // the title, if it is Markdown; the first child
	fold   string         // "-": folded at first, "+": may be folded
	closed bool
	fresh  bool // only its first line is read: settings may follow (slashes.go)
}

var kindContainer = ast.NewNodeKind("Container")

func (c *container) Kind() ast.NodeKind { return kindContainer }

func (c *container) Dump(src []byte, level int) {
	ast.DumpHelper(c, src, level, map[string]string{"name": c.name}, nil)
}

// containerNames maps what authors and other tools write to our names.
var containerNames = map[string]string{
	"note": "note", "info": "note", "说明": "note", "注": "note", "提醒": "note", "abstract": "note", "summary": "note", "tldr": "note",
	"todo": "note", "question": "note", "help": "note", "faq": "note", "example": "note", "quote": "note", "cite": "note", "seealso": "note",
	"tip": "tip", "success": "tip", "hint": "tip", "check": "tip", "done": "tip", "提示": "tip", "技巧": "tip",
	"important": "important", "重要": "important",
	"warning": "warning", "warn": "warning", "attention": "warning", "注意": "warning",
	"caution": "caution", "小心": "caution",
	"danger": "danger", "error": "danger", "failure": "danger", "fail": "danger", "missing": "danger", "bug": "danger", "警告": "danger", "危险": "danger",
	"details": "details", "collapse": "details", "详情": "details", "折叠": "details",
	"tabs": "tabs", "标签页": "tabs",
	"tab": "tab", "标签": "tab",
	"code-group": "code-group", "code-tabs": "code-group",
	"raw": "plain", "v-pre": "plain", "center": "plain", "left": "plain", "right": "plain",
	"judgement": "judgement", "judgment": "judgement", "判断": "judgement",
}

var containerHead = regexp.MustCompile(`^(:{3,})[ \t]*([\p{L}][\p{L}\p{N}_-]*)[ \t]*(?:\[([^\]]*)\]|(.*?))[ \t:]*$`)

// containerParser opens a container at "::: name title" and closes it at ":::".
type containerParser struct{}

func (containerParser) Trigger() []byte             { return []byte{':'} }
func (containerParser) CanInterruptParagraph() bool { return true }
func (containerParser) CanAcceptIndentedLine() bool { return false }

func (containerParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || !bytes.HasPrefix(line[at:], []byte(":::")) {
		return nil, parser.NoChildren
	}
	m := containerHead.FindSubmatch(bytes.TrimRight(line[at:], " \t\n"))
	if m == nil {
		return nil, parser.NoChildren
	}
	c := &container{name: containerName(string(m[2])), title: containerTitle(strings.TrimSpace(string(m[3]) + string(m[4]))), fence: len(m[1])}
	reader.AdvanceToEOL()
	return c, parser.HasChildren
}

func (containerParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	c := node.(*container)
	if n := closingFence(reader); n > 0 && !verbatim(pc) && closes(n, pc) == c {
		c.closed = true
		reader.AdvanceToEOL()
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

// containerTitle takes the title out of {title="…"}, as Docusaurus may write it.
func containerTitle(s string) string {
	if !strings.HasPrefix(s, "{") {
		return s
	}
	attrs, n := readAttributes(s)
	if n == 0 {
		return s
	}
	return value(attrs, "title")
}

func (containerParser) Close(ast.Node, text.Reader, parser.Context) {}

// closingFence is the number of colons if the line holds nothing else.
func closingFence(reader text.Reader) int {
	line, _ := reader.PeekLine()
	if w, _ := util.IndentWidth(line, reader.LineOffset()); w > 3 {
		return 0
	}
	line = bytes.TrimSpace(line)
	if len(line) < 3 || len(bytes.Trim(line, ":")) > 0 {
		return 0
	}
	return len(line)
}

// verbatim tells whether the innermost open block is code, a comment or a <pre>, in which
// marks are text. Other HTML, such as </details>, ends before a mark.
func verbatim(pc parser.Context) bool {
	switch last := pc.LastOpenedBlock().Node.(type) {
	case *ast.FencedCodeBlock, *codeTag:
		return true
	case *ast.HTMLBlock:
		return last.HTMLBlockType < ast.HTMLBlockType6
	}
	return false
}

// closes finds the container that a line of n colons closes: the innermost with n colons,
// else the innermost with fewer.
func closes(n int, pc parser.Context) *container {
	var shorter *container
	open := pc.OpenedBlocks()
	for i := len(open) - 1; i >= 0; i-- {
		c, ok := open[i].Node.(*container)
		if !ok {
			continue
		}
		if c.fence == n {
			return c
		}
		if shorter == nil && 0 < c.fence && c.fence < n {
			shorter = c
		}
	}
	return shorter
}

// tabParser opens a tab at "== Label", or VuePress's "@tab Label", inside ::: tabs.
type tabParser struct{}

func (tabParser) Trigger() []byte             { return []byte{'=', '@'} }
func (tabParser) CanInterruptParagraph() bool { return true }
func (tabParser) CanAcceptIndentedLine() bool { return false }

func (tabParser) Open(parent ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	c, ok := parent.(*container)
	label := tabLabel(reader)
	if !ok || c.name != "tabs" && c.name != "code-group" || label == "" {
		return nil, parser.NoChildren
	}
	reader.AdvanceToEOL()
	return &container{name: "tab", title: label, closed: true}, parser.HasChildren
}

func (tabParser) Continue(_ ast.Node, reader text.Reader, pc parser.Context) parser.State {
	if tabLabel(reader) != "" && !verbatim(pc) {
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

func (tabParser) Close(ast.Node, text.Reader, parser.Context) {}

// tabLabel is the label of a line "== Label" or "@tab Label", "" for any other.
func tabLabel(reader text.Reader) string {
	line, _ := reader.PeekLine()
	line = bytes.TrimLeft(line, " ")
	if label, ok := bytes.CutPrefix(line, []byte("== ")); ok {
		return string(bytes.Trim(label, "= \t\n"))
	}
	if label, ok := bytes.CutPrefix(line, []byte("@tab")); ok {
		return string(bytes.TrimSpace(bytes.TrimPrefix(label, []byte(":active"))))
	}
	return ""
}
