package chart

import (
	"fmt"
	"html"
	"os"
	"strings"
	"testing"
)

// TestGallery writes all examples into the page that GALLERY names, for a person to look at.
func TestGallery(t *testing.T) {
	out := os.Getenv("GALLERY")
	if out == "" {
		t.Skip("GALLERY names no file")
	}
	e := NewEngine(ssr(t), 1)
	defer e.Close()
	var page strings.Builder
	for i, x := range examples() {
		p := draw(t, x)
		id := fmt.Sprintf("c%d", i+1)
		svg, err := e.SVG(p, id)
		if err != nil {
			t.Errorf("%s: %v", x.name, err)
			continue
		}
		fmt.Fprintf(&page, "<figure class=\"chart\" data-chart id=\"%s\"><figcaption>%s — %s</figcaption><div class=\"chart-picture\">%s</div><script type=\"application/json\" class=\"chart-option\">%s</script><p>%s</p><p>%s</p></figure>\n",
			id, x.name, html.EscapeString(p.Label), svg, p.Option, html.EscapeString(p.Note), html.EscapeString(p.Desc))
	}
	if err := os.WriteFile(out, []byte(page.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
