package plan

import (
	"path"
	"strconv"
	"strings"
	"sync"

	"milepost/generator/digest"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// widest is how many entries of one folder the sidebar lists. Without it, a
// folder of thousands of pages would have thousands of sidebars with thousands
// of entries.
const widest = 200

// sidebars holds the sidebar of each folder, made when first needed.
type sidebars struct {
	of   map[*site.Section]func() digest.Sealed[*theme.Sidebar]
	root *site.Section
}

func newSidebars(s *site.Site) *sidebars {
	n := &sidebars{of: make(map[*site.Section]func() digest.Sealed[*theme.Sidebar], len(s.Sections)), root: s.Root}
	for _, sec := range s.Sections {
		n.of[sec] = sync.OnceValue(func() digest.Sealed[*theme.Sidebar] {
			return theme.NewSidebar(theme.Nav{Items: n.items(sec, sec.Out)})
		})
	}
	return n
}

// get is the sidebar of the outputs in a section's folder.
func (n *sidebars) get(sec *site.Section) digest.Sealed[*theme.Sidebar] { return n.of[sec]() }

// at is the top-level sidebar for an output outside the tree of sections.
func (n *sidebars) at(out string) digest.Sealed[*theme.Sidebar] {
	return theme.NewSidebar(theme.Nav{Items: n.items(n.root, out)})
}

// items lists the top-level entries, the folders down to the section, its
// siblings and what is in it, workbooks last.
func (n *sidebars) items(sec *site.Section, from string) []theme.NavItem {
	way := map[*site.Section]bool{}
	for up := sec; up != nil; up = up.Parent {
		way[up] = true
	}
	var out []theme.NavItem
	var list func(s *site.Section, depth int)
	list = func(s *site.Section, depth int) {
		onlyWay := s != n.root && s != sec && s != sec.Parent
		shown := 0
		for _, it := range s.Items {
			if onlyWay && !way[it.Section] {
				continue
			}
			if shown++; shown > widest && !way[it.Section] {
				continue
			}
			if it.Page != nil {
				out = append(out, theme.NavItem{Depth: depth, Title: it.Page.Title, Href: Href(from, it.Page.Out), Path: it.Page.Out})
				continue
			}
			sub := it.Section
			out = append(out, theme.NavItem{Depth: depth, Title: sub.Title, Href: Href(from, sub.Out), Path: sub.Out, Folder: true, Open: way[sub]})
			if way[sub] {
				list(sub, depth+1)
			}
		}
		if s == sec && s != n.root {
			for _, b := range s.Books {
				if shown++; shown <= widest {
					to, name := site.BookOut(b.Path), path.Base(b.Path)
					out = append(out, theme.NavItem{Depth: depth, Title: strings.TrimSuffix(name, path.Ext(name)), Href: Href(from, to), Path: to})
				}
			}
		}
		if shown > widest {
			out = append(out, theme.NavItem{Depth: depth, Title: "… (" + strconv.Itoa(shown) + ")", Href: Href(from, s.Out), Path: s.Out + "#"})
		}
	}
	list(n.root, 0)
	return out
}
