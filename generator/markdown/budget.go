package markdown

import (
	"bytes"
	"context"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Limits of the work for a page. They are counts, not seconds, so that a busy machine
// makes the same page. Each is far above what a person writes; beyond it, marks stay text
// and a diagnostic says where.
const (
	maxLinkWork     = 20 << 20   // bytes read at ]( in long lines
	maxEmphasisWork = 30_000_000 // openers looked at by closers
	maxDelimiters   = 20_000     // of emphasis in one block: each needs 300 bytes until the block ends
	maxCallWork     = 4 << 20    // bytes read for {{ that closes nowhere
	maxTableCells   = 200_000    // of all tables, with cells added to short rows: as many as a sheet may have
)

// budget counts the work for a page, and holds what the parser found out on the way.
type budget struct {
	ctx   context.Context
	steps int
	over  bool // nobody waits

	links, emphasis, calls, cells, formulas int
	delimiters                              int // open in the block being read
	passed                                  []passed
	slashes                                 map[int]int // where the last line of as many stands
	boxes                                   []Shortcode // of the options
	barless                                 []byte      // see hideBars
	abbreviations                           []string    // the longest first
	meaning                                 map[string]string
	endless                                 map[string]bool // ends of tags around code that do not come any more
}

// passed is a bound that was passed, or what else the parser has to say: its code and the offset in the body.
type passed struct {
	code string
	at   int
	args []any
}

var budgetKey = parser.NewContextKey()

// newContext is goldmark's context for reading a page, with the budget in it.
func newContext(b *budget) parser.Context {
	pc := parser.NewContext()
	pc.Set(budgetKey, b)
	return pc
}

// stepsApart: the context is looked at once in so many lines, marks or nodes.
const stepsApart = 32

// ended counts a step and tells whether the context has ended. Then all parts of the
// parser stop.
func (b *budget) ended() bool {
	if b.steps++; b.steps%stepsApart == 0 && !b.over && b.ctx != nil {
		b.over = b.ctx.Err() != nil
	}
	return b.over
}

// lines is the reader of a page's lines; it stops once the context has ended.
type lines struct {
	text.Reader
	*budget
}

func (l lines) AdvanceLine() {
	l.Reader.AdvanceLine()
	if l.ended() {
		line, _ := l.Position()
		n := len(l.Source())
		l.SetPosition(line, text.NewSegment(n, n))
	}
}

// halted is an inline parser that skips the rest of its block once the context has ended.
type halted struct{ parser.InlineParser }

func (h halted) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if budgetOf(pc).ended() {
		if b, ok := block.(text.BlockReader); ok {
			b.Reset(text.NewSegments())
		}
		return ast.NewText() // an empty text, so that no other parser is tried
	}
	return h.InlineParser.Parse(parent, block, pc)
}

// haltedLinks is halted for the parser of links, which wants to know the end of each block.
// goldmark tells it to all parsers that have the method.
type haltedLinks struct {
	halted
	parser.CloseBlocker
}

func newHaltedLinks() haltedLinks {
	links := boundedLinks{parser.NewLinkParser()}
	return haltedLinks{halted{links}, links}
}

func budgetOf(pc parser.Context) *budget {
	b, _ := pc.Get(budgetKey).(*budget)
	if b == nil { // a parser that is used by itself, in a test
		b = &budget{}
		pc.Set(budgetKey, b)
	}
	return b
}

// spend adds work of a kind. If that would pass the limit, it returns false and notes a
// diagnostic once.
func (b *budget) spend(used *int, work, bound int, code string, at int) bool {
	if *used+work <= bound {
		*used += work
		return true
	}
	if !slices.ContainsFunc(b.passed, func(p passed) bool { return p.code == code }) {
		b.passed = append(b.passed, passed{code, at, nil})
	}
	return false
}

// say notes a diagnostic of the parser, once for each place.
func (b *budget) say(code string, at int, args ...any) {
	if !slices.ContainsFunc(b.passed, func(p passed) bool { return p.code == code && p.at == at }) {
		b.passed = append(b.passed, passed{code, at, args})
	}
}

// complainOver says where the page passed a bound.
func (r *renderer) complainOver() {
	for _, p := range r.used.passed {
		r.complain(p.code, p.at, p.args...)
	}
}

// boundedLinks is goldmark's link parser with a budget: at each ]( it may read
// to the end of the line.
type boundedLinks struct{ parser.InlineParser }

func (b boundedLinks) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if line, segment := block.PeekLine(); line[0] == ']' && len(line) > 2000 {
		w := budgetOf(pc)
		if !w.spend(&w.links, len(line), maxLinkWork, "MD09.links", segment.Start) {
			return nil
		}
	}
	return b.InlineParser.Parse(parent, block, pc)
}

// CloseBlock turns brackets that opened no link into text.
func (b boundedLinks) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	b.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// crowded tells whether a block has too many emphasis delimiters to look for more.
func crowded(at int, pc parser.Context) bool {
	b := budgetOf(pc)
	return pc.LastDelimiter() != nil && !b.spend(&b.delimiters, 0, maxDelimiters-1, "MD09.emphasis", at)
}

// affordable tells whether one more emphasis delimiter may be added: a closing one is
// compared with all before it in its block.
func affordable(d *parser.Delimiter, at int, pc parser.Context) bool {
	b := budgetOf(pc)
	if pc.LastDelimiter() == nil {
		b.delimiters = 0
	}
	if d.CanClose && !b.spend(&b.emphasis, b.delimiters, maxEmphasisWork, "MD09.emphasis", at) {
		return false
	}
	b.delimiters++
	return true
}

// boundedTables is goldmark's reader of tables with a limit of cells: a row with one cell
// gets as many as the header has.
type boundedTables struct{ parser.ParagraphTransformer }

func newTables() boundedTables { return boundedTables{extension.NewTableParagraphTransformer()} }

func (t boundedTables) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if budgetOf(pc).ended() {
		return
	}
	i := ruler(p, reader.Source())
	if i == 0 {
		return
	}
	b := budgetOf(pc)
	src := b.hideBars(p, reader.Source())
	line, above := p.Lines().At(i), p.Lines().At(i-1)
	cells := (bytes.Count(line.Value(src), []byte("|")) + 1) * (p.Lines().Len() - i + 1)
	if !b.spend(&b.cells, cells, maxTableCells, "MD09.table", line.Start) {
		return
	}
	parent, before := p.Parent(), p.PreviousSibling()
	t.ParagraphTransformer.Transform(p, barless{reader, src}, pc)
	if made, ok := after(parent, before, p).(*east.Table); ok {
		surplus(made, src, b)
	} else {
		misruled(above.Value(src), line.Value(src), line.Start, b)
	}
}

// ruler is the index of the first line that can be the |---|---| line of a table, 0 if none.
func ruler(p *ast.Paragraph, src []byte) int {
	for i := 1; i < p.Lines().Len(); i++ {
		if line := p.Lines().At(i); ruled(line.Value(src)) {
			return i
		}
	}
	return 0
}

// after is the node that replaced the paragraph p, or follows what is left of it.
func after(parent, before ast.Node, p *ast.Paragraph) ast.Node {
	switch {
	case p.Parent() != nil:
		return p.NextSibling()
	case before != nil:
		return before.NextSibling()
	}
	return parent.FirstChild()
}

// ruled tells whether a line can be the |---|---| line of a table.
func ruled(line []byte) bool {
	return len(bytes.Trim(line, "-:| \t\n")) == 0 && bytes.IndexByte(line, '-') >= 0
}
