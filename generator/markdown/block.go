package markdown

import (
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"milepost/generator/kb"
)

// headings finds the title and gives every heading its id, before anything is written:
// an id that the author chose is taken before ids made from texts.
func (r *renderer) headings(doc ast.Node) {
	var list []*ast.Heading
	var find func(n ast.Node)
	find = func(n ast.Node) {
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			switch h := c.(type) {
			case *ast.Heading:
				list = append(list, h)
			case *ast.Paragraph, *ast.TextBlock, *east.Table: // nothing in them is a block with headings
			default:
				if c.Type() == ast.TypeBlock && c.HasChildren() {
					find(c)
				}
			}
		}
	}
	find(doc)
	for _, h := range list {
		given, ok := attribute(h, "id")
		if !ok {
			continue
		}
		if r.ids.take(given) {
			r.headingID[h] = given
		} else {
			r.complain("MD02.id", h.Pos(), given)
		}
	}
	for _, h := range list {
		if r.used.ended() {
			break
		}
		text := r.inlineText(h)
		if r.headingID[h] == "" {
			r.headingID[h] = r.ids.make(text)
		}
		r.findTitle(doc, h, text)
		if h != r.title {
			r.outline = append(r.outline, outlined{h.Level, r.headingID[h], text})
		}
	}
	r.otherTitle(doc, list)
}

// inlineText is the plain text of a block's inline content. It writes and counts nothing.
func (r *renderer) inlineText(n ast.Node) string {
	if t, ok := n.FirstChild().(*ast.Text); ok && t.NextSibling() == nil {
		if v := t.Value(r.src); signsIn(v) == 0 { // as most headings and cells
			return squeeze(clip(v, longestText), longestText)
		}
	}
	if r.side == nil {
		r.side = &renderer{source: &source{path: r.source.path, text: r.source.text, lines: r.source.lines}, src: r.src, base: r.base,
			page: &kb.Page{}, used: r.used, ids: newIDs(), said: map[string]bool{}, draft: drafts.Get().(*draft)}
	}
	r.side.out.Reset()
	return r.side.capture(longestText, func() { r.side.inlines(n) })
}

// longestText limits the plain text of a heading or a cell, in characters.
const longestText = 1000

// children renders the child blocks of a node, and closes raw HTML that they leave open.
func (r *renderer) children(n ast.Node) {
	scope := r.scope
	r.scope = len(r.tags)
	for c := n.FirstChild(); c != nil && !r.used.ended(); c = c.NextSibling() {
		r.block(c)
	}
	r.closeTags(r.scope)
	r.scope = scope
}

// block renders one block.
func (r *renderer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		r.heading(n)
	case *ast.Paragraph:
		r.say(n)
		r.paragraph(n)
	case *ast.TextBlock:
		r.say(n)
		r.inlines(n)
		if n.NextSibling() != nil && n.HasChildren() {
			r.str("\n")
		}
		r.gap(" ")
	case *ast.FencedCodeBlock:
		r.fence(n)
	case *codeTag:
		r.codeBlock(r.lines(n), n.lang, n.title)
	case *ast.CodeBlock:
		r.codeBlock(r.lines(n), "", "")
	case *ast.HTMLBlock:
		r.htmlBlock(n)
	case *ast.Blockquote:
		r.quote(n)
	case *ast.List:
		r.list(n)
	case *ast.ThematicBreak:
		r.str("<hr>\n")
	case *ast.LinkReferenceDefinition:
	case *east.Table:
		r.table(n)
	case *east.DefinitionList, *east.DefinitionTerm, *east.DefinitionDescription:
		r.definition(n)
	case *east.FootnoteList:
		r.footnotes(n)
	case *container:
		r.container(n)
	case *formulaBlock:
		if !n.closed {
			r.complain("MD12.open", n.Pos(), n.end)
		}
		r.formulaBlock(n.tex, n.Pos())
	default:
		r.children(n)
	}
}

func (r *renderer) heading(h *ast.Heading) {
	id := r.headingID[h]
	if h == r.title {
		// The template shows the title; links to it must still arrive.
		r.str(`<span id="`)
		r.esc(id)
		r.str("\"></span>\n")
		r.page.Anchors = append(r.page.Anchors, id)
		return
	}
	level := strconv.Itoa(h.Level)
	r.str("<h")
	r.str(level)
	r.str(` id="`)
	r.esc(id)
	r.str(`"`)
	r.class(h, "")
	r.str(">")
	r.current = id
	words := r.capture(longestText, func() { r.inlines(h) })
	r.current = ""
	r.str(`<a class="anchor" href="#`)
	r.esc(id)
	r.str(`" aria-hidden="true" tabindex="-1"></a></h`)
	r.str(level)
	r.str(">\n")
	line, _ := r.source.place(r.base + max(h.Pos(), 0))
	r.page.Headings = append(r.page.Headings, kb.Heading{Level: h.Level, ID: id, Text: words, Line: line, Bare: bare(h)})
	r.gap("")
}

