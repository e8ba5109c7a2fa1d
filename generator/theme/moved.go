package theme

import (
	"html"
	"net/url"
	"path"
	"strings"
)

// A mover puts the HTML of one page into another page: its ids get a prefix, so
// that those of two pages do not meet, its links lead to where they led before,
// and its headings sink below the title that it has there. It reads only what
// the theme and package markdown wrote.
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

// move is the HTML as it stands in the other page.
func (m *mover) move(s string) string {
	var out strings.Builder
	out.Grow(len(s) + len(s)/8)
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+1 == len(s) {
			out.WriteString(s)
			return out.String()
		}
		out.WriteString(s[:i])
		s = s[i:]
		n := 0
		switch {
		case strings.HasPrefix(s, "<!--"):
			n = until(s, "-->")
			out.WriteString(s[:n])
		case strings.HasPrefix(s, "<![CDATA["):
			n = until(s, "]]>")
			out.WriteString(s[:n])
		default:
			n = m.tag(&out, s)
		}
		s = s[n:]
	}
}

// until is the length of s up to the end of the mark, all of it if there is none.
func until(s, mark string) int {
	if i := strings.Index(s, mark); i >= 0 {
		return i + len(mark)
	}
	return len(s)
}

// tag writes the tag that s begins with, and tells its length.
func (m *mover) tag(out *strings.Builder, s string) int {
	n := 1 + strings.IndexAny(s[1:], " \t\r\n>")
	if n == 0 {
		out.WriteString(s)
		return len(s)
	}
	out.WriteString(m.name(s[:n]))
	for n < len(s) && s[n] != '>' {
		eq := n + strings.IndexAny(s[n:], "=>")
		if eq < n || s[eq] == '>' || eq+1 >= len(s) {
			break // attributes without a value, or the end
		}
		end := valueEnd(s, eq+1)
		name := strings.TrimSpace(s[n:eq])
		if i := strings.LastIndexAny(name, " \t\r\n"); i >= 0 {
			name = name[i+1:]
		}
		value := html.UnescapeString(strings.Trim(s[eq+1:end], `"'`))
		switch to := m.value(strings.ToLower(name), value); {
		case to == value:
			out.WriteString(s[n:end])
		case to != "": // an address that there is not: the words stay, the link does not
			out.WriteString(s[n:eq] + `="` + html.EscapeString(to) + `"`)
		}
		n = end
	}
	rest := n + strings.IndexByte(s[n:], '>') + 1
	if rest == n {
		rest = len(s)
	}
	out.WriteString(s[n:rest])
	return rest
}

// valueEnd is where the value that begins at i ends.
func valueEnd(s string, i int) int {
	if q := s[i]; q == '"' || q == '\'' {
		if k := strings.IndexByte(s[i+1:], q); k >= 0 {
			return i + k + 2
		}
		return len(s)
	}
	if k := strings.IndexAny(s[i:], " \t\r\n>"); k >= 0 {
		return i + k
	}
	return len(s)
}

// name is the beginning of a tag, that of a heading a few levels deeper.
func (m *mover) name(s string) string {
	at := len(s) - 2
	if h := strings.TrimPrefix(s[1:], "/"); len(h) == 2 && h[0] == 'h' && h[1] >= '1' && h[1] <= '6' {
		return s[:at] + "h" + string(min('6', rune(h[1])+rune(m.sink)))
	}
	return s
}

// value is what an attribute says in the other page.
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
