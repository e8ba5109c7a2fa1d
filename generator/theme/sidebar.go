package theme

import (
	"html"
	"slices"
	"strings"
	"sync"

	"milepost/generator/digest"
)

// Nav is the sidebar of one folder: its ancestors, siblings and children. On wide
// screens the closed top-level folders are hidden, since the header has them; the
// drawer of narrow screens shows all.
type Nav struct {
	Items []NavItem
}

// NavItem is one line of the sidebar. Href is relative to the folder and
// percent-encoded; Path is the output it leads to, from the site's root.
type NavItem struct {
	Depth  int // 0 for the top-level sections
	Title  string
	Href   string
	Path   string
	Folder bool
	Open   bool // the folder itself, or one that holds it
}

// alone tells whether the header shows all of it, too: it holds closed folders only.
func (n Nav) alone() bool {
	return !slices.ContainsFunc(n.Items, func(it NavItem) bool { return it.Open || !it.Folder })
}

// Sidebar is a Nav that is turned into HTML once for all pages of its folder.
type Sidebar struct {
	nav  Nav
	once sync.Once
	html string
	at   map[string]int // output path -> where in html aria-current goes
}

// NewSidebar seals a nav.
func NewSidebar(n Nav) digest.Sealed[*Sidebar] {
	return digest.SealAs(&Sidebar{nav: n}, digest.Of(n))
}

// HTML is the list with the page at path marked as current.
func (s *Sidebar) HTML(path string) string {
	s.once.Do(s.render)
	i, ok := s.at[path]
	if !ok {
		return s.html
	}
	return s.html[:i] + ` aria-current="page"` + s.html[i:]
}

// render writes the list without a template, which would cost more time than all else in an edit.
func (s *Sidebar) render() {
	s.at = make(map[string]int, len(s.nav.Items))
	var b strings.Builder
	depth := -1 // of the <li> that is open
	for i, it := range s.nav.Items {
		for ; depth > it.Depth; depth-- {
			b.WriteString("</li></ul>")
		}
		if i > 0 && depth == it.Depth {
			b.WriteString("</li>")
		}
		for depth < it.Depth {
			b.WriteString("<ul>")
			depth++
			if depth < it.Depth { // a level without an item of its own
				b.WriteString("<li>")
			}
		}
		b.WriteString("<li")
		switch {
		case it.Open:
			b.WriteString(` class="folder open"`)
		case it.Folder:
			b.WriteString(` class="folder"`)
		}
		b.WriteString(`><a href="` + html.EscapeString(it.Href) + `"`)
		s.at[it.Path] = b.Len()
		b.WriteString(">" + html.EscapeString(it.Title) + "</a>")
	}
	for ; depth >= 0; depth-- {
		b.WriteString("</li></ul>")
	}
	s.html = b.String()
}
