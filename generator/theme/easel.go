package theme

import (
	"html"
	"slices"
)

// Easel is a page that a browser draws diagrams on, and the script that has the
// function Easel.Function: it takes the source of a diagram and an id, and promises
// JSON (themes/default/src/mermaid.ts). Its styles are those of the site, in light.
type Easel struct {
	HTML     []byte
	Script   string
	Function string
}

// Easel is the theme's.
func (t *Theme) Easel() Easel {
	e := Easel{Script: string(t.mermaid), Function: "milepostPicture"}
	e.HTML = slices.Concat([]byte(`<!doctype html><html lang="`+html.EscapeString(t.opt.Lang)+`" data-theme="light"><meta charset="utf-8"><style>`), t.alone, []byte("</style><body></body></html>"))
	return e
}
