package theme

import (
	"html"
	"html/template"
	"net/url"
	"slices"
	"strings"
)

// Lists may have tens of thousands of links, and html/template would make four calls by
// reflection for each. So they are written by hand, exactly as html/template would.

// escapes are those of html/template, which the other texts of a page go through.
var escapes = strings.NewReplacer("\x00", "\uFFFD", `"`, "&#34;", "&", "&amp;", "'", "&#39;", "+", "&#43;", "<", "&lt;", ">", "&gt;")

// link writes <a href="…">…</a> as html/template would.
func link(b *strings.Builder, r Ref) {
	b.WriteString(`<a href="`)
	address(b, r.Href)
	b.WriteString(`">`)
	_, _ = escapes.WriteString(b, r.Title)
	b.WriteString("</a>")
}

// address writes the value of an href as html/template would: only http, https and mailto,
// and other characters percent-encoded.
func address(b *strings.Builder, href string) {
	const hex = "0123456789abcdef"
	if scheme, _, ok := strings.Cut(href, ":"); ok && !strings.Contains(scheme, "/") && !slices.Contains([]string{"http", "https", "mailto"}, strings.ToLower(scheme)) {
		href = "#"
	}
	for i := range len(href) {
		switch c := href[i]; {
		case c == '&':
			b.WriteString("&amp;")
		case c == '+':
			b.WriteString("&#43;")
		case strings.IndexByte(addressBytes, c) >= 0, c == '%' && escaped(href[i+1:]):
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
}

// addressBytes are not encoded in an address.
const addressBytes = "-._~!#$*,/:;=?@[]0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// escaped tells whether what follows a percent sign is a number.
func escaped(s string) bool {
	const hex = "0123456789ABCDEFabcdef"
	return len(s) >= 2 && strings.IndexByte(hex, s[0]) >= 0 && strings.IndexByte(hex, s[1]) >= 0
}

// links is items of a list, one for each page, with a text after each.
func links(refs []Ref, after string) template.HTML {
	var b strings.Builder
	b.Grow(128 * len(refs))
	for _, r := range refs {
		b.WriteString("<li>")
		link(&b, r)
		b.WriteString("</li>")
		b.WriteString(after)
	}
	return template.HTML(b.String())
}

// entries is the list of pages of a folder or tag.
func (t *Theme) entries(list []Entry) template.HTML {
	var b strings.Builder
	b.Grow(512 * len(list))
	due := html.EscapeString(t.Text("page.due"))
	b.WriteString(`<ul class="entries">`)
	for _, e := range list {
		b.WriteString(`<li><div class="entry">`)
		link(&b, e.Ref)
		b.WriteString(" ")
		if e.Kind != "" {
			around(&b, `<span class="kind">`, t.word("kind", e.Kind), "</span>")
		}
		around(&b, "<p>", e.Summary, "</p>")
		b.WriteString(`</div><div class="entry-meta" data-search-ignore>`)
		around(&b, "<span>", e.Owner, "</span> ")
		if d := string(e.Updated); d != "" {
			around(&b, `<time datetime="`, d, `">`)
			around(&b, "", d, "</time> ")
		}
		if d := string(e.Due); d != "" {
			around(&b, `<span class="due" data-due="`, d, `" data-quiet>`)
			around(&b, due+" ", d, "</span>")
		}
		b.WriteString("</div></li>")
	}
	b.WriteString("</ul>")
	return template.HTML(b.String())
}

// around writes a text between two pieces of HTML, and nothing if there is none.
func around(b *strings.Builder, before, text, after string) {
	if text == "" {
		return
	}
	b.WriteString(before)
	_, _ = escapes.WriteString(b, text)
	b.WriteString(after)
}

// folder is the folder of the page at href, with a slash at its end; "" for the
// root. Href is percent-encoded, the folder is not.
func folder(href string) string {
	if p, err := url.PathUnescape(href); err == nil {
		href = p
	}
	return href[:strings.LastIndexByte(href, '/')+1]
}

// safeHref refuses an address with a scheme that could run a script.
func safeHref(href string) string {
	u, err := url.Parse(href)
	if err != nil {
		return "#"
	}
	switch strings.ToLower(u.Scheme) {
	case "", "http", "https", "mailto", "tel":
		return href
	}
	return "#"
}
