package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// formulaBlock is a formula on lines of its own.
type formulaBlock struct {
	ast.BaseBlock
	tex    pieces
	end    string // what the last line ends with
	keep   bool   // that is TeX, too
	closed bool
}

var kindFormulaBlock = ast.NewNodeKind("FormulaBlock")

func (f *formulaBlock) Kind() ast.NodeKind { return kindFormulaBlock }

func (f *formulaBlock) IsRaw() bool { return true }

func (f *formulaBlock) Dump(src []byte, level int) { ast.DumpHelper(f, src, level, nil, nil) }

type formulaBlockParser struct{}

func (formulaBlockParser) Trigger() []byte             { return []byte{'$', '\\'} }
func (formulaBlockParser) CanInterruptParagraph() bool { return true }
func (formulaBlockParser) CanAcceptIndentedLine() bool { return false }

var environment = regexp.MustCompile(`^\\begin\{((?:equation|align|alignat|gather|split|aligned|gathered|cases|array|[bpvBV]?matrix|CD)\*?)\}`)

// Open looks for the end first: a single $$ must not make a formula of the rest of a page.
func (formulaBlockParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 {
		return nil, parser.NoChildren
	}
	f, from := &formulaBlock{}, segment.Start+at-segment.Padding
	f.SetPos(from)
	switch head := line[at:]; {
	case bytes.HasPrefix(head, []byte("$$")):
		f.end, from = "$$", from+2
	case bytes.HasPrefix(head, []byte(`\[`)):
		f.end, from = `\]`, from+2
	default:
		m := environment.FindSubmatch(head)
		if m == nil {
			return nil, parser.NoChildren
		}
		f.end, f.keep = `\end{`+string(m[1])+"}", true
	}
	if !f.ends(reader.Source(), from, pc) {
		return nil, parser.NoChildren
	}
	f.add(reader, from, segment.Stop)
	return f, parser.NoChildren
}

func (formulaBlockParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	f := node.(*formulaBlock)
	if f.closed {
		return parser.Close
	}
	_, segment := reader.PeekLine()
	f.add(reader, segment.Start, segment.Stop)
	return parser.Continue | parser.NoChildren
}

func (formulaBlockParser) Close(ast.Node, text.Reader, parser.Context) {}

// add takes in a line, which may be the last.
func (f *formulaBlock) add(reader text.Reader, from, to int) {
	src := reader.Source()
	if end, last := f.last(src[from:to]); last {
		f.closed, to = true, from+end
	}
	f.tex.add(src, from, to)
	reader.AdvanceToEOL()
}

// last tells whether a line ends the formula, and where its TeX does.
func (f *formulaBlock) last(line []byte) (end int, last bool) {
	n := endOf(line, f.end)
	if n < 0 || len(bytes.TrimSpace(line[n+len(f.end):])) > 0 {
		return 0, false
	}
	if f.keep {
		n += len(f.end)
	}
	return n, true
}

// stops are lines that end the search for the end of a formula.
var stops = regexp.MustCompile("^[> \t]*(?:#{1,6} |```|~~~)")

// ends tells whether the formula has an end. A mark alone on its line without an end is
// reported.
func (f *formulaBlock) ends(src []byte, from int, pc parser.Context) bool {
	b := budgetOf(pc)
	for at := from; at < len(src) && at-from < maxFormula; {
		line, _, _ := bytes.Cut(src[at:], []byte("\n"))
		line = line[:min(len(line), maxFormula)]
		if !b.spend(&b.formulas, len(line)+1, maxFormulaWork, "MD09.formulas", from) {
			return false
		}
		if n, last := f.last(line); last {
			b.formulas -= at - from
			return f.end != `\]` || texSign.Match(src[from:at+n])
		}
		if at > from && stops.Match(line) || endOf(line, f.end) >= 0 {
			break
		}
		at += len(line) + 1
	}
	if line, _, _ := bytes.Cut(src[from:], []byte("\n")); f.keep || f.end == "$$" && len(bytes.TrimSpace(line)) == 0 {
		b.say("MD12.open", f.Pos(), f.end)
	}
	return false
}

// formulaBlock writes a formula that stands by itself.
func (r *renderer) formulaBlock(tex pieces, at int) {
	if len(bytes.TrimSpace(tex.text)) == 0 {
		return
	}
	r.str(`<div class="formula">`)
	r.formula(tex, true, at)
	r.str("</div>\n")
	r.gap(" ")
}
