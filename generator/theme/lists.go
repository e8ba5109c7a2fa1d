package theme

import (
	"html"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"milepost/generator/digest"
)

// Parts of every page and tables of thousands of cells are written by hand: one action of
// html/template costs about as much as a whole line here.

// sidebar is the navigation with the page at path marked.
func sidebar(nav digest.Sealed[*Sidebar], path string) template.HTML {
	s := nav.Get()
	if s == nil {
		return ""
	}
	return template.HTML(s.HTML(path))
}

// alone tells whether a page has nothing in its sidebar that the header does not list.
func alone(nav digest.Sealed[*Sidebar]) bool {
	s := nav.Get()
	return s == nil || s.nav.alone()
}

// toc is the headings of the page as a list of two levels, as listed gives them.
func toc(items []TOCItem) template.HTML {
	var b strings.Builder
	b.WriteString("<ol>")
	depth := 0
	for i, it := range items {
		switch {
		case it.Level > depth:
			b.WriteString("<ol>")
		case it.Level < depth:
			b.WriteString("</li></ol></li>")
		case i > 0:
			b.WriteString("</li>")
		}
		depth = it.Level
		b.WriteString(`<li><a href="#`)
		b.WriteString(html.EscapeString(url.PathEscape(it.ID)))
		b.WriteString(`">`)
		b.WriteString(html.EscapeString(it.Text))
		b.WriteString("</a>")
	}
	b.WriteString("</li>")
	if depth > 0 {
		b.WriteString("</ol></li>")
	}
	b.WriteString("</ol>")
	return template.HTML(b.String())
}

// table is a table of data in a box that scrolls.
func (t *Theme) table(tb Table, name string) template.HTML {
	if len(tb.Columns) == 0 {
		return ""
	}
	var b strings.Builder
	b.Grow(64 * (len(tb.Rows) + 1) * len(tb.Columns))
	cols, total := measure(tb)
	class := "data"
	if total > pageWidth {
		class += " wide"
	}
	box := "table-scroll"
	if total > phoneWidth && len(tb.Columns) > 2 {
		class += " folds"
		box += " of-cards"
		for i := range cols {
			cols[i].label = ` data-h="` + html.EscapeString(tb.Columns[i].Header) + `"`
		}
	}
	if len(tb.Rows) >= manyRows {
		b.WriteString(`<div class="table-tools"><div class="find"></div>`) // src/tables.ts fills it
		t.filters(&b, tb)
		b.WriteString(`</div>`)
	}
	b.WriteString(`<div class="` + box + `" role="region" aria-label="` + html.EscapeString(name) + `"><table class="` + class + `"><thead><tr>`)
	for i, c := range tb.Columns {
		b.WriteString(`<th scope="col"` + cols[i].class + `>` + html.EscapeString(c.Header))
		if c.Unit != "" && !strings.Contains(c.Header, c.Unit) {
			b.WriteString(` <span class="unit">` + html.EscapeString(c.Unit) + `</span>`)
		}
		b.WriteString("</th>")
	}
	b.WriteString("</tr></thead><tbody>")
	for _, r := range tb.Rows {
		t.row(&b, cols, r)
	}
	b.WriteString("</tbody>")
	if len(tb.Totals) > 0 {
		b.WriteString("<tfoot>")
		for _, r := range tb.Totals {
			t.row(&b, cols, r)
		}
		b.WriteString("</tfoot>")
	}
	b.WriteString("</table></div>")
	if tb.More > 0 {
		more := html.EscapeString(t.Text("table.more", strconv.Itoa(tb.More)))
		if tb.MoreRef != "" {
			more = `<a href="` + html.EscapeString(safeHref(tb.MoreRef)) + `">` + more + `</a>`
		}
		b.WriteString(`<p class="more">` + more + `</p>`)
	}
	return template.HTML(b.String())
}

