package config

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/colour"
	"milepost/generator/fields"
)

// ThemeDir is the folder beside site.toml with a site's own theme files.
const ThemeDir = "theme"

// Theme is [theme]: what a site changes in the theme.
type Theme struct {
	Logo      Beside // in the header of each page; Path "": the program's
	LogoDark  Beside // on dark screens
	Favicon   Beside
	Accent    Accent // of links and buttons
	Dark      Accent // the same on dark screens; "" derives it
	Font      []string
	FontFiles []Beside // of the first of Font
	Footer    Said     // inline Markdown
	Links     []ThemeLink
	Home      ThemeLink // where the logo leads
}

// Beside is a file below the folder of site.toml.
type Beside struct {
	Path      string
	Line, Col int // of site.toml
}

// Accent is a colour as it was written.
type Accent struct {
	Text      string
	Line, Col int
}

// Colour is the accent to compute with; ok is false if nobody said one.
func (a Accent) Colour() (c colour.Colour, ok bool) { return colour.Parse(a.Text) }

// Said is a text with its place in site.toml.
type Said struct {
	Text      string
	Line, Col int
}

// ThemeLink is a link on every page.
type ThemeLink struct {
	Title     string
	Address   string // of the web or of a mail, "" if it leads into the site
	Target    string // path in the content folder
	Frag      string
	Footer    bool // it stands in the footer, not in the header
	Line, Col int
}

// Files are those that [theme] names, in its order.
func (t Theme) Files() []Beside {
	all := append([]Beside{t.Logo, t.LogoDark, t.Favicon}, t.FontFiles...)
	return slices.DeleteFunc(all, func(b Beside) bool { return b.Path == "" })
}

// Kinds of files that all browsers can show and that contain no program.
var (
	logoKinds = []string{".svg", ".png", ".jpg", ".jpeg", ".webp"}
	iconKinds = []string{".svg", ".png", ".ico"}
	fontKinds = []string{".woff2", ".woff", ".ttf", ".otf"}
)

func (r *reader) theme(v fields.Value) {
	t := &r.cfg.Theme
	r.table("theme", v, map[string]handler{
		"logo":       r.shades("theme.logo", r.picture(&t.Logo, logoKinds), r.picture(&t.LogoDark, logoKinds)),
		"favicon":    r.picture(&t.Favicon, iconKinds),
		"accent":     r.shades("theme.accent", r.accent(&t.Accent), r.accent(&t.Dark)),
		"font":       r.fonts,
		"font_files": r.fontFiles,
		"footer":     r.said(&t.Footer),
		"links":      r.each("theme.links", r.themeLink),
		"home": func(v fields.Value) {
			if l, ok := r.leads(v); ok {
				t.Home = l
			}
		},
	})
	if len(t.FontFiles) > 0 && len(t.Font) == 0 {
		f := t.FontFiles[0]
		r.complain("CF03.nameless-font", fields.Value{Line: f.Line, Col: f.Col}, f.Path)
		t.FontFiles = nil
	}
}

// shades accepts one value, or a table { light, dark }.
func (r *reader) shades(name string, light, dark handler) handler {
	return func(v fields.Value) {
		if v.Kind == fields.Table {
			r.table(name, v, map[string]handler{"light": light, "dark": dark})
			return
		}
		light(v)
	}
}

