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
	Root   string // relative, from an output to the site's root: "", "../", "../../"
	Assets Assets
	Menu   []Ref // top-level sections for the header; Href from the root
	Ask    Ask   // the link of a search without results
	Owners bool  // the site has pages of owners
	Dated  bool  // the site has a list of dated editions
	Brand
}

// Brand is what a site adds to every page: logo, links, footer.
type Brand struct {
	Home       string // target of the logo: an address, or a path from the root; "" is the home page
	Logo       LogoSize
	Links      []Ref // behind the menu; Href is an address, or a path from the root
	Foot       []Ref // in the footer
	FooterText string
}

// LogoSize tells a page, before the logo is loaded, the size of the logo and how to show it.
type LogoSize struct {
	Width, Height int
	Wide          bool // it holds a name: narrow pages leave out the title beside it
	Plate         bool // on dark screens it stands on a white plate
}

// HomeHref is the target of the logo, as a link on a page.
func (b Base) HomeHref() string {
	if b.Home == "" {
		return b.Root + "index.html"
	}
	return lead(b.Root, b.Home)
}

// Footer is the site's own line of the footer. Who made FooterText has made it safe HTML.
func (b Base) Footer() template.HTML {
	return template.HTML(strings.ReplaceAll(b.FooterText, RootMark, html.EscapeString(b.Root)))
}

// RootMark is replaced, in FooterText, by the relative path to the root of the site.
const RootMark = "\x00root\x00"

// lead returns an http, https or mailto address unchanged, and puts root before any other href.
func lead(root, href string) string {
	if scheme, _, found := strings.Cut(href, ":"); found && (scheme == "http" || scheme == "https" || scheme == "mailto") {
		return href
	}
	return root + href
}

// Shell is a Base and the HTML that a theme makes of it, once for all outputs of one
// depth: header, footer, menu. A page is its own text between these parts.
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

// Shell seals a base. The HTML is made by this theme when the first page needs it.
func (t *Theme) Shell(b Base) digest.Sealed[*Shell] {
	return digest.SealAs(&Shell{theme: t, base: b}, digest.Of(b))
}

// shell returns the parts around the text of a page.
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

// part is the HTML of one template for the base; the first error is kept in s.err.
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

// led returns links with their hrefs changed by lead.
func led(list []Ref, b Base) []Ref {
	out := make([]Ref, len(list))
	for i, r := range list {
		out[i] = Ref{Title: r.Title, Href: lead(b.Root, r.Href)}
	}
	return out
}

// drawn tells whether an icon is an SVG. Some browsers show none in their tabs: the
// page says the type, so that they need not load it.
func drawn(name string) bool { return strings.HasSuffix(name, ".svg") }