func (r *renderer) paragraph(p *ast.Paragraph) {
	r.unmarked(p)
	if r.imports(p) || r.contents(p) {
		return
	}
	if b, ok := p.FirstChild().(*blockMark); ok && b.NextSibling() == nil {
		r.blockMark(b)
		return
	}
	r.str("<p")
	r.class(p, "")
	r.str(">")
	if r.page.Lead == "" && p.Parent() != nil && p.Parent().Kind() == ast.KindDocument {
		r.page.Lead = r.capture(leadChars, func() { r.inlines(p) })
	} else {
		r.inlines(p)
	}
	r.str("</p>\n")
	r.gap(" ")
}

func (r *renderer) quote(q *ast.Blockquote) {
	name, ok := attribute(q, alertName)
	if !ok {
		r.str("<blockquote>\n")
		r.children(q)
		r.str("</blockquote>\n")
		return
	}
	title, _ := attribute(q, alertTitle)
	fold, _ := attribute(q, alertFold)
	r.box(name, title, fold, q)
}

// box writes an alert of the name that the author gave; an unknown one becomes a note.
func (r *renderer) box(name, title, fold string, n ast.Node) {
	switch {
	case slices.Contains(alertNames, name):
	case name == "details":
		if fold == "" {
			fold = "-"
		}
	default:
		r.once("MD04.unknown", n.Pos(), name)
		if title == "" {
			title = name
		}
		name = "note"
	}
	r.alert(name, title, fold, n)
}

// alertNames are the alerts that the theme knows.
var alertNames = []string{"note", "tip", "important", "warning", "caution", "danger"}

// alert writes a note, tip or warning. Its title is the author's or the theme's word.
func (r *renderer) alert(name, title, fold string, n ast.Node) {
	outer, inner := `<div class="alert alert-`+name+`" role="note"><p class="alert-title">`, "</p>\n"
	end := "</div>\n"
	if fold != "" {
		outer, inner, end = `<details class="alert alert-`+name+`"`, "</summary>\n", "</details>\n"
		if fold == "+" {
			outer += " open"
		}
		outer += "><summary>"
	}
	r.str(outer)
	if c, ok := n.(*container); ok && c.head != nil {
		r.inlines(c.head)
		r.gap(" ")
		c.RemoveChild(c, c.head)
	} else {
		r.titleOr(title, "alert."+name)
	}
	r.str(inner)
	r.children(n)
	r.str(end)
}

// plainMarks takes the marks of code and bold out of a title.
var plainMarks = strings.NewReplacer("`", "", "**", "")

func (r *renderer) titleOr(title, key string) {
	if title == "" {
		r.word(key)
		return
	}
	title = plainMarks.Replace(title)
	r.esc(title)
	r.gatherString(title)
	r.gap(" ")
}

// container writes a ::: block, or the same in the syntax of another generator.
func (r *renderer) container(c *container) {
	r.unclosed(c)
	switch c.name {
	case "tabs":
		r.str("<div class=\"tabs\">\n")
		r.children(c)
		r.str("</div>\n")
	case "code-group":
		r.codeGroup(c)
	case "tab":
		if parent, ok := c.Parent().(*container); ok && (parent.name == "tabs" || parent.name == "code-group") {
			r.tab(c.title, func() { r.children(c) })
		} else {
			r.looseTab(c)
		}
	case "plain":
		if c.title != "" {
			r.str("<p><strong>")
			r.titleOr(c.title, "")
			r.str("</strong></p>\n")
		}
		r.children(c)
	case "judgement":
		r.judgement(c)
	default:
		r.box(c.name, c.title, c.fold, c)
	}
}

// unclosed reports a container without an end.
func (r *renderer) unclosed(c *container) {
	switch {
	case c.closed:
	case c.until != "":
		r.complain("MD04.end", c.Pos(), tagOf(c.until), c.until)
	default:
		r.complain("MD04.open", c.Pos(), strings.Repeat(":", c.fence)+" "+c.name)
	}
}

func (r *renderer) list(l *ast.List) {
	tag := "ul"
	if l.IsOrdered() {
		tag = "ol"
	}
	r.str("<" + tag)
	if l.IsOrdered() && l.Start != 1 {
		r.str(` start="` + strconv.Itoa(l.Start) + `"`)
	}
	r.str(">\n")
	for c := l.FirstChild(); c != nil; c = c.NextSibling() {
		if isTask(c) {
			r.task(c.FirstChild())
			r.str(`<li class="task">`)
		} else {
			r.str("<li>")
		}
		if first := c.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
			r.str("\n")
		}
		r.children(c)
		r.str("</li>\n")
	}
	r.str("</" + tag + ">\n")
}

