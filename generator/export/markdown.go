package export

import (
	"bytes"
	"cmp"
	"net/url"
	"path"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Markdown writes a finished page as Markdown, for programs that read text: its headings,
// lists, tables and links, values as readers see them, and the descriptions of drawings.
// A link to another page leads to the Markdown of that page. ok is false for a page
// without text of its own: one that has no <main data-search-body>.
func Markdown(page []byte) (md string, ok bool) {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return "", false
	}
	main := findMain(doc)
	if main == nil {
		return "", false
	}
	var w plainWriter
	w.children(main)
	w.flush()
	return strings.TrimSpace(w.out.String()) + "\n", true
}

func findMain(n *html.Node) *html.Node {
	if n.DataAtom == atom.Main && hasAttribute(n, "data-search-body") {
		return n
	}
	for c := range n.ChildNodes() {
		if found := findMain(c); found != nil {
			return found
		}
	}
	return nil
}

func hasAttribute(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// plainWriter writes blocks of Markdown.
type plainWriter struct {
	out    strings.Builder
	line   strings.Builder // the paragraph that is open
	indent string          // before each line, in lists and quotes
	first  string          // before the next line, instead of indent: a bullet; "": indent
	tight  bool            // no blank line before the next item of a list
}

// flush writes the open paragraph and ends it.
func (w *plainWriter) flush() {
	text := strings.TrimSpace(w.line.String())
	w.line.Reset()
	w.block(text)
}

// block writes the lines of a block, behind a blank line: see tight.
func (w *plainWriter) block(text string) {
	if text == "" {
		return
	}
	if w.out.Len() > 0 && (!w.tight || w.first == "") {
		w.out.WriteString(strings.TrimRight(w.indent, " ") + "\n")
	}
	for line := range strings.SplitSeq(text, "\n") {
		head := w.indent
		if w.first != "" {
			head, w.first = w.first, ""
		}
		w.out.WriteString(strings.TrimRight(head+line, " ") + "\n")
	}
}

func (w *plainWriter) children(n *html.Node) {
	for c := range n.ChildNodes() {
		w.node(c)
	}
}

// unseen tells whether a program that reads text does not need an element.
func unseen(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Button, atom.Nav, atom.Select, atom.Form:
		return true
	}
	return hasAttribute(n, "data-search-ignore") || hasAttribute(n, "hidden") || attribute(n, "aria-hidden") == "true"
}

func (w *plainWriter) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.line.WriteString(collapse(n.Data))
		return
	case html.ElementNode:
	default:
		return
	}
	if unseen(n) {
		return
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.flush()
		w.block(strings.Repeat("#", int(n.Data[1]-'0')) + " " + inlineText(n))
	case atom.Pre:
		w.flush()
		w.code(n)
	case atom.Table:
		w.flush()
		w.table(n)
	case atom.Ul, atom.Ol:
		w.flush()
		w.list(n)
	case atom.Blockquote:
		w.flush()
		w.within("> ", "> ", n)
	case atom.Dt, atom.Summary:
		w.flush()
		w.block("**" + inlineText(n) + "**")
	case atom.Dd:
		w.flush()
		w.within(": ", "  ", n)
	case atom.Hr:
		w.flush()
		w.block("---")
	default:
		if isBlock(n) {
			w.flush()
			w.children(n)
			w.flush()
			return
		}
		w.line.WriteString(inline(n))
	}
}

func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Aside, atom.Header, atom.Footer, atom.Figure, atom.Figcaption, atom.Details, atom.Dl, atom.Main, atom.Li, atom.Fieldset:
		return true
	}
	return false
}

// within writes the content of an element with a text before its first line and another
// one before the others: "- " and "  " for an item of a list.
func (w *plainWriter) within(first, rest string, n *html.Node) {
	indent := w.indent
	w.first, w.indent = cmp.Or(w.first, indent)+first, indent+rest
	w.children(n)
	w.flush()
	w.first, w.indent = "", indent
}

func (w *plainWriter) list(n *html.Node) {
	number := 0
	tight := w.tight
	for c := range n.ChildNodes() {
		if c.DataAtom != atom.Li {
			continue
		}
		number++
		mark := "- "
		if n.DataAtom == atom.Ol {
			mark = strconv.Itoa(number) + ". "
		}
		w.tight = tight || number > 1
		w.within(mark, strings.Repeat(" ", len(mark)), c)
	}
	w.tight = tight
}

