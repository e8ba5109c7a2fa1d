package word

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
)

// token is the start or the end of an element. <a/> has both: the end is empty
// and lies after it.
type token struct {
	end      bool
	name     xml.Name
	attrs    []xml.Attr
	depth    int  // 1 is the root
	from, to int  // its bytes in the part
	closed   bool // it is of <a/>
}

// is tells whether the element has this name in Word's namespace.
func (t token) is(name string) bool { return t.name.Space == nsW && t.name.Local == name }

// scan reads a part and calls visit for each start and end. Ill-formed XML, a DTD,
// a second root and more elements than the limits allow are a *Fault.
func scan(part string, b []byte, visit func(token)) error {
	d := xml.NewDecoder(bytes.NewReader(b))
	broken := &Fault{Reason: Broken, Part: part}
	roots, depth, count := 0, 0, 0
	for {
		from := int(d.InputOffset())
		tok, err := d.Token()
		if errors.Is(err, io.EOF) && roots == 1 {
			return nil
		}
		if err != nil {
			return broken
		}
		at := token{from: from, to: int(d.InputOffset())}
		switch t := tok.(type) {
		case xml.StartElement:
			if depth++; depth == 1 {
				roots++
			}
			if count++; count > maxElements || depth > maxDepth {
				return &Fault{Reason: Large, Part: part}
			}
			at.name, at.attrs, at.depth, at.closed = t.Name, t.Attr, depth, b[at.to-2] == '/'
			visit(at)
		case xml.EndElement:
			at.end, at.name, at.depth, at.closed = true, t.Name, depth, from == at.to
			visit(at)
			depth--
		case xml.CharData:
			if depth == 0 && len(bytes.TrimSpace(bytes.TrimPrefix(t, []byte("\ufeff")))) > 0 {
				return broken
			}
		case xml.Directive:
			return &Fault{Reason: DTD, Part: part}
		}
	}
}

// appended is the part b with more as the last content of its root.
func appended(part string, b []byte, more string) ([]byte, error) {
	var root, last token
	err := scan(part, b, func(t token) {
		if t.depth == 1 && !t.end {
			root = t
		} else if t.depth == 1 {
			last = t
		}
	})
	if err != nil || more == "" {
		return b, err
	}
	if root.closed {
		return slices.Concat(b[:root.to-2], []byte(">"+more+"</"+tagName(b[root.from:])+">"), b[root.to:]), nil
	}
	return slices.Concat(b[:last.from], []byte(more), b[last.from:]), nil
}

// tagName is the name, with its prefix, of the start tag at the start of b.
func tagName(b []byte) string {
	end := bytes.IndexAny(b, " \t\r\n/>")
	return string(b[1:max(end, 1)])
}
