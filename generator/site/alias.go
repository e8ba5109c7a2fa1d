package site

import (
	"path"
	"strings"
)

// AliasOut is the output that redirects from an alias of a page to the page.
func AliasOut(p *Page, alias string) string {
	out := strings.TrimPrefix(path.Join("/", path.Dir(p.Path), alias), "/")
	if strings.HasPrefix(alias, "/") {
		out = strings.TrimPrefix(path.Clean(alias), "/")
	}
	switch {
	case strings.HasSuffix(alias, "/"):
		return path.Join(out, "index.html")
	case strings.HasSuffix(out, ".md"):
		return strings.TrimSuffix(out, ".md") + ".html"
	case !strings.EqualFold(path.Ext(out), ".html"):
		return out + ".html"
	}
	return out
}