func (w *plainWriter) code(n *html.Node) {
	lang := ""
	for c := range n.ChildNodes() {
		if after, ok := strings.CutPrefix(attribute(c, "class"), "language-"); ok {
			lang, _, _ = strings.Cut(after, " ")
		}
	}
	text := strings.Trim(inner(n), "\n")
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	w.block(fence + lang + "\n" + text + "\n" + fence)
}

// table writes a table, behind its caption. Its first row becomes the heading, which
// Markdown's tables must have.
func (w *plainWriter) table(n *html.Node) {
	if caption := captionOf(n); caption != nil {
		w.block(inlineText(caption))
	}
	var lines []string
	width := 0
	for _, row := range tableRows(n) {
		var cells []string
		for _, c := range row {
			text := ""
			if c.node != nil {
				text = strings.ReplaceAll(inlineText(c.node), "|", `\|`)
			}
			cells = append(append(cells, text), make([]string, c.span-1)...)
		}
		if len(cells) == 0 {
			continue
		}
		lines = append(lines, "| "+strings.Join(cells, " | ")+" |")
		if width == 0 {
			width = len(cells)
			lines = append(lines, "|"+strings.Repeat(" --- |", width))
		}
	}
	w.block(strings.Join(lines, "\n"))
}

// inlineText is the content of a node on one line.
func inlineText(n *html.Node) string {
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(inline(c))
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// inline is a node inside of a line.
func inline(n *html.Node) string {
	if n.Type == html.TextNode {
		return collapse(n.Data)
	}
	if n.Type != html.ElementNode || unseen(n) {
		return ""
	}
	switch n.DataAtom {
	case atom.Br:
		return "\n"
	case atom.Svg:
		return attribute(n, "aria-label")
	case atom.Img:
		if alt := attribute(n, "alt"); alt != "" {
			return "![" + alt + "](" + attribute(n, "src") + ")"
		}
		return ""
	case atom.Input:
		switch {
		case attribute(n, "type") != "checkbox":
			return ""
		case hasAttribute(n, "checked"):
			return "[x]"
		}
		return "[ ]"
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(inline(c))
	}
	return marked(n, b.String())
}

// marked puts the signs of Markdown for an element around its text: **strong**.
func marked(n *html.Node, text string) string {
	said := strings.TrimSpace(text)
	if said == "" {
		return text
	}
	mark := ""
	switch n.DataAtom {
	case atom.A:
		if href := attribute(n, "href"); href != "" && !strings.HasPrefix(href, "#") {
			return "[" + said + "](" + machineHref(href) + ")"
		}
	case atom.Strong, atom.B:
		mark = "**"
	case atom.Em, atom.I:
		mark = "*"
	case atom.Code, atom.Kbd:
		mark = "`"
	case atom.Del, atom.S:
		mark = "~~"
	}
	if isBlock(n) || n.DataAtom == atom.Li || n.DataAtom == atom.Tr {
		return " " + said + " "
	}
	if mark == "" {
		return text
	}
	return strings.Replace(text, said, mark+said+mark, 1)
}

// machineHref is the address of a link in Markdown: a page of the site has the ending .md there.
func machineHref(href string) string {
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "" || u.Host != "" || path.Ext(u.Path) != ".html" {
		return href
	}
	end := len(href)
	if i := strings.IndexAny(href, "?#"); i >= 0 {
		end = i
	}
	return strings.TrimSuffix(href[:end], ".html") + ".md" + href[end:]
}

// collapse turns each run of white space into one space, as a browser does.
func collapse(s string) string {
	if strings.TrimSpace(s) == "" && s != "" {
		return " "
	}
	out := strings.Join(strings.Fields(s), " ")
	if s != "" && (s[0] == ' ' || s[0] == '\n' || s[0] == '\t') {
		out = " " + out
	}
	if n := len(s); n > 0 && (s[n-1] == ' ' || s[n-1] == '\n' || s[n-1] == '\t') {
		out += " "
	}
	return out
}
