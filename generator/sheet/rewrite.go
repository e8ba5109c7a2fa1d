package sheet

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"milepost/generator/halt"
)

// element is one start tag.
type element struct {
	at   []string // local names of the elements around it, the root first
	name string   // local name
	tag  xml.StartElement
	raw  []byte // the tag as written
	rest []byte // what follows the tag in the part
}

// verdict says what to do with an element. The zero value keeps it.
type verdict struct {
	replace bool   // replace the element with its content by put
	put     []byte // nil: the element is dropped
	tag     []byte // another start tag; elements inside are judged too
}

var dropped = verdict{replace: true}

// rewrite copies the XML of one part and lets judge decide about each element. All other
// bytes stay as they are, also those of elements that we do not know.
func rewrite(ctx context.Context, src []byte, judge func(element) verdict) ([]byte, error) {
	d := xml.NewDecoder(halt.Reader(ctx, bytes.NewReader(src)))
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if strings.EqualFold(label, "utf-8") || strings.EqualFold(label, "utf8") || strings.EqualFold(label, "us-ascii") {
			return in, nil
		}
		return nil, fmt.Errorf("encoding %q", label)
	}
	var out []byte
	var open []string
	copied, cut := 0, -1 // cut: how many elements are open around the one that is replaced
	for count := 0; ; count++ {
		start := int(d.InputOffset())
		tok, err := d.RawToken()
		end := int(d.InputOffset())
		switch {
		case errors.Is(err, io.EOF) && len(open) == 0:
			return append(out, src[copied:]...), nil
		case err != nil:
			return nil, err
		case count > maxElements*2: // starts and ends
			return nil, fail("SH03.elements")
		}
		switch t := tok.(type) {
		case xml.Directive:
			return nil, fail("SH02.dtd")
		case xml.StartElement:
			if cut < 0 {
				v := judge(element{at: open, name: t.Name.Local, tag: t, raw: src[start:end], rest: src[end:]})
				if v.replace || v.tag != nil {
					out = append(append(append(out, src[copied:start]...), v.put...), v.tag...)
					copied = end
				}
				if v.replace {
					cut = len(open)
				}
			}
			open = append(open, t.Name.Local)
		case xml.EndElement:
			last := len(open) - 1
			if last < 0 || open[last] != t.Name.Local {
				return nil, fail("SH02.xml")
			}
			if open = open[:last]; cut == last {
				copied, cut = end, -1
			}
		}
	}
}

// walk calls see for each element of a part and changes nothing.
func walk(ctx context.Context, src []byte, see func(element)) error {
	_, err := rewrite(ctx, src, func(e element) verdict {
		see(e)
		return verdict{}
	})
	return err
}

// text is the text right after the tag, up to the next tag.
func (e element) text() string {
	if bytes.HasSuffix(e.raw, []byte("/>")) {
		return ""
	}
	t, _, _ := bytes.Cut(e.rest, []byte("<"))
	return string(t)
}

// inside is the content of an element that holds none of its own name.
func (e element) inside() []byte {
	if bytes.HasSuffix(e.raw, []byte("/>")) {
		return nil
	}
	in, _, _ := bytes.Cut(e.rest, []byte("</"+e.prefix()+e.name))
	return in
}

// prefix is that of the element's name with its colon, "" if it has none.
func (e element) prefix() string {
	if e.tag.Name.Space == "" {
		return ""
	}
	return e.tag.Name.Space + ":"
}

var attribute = regexp.MustCompile(`\s+([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')`)

// without is the tag without some attributes.
func (e element) without(names ...string) []byte {
	return attribute.ReplaceAllFunc(e.raw, func(a []byte) []byte {
		name, _, _ := bytes.Cut(bytes.TrimSpace(a), []byte("="))
		if slices.Contains(names, string(bytes.TrimSpace(name))) {
			return nil
		}
		return a
	})
}

// written are the names of the attributes of a local name, as they are written.
func (e element) written(local string) (names []string) {
	for _, a := range e.tag.Attr {
		switch {
		case a.Name.Local != local:
		case a.Name.Space == "":
			names = append(names, local)
		default:
			names = append(names, a.Name.Space+":"+local)
		}
	}
	return names
}

// hollow is the element as a tag without content and without some attributes.
func (e element) hollow(without ...string) verdict {
	tag := bytes.TrimSuffix(bytes.TrimSuffix(e.without(without...), []byte(">")), []byte("/"))
	return verdict{replace: true, put: append(slices.Clip(tag), "/>"...)}
}