// task keeps an item with a check box: what must be done, and whether it is.
func (r *renderer) task(item ast.Node) {
	box := item.FirstChild().(*east.TaskCheckBox) // see isTask
	line, _ := r.source.place(r.base + max(item.Pos(), 0))
	t := kb.Task{Text: strings.TrimSpace(r.inlineText(item)), Done: box.IsChecked, Line: line}
	if n := len(r.page.Headings); n > 0 {
		t.Under = r.page.Headings[n-1].Text
	}
	r.page.Tasks = append(r.page.Tasks, t)
}

// isTask tells whether a list item starts with a check box.
func isTask(item ast.Node) bool {
	first := item.FirstChild()
	return first != nil && first.FirstChild() != nil && first.FirstChild().Kind() == east.KindTaskCheckBox
}

func (r *renderer) table(t *east.Table) {
	r.grid(t)
	r.str("<div class=\"table-scroll\" tabindex=\"0\"><table>\n")
	body := false
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		cell := "td"
		if row.Kind() == east.KindTableHeader {
			cell = "th"
			r.str("<thead>\n")
		} else if !body {
			body = true
			r.str("<tbody>\n")
		}
		r.str("<tr>\n")
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			r.cell(c, cell)
		}
		r.str("</tr>\n")
		if cell == "th" {
			r.str("</thead>\n")
		}
	}
	if body {
		r.str("</tbody>\n")
	}
	r.str("</table></div>\n")
}

func (r *renderer) cell(n ast.Node, tag string) {
	r.say(n)
	if tag == "th" && n.FirstChild() == nil {
		tag = "td" // the empty corner of a table with row headers is not a header
	}
	r.str("<")
	r.str(tag)
	if tag == "th" {
		r.str(` scope="col"`)
	}
	if c, ok := n.(*east.TableCell); ok && c.Alignment != east.AlignNone && c.Alignment != 0 {
		r.str(` class="` + c.Alignment.String() + `"`)
	}
	r.str(">")
	r.inlines(n)
	r.str("</")
	r.str(tag)
	r.str(">\n")
	r.gap(" ")
}

func (r *renderer) definition(n ast.Node) {
	switch n := n.(type) {
	case *east.DefinitionList:
		r.str("<dl>\n")
		r.children(n)
		r.str("</dl>\n")
	case *east.DefinitionTerm:
		id := r.ids.make(r.inlineText(n))
		r.page.Anchors = append(r.page.Anchors, id)
		r.str(`<dt id="`)
		r.esc(id)
		r.str(`">`)
		r.inlines(n)
		r.str("</dt>\n")
		r.gap(" ")
	case *east.DefinitionDescription:
		r.str("<dd>")
		if !n.IsTight {
			r.str("\n")
		}
		r.children(n)
		r.str("</dd>\n")
	}
}

func (r *renderer) footnotes(list *east.FootnoteList) {
	r.str("<section class=\"footnotes\" role=\"doc-endnotes\"><ol>\n")
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		f := n.(*east.Footnote)
		id := "fn-" + strconv.Itoa(f.Index)
		r.page.Anchors = append(r.page.Anchors, id)
		r.str(`<li id="` + id + "\">\n")
		r.children(f)
		r.str("</li>\n")
	}
	r.str("</ol></section>\n")
}

// attribute is the text of a node's attribute.
func attribute(n ast.Node, name string) (string, bool) {
	v, ok := n.AttributeString(name)
	if !ok {
		return "", false
	}
	switch v := v.(type) {
	case []byte:
		return string(v), true
	case string:
		return v, true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	}
	return "", false
}

// class writes the class attribute that an author gave, with ours before it.
func (r *renderer) class(n ast.Node, ours string) {
	theirs, _ := attribute(n, "class")
	if ours == "" && theirs == "" {
		return
	}
	if all := strings.TrimSpace(ours + " " + classNames(theirs)); all != "" {
		r.str(` class="`)
		r.esc(all)
		r.str(`"`)
	}
}

// classNames keeps the harmless names of a class attribute.
func classNames(s string) string {
	var keep []string
	for _, c := range strings.Fields(s) {
		if !strings.ContainsAny(c, "\"'<>&`=") && !strings.HasPrefix(c, "mp-") {
			keep = append(keep, c)
		}
	}
	return strings.Join(keep, " ")
}
