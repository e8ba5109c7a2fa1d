package theme

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// Part is a template of the program that a site can replace.
type Part struct {
	Name  string
	About string // the comment before its {{define}}, "" if there is none
	Body  string // formatted for reading (see spread): one element a line where that changes no byte of a page
}

// Parts returns the templates of the program, sorted by name.
func Parts(fsys fs.FS) (all []Part, err error) {
	files, err := readTemplates(fsys)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		all = append(all, partsOf(string(f.Data))...)
	}
	slices.SortFunc(all, func(a, b Part) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}

// opening matches the {{define}} that begins a template, and the comment before it.
var opening = regexp.MustCompile(`(?s)(?:\{\{/\* ([^*]*?) \*/\}\}\s*)?\{\{define "([^"]+)"\}\}`)

// partsOf cuts a file into its templates. Between them the file holds nothing but comments.
func partsOf(src string) (all []Part) {
	starts := opening.FindAllStringSubmatchIndex(src, -1)
	for i, m := range starts {
		end := len(src)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		body := src[m[1]:end]
		if last := strings.LastIndex(body, "{{end}}"); last >= 0 {
			body = body[:last]
		}
		p := Part{Name: src[m[4]:m[5]], Body: spread(strings.Trim(body, "\n"))}
		if m[2] >= 0 {
			p.About = src[m[2]:m[3]]
		}
		all = append(all, p)
	}
	return all
}

// comment matches the comment that a template's file may begin with.
var comment = regexp.MustCompile(`(?s)^\s*\{\{/\*.*?\*/\}\}\s*`)

// Own is the file that a site starts from when it replaces a part: the part below
// a comment that begins with lead.
func (p Part) Own(lead string) OwnFile {
	about := lead
	if p.About != "" {
		about += " " + p.About
	}
	return OwnFile{OwnTemplates + p.Name + ".html", []byte("{{/* " + about + " */}}\n" + p.Body)}
}

// Base is the unchanged copy of a part that a site keeps, so that later versions of
// the program can be compared with it.
func (p Part) Base() OwnFile {
	return OwnFile{OwnBase + OwnTemplates + p.Name + ".html", []byte(p.Body)}
}

// OwnChange is a template of a site beside the program's template of the same name.
type OwnChange struct {
	File string // its path below the folder theme
	Name string
	Ours string // the program's template now; "" if it has none of this name
	Own  string
	Base string // the program's template when the site copied it; "" if the site kept no copy
}

// Changes returns the templates that a site replaces, or adds.
func Changes(fsys fs.FS, own []OwnFile) (out []OwnChange, err error) {
	parts, err := Parts(fsys)
	if err != nil {
		return nil, err
	}
	return replaced(parts, Own{Files: own}), nil
}

func replaced(parts []Part, own Own) (out []OwnChange) {
	ours := map[string]string{}
	for _, p := range parts {
		ours[p.Name] = p.Body
	}
	for _, f := range own.templates() {
		list := partsOf(string(f.Data))
		if len(list) == 0 {
			list = []Part{{Name: nameOf(f), Body: comment.ReplaceAllString(string(f.Data), "")}}
		}
		for _, p := range list {
			c := OwnChange{File: f.Path, Name: p.Name, Ours: ours[p.Name], Own: p.Body}
			if base, ok := own.file(OwnBase + OwnTemplates + p.Name + ".html"); ok {
				c.Base = string(base.Data)
			}
			out = append(out, c)
		}
	}
	return out
}

// outdated complains about own templates whose original in the program has changed
// since the site copied it. ours are the program's files.
func (t *Theme) outdated(ours []OwnFile) {
	if !slices.ContainsFunc(t.opt.Own.Files, func(f OwnFile) bool { return strings.HasPrefix(f.Path, OwnBase) }) {
		return
	}
	var parts []Part
	for _, f := range ours {
		parts = append(parts, partsOf(string(f.Data))...)
	}
	for _, c := range replaced(parts, t.opt.Own) {
		if c.Base != "" && c.Ours != "" && strings.TrimSpace(c.Base) != strings.TrimSpace(c.Ours) {
			t.complain("TH08.changed", OwnPos(c.File, 1, 0), c.Name)
		}
	}
}

// Setting is a text or a custom property: the value of the program (Ours), and the
// value that counts on this site (Own, equal to Ours where the site sets none).
type Setting struct{ Name, Ours, Own string }

// Texts returns the texts of the theme in its language.
func (t *Theme) Texts() (out []Setting) {
	for _, key := range t.catalog.Keys() {
		out = append(out, Setting{key, t.oursTexts.Text(t.opt.Lang, key), t.Text(key)})
	}
	return out
}

// Tokens returns the custom properties of light screens and those of dark screens.
func (t *Theme) Tokens() (light, dark []Setting) {
	for _, name := range t.ours.names {
		if before, ok := t.oursTokens.light[name]; ok {
			light = append(light, Setting{name, before, t.ours.light[name]})
		}
		if before, ok := t.oursTokens.dark[name]; ok || t.ours.dark[name] != "" {
			dark = append(dark, Setting{name, before, t.ours.dark[name]})
		}
	}
	return light, dark
}

// Styled tells whether the site's style sheet holds more than comments.
func (t *Theme) Styled() bool {
	f, ok := t.opt.Own.file(OwnStyle)
	css, _ := uncommented(string(f.Data))
	return ok && strings.TrimSpace(css) != ""
}
