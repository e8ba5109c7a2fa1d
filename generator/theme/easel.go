package theme

import (
	"html"
	"slices"
)

// Easel is a page on which a browser draws diagrams, in the site's light style. Script
// defines Function, which takes a diagram's source and an id and returns a promise of JSON
// (themes/default/src/mermaid.ts).
type Easel struct {
	HTML     []byte
	Script   string
	Function string
}

// Easel returns the theme's easel.
func (t *Theme) Easel() Easel {
	e := Easel{Script: string(t.mermaid), Function: "milepostPicture"}
	e.HTML = slices.Concat([]byte(`<!doctype html><html lang="`+html.EscapeString(t.opt.Lang)+`" data-theme="light"><meta charset="utf-8"><style>`), t.alone, []byte("</style><body></body></html>"))
	return e
}
