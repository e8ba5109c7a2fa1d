// Package feedback makes the links by which readers send feedback on pages, and
// imports what they sent.
//
// Out: the facts of a page go in, and a link with them comes out, which opens a mail or
// a web address. The heading in view is not known when the link is made: it is a hole
// that the page's script fills; without a script the link works too. Nothing is sent
// here, and no text can add a field to a mail, because all is percent-encoded. In: the
// bytes of mails and of exported forms go in, and rows of a suggestions sheet come out.
package feedback

import (
	"strconv"
	"strings"
	"unicode"
)

// The holes of a link. The page's script uses the same letters.
const (
	HoleHeading = 'h' // the heading in view, as text
	HoleLine    = 'l' // the same as a line of a mail, with its label
	HoleAnchor  = 'a' // its anchor, as it stands in a stamp
	HoleFrag    = 'f' // its anchor with #, after an address
	HoleURL     = 'u' // the address of the page, with its anchor
	HoleQuery   = 'q' // what a reader searched for
)

// Link is an address that is safe in an HTML attribute, and its holes: "120h 340a" is
// a heading at byte 120 and an anchor at byte 340. Both are ASCII.
type Link struct{ Href, Holes string }

// Piece is a text, followed by a hole if Hole is not 0.
type Piece struct {
	Text string
	Hole byte
}

// writer writes an address.
type writer struct {
	b     strings.Builder
	holes []string
}

func (w *writer) link() Link { return Link{Href: w.b.String(), Holes: strings.Join(w.holes, " ")} }

func (w *writer) hole(kind byte) {
	if kind != 0 {
		w.holes = append(w.holes, strconv.Itoa(w.b.Len())+string(kind))
	}
}

// text writes a value: whatever has a meaning in an address is encoded.
func (w *writer) text(s string) {
	for i := range len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
			w.b.WriteByte(c)
		} else {
			w.percent(c)
		}
	}
}

func (w *writer) percent(c byte) {
	const hex = "0123456789ABCDEF"
	w.b.WriteByte('%')
	w.b.WriteByte(hex[c>>4])
	w.b.WriteByte(hex[c&15])
}

// own writes a part of an address from the settings, and encodes only what a browser would
// encode.
func (w *writer) own(s string) {
	for i := range len(s) {
		if c := s[i]; c > ' ' && c < 0x7f && strings.IndexByte("\"'<>`\\^{|}", c) < 0 {
			w.b.WriteByte(c)
		} else {
			w.percent(c)
		}
	}
}

// Mail is a link that opens a mail with subject and text; lines of text end
// with \n. See RFC 6068: an end of line is %0D%0A.
func Mail(to string, subject, body []Piece) Link {
	w := &writer{}
	w.b.WriteString("mailto:")
	user, host, _ := strings.Cut(to, "@")
	w.text(user)
	w.b.WriteByte('@')
	w.text(host)
	w.b.WriteString("?subject=")
	for _, p := range subject {
		w.text(strings.Map(inLine, p.Text))
		w.hole(p.Hole)
	}
	w.b.WriteString("&body=")
	for _, p := range body {
		w.text(strings.ReplaceAll(strings.ReplaceAll(p.Text, "\r\n", "\n"), "\n", "\r\n"))
		w.hole(p.Hole)
	}
	return w.link()
}

// inLine replaces characters that would end a line by a blank.
func inLine(r rune) rune {
	if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
		return ' '
	}
	return r
}

// Web is an address of the settings in which each {name} is replaced by fill[name]. An
// unknown placeholder stays, without its closing bracket.
func Web(address string, fill map[string][]Piece) Link {
	w := &writer{}
	for address != "" {
		before, rest, open := strings.Cut(address, "{")
		w.own(before)
		if !open {
			break
		}
		name, after, closed := strings.Cut(rest, "}")
		pieces, known := fill[name]
		if !closed || !known { // package config refuses such an address
			w.own("{" + name)
			address = after
			continue
		}
		for _, p := range pieces {
			w.text(p.Text)
			w.hole(p.Hole)
		}
		address = after
	}
	return w.link()
}
