package markdown

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Syntax of Obsidian: ![[file]] shows a picture, ==text== highlights, %%text%% is hidden.

// embed is ![[file]] or ![[file|what it shows or how wide it is]].
type embed struct {
	ast.BaseInline
	target, label string
}

var kindEmbed = ast.NewNodeKind("Embed")

func (e *embed) Kind() ast.NodeKind { return kindEmbed }

func (e *embed) Dump(src []byte, level int) { ast.DumpHelper(e, src, level, nil, nil) }

type embedParser struct{}

func (embedParser) Trigger() []byte { return []byte{'!'} }

func (embedParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("![[")) || pc.IsInLinkLabel() {
		return nil
	}
	end := bytes.Index(line[:min(len(line), 500)], []byte("]]"))
	if end < 4 {
		return nil
	}
	inner := string(line[3:end])
	name, label, _ := strings.Cut(strings.ReplaceAll(inner, `\|`, "|"), "|")
	if name = strings.TrimSpace(name); name == "" || strings.ContainsAny(inner, "[]\n") {
		return nil
	}
	block.Advance(end + 2)
	return &embed{target: name, label: strings.TrimSpace(label)}
}

var (
	embedSize  = regexp.MustCompile(`^(\d{1,4})(?:x(\d{1,4}))?$`)
	embedMedia = regexp.MustCompile(`(?i)\.(?:png|jpe?g|gif|svg|webp|avif|bmp|mp4|webm|ogv|mov|m4v|mp3|wav|ogg|oga|m4a|flac|aac)$`)
)

// embed shows a picture. For a page inside a line of text it writes a link.
func (r *renderer) embed(e *embed) {
	target, frag := splitHeading(e.target)
	if embedMedia.MatchString(target) {
		e.target = target
	} else {
		r.once("MD10.embed", e.Pos(), e.target)
		w := &wikiLink{target: strings.TrimSpace(target), frag: strings.TrimSpace(frag), label: e.label}
		w.SetPos(e.Pos())
		r.wikiLink(w)
		return
	}
	i := picturing{alt: e.label, at: e.Pos(), wiki: true}
	if m := embedSize.FindStringSubmatch(e.label); m != nil {
		i.alt, i.width, i.height = "", m[1], m[2]
	}
	if i.alt == "" {
		i.alt = strings.TrimSuffix(path.Base(e.target), path.Ext(e.target))
	}
	r.picture(address{kind: inside, target: e.target}, i)
}

// blockMark is ^name at the end of a block: an invisible anchor for links of Obsidian.
type blockMark struct {
	ast.BaseInline
	name string
}

var kindBlockMark = ast.NewNodeKind("BlockMark")

func (b *blockMark) Kind() ast.NodeKind { return kindBlockMark }

func (b *blockMark) Dump(src []byte, level int) { ast.DumpHelper(b, src, level, nil, nil) }

type blockMarkParser struct{}

func (blockMarkParser) Trigger() []byte { return []byte{'^'} }

func (blockMarkParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	before := block.PrecendingCharacter()
	if len(line) > 200 || before != ' ' && before != '\t' && before != '\n' {
		return nil
	}
	name, start := blockName(strings.TrimRight(string(line), "\r\n"))
	if start != 0 {
		return nil
	}
	at, pos := block.Position()
	block.AdvanceLine()
	if next, _ := block.PeekLine(); next != nil {
		block.SetPosition(at, pos)
		return nil
	}
	return &blockMark{name: name}
}

func (r *renderer) blockMark(b *blockMark) {
	id := "^" + b.name
	if r.ids.take(id) {
		r.page.Anchors = append(r.page.Anchors, id)
		r.str(`<span id="` + id + `"></span>`)
	}
}

// markParser reads ==text==. a==b is a comparison.
type markParser struct{}

func (markParser) Trigger() []byte { return []byte{'='} }

func (markParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if crowded(segment.Start, pc) {
		return nil
	}
	before := block.PrecendingCharacter()
	d := delimiter(line, block, 2, mark{})
	if d == nil || d.OriginalLength != 2 || before == '=' {
		return nil
	}
	after := rune(' ')
	if len(line) > 2 {
		after = rune(line[2])
	}
	d.CanOpen = d.CanOpen && !word(before)
	d.CanClose = d.CanClose && !word(after)
	if !d.CanOpen && !d.CanClose {
		return nil
	}
	return push(d, segment, block, pc)
}

type mark struct{}

func (mark) IsDelimiter(b byte) bool                   { return b == '=' }
func (mark) CanOpenCloser(o, c *parser.Delimiter) bool { return o.Char == c.Char }
func (mark) OnMatch(int) ast.Node                      { return &marked{} }

// marked is the text of ==text==.
type marked struct{ ast.BaseInline }

var kindMarked = ast.NewNodeKind("Marked")

func (m *marked) Kind() ast.NodeKind { return kindMarked }

func (m *marked) Dump(src []byte, level int) { ast.DumpHelper(m, src, level, nil, nil) }

// hiddenParser leaves out %%text%% in a line.
type hiddenParser struct{}

func (hiddenParser) Trigger() []byte { return []byte{'%'} }

func (hiddenParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("%%")) || word(block.PrecendingCharacter()) {
		return nil
	}
	n := bytes.Index(line[2:min(len(line), 2000)], []byte("%%"))
	if n < 1 || len(bytes.TrimSpace(line[2:2+n])) == 0 {
		return nil
	}
	block.Advance(n + 4)
	return ast.NewString(nil)
}

// hiddenBlock is what stands between two lines of %%.
type hiddenBlock struct{ ast.BaseBlock }

var kindHiddenBlock = ast.NewNodeKind("HiddenBlock")

func (h *hiddenBlock) Kind() ast.NodeKind { return kindHiddenBlock }

func (h *hiddenBlock) Dump(src []byte, level int) { ast.DumpHelper(h, src, level, nil, nil) }

type hiddenBlockParser struct{}

func (hiddenBlockParser) Trigger() []byte             { return []byte{'%'} }
func (hiddenBlockParser) CanInterruptParagraph() bool { return true }
func (hiddenBlockParser) CanAcceptIndentedLine() bool { return false }

// Open looks for the closing %% line first: a single one hides nothing.
func (hiddenBlockParser) Open(parent ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	if parent.Kind() != ast.KindDocument || !percents(line) || !bytes.Contains(reader.Source()[segment.Stop-1:], []byte("\n%%\n")) {
		return nil, parser.NoChildren
	}
	reader.AdvanceToEOL()
	return &hiddenBlock{}, parser.NoChildren
}

func (hiddenBlockParser) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	end := string(line) == "%%\n"
	reader.AdvanceToEOL()
	if end {
		return parser.Close
	}
	return parser.Continue | parser.NoChildren
}

func (hiddenBlockParser) Close(ast.Node, text.Reader, parser.Context) {}

func percents(line []byte) bool { return string(bytes.TrimSpace(line)) == "%%" }
