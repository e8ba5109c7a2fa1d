package theme

import (
	"bytes"
	"html"
	"net/url"
	"path"
	"strings"

	"milepost/generator/tag"
)

// A mover puts the HTML of one page into another page: ids get a prefix, so that they stay
// unique; links still lead to the same targets; headings go some levels down. It reads only
// HTML from the theme and package markdown.
type mover struct {
	prefix string                        // before each id
	sink   int                           // how many levels headings go down
	page   string                        // output that the HTML was made for
	lead   func(out, frag string) string // address of an output as seen from here, "" if it has none
}

// ids are the attributes that name an element of the same page, by its id.
var ids = map[string]bool{
	"id": true, "for": true, "headers": true, "list": true,
	"aria-labelledby": true, "aria-describedby": true, "aria-controls": true, "aria-owns": true,
}

// addresses are the attributes that lead somewhere.
var addresses = map[string]bool{"href": true, "src": true, "xlink:href": true, "poster": true}

// move is the HTML for the other page.
func (m *mover) move(s string) string {
	b := []byte(s)
	out := make([]byte, 0, len(b)+len(b)/8)
	for {
		i := bytes.IndexByte(b, '<')
		if i < 0 {
			return string(append(out, b...))
		}
		out, b = append(out, b[:i]...), b[i:]
		n := tag.Length(b)
		if n == 0 {
			n = 1
		}
		if end, _ := tag.NameEnd(b[:n]); end > 0 {
			out = m.tag(out, b[:n], end)
		} else {
			out = append(out, b[:n]...)
		}
		b = b[n:]
	}
}

// tag adds a tag whose name ends at an offset.
func (m *mover) tag(out, b []byte, from int) []byte {
	out = append(out, m.name(string(b[:from]))...)
	for a, ok := tag.Next(b, from); ok; a, ok = tag.Next(b, a.To) {
		value := a.Text(b)
		switch to := m.value(strings.ToLower(string(b[a.From:a.NameEnd])), value); {
		case a.Value == 0 || to == value:
			out = append(out, b[from:a.To]...)
		case to != "": // without a target, the text stays but is no link
			out = append(append(out, b[from:a.NameEnd]...), `="`+html.EscapeString(to)+`"`...)
		}
		from = a.To
	}
	return append(out, b[from:]...)
}

// name is the beginning of a tag, that of a heading a few levels deeper.
func (m *mover) name(s string) string {
	at := len(s) - 1
	if h := strings.TrimPrefix(s[1:], "/"); len(h) == 2 && h[0] == 'h' && h[1] >= '1' && h[1] <= '6' {
		return s[:at] + string(min('6', rune(h[1])+rune(m.sink)))
	}
	return s
}

// value is the value of an attribute in the other page.
func (m *mover) value(name, v string) string {
	switch {
	case ids[name]:
		words := strings.Fields(v)
		for i, w := range words {
			words[i] = m.prefix + w
		}
		return strings.Join(words, " ")
	case addresses[name]:
		return m.address(v)
	case strings.Contains(v, "url(#"):
		return strings.ReplaceAll(v, "url(#", "url(#"+m.prefix)
	}
	return v
}

// address is a link as seen from the other page.
func (m *mover) address(href string) string {
	if frag, here := strings.CutPrefix(href, "#"); here {
		if frag == "" {
			return href
		}
		return "#" + m.prefix + frag
	}
	to, frag, _ := strings.Cut(href, "#")
	if first, _, _ := strings.Cut(to, "/"); strings.Contains(first, ":") || strings.HasPrefix(to, "/") {
		return href // another host, a mail, a picture in place
	}
	out, err := url.PathUnescape(path.Join(path.Dir("/"+encoded(m.page)), to))
	if err != nil {
		return href
	}
	return m.lead(strings.TrimPrefix(out, "/"), frag)
}

// encoded is a path as it stands in an address.
func encoded(p string) string { return (&url.URL{Path: p}).EscapedPath() }
