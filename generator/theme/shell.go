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
	Dated  bool  // older editions are kept
	Brand
}

// Brand is what a site shows on every page that is its own.
type Brand struct {
	Home       string // where the logo leads: an address, or from the root
	Logo       LogoSize
	Links      []Ref // behind the menu; an address, or from the root
	Foot       []Ref // in the footer
	FooterText string
}

// LogoSize is what the page must know of the logo before it is loaded.
type LogoSize struct {
	Width, Height int
	Wide          bool // it holds a name: narrow pages show no other beside it
	Plate         bool // dark screens show it on white: it is made for paper
}

// HomeHref is where the logo leads.
func (b Base) HomeHref() string {
	if b.Home == "" {
		return b.Root + "index.html"
	}
	return lead(b.Root, b.Home)
}

// Footer is the site's own line of the footer; its maker has made it safe.
func (b Base) Footer() template.HTML {
	return template.HTML(strings.ReplaceAll(b.FooterText, RootMark, html.EscapeString(b.Root)))
}

// RootMark stands, in FooterText, where the way to the root of the site goes.
const RootMark = "\x00root\x00"

// lead is an address as it is, or a path from the root as seen from a page.
func lead(root, href string) string {
	if scheme, _, found := strings.Cut(href, ":"); found && (scheme == "http" || scheme == "https" || scheme == "mailto") {
		return href
	}
	return root + href
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
	Start, Links, Top, Tools, Side, SideEnd, Foot, Charts, Search, Logo template.HTML

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
		Tools: s.part("shell-tools"), Side: s.part("shell-side"), SideEnd: s.part("shell-side-end"), Foot: s.part("shell-foot"), Charts: s.part("shell-charts"),
		Search: s.part("shell-search"), Logo: s.part("shell-logo"),
	}
	for _, r := range s.base.Menu {
		s.parts.menu = append(s.parts.menu, entrance{
			open: `<li><a href="` + html.EscapeString(safeHref(s.base.Root+r.Href)) + `"`,
			rest: ">" + html.EscapeString(r.Title) + "</a></li>",
			href: r.Href,
			dir:  folder(r.Href),
		})
	}
	for _, r := range s.base.Links {
		s.parts.menu = append(s.parts.menu, entrance{
			open: `<li><a href="` + html.EscapeString(safeHref(lead(s.base.Root, r.Href))) + `"`,
			rest: ">" + html.EscapeString(r.Title) + "</a></li>",
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
		case e.href == path && path != "":
			b.WriteString(` aria-current="page"`)
		case e.dir != "" && strings.HasPrefix(path, e.dir):
			b.WriteString(` aria-current="true"`)
		}
		b.WriteString(e.rest)
	}
	b.WriteString("</ul>")
	return template.HTML(b.String())
}

// led is links with the hrefs that they have on the pages of a shell.
func led(list []Ref, b Base) []Ref {
	out := make([]Ref, len(list))
	for i, r := range list {
		out[i] = Ref{Title: r.Title, Href: lead(b.Root, r.Href)}
	}
	return out
}

// drawn tells whether a file is a drawing, which not every browser shows in its
// tabs: those must know before they load it.
func drawn(name string) bool { return strings.HasSuffix(name, ".svg") }
