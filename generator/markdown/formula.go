package markdown

import (
	"bytes"
	"regexp"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"milepost/generator/kb"
)

// Formulas are TeX: $…$, $$…$$, \(…\) and \[…\] in a line (here), the last three and
// \begin{align}…\end{align} on lines of their own (formulablock.go), and ```math. Nothing in
// them is Markdown. formulalike.go tells formulas from prices and shell variables.

const (
	maxFormula     = 8_000   // bytes of one formula
	maxFormulas    = 200_000 // bytes of all formulas of a page
	maxFormulaWork = 4 << 20 // bytes read in search of the end of formulas
)

// formula is TeX in a line of text.
type formula struct {
	ast.BaseInline
	tex     pieces
	display bool
}

var kindFormula = ast.NewNodeKind("Formula")

func (f *formula) Kind() ast.NodeKind { return kindFormula }

func (f *formula) Dump(src []byte, level int) { ast.DumpHelper(f, src, level, nil, nil) }

// pieces is a text from several lines of the page: at holds, for each piece, its offset in
// text and its offset in the body; see [where].
type pieces struct {
	text []byte
	at   []int
}

func (p *pieces) add(src []byte, start, stop int) {
	p.at = append(p.at, len(p.text), start)
	p.text = append(p.text, src[start:stop]...)
}

// formulaMark is how a formula in a line begins and ends.
type formulaMark struct {
	open, end string
	display   bool
}

// formulaMarks are all of them; $$ comes before $.
var formulaMarks = []formulaMark{{"$$", "$$", true}, {"$", "$", false}, {`\(`, `\)`, false}, {`\[`, `\]`, true}}

// formulaParser reads a formula in a line.
type formulaParser struct{}

func (formulaParser) Trigger() []byte { return []byte{'$', '\\'} }

func (formulaParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	i := slices.IndexFunc(formulaMarks, func(m formulaMark) bool { return bytes.HasPrefix(line, []byte(m.open)) })
	if i < 0 {
		return nil
	}
	m := formulaMarks[i]
	in := neighbours{before: block.PrecendingCharacter(), first: atLineStart(block.Source(), segment.Start)}
	if m.open == "$" && (asciiWord(in.before) || in.before == '$') {
		return nil
	}
	block.Advance(len(m.open))
	tex, ok := m.read(block, segment.Start, pc)
	if !ok {
		return nil
	}
	in.after = ' '
	if rest, _ := block.PeekLine(); len(rest) > 0 {
		in.after = rest[0]
	}
	if !m.like(string(tex.text), in) {
		return nil
	}
	if n := len(tex.text); quoted(string(tex.text)) {
		tex.text[0], tex.text[n-1] = ' ', ' '
	}
	f := &formula{tex: tex, display: m.display}
	f.SetPos(segment.Start)
	return f
}

// read reads the TeX up to the end mark, perhaps over several lines.
func (m formulaMark) read(block text.Reader, start int, pc parser.Context) (tex pieces, ok bool) {
	b := budgetOf(pc)
	for line, segment := block.PeekLine(); line != nil && len(tex.text) < maxFormula; line, segment = block.PeekLine() {
		work := min(len(line), maxFormula)
		if !b.spend(&b.formulas, work, maxFormulaWork, "MD09.formulas", start) {
			return tex, false
		}
		n := endOf(line[:work], m.end)
		if n < 0 {
			tex.add(block.Source(), segment.Start, segment.Stop)
			block.AdvanceLine()
			continue
		}
		tex.add(block.Source(), segment.Start, segment.Start+n)
		block.Advance(n + len(m.end))
		b.formulas -= work
		return tex, true
	}
	return tex, false
}

// endOf is the offset of a mark in a line of TeX, -1 if it is not there. \$ is not a mark.
func endOf(line []byte, mark string) int {
	for i := 0; i < len(line); i++ {
		switch {
		case bytes.HasPrefix(line[i:], []byte(mark)):
			return i
		case line[i] == '\\':
			i++
		}
	}
	return -1
}

// atLineStart tells whether nothing but blanks and marks of lists and quotes stands before.
func atLineStart(src []byte, at int) bool {
	from := bytes.LastIndexByte(src[:at], '\n') + 1
	return len(bytes.Trim(src[from:at], " \t>-*+0123456789.")) == 0
}

var wordOfFault = regexp.MustCompile(`^Undefined control sequence: (\\\S+)`)

// formula writes a formula. Without Typeset, or if the TeX has a fault, it writes the TeX
// as code.
func (r *renderer) formula(tex pieces, display bool, at int) {
	src := string(bytes.TrimSpace(tex.text))
	chars := r.page.Chars
	r.gatherString(src)
	r.page.Chars = chars // it is not read like prose
	if r.opt.Typeset == nil || !r.affordable(src, at) {
		r.texAsCode(src, "")
		return
	}
	f := r.opt.Typeset(src, display)
	if f.Fault != "" {
		lead := len(tex.text) - len(bytes.TrimLeft(tex.text, " \t\n"))
		r.faultyFormula(f.Fault, where(tex.at, lead+f.At))
		r.texAsCode(src, " is-faulty")
		return
	}
	r.rules = append(r.rules, f.Rules...)
	r.hole(kb.Hole{Kind: kb.HoleFormula, Target: src, HTML: f.HTML, Sized: display}, at)
}

// affordable tells whether the page is still within its limits with this formula.
func (r *renderer) affordable(tex string, at int) bool {
	r.texBytes += len(tex)
	if len(tex) > maxFormula || r.texBytes > maxFormulas {
		r.once("MD09.formulas", at)
		return false
	}
	return true
}

func (r *renderer) faultyFormula(fault string, at int) {
	if m := wordOfFault.FindStringSubmatch(fault); m != nil {
		r.complain("MD12.command", at, m[1])
		return
	}
	r.complain("MD12.formula", at, fault)
}

func (r *renderer) texAsCode(tex, class string) {
	r.str(`<code class="formula` + class + `">`)
	r.esc(tex)
	r.str("</code>")
}
