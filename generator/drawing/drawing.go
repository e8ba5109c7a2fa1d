// Package drawing makes SVG drawings safe: it writes them anew from what is allowed.
//
// In go the bytes of an SVG file; out comes a drawing that shows the same and can do
// nothing else: it runs no script and loads no other file, whether it is opened as an
// image, as a page, or from a file share. Lists say which elements, attributes,
// properties and addresses are allowed; others are left out. A drawing with a script
// is refused as a whole. The output is written from the tree that was read, so that a
// browser cannot read another tree from it.
package drawing

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/halt"
)

// Version changes when the same file gives other bytes.
const Version = 1

// Limits of a drawing. Real ones are far smaller: the largest of about a hundred had
// 4 MB and 40,000 elements.
const (
	MaxBytes    = 8 << 20
	maxElements = 200_000
	maxDepth    = 200
)

// Drawing is a drawing that is safe to publish.
type Drawing struct {
	SVG     []byte
	Width   int      // pixels, 0 if it does not say
	Height  int      // pixels
	Dropped []string // names of elements that were left out although readers would see them; each once, at most eight
}

// Refusal names what was found in a drawing that is not published: "<script>", "onload=", "DOCTYPE".
type Refusal string

func (r Refusal) Error() string { return string(r) }

// Clean reads a drawing and writes it anew. The error is a Refusal, or the error of ctx if
// it ended first.
func Clean(ctx context.Context, src []byte) (Drawing, error) {
	if len(src) > MaxBytes {
		return Drawing{}, Refusal(strconv.Itoa(MaxBytes>>20) + " MB")
	}
	r := reader{d: xml.NewDecoder(halt.Reader(ctx, bytes.NewReader(src)))}
	r.d.Entity = xml.HTMLEntity
	root, err := r.root()
	if ctx.Err() != nil {
		return Drawing{}, ctx.Err()
	}
	if err != nil {
		return Drawing{}, err
	}
	w := writer{}
	w.element(root, true)
	w.b.WriteByte('\n')
	out := Drawing{SVG: w.b.Bytes(), Dropped: r.dropped}
	out.Width, out.Height = size(root)
	return out, nil
}

// node is an allowed element, or a text (name "").
type node struct {
	name  string
	attrs []attr
	text  string
	below []node
}

type attr struct{ name, value string }

type reader struct {
	d       *xml.Decoder
	count   int
	dropped []string
}

// root reads the one <svg> of the file.
func (r *reader) root() (node, error) {
	for {
		t, err := r.d.Token()
		if errors.Is(err, io.EOF) {
			return node{}, Refusal("<svg>")
		}
		if err != nil {
			return node{}, Refusal("XML")
		}
		switch t := t.(type) {
		case xml.Directive:
			// A document type with declarations can add attributes to elements that do
			// not stand in the file's text.
			if bytes.ContainsAny(t, "[]<>") {
				return node{}, Refusal("DOCTYPE")
			}
		case xml.ProcInst:
			if t.Target != "xml" {
				return node{}, Refusal("<?" + t.Target + "?>")
			}
		case xml.StartElement:
			if t.Name.Local != "svg" || t.Name.Space != svgSpace && t.Name.Space != "" {
				return node{}, Refusal("<" + t.Name.Local + ">")
			}
			n, err := r.element(t, 1)
			if err != nil {
				return node{}, err
			}
			return n, r.rest()
		}
	}
}

// rest reads to the end of the file: behind the drawing there may be nothing but comments
// and white space, since programs read anything else in different ways.
func (r *reader) rest() error {
	for {
		t, err := r.d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return Refusal("XML")
		}
		switch t.(type) {
		case xml.StartElement, xml.ProcInst, xml.Directive:
			return Refusal("XML")
		}
	}
}

// element reads an allowed element with all below it.
func (r *reader) element(start xml.StartElement, depth int) (node, error) {
	if r.count++; r.count > maxElements {
		return node{}, Refusal(strconv.Itoa(maxElements) + " <>")
	}
	if depth > maxDepth {
		return node{}, Refusal(strconv.Itoa(maxDepth) + " <<>>")
	}
	n := node{name: start.Name.Local}
	var err error
	if n.attrs, err = attributes(start); err != nil {
		return n, err
	}
	for {
		t, err := r.d.Token()
		if err != nil {
			return n, Refusal("XML")
		}
		switch t := t.(type) {
		case xml.EndElement:
			if n.name == "style" {
				n.below = sheetOf(n.below)
			}
			return n, nil
		case xml.CharData:
			if texts[n.name] {
				n.below = append(n.below, node{text: string(t)})
			}
		case xml.Directive:
			return n, Refusal("DOCTYPE")
		case xml.StartElement:
			if why := runs(t.Name); why != "" {
				return n, Refusal(why)
			}
			if t.Name.Space != svgSpace && t.Name.Space != "" || !elements[t.Name.Local] {
				if err := r.drop(t, depth); err != nil {
					return n, err
				}
				continue
			}
			below, err := r.element(t, depth+1)
			if err != nil {
				return n, err
			}
			n.below = append(n.below, below)
		}
	}
}

// drop skips an element with all below it. A script below it still refuses the drawing.
func (r *reader) drop(start xml.StartElement, depth int) error {
	if name, space := start.Name.Local, start.Name.Space; (space == svgSpace || space == "") && !unseen[name] {
		r.note(name)
	}
	for level := 1; level > 0; {
		t, err := r.d.Token()
		if err != nil {
			return Refusal("XML")
		}
		switch t := t.(type) {
		case xml.StartElement:
			if level++; level+depth > maxDepth {
				return Refusal(strconv.Itoa(maxDepth) + " <<>>")
			}
			if why := runs(t.Name); why != "" {
				return Refusal(why)
			}
		case xml.EndElement:
			level--
		case xml.Directive:
			return Refusal("DOCTYPE")
		}
	}
	return nil
}

func (r *reader) note(name string) {
	if len(r.dropped) < 8 && !slices.Contains(r.dropped, name) {
		r.dropped = append(r.dropped, name)
	}
}

// runs is the name of an element that runs a script or loads a page, "" for all others.
// Leaving it out would be enough, but a file with one is not meant as a drawing.
func runs(n xml.Name) string {
	switch strings.ToLower(n.Local) {
	case "script", "handler", "listener", "iframe", "object", "embed":
		return "<" + n.Local + ">"
	}
	if n.Space == "http://www.w3.org/1999/XSL/Transform" {
		return "<xsl:" + n.Local + ">"
	}
	return ""
}

// size is the size of the drawing in pixels; 0, 0 if the file does not say.
func size(root node) (w, h int) {
	get := func(name string) string {
		for _, a := range root.attrs {
			if a.name == name {
				return a.value
			}
		}
		return ""
	}
	px := func(s string) int {
		f, err := strconv.ParseFloat(strings.TrimSuffix(s, "px"), 64)
		if err != nil || !(f >= 1 && f <= 1e5) {
			return 0
		}
		return int(f + .5)
	}
	if w, h = px(get("width")), px(get("height")); w > 0 && h > 0 {
		return w, h
	}
	if box := strings.Fields(strings.ReplaceAll(get("viewBox"), ",", " ")); len(box) == 4 {
		return px(box[2]), px(box[3])
	}
	return 0, 0
}
