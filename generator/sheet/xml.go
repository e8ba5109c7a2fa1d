package sheet

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"milepost/generator/text"
)

// scanner reads the XML of one part, token by token, strictly: ill-formed XML, a DTD, a
// second root and bytes outside the encoding are faults.
type scanner struct {
	d     *xml.Decoder
	r     *partReader
	name  string
	depth int
	roots int
	count int
}

func newScanner(p *parts, name string) (*scanner, error) { return scanAfter(p, name, nil) }

// scanAfter is newScanner for a part that ahead looks at first, if it is not nil.
func scanAfter(p *parts, name string, ahead func(*bufio.Reader) (*bufio.Reader, error)) (*scanner, error) {
	r, err := p.open(name)
	if err != nil {
		return nil, err
	}
	size := max(512, min(r.left+1, 32<<10)) // most parts of a small workbook are small
	src := bufio.NewReaderSize(r, int(size))
	if head, _ := src.Peek(2); len(head) == 2 && (head[0] == 0xff && head[1] == 0xfe || head[0] == 0xfe && head[1] == 0xff) {
		b, err := io.ReadAll(src)
		if err != nil || len(b) > maxStrings {
			return nil, fail("SH02.part", name)
		}
		s, err := text.UTF16(b, head[0] == 0xfe)
		if err != nil {
			return nil, fail("SH02.xml", name)
		}
		src = bufio.NewReaderSize(strings.NewReader(s), 32<<10)
	} else if head, _ := src.Peek(3); bytes.Equal(head, []byte("\xef\xbb\xbf")) {
		_, _ = src.Discard(3)
	}
	if ahead != nil {
		if src, err = ahead(src); err != nil {
			r.r.Close()
			return nil, err
		}
	}
	s := &scanner{d: xml.NewDecoder(src), r: r, name: name}
	s.d.CharsetReader = charset
	return s, nil
}

// charset accepts the encodings that Chinese programs declare; UTF-16 was decoded before.
func charset(label string, in io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "utf8", "utf-8", "utf-16", "utf16", "us-ascii", "ascii":
		return in, nil
	case "gbk", "gb2312", "gb18030":
		b, err := io.ReadAll(io.LimitReader(in, maxStrings))
		if err != nil {
			return nil, err
		}
		t, err := text.GB18030(b)
		return strings.NewReader(t), err
	}
	return nil, fmt.Errorf("encoding %q", label)
}

func (s *scanner) close() { s.r.r.Close() }

// next is the next start or end of an element, or text; io.EOF after a correct document.
func (s *scanner) next() (xml.Token, error) {
	for {
		tok, err := s.d.Token()
		if err != nil {
			if !errors.Is(err, io.EOF) || s.r.damaged() {
				return nil, s.broken()
			}
			if s.roots != 1 || !s.r.drain() {
				return nil, s.broken()
			}
			return nil, io.EOF
		}
		if s.count++; s.count > maxElements {
			return nil, fail("SH03.elements", s.name)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if s.depth == 0 {
				s.roots++
			}
			s.depth++
			return t, nil
		case xml.EndElement:
			s.depth--
			return t, nil
		case xml.CharData:
			if s.depth > 0 {
				return t, nil
			}
			if len(bytes.TrimSpace(t)) > 0 {
				return nil, s.broken()
			}
		case xml.Directive:
			return nil, fail("SH02.dtd", s.name)
		}
	}
}

// broken is the fault of the package if that is damaged, else of the XML.
func (s *scanner) broken() error {
	if s.r.damaged() {
		return fail("SH02.part", s.name)
	}
	return fail("SH02.xml", s.name)
}

// skip reads past the element that was just started.
func (s *scanner) skip() error {
	for d := s.depth; s.depth >= d; {
		if _, err := s.next(); err != nil {
			return eof(err, s)
		}
	}
	return nil
}

// eof turns an end inside an element into a fault.
func eof(err error, s *scanner) error {
	if errors.Is(err, io.EOF) {
		return s.broken()
	}
	return err
}

func attr(e xml.StartElement, name string) string {
	for i := range e.Attr {
		if e.Attr[i].Name.Local == name {
			return e.Attr[i].Value
		}
	}
	return ""
}

// yes reads an OOXML boolean.
func yes(s string) bool { return s == "1" || s == "true" || s == "on" }
