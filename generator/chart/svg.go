package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"
)

// idMark stands for the picture's id in a tidied drawing. No text of a cell can contain it,
// since tidy drops control characters first.
const idMark = "\x01"

// elements and attributes are what a drawing may have. Whatever else ECharts writes (styles
// of animations and of the pointer, marks of its own) is left out.
var (
	elements   = []string{"g", "path", "text", "tspan", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "clipPath", "linearGradient", "radialGradient", "stop"}
	attributes = []string{
		"d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "points", "transform", "id", "clip-path",
		"fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin",
		"stroke-miterlimit", "opacity", "text-anchor", "dominant-baseline", "font-size", "font-weight", "font-style", "paint-order",
		"offset", "stop-color", "stop-opacity", "gradientUnits", "gradientTransform",
	}
)

// tidy makes of ECharts' SVG one that may stand in a page: only known elements and
// attributes, no style, class or script, colours as variables, ids as numbers from 1 after
// idMark. It returns what is inside of the svg element.
func tidy(raw string) (string, error) {
	d := xml.NewDecoder(strings.NewReader(strings.Map(printable, raw)))
	w := &svgWriter{ids: map[string]string{}}
	var skip int    // how deep we are inside of an element that is left out; 0: not in one
	var open []bool // for each element around us whether it was written
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", fmt.Errorf("the drawing is not XML: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			name := t.Name.Local
			switch {
			case skip > 0:
				skip++
			case name == "svg":
				open = append(open, false)
			case !slices.Contains(elements, name) || w.unseen(t):
				skip = 1
			default:
				w.start(t)
				open = append(open, true)
			}
		case xml.EndElement:
			if skip > 0 {
				skip--
				continue
			}
			if n := len(open); n > 0 {
				if open[n-1] {
					w.out.WriteString("</" + t.Name.Local + ">")
				}
				open = open[:n-1]
			}
		case xml.CharData:
			if skip == 0 && w.text {
				w.out.WriteString(escape(string(t)))
			}
		}
	}
	return w.out.String(), nil
}

type svgWriter struct {
	out  bytes.Buffer
	ids  map[string]string
	text bool // the last element that was opened has text
}

// unseen tells whether the element shows nothing: ECharts draws areas that only catch the pointer.
func (w *svgWriter) unseen(t xml.StartElement) bool {
	if t.Name.Local != "path" && t.Name.Local != "rect" {
		return false
	}
	at := func(name string) string {
		for _, a := range t.Attr {
			if a.Name.Local == name {
				return a.Value
			}
		}
		return ""
	}
	noFill := at("fill") == "none" || at("fill-opacity") == "0"
	noStroke := at("stroke") == "" || at("stroke") == "none" || at("stroke-width") == "0" || at("stroke-opacity") == "0"
	return noFill && noStroke
}

func (w *svgWriter) start(t xml.StartElement) {
	w.text = t.Name.Local == "text" || t.Name.Local == "tspan"
	w.out.WriteString("<" + t.Name.Local)
	for _, a := range t.Attr {
		if a.Name.Local == "style" {
			w.style(a.Value)
			continue
		}
		if a.Name.Space != "" || !slices.Contains(attributes, a.Name.Local) {
			continue
		}
		w.attribute(a.Name.Local, a.Value)
	}
	w.out.WriteString(">")
}

// style turns declarations into attributes. The font is left out, since openSVG sets it once.
func (w *svgWriter) style(css string) {
	for _, d := range strings.Split(css, ";") {
		name, v, ok := strings.Cut(d, ":")
		name, v = strings.TrimSpace(name), strings.TrimSpace(v)
		if ok && name != "font-family" && slices.Contains(attributes, name) {
			w.attribute(name, v)
		}
	}
}

func (w *svgWriter) attribute(name, v string) {
	switch name {
	case "id":
		v = w.id(v)
	case "clip-path":
		if v = w.reference(v); v == "" {
			return
		}
	case "fill", "stroke", "stop-color":
		if v = w.color(v); v == "" {
			return
		}
	case "stroke-width":
		if len(v) > 6 {
			v = strings.TrimRight(v[:6], "0")
		}
	}
	w.out.WriteString(" " + name + `="` + html.EscapeString(v) + `"`)
}

// id numbers the ids in the order in which they occur, as an id or in a reference.
func (w *svgWriter) id(v string) string {
	if n, ok := w.ids[v]; ok {
		return n
	}
	n := idMark + itoa(len(w.ids)+1)
	w.ids[v] = n
	return n
}

// reference rewrites url(#id). It is empty for anything else.
func (w *svgWriter) reference(v string) string {
	rest, ok := strings.CutPrefix(v, "url(#")
	if !ok || !strings.HasSuffix(rest, ")") {
		return ""
	}
	return "url(#" + w.id(rest[:len(rest)-1]) + ")"
}

// variables maps the light value of each colour to its CSS variable, with the value as fallback.
var variables = func() map[string]string {
	m := map[string]string{}
	for _, c := range palette {
		m[c.light] = "var(" + c.name + "," + c.light + ")"
	}
	return m
}()

// color turns a colour of the palette into its variable. Other plain colours stay as they
// are; it is empty for what is no colour.
func (w *svgWriter) color(v string) string {
	v = strings.ToLower(strings.TrimSpace(v))
	if strings.HasPrefix(v, "url(") {
		return w.reference(v)
	}
	if name, ok := variables[longHex(v)]; ok {
		return name
	}
	for _, r := range v {
		if !strings.ContainsRune("#(),.% abcdefghijklmnopqrstuvwxyz0123456789", r) {
			return ""
		}
	}
	return v
}

// longHex writes #fff and rgb(255,255,255) as the palette does: #ffffff.
func longHex(v string) string {
	if len(v) == 4 && v[0] == '#' {
		return string([]byte{'#', v[1], v[1], v[2], v[2], v[3], v[3]})
	}
	var r, g, b int
	if n, err := fmt.Sscanf(v, "rgb(%d,%d,%d)", &r, &g, &b); err == nil && n == 3 {
		return fmt.Sprintf("#%02x%02x%02x", r, g, b)
	}
	return v
}

// escape writes a text for XML and HTML, without control characters.
func escape(s string) string {
	return html.EscapeString(strings.Map(printable, s))
}

// printable drops control characters, which XML cannot contain.
func printable(r rune) rune {
	if r < ' ' && r != '\n' || r == 0x7F || r == 0xFFFE || r == 0xFFFF {
		return -1
	}
	return r
}

// dress makes an svg element of a tidied drawing: with size, title and description, and with id in place of idMark.
func dress(body string, p Picture, id string) string {
	id = escape(id)
	words := fmt.Sprintf(`<title id="%s-t">%s</title><desc id="%s-d">%s</desc>`, id, escape(p.Label), id, escape(p.Desc))
	return openSVG("", p, id) + words + strings.ReplaceAll(body, idMark, id+"-") + "</svg>"
}

// dressAgain is dress for a second drawing of the picture in the same page. It has no title
// and description; those of the first serve it.
func dressAgain(body string, p Picture, id string) string {
	id = escape(id)
	return openSVG(`class="narrow" `, p, id) + strings.ReplaceAll(body, idMark, id+"-n") + "</svg>"
}

func openSVG(class string, p Picture, id string) string {
	return fmt.Sprintf(`<svg %sxmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" height="%d" role="img" aria-labelledby="%s-t %s-d" font-family="%s" font-size="12" preserveAspectRatio="xMidYMin meet">`,
		class, p.Width, p.Height, p.Height, id, id, escape(fonts))
}
