package site

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// addressed is the page that had one of these addresses in the generator that the content was written for;
// nil if none had.
func addressed(s *Site, spots []string) *Page {
	for _, spot := range spots {
		if q := s.addresses()[addressKey(spot)]; q != nil {
			return q
		}
	}
	return nil
}

// addressIndex maps the addresses that front matter and [links] permalinks give a page to that page.
func addressIndex(s *Site) map[string]*Page {
	index := map[string]*Page{}
	for _, p := range s.Pages {
		for _, a := range addressesOf(&s.Config.Links, p) {
			if key := addressKey(a); key != "" && index[key] == nil {
				index[key] = p
			}
		}
	}
	return index
}

// addressKey is an address in the form in which addresses are compared: without the characters that
// generators treat differently (Team_Plan and team-plan are one).
func addressKey(a string) string {
	a = strings.Trim(strings.TrimSuffix(a, ".html"), "/")
	return strings.Map(func(r rune) rune {
		if r != '/' && r != '.' && slug(string(r)) == "" {
			return -1
		}
		return r
	}, text.Fold(a))
}

// addressesOf are the addresses that a page had, as paths of the content.
func addressesOf(l *config.Links, p *Page) (list []string) {
	for _, alias := range p.Front.Aliases {
		list = append(list, strings.TrimSuffix(AliasOut(p, alias), "/index.html"))
	}
	if bare := text.UnnumberedPath(plainPath(p)); bare != plainPath(p) { // Docusaurus takes numbers out of addresses
		list = append(list, bare)
	}
	root, section := rootOf(l, p.Path)
	names := []string{p.Title, path.Base(plainPath(p))}
	for _, key := range kb.AddressKeys {
		for _, a := range p.Front.Values(key) {
			if key == "slug" && !strings.HasPrefix(a, "/") {
				names = []string{a}
				list = append(list, path.Join(path.Dir(plainPath(p)), a))
				continue
			}
			list = append(list, path.Join(root, a), a) // without the language, or with it
		}
	}
	for _, d := range l.Dated {
		if d.Section == section || d.Section == root+"/"+section {
			for _, name := range names {
				list = append(list, path.Join(root, addressDated(d.Form, p, root, name)))
			}
		}
	}
	return list
}

// plainPath is the path of a page without its ending; for a folder's page, the path of the
// folder.
func plainPath(p *Page) string {
	if p.Folder {
		return p.Section.Path
	}
	return strings.TrimSuffix(p.Path, path.Ext(p.Path))
}

// rootOf is the root of [links] that a path lies in ("" if none), and the first
// folder below it.
func rootOf(l *config.Links, p string) (root, section string) {
	for _, r := range l.Roots {
		if rest, ok := strings.CutPrefix(p, r+"/"); ok {
			root, p = r, rest
			break
		}
	}
	section, _, _ = strings.Cut(p, "/")
	return root, section
}

// addressDated fills in a form of addresses: /:section/:year/:month/:slug/ becomes
// /blog/2026/09/title/.
func addressDated(form string, p *Page, root, name string) string {
	parts := map[string]string{":title": p.Title, ":slug": name, ":slugorfilename": name, ":slugorcontentbasename": name}
	parts[":filename"] = path.Base(plainPath(p))
	parts[":contentbasename"] = parts[":filename"]
	parts[":sections"] = strings.Trim(strings.TrimPrefix(path.Dir(plainPath(p)), root), "/")
	parts[":section"], _, _ = strings.Cut(parts[":sections"], "/")
	if list := p.Front.Values(kb.FieldDate); len(list) > 0 {
		day, _ := vocab.Day(list[0][:min(len(list[0]), len("2006-01-02"))]) // without the time
		parts[":year"], parts[":month"], _ = strings.Cut(string(day), "-")
		parts[":month"], parts[":day"], _ = strings.Cut(parts[":month"], "-")
	}
	said := strings.Split(form, "/")
	for i, part := range said {
		if what, known := parts[part]; known {
			said[i] = what
		}
	}
	return strings.Join(said, "/")
}

// groupHooks replaces the diagnostics of links that a script of the old site made by one that
// counts them, if there are several.
func groupHooks(diags diag.List) diag.List {
	const code = "LK01.hook"
	words, files := map[string]int{}, map[string]bool{}
	at := -1
	for i, d := range diags {
		if d.Code == code {
			if words[d.Args[0]]++; at < 0 || d.Pos.File < diags[at].Pos.File {
				at = i
			}
			files[d.Pos.File] = true
		}
	}
	total := 0
	for _, n := range words {
		total += n
	}
	if total < 2 {
		return diags
	}
	first := diags[at].Pos
	rest := slices.DeleteFunc(diags, func(d diag.Diagnostic) bool { return d.Code == code })
	return append(rest, diag.New("LK01.hooks", first, total, len(files), text.Frequent(words)))
}
