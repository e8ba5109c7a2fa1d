package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Markdown has no errors: wrong syntax becomes text or disappears. Common accidents are
// reported here.

// fences notes which fences have an end.
type fences struct{ parser.BlockParser }

const fenceClosed = "milepost-closed"

func (f fences) Continue(n ast.Node, reader text.Reader, pc parser.Context) parser.State {
	state := f.BlockParser.Continue(n, reader, pc)
	if state == parser.Close { // only at the closing fence; at the end of the page or of a list Continue is not called
		n.SetAttributeString(fenceClosed, true)
	}
	return state
}

// openFence reports a fence without an end: the rest of the page is code.
func (r *renderer) openFence(n *ast.FencedCodeBlock) {
	if _, closed := n.AttributeString(fenceClosed); !closed {
		r.complain("MD10.fence", n.Pos())
	}
}

// openComment reports a comment without an end: it hides the rest of the page.
func (r *renderer) openComment(comment []byte, at int) {
	if bytes.HasPrefix(comment, []byte("<!--")) && !bytes.HasSuffix(comment, []byte("-->")) {
		r.complain("MD10.comment", at)
	}
}

// surplus shows the cells that a row has beyond the table's columns; GFM drops them.
func surplus(t *east.Table, src []byte, b *budget) {
	most := len(t.Alignments)
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		n := row.ChildCount()
		if row.Kind() == east.KindTableHeader || n == 0 || !addCells(row, src) {
			continue
		}
		if most == len(t.Alignments) {
			b.passed = append(b.passed, passed{"MD10.cells", row.LastChild().Pos(), []any{row.ChildCount(), n}})
		}
		most = max(most, row.ChildCount())
	}
	for head := t.FirstChild(); head.ChildCount() < most; {
		head.AppendChild(head, east.NewTableCell())
	}
}

// addCells adds the surplus cells of a source line to its row; false if there are none.
func addCells(row ast.Node, src []byte) bool {
	last := row.LastChild().Lines()
	if last.Len() == 0 {
		return false
	}
	at := last.At(0).Stop
	rest, _, _ := bytes.Cut(src[at:], []byte("\n"))
	end := at + len(bytes.TrimSuffix(bytes.TrimRight(rest, " \t"), []byte("|")))
	if at += bytes.IndexByte(src[at:max(at, end)], '|') + 1; at >= end || len(bytes.TrimSpace(src[at:end])) == 0 {
		return false
	}
	for at <= end {
		stop := at + cellEnd(src[at:end])
		cell := east.NewTableCell()
		cell.SetPos(at)
		whole := text.NewSegment(at, stop)
		left := whole.TrimLeftSpace(src)
		cell.Lines().Append(left.TrimRightSpace(src))
		row.AppendChild(row, cell)
		at = stop + 1
	}
	return true
}

// cellEnd is the length of the cell at the start of b.
func cellEnd(b []byte) int {
	for i, c := range b {
		if c == '|' && (i == 0 || b[i-1] != '\\') {
			return i
		}
	}
	return len(b)
}

// cellCount is how many cells a line of a table has.
func cellCount(line []byte) int {
	line = bytes.TrimSpace(line)
	line = bytes.TrimSuffix(bytes.TrimPrefix(line, []byte("|")), []byte("|"))
	n := 1
	for at := cellEnd(line); at < len(line); at += 1 + cellEnd(line[at+1:]) {
		n++
	}
	return n
}

// misruled reports a |---| line whose columns do not match the header above: no table.
func misruled(header, rule []byte, at int, b *budget) {
	if bytes.IndexByte(header, '|') < 0 || bytes.IndexByte(rule, '|') < 0 {
		return
	}
	code, dashes, columns := "MD10.rule", cellCount(rule), cellCount(header)
	if dashes == columns {
		code = "MD10.dashes"
	}
	b.passed = append(b.passed, passed{code, at, []any{dashes, columns}})
}

var noBlank = regexp.MustCompile(`^#{1,6}[^#\s]`)

// unmarked reports lines that look like headings but lack the space: ##Title. #word may be
// a tag, except at the start of a page.
func (r *renderer) unmarked(p *ast.Paragraph) {
	for i := range p.Lines().Len() {
		seg := p.Lines().At(i)
		line := seg.Value(r.src)
		if len(line) == 0 || line[0] != '#' {
			continue
		}
		m := noBlank.Find(line)
		first := p.PreviousSibling() == nil && p.Parent().Kind() == ast.KindDocument && p.Lines().Len() == 1
		if len(m) > 2 && line[1] == '#' || m != nil && first && line[1] != '!' {
			r.complain("MD10.heading", seg.Start, short(line), strings.TrimRight(string(line[:bytes.IndexFunc(line, notHash)]), " "))
		}
	}
}

func notHash(c rune) bool { return c != '#' }

// short is a line of the author for a message.
func short(line []byte) string { return string(clip(bytes.TrimSpace(line), 30)) }

var (
	spacedLink = regexp.MustCompile(`\]\(([^()<>\[\]"'\n]*)\)`)
	spacedSize = regexp.MustCompile(`^(\S+)[ \t]+=(\d+)?(?:x(\d+)?)?$`)
)

// spaced reports links and images that stay text because their address has spaces.
func (r *renderer) spaced(value []byte, from int) {
	for _, m := range spacedLink.FindAllSubmatchIndex(value, -1) {
		dest := strings.TrimSpace(string(value[m[2]:m[3]]))
		if s := spacedSize.FindStringSubmatch(dest); s != nil {
			r.complain("MD10.size", from+m[2], s[1], sizeAttributes(s[2], s[3]))
		} else if strings.ContainsAny(dest, " \u3000") && strings.ContainsAny(dest, "./#") {
			r.complain("MD10.blank", from+m[2], dest)
		}
	}
}

func sizeAttributes(width, height string) string {
	var s []string
	if width != "" {
		s = append(s, "width="+width)
	}
	if height != "" {
		s = append(s, "height="+height)
	}
	return "{" + strings.Join(s, " ") + "}"
}

// cut reports an address in running text that ends at a Chinese character, although it
// seems to go on: http://x.org/报表.
func (r *renderer) cut(address []byte, end int) {
	if len(address) == 0 || !bytes.ContainsRune([]byte("/=-_#?&%"), rune(address[len(address)-1])) || end > len(r.src) {
		return
	}
	if next, _ := utf8.DecodeRune(r.src[end:]); unicode.Is(unicode.Han, next) {
		r.once("MD10.url", end-len(address), string(address))
	}
}
