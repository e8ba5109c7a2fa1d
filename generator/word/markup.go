package word

import (
	"strings"
	"unicode/utf8"
)

// The namespaces of a document.
const (
	nsW   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsR   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsWP  = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
	nsA   = "http://schemas.openxmlformats.org/drawingml/2006/main"
	nsC   = "http://schemas.openxmlformats.org/drawingml/2006/chart"
	nsPic = "http://schemas.openxmlformats.org/drawingml/2006/picture"
)

const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// markup writes XML: it knows the name of each open element and escapes all text.
type markup struct {
	b    strings.Builder
	open []string
}

// start opens an element. attrs are names and values in turn; those with an empty value are left out.
func (m *markup) start(name string, attrs ...string) {
	m.tag(name, attrs)
	m.b.WriteByte('>')
	m.open = append(m.open, name)
}

// end closes the element that was started last.
func (m *markup) end() {
	last := len(m.open) - 1
	m.b.WriteString("</" + m.open[last] + ">")
	m.open = m.open[:last]
}

// empty writes an element without content.
func (m *markup) empty(name string, attrs ...string) {
	m.tag(name, attrs)
	m.b.WriteString("/>")
}

// val writes an element of Word that has only the attribute val.
func (m *markup) val(name, value string) { m.empty("w:"+name, "w:val", value) }

// leaf writes an element that holds only text.
func (m *markup) leaf(name, text string, attrs ...string) {
	m.start(name, attrs...)
	m.text(text)
	m.end()
}

func (m *markup) tag(name string, attrs []string) {
	m.b.WriteString("<" + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] == "" {
			continue
		}
		m.b.WriteString(" " + attrs[i] + `="`)
		m.text(attrs[i+1])
		m.b.WriteByte('"')
	}
}

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\n", "&#10;", "\t", "&#9;")

// text writes escaped text, for an element or an attribute.
func (m *markup) text(s string) { _, _ = escapes.WriteString(&m.b, legal(s)) }

// legal is s without the characters that XML 1.0 cannot hold; ill-formed bytes become U+FFFD.
func legal(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r >= 0x20 && r < 0xFFFE, r > 0xFFFF:
			return r
		}
		return -1
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}
