package export

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"milepost/generator/document"
	"milepost/generator/word"
)

// prose is what a person wrote. A judgement has a rule at its left, and the name of the
// person who judged below it.
func (w *wordWriter) prose(b document.Block) {
	p := proseWriter{w: w, judged: b.By != ""}
	if nodes, err := fragment(b.HTML); err == nil {
		for _, n := range nodes {
			p.node(n, word.Run{})
		}
	}
	p.flush()
	w.add(p.blocks...)
	if b.By != "" {
		w.add(word.Paragraph{Look: word.Judgement, Runs: []word.Run{{Text: plainText(b.By), Small: true, Tone: word.Muted}}})
	}
}

func fragment(s string) ([]*html.Node, error) {
	return html.ParseFragment(strings.NewReader(s), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
}

// plainText is a piece of HTML without its marks.
func plainText(s string) string {
	nodes, err := fragment(s)
	if err != nil {
		return s
	}
	var b strings.Builder
	for _, n := range nodes {
		b.WriteString(inner(n))
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// inner is the text of a node and what is in it.
func inner(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(inner(c))
	}
	return b.String()
}

// proseWriter turns the HTML that Markdown gave into blocks of Word.
type proseWriter struct {
	w      *wordWriter
	judged bool
	look   word.Look // of paragraphs
	blocks []word.Block
	runs   []word.Run // of the paragraph that is open
	lists  []list     // that are open, the outermost first
	items  []word.Item
	pre    bool // line ends count
}

// list is an ordered or unordered list that is open.
type list struct {
	ordered bool
	next    int
}

// node adds what a node shows; look is that of its text.
func (p *proseWriter) node(n *html.Node, look word.Run) {
	switch n.Type {
	case html.TextNode:
		p.words(n.Data, look)
		return
	case html.ElementNode:
	default:
		return
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Button:
	case atom.Svg:
		p.described(attribute(n, "aria-label"))
	case atom.Img:
		p.picture(n)
	case atom.Br:
		p.runs = append(p.runs, word.Run{Text: "\n"})
	case atom.Hr:
		p.flush()
		p.blocks = append(p.blocks, word.Rule{})
	case atom.Input:
		p.box(n)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.heading(n, int(n.Data[1]-'0'))
	case atom.Ul, atom.Ol:
		p.list(n, look)
	case atom.Li:
		p.item(n, look)
	case atom.Table:
		p.table(n)
	case atom.Pre:
		p.flush()
		p.pre = true
		p.children(n, look)
		p.trim()
		p.flush()
		p.pre = false
	case atom.Blockquote:
		p.flush()
		was := p.look
		p.look = word.Note
		p.children(n, look)
		p.flush()
		p.look = was
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Aside, atom.Figure, atom.Figcaption, atom.Details, atom.Summary, atom.Dl, atom.Dt, atom.Dd, atom.Header, atom.Footer, atom.Nav, atom.Main:
		p.flush()
		if n.DataAtom == atom.Dt || n.DataAtom == atom.Summary {
			look.Bold = true
		}
		p.children(n, look)
		p.flush()
	default:
		p.inline(n, look)
	}
}

func (p *proseWriter) children(n *html.Node, look word.Run) {
	for c := range n.ChildNodes() {
		p.node(c, look)
	}
}

// inline is an element within a line.
func (p *proseWriter) inline(n *html.Node, look word.Run) {
	switch n.DataAtom {
	case atom.Strong, atom.B, atom.Th:
		look.Bold = true
	case atom.Em, atom.I:
		look.Italic = true
	case atom.Code, atom.Kbd, atom.Samp:
		look.Tone, look.Tint = word.Calm, true
	case atom.Sup:
		look.Super = true
	case atom.Small:
		look.Small = true
	case atom.A:
		if href := attribute(n, "href"); outside(href) {
			look.Link = href
		}
	}
	if slices.Contains(strings.Fields(attribute(n, "class")), "visually-hidden") {
		return
	}
	p.children(n, look)
}

// outside tells whether an address leads anywhere from a file by itself.
func outside(href string) bool {
	for _, scheme := range []string{"http://", "https://", "mailto:"} {
		if strings.HasPrefix(strings.ToLower(href), scheme) {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// words adds a text, in which a browser shows white space as one space.
func (p *proseWriter) words(s string, look word.Run) {
	if !p.pre {
		lead, tail := strings.TrimLeft(s, " \t\r\n") != s, strings.TrimRight(s, " \t\r\n") != s
		s = strings.Join(strings.Fields(s), " ")
		switch {
		case s == "" && (len(p.runs) == 0 || !lead):
			return
		case s == "":
			s = " "
		default:
			if lead && len(p.runs) > 0 {
				s = " " + s
			}
			if tail {
				s += " "
			}
		}
		if n := len(p.runs); n > 0 && strings.HasSuffix(p.runs[n-1].Text, " ") {
			s = strings.TrimPrefix(s, " ")
		}
	}
	if s != "" {
		look.Text = s
		p.runs = append(p.runs, look)
	}
}

// picture is a picture that Word can show, on a line of its own; in place of any other
// stands what it is of.
func (p *proseWriter) picture(n *html.Node) {
	alt := attribute(n, "alt")
	head, data, found := strings.Cut(attribute(n, "src"), ";base64,")
	b, err := base64.StdEncoding.DecodeString(data)
	if !found || err != nil || head != "data:image/png" && head != "data:image/jpeg" {
		p.described(alt)
		return
	}
	p.flush()
	p.blocks = append(p.blocks, word.Picture{Data: b, Alt: alt, Width: pixels(attribute(n, "width"))})
}

// pixels is a width in pixels of the web as millimetres, 0 if there is none.
func pixels(s string) float64 {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0
	}
	return float64(n) * 25.4 / 96
}

// described says what a picture is of that cannot be shown.
func (p *proseWriter) described(alt string) {
	if alt != "" {
		p.runs = append(p.runs, word.Run{Text: p.w.text("picture", alt), Italic: true, Tone: word.Muted})
	}
}

// box is the box of a task.
func (p *proseWriter) box(n *html.Node) {
	sign := "☐ "
	for _, a := range n.Attr {
		if a.Key == "checked" {
			sign = "☑ "
		}
	}
	if attribute(n, "type") == "checkbox" {
		p.runs = append(p.runs, word.Run{Text: sign})
	}
}

// heading is a heading that a person wrote. Level 2, as sections of the page have, is
// level 1 of the document.
func (p *proseWriter) heading(n *html.Node, level int) {
	p.flush()
	p.children(n, word.Run{})
	p.trim()
	if len(p.runs) > 0 {
		p.blocks = append(p.blocks, word.Heading{Level: max(level-1, 1), Runs: p.runs})
	}
	p.runs = nil
}

// list adds the items of a list; one within another is a deeper level of it.
func (p *proseWriter) list(n *html.Node, look word.Run) {
	p.flush()
	start := 1
	if at, err := strconv.Atoi(attribute(n, "start")); err == nil {
		start = at
	}
	p.lists = append(p.lists, list{n.DataAtom == atom.Ol, start})
	p.children(n, look)
	p.flush()
	p.lists = p.lists[:len(p.lists)-1]
	if len(p.lists) == 0 && len(p.items) > 0 {
		p.blocks = append(p.blocks, word.List{Ordered: n.DataAtom == atom.Ol, Items: p.items})
		p.items = nil
	}
}

func (p *proseWriter) item(n *html.Node, look word.Run) {
	p.flush()
	if p.judged || p.mixed() { // the rule at the left goes on beside it; a list of Word has one kind of sign
		p.runs = append(p.runs, word.Run{Text: p.sign()})
	}
	p.children(n, look)
	p.flush()
}

// mixed tells whether the list that is open has other signs than the outermost.
func (p *proseWriter) mixed() bool {
	n := len(p.lists)
	return n > 1 && p.lists[n-1].ordered != p.lists[0].ordered
}

// sign is what stands in front of an item that Word does not count.
func (p *proseWriter) sign() string {
	if len(p.lists) == 0 {
		return ""
	}
	last := &p.lists[len(p.lists)-1]
	indent := strings.Repeat("\u3000", len(p.lists)-1)
	if !p.judged {
		indent = ""
	}
	if !last.ordered {
		return indent + "• "
	}
	last.next++
	return indent + strconv.Itoa(last.next-1) + ". "
}

// flush ends the paragraph or item that is open.
func (p *proseWriter) flush() {
	p.trim()
	if len(p.runs) == 0 {
		return
	}
	switch {
	case p.judged:
		p.blocks = append(p.blocks, word.Paragraph{Look: word.Judgement, Runs: p.runs})
	case len(p.lists) > 0:
		p.items = append(p.items, word.Item{Level: len(p.lists) - 1, Runs: p.runs})
	default:
		p.blocks = append(p.blocks, word.Paragraph{Look: p.look, Runs: p.runs})
	}
	p.runs = nil
}

// trim removes the white space at the end of the open paragraph, and runs of nothing else.
func (p *proseWriter) trim() {
	for n := len(p.runs); n > 0; n = len(p.runs) {
		p.runs[n-1].Text = strings.TrimRight(p.runs[n-1].Text, " \n")
		if p.runs[n-1].Text != "" {
			return
		}
		p.runs = p.runs[:n-1]
	}
}

// table is a table that a person wrote. A cell over several rows is in the first of them.
func (p *proseWriter) table(n *html.Node) {
	p.flush()
	var t word.Table
	for row := range n.Descendants() {
		if row.Type != html.ElementNode || row.DataAtom != atom.Tr {
			continue
		}
		r, head := p.row(row)
		if head && len(t.Rows) == 0 {
			t.Head = append(t.Head, r)
		} else {
			t.Rows = append(t.Rows, r)
		}
	}
	if len(t.Head)+len(t.Rows) == 0 {
		return
	}
	for _, r := range slices.Concat(t.Head, t.Rows) {
		for i, c := range r.Cells {
			for len(t.Columns) <= i {
				t.Columns = append(t.Columns, word.Column{Share: leastWide})
			}
			if c.Span < 2 {
				text := ""
				for _, run := range c.Runs {
					text += run.Text
				}
				t.Columns[i].Share = max(t.Columns[i].Share, float64(min(wide(text), mostWide)))
			}
		}
	}
	p.blocks = append(p.blocks, t)
}

func (p *proseWriter) row(n *html.Node) (r word.Row, head bool) {
	head = true
	for c := range n.ChildNodes() {
		if c.Type != html.ElementNode || c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		head = head && c.DataAtom == atom.Th
		in := proseWriter{w: p.w}
		in.children(c, word.Run{})
		in.flush()
		cell := word.Cell{Runs: oneLine(in.blocks), Bold: c.DataAtom == atom.Th && !head}
		if n, err := strconv.Atoi(attribute(c, "colspan")); err == nil && n > 1 && n < 64 {
			cell.Span = n
		}
		r.Cells = append(r.Cells, cell)
	}
	return r, head && len(r.Cells) > 0
}

// oneLine is the runs of blocks in a cell, each on a line of its own.
func oneLine(blocks []word.Block) (runs []word.Run) {
	add := func(more []word.Run) {
		if len(runs) > 0 {
			runs = append(runs, word.Run{Text: "\n"})
		}
		runs = append(runs, more...)
	}
	for _, b := range blocks {
		switch b := b.(type) {
		case word.Paragraph:
			add(b.Runs)
		case word.Heading:
			add(b.Runs)
		case word.List:
			for _, it := range b.Items {
				add(append([]word.Run{{Text: "• "}}, it.Runs...))
			}
		case word.Table:
			for _, r := range slices.Concat(b.Head, b.Rows) {
				for _, c := range r.Cells {
					add(c.Runs)
				}
			}
		}
	}
	return runs
}