func (t *Theme) row(b *strings.Builder, cols []column, r TableRow) {
	b.WriteString("<tr")
	if r.ID != "" {
		b.WriteString(` id="` + html.EscapeString(r.ID) + `" data-search-row`)
	}
	b.WriteString(">")
	for i, c := range r.Cells {
		if i >= len(cols) {
			break
		}
		b.WriteString("<td")
		b.WriteString(cols[i].class)
		if c.State == "missing" && c.Text == "" {
			b.WriteString(" data-none") // a card leaves it out
		} else {
			b.WriteString(cols[i].label)
		}
		if c.Tip != "" {
			b.WriteString(` title="` + html.EscapeString(c.Tip) + `"`)
		}
		b.WriteString(">")
		t.cell(b, c)
		b.WriteString("</td>")
	}
	b.WriteString("</tr>")
}

// cell writes a cell. A value that cannot be right or cannot be read says so in words, not only by colour.
func (t *Theme) cell(b *strings.Builder, c TableCell) {
	text := html.EscapeString(c.Text)
	switch c.State {
	case "":
		writeWho(b, c.Who, text)
	case "missing":
		if text == "" {
			text = "—"
		}
		b.WriteString(`<span class="missing">` + text + `</span>`)
	case "fault":
		b.WriteString(`<span class="fault">` + text + ` <small>` + html.EscapeString(t.Text("table.fault")) + `</small></span>`)
	case "unread":
		b.WriteString(`<span class="fault">` + text + ` <small>` + html.EscapeString(t.Text("table.unread")) + `</small></span>`)
	case "computed":
		b.WriteString(`<span class="computed">` + text + `</span>`)
	default:
		if text == "" {
			text = html.EscapeString(t.word("status", c.State))
		}
		b.WriteString(`<span class="chip s-` + html.EscapeString(c.State) + `">` + text + `</span>`)
	}
}

// writeWho writes a text, which is HTML, or its parts if there are any: the names of
// owners with their pages.
func writeWho(b *strings.Builder, who []Ref, plain string) {
	if len(who) == 0 {
		b.WriteString(plain)
		return
	}
	for _, part := range who {
		if part.Href != "" {
			link(b, part)
		} else {
			text(b, part.Title)
		}
	}
}

// manyRows is the number of rows from which a table can be sorted and searched.
const manyRows = 15

// Widths in halves of a Han character, 7 px in a table.
const (
	shortText  = 18  // a text up to this is never broken
	longText   = 24  // a longer one needs at least this
	padding    = 3   // of a cell
	pageWidth  = 120 // of the column of text
	phoneWidth = 50
)

// column is the attributes that all its cells have.
type column struct{ class, label string }

// measure returns the attributes of each column, and the approximate width of the table. One
// column names the rows and stays visible when the table is scrolled: the first column of
// words, else the first.
func measure(tb Table) (cols []column, total int) {
	cols = make([]column, len(tb.Columns))
	key := -1
	for i, c := range tb.Columns {
		longest, words := 0, false
		for _, r := range tb.Rows {
			if i < len(r.Cells) {
				longest = max(longest, width(r.Cells[i].Text))
				words = words || strings.ContainsFunc(r.Cells[i].Text, unicode.IsLetter)
			}
		}
		class := "short"
		switch {
		case c.Type == "number" || c.Type == "percent" || c.Type == "duration":
			class = "num"
		case c.Type == "date" || c.Type == "period":
			class = "date"
		case longest > shortText:
			class, longest = "long", longText
		}
		if key < 0 && i < 3 && words && (class == "short" || class == "long") {
			key = i
		}
		cols[i].class = class
		total += padding + max(longest, min(width(c.Header), shortText))
	}
	for i := range cols {
		if i == max(key, 0) {
			cols[i].class += " key"
		}
		cols[i].class = ` class="` + cols[i].class + `"`
	}
	return cols, total
}

// width is the approximate width of a text, in halves of a Han character.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x2e80 {
			n++
		}
	}
	return n
}
