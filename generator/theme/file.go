package theme

import (
	"bytes"
	"fmt"
	"html/template"
)

// File is a page as one file that needs nothing beside itself: styles within,
// no script, no navigation. Addresses in the view must not lead to other files.
func (t *Theme) File(v PageView) ([]byte, error) {
	var style []byte
	for _, f := range t.files {
		if f.Path == t.assets.Style {
			style = f.Data
		}
	}
	var b bytes.Buffer
	err := t.root.ExecuteTemplate(&b, "page-file", struct {
		View  PageView
		Style template.CSS
	}{v, template.CSS(style)})
	if err != nil {
		return nil, fmt.Errorf("theme: %w", templateError(err))
	}
	return withoutScripts(b.Bytes()), nil
}

// withoutScripts takes the options of charts out: their pictures are there. A
// script's text cannot hold a "<" of its own.
func withoutScripts(page []byte) []byte {
	open, end := []byte("<script"), []byte("</script>")
	var out []byte
	for {
		before, rest, found := bytes.Cut(page, open)
		out = append(out, before...)
		if !found {
			return out
		}
		_, page, _ = bytes.Cut(rest, end)
	}
}
