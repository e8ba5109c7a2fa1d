package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Some pages are made to attack the program. Where goldmark v1.8.7 needs quadratic time,
// the work is limited, far above what a person writes; beyond the limit, marks stay text.

// maxDepth is how many blocks may be open inside one another.
const maxDepth = 60

// bounded is a block parser that opens nothing below maxDepth.
type bounded struct{ parser.BlockParser }

func (b bounded) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) >= maxDepth {
		return nil, parser.NoChildren
	}
	return b.BlockParser.Open(parent, reader, pc)
}

// references is goldmark's reader of [name]: address lines. It is called only for
// paragraphs that begin with [, since each call allocates a reader.
type references struct{ parser.ParagraphTransformer }

func (t references) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if p.Lines().Len() > 0 {
		first := p.Lines().At(0)
		if start := util.TrimLeftSpace(reader.Source()[first.Start:first.Stop]); len(start) > 0 && start[0] != '[' {
			return
		}
	}
	t.ParagraphTransformer.Transform(p, reader, pc)
}
