package theme

import (
	"html"
	"html/template"
	"strings"
	"sync"

	"milepost/generator/digest"
)

// Base is what all outputs of one depth and language have in common.
type Base struct {
	Lang   string
	Site   string // title of the site
	Root   string // from the outputs back to the root: "", "../", "../../"
	Assets Assets
	Menu   []Ref // top-level sections for the header; Href from the root
	Ask    Ask   // of a search that found nothing
	Owners bool  // they have pages
}

// Shell is a Base with what a theme makes of it once for all outputs that have
// it: a page consists of its own words in the parts of a shell.
type Shell struct {
	theme *Theme
	base  Base
	once  sync.Once
	parts parts
	err   error
}

// parts are the HTML of the templates shell-start, shell-links, …
type parts struct {
	Start, Links, Top, Tools, Side, Foot, Charts template.HTML

	menu []entrance
}

// entrance is one link of the menu, cut where aria-current goes.
type entrance struct {
	open, rest string
	href       string // from the root, as in an address
	dir        string // the folder that it leads to, not percent-encoded
}

// Shell seals a base; only this theme makes HTML of it.
func (t *Theme) Shell(b Base) digest.Sealed[*Shell] {
	return digest.SealAs(&Shell{theme: t, base: b}, digest.Of(b))
}

// shell is the parts around the words of a page.
func (t *Theme) shell(f Frame) (parts, error) {
	s := f.Shell.Get()
	if s == nil {
		s = t.bare
	}
	s.once.Do(s.render)
	return s.parts, s.err
}

func (s *Shell) render() {
	s.parts = parts{
		Start: s.part("shell-start"), Links: s.part("shell-links"), Top: s.part("shell-top"),
		Tools: s.part("shell-tools"), Side: s.part("shell-side"), Foot: s.part("shell-foot"), Charts: s.part("shell-charts"),
	}
	for _, r := range s.base.Menu {
		s.parts.menu = append(s.parts.menu, entrance{
			open: `<li><a href="` + html.EscapeString(safeHref(s.base.Root+r.Href)) + `"`,
			rest: ">" + html.EscapeString(r.Title) + "</a></li>",
			href: r.Href,
			dir:  folder(r.Href),
		})
	}
}

// part is what a template makes of the base.
func (s *Shell) part(name string) template.HTML {
	var b strings.Builder
	if err := s.theme.root.ExecuteTemplate(&b, name, s.base); err != nil && s.err == nil {
		s.err = err
	}
	return template.HTML(b.String())
}

// Menu is the top-level sections for the header; the one that holds the page is marked.
func (p parts) Menu(path string) template.HTML {
	if len(p.menu) == 0 {
		return ""
	}
	size := 64
	for _, e := range p.menu {
		size += len(e.open) + len(e.rest)
	}
	var b strings.Builder
	b.Grow(size)
	b.WriteString("<ul>")
	for _, e := range p.menu {
		b.WriteString(e.open)
		switch {
		case e.href == path:
			b.WriteString(` aria-current="page"`)
		case e.dir != "" && strings.HasPrefix(path, e.dir):
			b.WriteString(` aria-current="true"`)
		}
		b.WriteString(e.rest)
	}
	b.WriteString("</ul>")
	return template.HTML(b.String())
}
