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

// wikiLink is [[page]], [[page|text]], [[page#heading]] or [[#heading]].
type wikiLink struct {
	ast.BaseInline
	target, frag, label string
}

var kindWikiLink = ast.NewNodeKind("WikiLink")

func (w *wikiLink) Kind() ast.NodeKind { return kindWikiLink }

func (w *wikiLink) Dump(src []byte, level int) { ast.DumpHelper(w, src, level, nil, nil) }

type wikiLinkParser struct{}

func (wikiLinkParser) Trigger() []byte { return []byte{'['} }

// Parse leaves other uses of [[ alone: shell tests ([[ -f x ]]), indexes (x[[1]]) and links
// with brackets in their text ([[1]](url)).
func (wikiLinkParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("[[")) || pc.IsInLinkLabel() || word(block.PrecendingCharacter()) {
		return nil
	}
	end := bytes.Index(line[:min(len(line), 500)], []byte("]]")) // no name is longer
	if end < 3 {
		return nil
	}
	inner := string(line[2:end])
	rest := line[end+2:]
	if strings.ContainsAny(inner, "[]\n") || inner != strings.TrimSpace(inner) || len(rest) > 0 && (rest[0] == '(' || rest[0] == '[' || rest[0] == ']') {
		return nil
	}
	if tomlTable.MatchString(inner) && tomlKey.Match(lineAfter(line, block)) {
		return nil
	}
	// In a table the bar must be written \|.
	name, label, _ := strings.Cut(strings.ReplaceAll(inner, `\|`, "|"), "|")
	target, frag := splitHeading(name)
	w := &wikiLink{target: strings.TrimSpace(target), frag: strings.TrimSpace(frag), label: strings.TrimSpace(label)}
	if w.target == "" && w.frag == "" {
		return nil
	}
	block.Advance(end + 2)
	return w
}

// splitHeading splits page#heading. In page#a#b, b is a heading below a.
func splitHeading(name string) (target, frag string) {
	target, frag, _ = strings.Cut(name, "#")
	return target, frag[strings.LastIndexByte(frag, '#')+1:]
}

// [[menus.main]] over name = "x" is a table of TOML: a setting that stands in no fence.
var (
	tomlTable = regexp.MustCompile(`^[\w-]+(?:\.[\w-]+)*$`)
	tomlKey   = regexp.MustCompile(`^[ \t]*[\w.-]+[ \t]*=`)
)

// lineAfter is the line below the one that is read.
func lineAfter(line []byte, block text.Reader) []byte {
	_, at := block.Position()
	rest := block.Source()[min(at.Start+len(line), len(block.Source())):]
	next, _, _ := bytes.Cut(rest, []byte("\n"))
	return next
}

// word tells whether r is a letter or digit of ASCII.
func word(r rune) bool { return r < 0x80 && util.IsAlphaNumeric(byte(r)) }
