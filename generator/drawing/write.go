package drawing

import (
	"bytes"
	"strings"
)

type writer struct{ b bytes.Buffer }

var (
	inText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	inAttr = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\n", "&#10;", "\t", "&#9;", "\r", "&#13;")
)

// element writes an element and all below it.
func (w *writer) element(n node, root bool) {
	if n.name == "" {
		w.b.WriteString(inText.Replace(n.text))
		return
	}
	w.b.WriteString("<" + n.name)
	if root {
		w.b.WriteString(` xmlns="` + svgSpace + `" xmlns:xlink="` + xlinkSpace + `"`)
	}
	for _, a := range n.attrs {
		w.b.WriteString(" " + a.name + `="` + inAttr.Replace(a.value) + `"`)
	}
	if len(n.below) == 0 {
		w.b.WriteString("/>")
		return
	}
	w.b.WriteByte('>')
	for _, c := range n.below {
		w.element(c, false)
	}
	w.b.WriteString("</" + n.name + ">")
}