// beside is the path of a value that names something below the site's folder.
func beside(v fields.Value) (p string, ok bool) {
	p = path.Clean(strings.ReplaceAll(strings.TrimSpace(v.Text), `\`, "/"))
	return p, v.Kind == fields.String && p != "." && !path.IsAbs(p) && !strings.HasPrefix(p, "..") && !strings.Contains(p, ":")
}

// picture accepts a file below the site's folder of one of the kinds.
func (r *reader) picture(to *Beside, kinds []string) handler {
	return func(v fields.Value) {
		p, ok := beside(v)
		switch {
		case !ok:
			r.complain("CF03.beside", v, v.Key, v.Text)
		case !slices.Contains(kinds, strings.ToLower(path.Ext(p))):
			r.complain("CF03.kind", v, v.Key, v.Text, strings.Join(kinds, " "))
		default:
			*to = Beside{Path: p, Line: v.Line, Col: v.Col}
		}
	}
}

func (r *reader) fontFiles(v fields.Value) {
	items := []fields.Value{v}
	if v.Kind == fields.List {
		items = v.Items
	}
	for _, item := range items {
		var f Beside
		item.Key = v.Key
		if r.picture(&f, fontKinds)(item); f.Path != "" {
			r.cfg.Theme.FontFiles = append(r.cfg.Theme.FontFiles, f)
		}
	}
}

// accent accepts a colour and keeps it as it was written.
func (r *reader) accent(to *Accent) handler {
	return func(v fields.Value) {
		said := strings.TrimSpace(v.Text)
		_, ok := colour.Parse(said)
		if v.Kind == fields.String && ok {
			*to = Accent{Text: said, Line: v.Line, Col: v.Col}
			return
		}
		if meant := "#" + strings.TrimLeft(said, "#＃"); v.Kind == fields.String && isColour(meant) {
			r.complain("CF03.colour-near", v, v.Text, meant)
			return
		}
		r.complain("CF03.colour", v, v.Text)
	}
}

func isColour(s string) bool {
	_, ok := colour.Parse(s)
	return ok
}

// fonts accepts names of fonts, without characters that would end a name in CSS.
func (r *reader) fonts(v fields.Value) {
	if v.Kind != fields.String && v.Kind != fields.List {
		r.complain("CF02.string", v, v.Key)
		return
	}
	var names []string
	for _, said := range v.Strings() {
		for name := range strings.SplitSeq(said, ",") {
			name = strings.Trim(strings.TrimSpace(name), `"'`)
			if name == "" || strings.ContainsFunc(name, func(c rune) bool { return c < ' ' || strings.ContainsRune(`"'\;{}<>()/@`, c) }) {
				r.complain("CF03.font", v, said)
				return
			}
			names = append(names, name)
		}
	}
	r.cfg.Theme.Font = names
}

func (r *reader) said(to *Said) handler {
	return func(v fields.Value) {
		if v.Kind != fields.String {
			r.complain("CF02.string", v, v.Key)
			return
		}
		*to = Said{Text: strings.TrimSpace(v.Text), Line: v.Line, Col: v.Col}
	}
}

// themeLink reads one of [[theme.links]].
func (r *reader) themeLink(v fields.Value) {
	var title, place string
	var l ThemeLink
	href := fields.Value{Key: "href", Line: v.Line, Col: v.Col}
	at := href
	r.table("theme.links", v, map[string]handler{
		"title": r.str(&title),
		"href":  func(v fields.Value) { href = v },
		"place": func(v fields.Value) { at = v; r.str(&place)(v) },
	})
	l, ok := r.leads(href)
	if !ok {
		return
	}
	switch place {
	case "", "header":
	case "footer":
		l.Footer = true
	default:
		r.complain("CF03.place", at, place)
	}
	if l.Title = strings.TrimSpace(title); l.Title == "" {
		r.complain("CF03.link-title", href, href.Text)
		return
	}
	r.cfg.Theme.Links = append(r.cfg.Theme.Links, l)
}

// leads reads the target of a link: on the web, a mail address, or a page or file of the
// content folder. Whether that exists is checked later, when the site is read.
func (r *reader) leads(v fields.Value) (l ThemeLink, ok bool) {
	said := strings.TrimSpace(v.Text)
	l = ThemeLink{Line: v.Line, Col: v.Col}
	switch {
	case v.Kind != fields.String:
	case isWeb(said), isMail(said):
		l.Address = said
		return l, true
	default:
		target, frag, _ := strings.Cut(said, "#")
		v.Text = strings.Trim(target, "/")
		if p, ok := beside(v); ok {
			l.Target, l.Frag = p, frag
			return l, true
		}
	}
	r.complain("CF03.link", v, said)
	return l, false
}

// isMail tells whether a text is an address of a mail to be written.
func isMail(said string) bool {
	to, found := strings.CutPrefix(said, "mailto:")
	return found && strings.Contains(to, "@") && !strings.ContainsFunc(to, func(c rune) bool { return c <= ' ' || c == 0x7f || strings.ContainsRune(`"<>\`, c) })
}
