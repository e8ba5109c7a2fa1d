package config

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/fields"
	"milepost/generator/kb"
)

// Settings for a knowledge base that comes from another generator: the order of its pages,
// the roots of its addresses, the keys of its front matter.

// Nav is the order of pages: a list, or a file that holds one.
type Nav struct {
	File      string // relative to the site's folder, "" if none
	List      []kb.NavItem
	Line, Col int // of file

	FileTitles bool // a page without a title gets the name of its file, not of its first section
}

// Links says how to read addresses that begin with a slash.
type Links struct {
	Strip  []string // prefixes to cut off: /zh/docs
	Roots  []string // more content folders in which to look for them
	Static []Static // folders of files that other generators publish at the top of the site
	Dated  []Dated  // sections whose pages had addresses of another form
	Hooks  []string // words that a script of the other generator turned into links
}

// Dated is the form of the addresses of a section: /:section/:year/:month/:day/:slug/.
type Dated struct{ Section, Form string }

// Static is such a folder.
type Static struct {
	Folder    string // relative to the site's folder
	At        string // its path in the content; if it is outside of the content, the path at which it is read
	Beside    bool   // it is outside of the content
	Line, Col int
}

// Front maps keys of the front matter to ours.
type Front struct {
	Map    []Renamed
	Ignore []string // keys to ignore
}

// Renamed is a key and our name for it.
type Renamed struct{ From, To string }

// Shortcode is a tag of another generator and the box of [kb.Boxes] that it becomes.
type Shortcode struct{ Tag, Box string }

// shortcodes reads [shortcodes] note = "note", Tip = "tip".
func (r *reader) shortcodes(v fields.Value) {
	if v.Kind != fields.Table {
		r.complain("CF02.table", v, v.Key)
		return
	}
	for _, m := range v.Items {
		if m.Kind != fields.String || !slices.Contains(kb.Boxes, m.Text) {
			r.complain("CF03.shortcode", m, m.Key, m.Text, strings.Join(kb.Boxes, ", "))
			continue
		}
		r.cfg.Boxes = append(r.cfg.Boxes, Shortcode{m.Key, m.Text})
	}
}

// nav reads [nav] list = ["入门.md", "指南"] or file = "mkdocs.yml".
func (r *reader) nav(v fields.Value) {
	n := &r.cfg.Nav
	r.table("nav", v, map[string]handler{
		"file_titles": r.boolean(&n.FileTitles),
		"file": func(v fields.Value) {
			n.Line, n.Col = v.Line, v.Col
			r.folder(&n.File)(v)
		},
		"list": func(v fields.Value) {
			if v.Kind != fields.List {
				r.complain("CF02.string", v, v.Key)
				return
			}
			for _, it := range v.Items {
				if it.Kind != fields.String || it.Text == "" {
					r.complain("CF02.string", it, "list")
					continue
				}
				n.List = append(n.List, kb.NavItem{Target: "/" + strings.Trim(it.Text, "/"), Rest: it.Text == "...", Line: it.Line, Col: it.Col})
			}
		},
	})
}

// links reads [links].
func (r *reader) links(v fields.Value) {
	l := &r.cfg.Links
	r.table("links", v, map[string]handler{
		"strip": r.paths(func(p string, _ fields.Value) { l.Strip = append(l.Strip, "/"+p) }),
		"roots": r.paths(func(p string, _ fields.Value) { l.Roots = append(l.Roots, p) }),
		"static": r.paths(func(p string, v fields.Value) {
			l.Static = append(l.Static, Static{Folder: p, Line: v.Line, Col: v.Col})
		}),
		"hooks": r.list(&l.Hooks),
		"permalinks": r.pairs(func(key, form string) {
			l.Dated = append(l.Dated, Dated{strings.Trim(key, "/"), form})
		}),
	})
}

// pairs accepts a table of texts.
func (r *reader) pairs(add func(key, text string)) handler {
	return func(v fields.Value) {
		if v.Kind != fields.Table {
			r.complain("CF02.table", v, v.Key)
			return
		}
		for _, m := range v.Items {
			said := ""
			r.str(&said)(m)
			if said != "" {
				add(m.Key, said)
			}
		}
	}
}

// paths accepts one path or several, with or without slashes at their ends.
func (r *reader) paths(add func(p string, v fields.Value)) handler {
	return func(v fields.Value) {
		items := v.Items
		if v.Kind != fields.List {
			items = []fields.Value{v}
		}
		for _, it := range items {
			said := it
			said.Text = strings.Trim(strings.TrimSpace(it.Text), "/")
			p, ok := beside(said)
			if !ok {
				r.complain("CF03.folder", it, v.Key, it.Text)
				continue
			}
			add(p, it)
		}
	}
}

// placeStatic fills in At and Beside of each static folder, after all settings are read.
func (r *reader) placeStatic() {
	c := &r.cfg
	c.Links.Static = slices.DeleteFunc(c.Links.Static, func(s Static) bool {
		wrong := within(c.Content, s.Folder) || s.Folder == c.Output
		if wrong {
			r.complain("CF03.static", fields.Value{Line: s.Line, Col: s.Col}, s.Folder)
		}
		return wrong
	})
	for i := range c.Links.Static {
		s := &c.Links.Static[i]
		at, inside := strings.CutPrefix(s.Folder, c.Content+"/")
		s.At, s.Beside = at, !inside
	}
}

// All are the content folders in which an address with a slash is looked for, besides the
// content folder itself.
func (l Links) All() []string {
	all := slices.Clone(l.Roots)
	for _, s := range l.Static {
		all = append(all, s.At)
	}
	return all
}

// Stripped is an address without the prefix that [links] strip cuts off.
func (l Links) Stripped(address string) string {
	for _, prefix := range l.Strip {
		if rest, ok := strings.CutPrefix(address, prefix); ok && (rest == "" || rest[0] == '/') {
			return "/" + strings.TrimPrefix(rest, "/")
		}
	}
	return address
}

// Disk turns a content path into one relative to the site's folder.
func (c *Config) Disk(p string) string {
	for _, s := range c.Links.Static {
		if s.Beside && within(p, s.At) {
			return p
		}
	}
	return path.Join(c.Content, p)
}

// InContent turns a path relative to the site's folder into a content path; false if it is
// not in the content.
func (c *Config) InContent(p string) (string, bool) {
	p = path.Clean(p)
	if p == c.Content {
		return ".", true
	}
	for _, s := range c.Links.Static {
		if s.Beside && within(p, s.Folder) {
			return p, true
		}
	}
	return strings.CutPrefix(p, c.Content+"/")
}

// frontMatter reads [front_matter] map = { author = "owner" }, ignore = ["layout"].
func (r *reader) frontMatter(v fields.Value) {
	f := &r.cfg.Front
	r.table("front_matter", v, map[string]handler{
		"map":    r.pairs(func(key, to string) { f.Map = append(f.Map, Renamed{key, to}) }),
		"ignore": r.list(&f.Ignore),
	})
}
