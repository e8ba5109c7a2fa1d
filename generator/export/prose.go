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

// prose adds what a person wrote. A judgement has a vertical line at its left, and the
// name of the person who judged below it.
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

// plainText is the text of a piece of HTML, on one line.
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

// inner is the text of a node and of all nodes in it.
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

// proseWriter turns HTML that was made from Markdown into blocks of Word.
type proseWriter struct {
	w      *wordWriter
	judged bool      // it is a judgement: paragraphs only
	cell   bool      // it is in a cell of a table: text only
	look   word.Look // of paragraphs
	blocks []word.Block
	runs   []word.Run  // of the open paragraph
	lists  []list      // the open lists, the outermost first
	items  []word.Item // of the open lists, not yet in blocks
	cut    bool        // the items of the open list, from here on, are paragraphs: see block
	pre    bool        // white space counts
}

// list is an open list: whether it has numbers, and the number of its next item.
type list struct {
	ordered bool
	next    int
}

// block adds a block that can be no item of a list. Items of Word's that come after it in
// a list with numbers would begin at 1 again, so the rest of such a list is paragraphs.
func (p *proseWriter) block(b word.Block) {
	p.flush()
	p.endItems()
	p.cut = p.cut || len(p.lists) > 0 && p.lists[0].ordered
	p.blocks = append(p.blocks, b)
}

// endItems adds the items so far as a list.
func (p *proseWriter) endItems() {
	if len(p.items) > 0 {
		p.blocks = append(p.blocks, word.List{Ordered: p.lists[0].ordered, Items: p.items})
		p.items = nil
	}
}

// signed tells whether items are paragraphs with a sign that we write.
func (p *proseWriter) signed() bool { return p.judged || p.cut }

// node adds a node; look is how its text looks.
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
		p.block(word.Rule{})
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

// inline adds an element inside of a line.
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

// outside tells whether an address still works in a file that has left the site.
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

// words adds a text. As in a browser, white space in it becomes one space, except in pre.
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

// picture adds a picture on a line of its own. For one that Word can't show, or that is in
// a cell of a table, its description is added.
func (p *proseWriter) picture(n *html.Node) {
	alt := attribute(n, "alt")
	head, data, found := strings.Cut(attribute(n, "src"), ";base64,")
	b, err := base64.StdEncoding.DecodeString(data)
	if p.cell || !found || err != nil || head != "data:image/png" && head != "data:image/jpeg" {
		p.described(alt)
		return
	}
	p.block(word.Picture{Data: b, Alt: alt, Width: pixels(attribute(n, "width"))})
}

// pixels turns a width in CSS pixels into millimetres; 0 if there is no width.
func pixels(s string) float64 {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0
	}
	return float64(n) * 25.4 / 96
}

// described adds the description of a picture that can't be shown.
func (p *proseWriter) described(alt string) {
	if alt != "" {
		p.runs = append(p.runs, word.Run{Text: p.w.text("picture", alt), Italic: true, Tone: word.Muted})
	}
}

// box adds the box of a task in a list of tasks.
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

// heading adds a heading that a person wrote. Level 2, which the page's sections have, is
// level 1 in the document.
func (p *proseWriter) heading(n *html.Node, level int) {
	p.flush()
	p.children(n, word.Run{})
	p.trim()
	runs := p.runs
	p.runs = nil
	if len(runs) > 0 {
		p.block(word.Heading{Level: max(level-1, 1), Runs: runs})
	}
}

// list adds the items of a list. The items of a list inside of it have a deeper level.
func (p *proseWriter) list(n *html.Node, look word.Run) {
	p.flush()
	start := 1
	if at, err := strconv.Atoi(attribute(n, "start")); err == nil {
		start = at
	}
	p.lists = append(p.lists, list{n.DataAtom == atom.Ol, start})
	if len(p.lists) == 1 && n.DataAtom == atom.Ol && start != 1 { // Word's list would begin at 1
		p.cut = true
	}
	p.children(n, look)
	p.flush()
	if len(p.lists) == 1 {
		p.endItems()
		p.cut = false
	}
	p.lists = p.lists[:len(p.lists)-1]
}

func (p *proseWriter) item(n *html.Node, look word.Run) {
	p.flush()
	if sign := p.sign(); p.signed() || p.mixed() { // a list of Word's has one kind of sign
		p.runs = append(p.runs, word.Run{Text: sign})
	}
	p.children(n, look)
	p.flush()
}

// mixed tells whether the innermost list has bullets and the outermost numbers, or the reverse.
func (p *proseWriter) mixed() bool {
	n := len(p.lists)
	return n > 1 && p.lists[n-1].ordered != p.lists[0].ordered
}

// sign is the bullet or number of the next item, and counts that item. Paragraphs are
// indented by spaces here.
func (p *proseWriter) sign() string {
	if len(p.lists) == 0 {
		return ""
	}
	last := &p.lists[len(p.lists)-1]
	indent := strings.Repeat("\u3000", len(p.lists)-1)
	if !p.signed() {
		indent = ""
	}
	if !last.ordered {
		return indent + "• "
	}
	last.next++
	return indent + strconv.Itoa(last.next-1) + ". "
}

// flush adds the open paragraph or item and ends it.
func (p *proseWriter) flush() {
	p.trim()
	if len(p.runs) == 0 {
		return
	}
	switch {
	case p.judged:
		p.blocks = append(p.blocks, word.Paragraph{Look: word.Judgement, Runs: p.runs})
	case len(p.lists) > 0 && !p.cut:
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
