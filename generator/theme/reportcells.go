package theme

import (
	"html/template"
	"strings"

	"milepost/generator/document"
)

// A report has hundreds of cells, and a template would need a dozen calls by
// reflection for each. So Go code writes the rows of tables, with the bytes that
// html/template would write (a test compares both).

// cells is the rows of a table as HTML.
func cells(rows []GridRow) template.HTML {
	var b strings.Builder
	for i := range rows {
		b.WriteString("<tr")
		attr(&b, "id", rows[i].ID)
		b.WriteString(">")
		for k := range rows[i].Cells {
			rows[i].Cells[k].write(&b)
		}
		b.WriteString("</tr>")
	}
	return template.HTML(b.String())
}

// attr writes an attribute, nothing if its value is "".
func attr(b *strings.Builder, name, value string) {
	if value != "" {
		b.WriteString(" " + name + `="`)
		_, _ = escapes.WriteString(b, value) // a builder does not fail
		b.WriteString(`"`)
	}
}

func (c *GridCell) write(b *strings.Builder) {
	if c.Head {
		b.WriteString(`<th scope="row" class="name `)
		_, _ = escapes.WriteString(b, c.Class)
		b.WriteString(`">`)
		c.inside(b)
		b.WriteString("</th>")
		return
	}
	b.WriteString("<td")
	attr(b, "class", c.Class)
	b.WriteString(` data-label="`)
	_, _ = escapes.WriteString(b, c.Label)
	b.WriteString(`">`)
	c.inside(b)
	b.WriteString("</td>")
}

// inside writes the content of a cell: a tag, the text, a word, a curve, the small line below.
func (c *GridCell) inside(b *strings.Builder) {
	mark(b, c.Tag, "tag", "t-")
	if c.Shift != "" {
		b.WriteString(`<span class="`)
		_, _ = escapes.WriteString(b, c.Shift)
		b.WriteString(`">` + string(c.Text) + "</span>")
	} else {
		b.WriteString(string(c.Text))
	}
	if c.Word.Word != "" {
		b.WriteString(" ")
		mark(b, c.Word, "word", "is-")
	}
	c.Curve.write(b)
	if c.Sub != "" {
		b.WriteString(`<span class="sub">` + string(c.Sub) + "</span>")
	}
}

// mark writes a word in its tone, as the templates report-tag and report-word do.
func mark(b *strings.Builder, m document.Mark, class, tone string) {
	if m.Word == "" {
		return
	}
	if m.Tone != "" {
		class += " " + tone + string(m.Tone)
	}
	b.WriteString("<span")
	attr(b, "class", class)
	b.WriteString(">")
	_, _ = escapes.WriteString(b, m.Word)
	b.WriteString("</span>")
}

// write draws a curve. It escapes nothing: curveOf made all its strings from numbers.
func (c Curve) write(b *strings.Builder) {
	if c.X == "" {
		return
	}
	b.WriteString(`<svg viewBox="0 0 72 22" width="72" height="22" aria-hidden="true">`)
	if c.Goal != "" {
		b.WriteString(`<line class="goal" x1="0" x2="72" y1="` + c.Goal + `" y2="` + c.Goal + `"/>`)
	}
	for _, line := range c.Lines {
		b.WriteString(`<polyline points="` + line + `"/>`)
	}
	b.WriteString("<circle")
	if c.Hole {
		b.WriteString(` class="hole"`)
	}
	b.WriteString(` cx="` + c.X + `" cy="` + c.Y + `" r="2.25"/></svg>`)
}
