package move

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/source"
)

// names resolves the names of a site, before or after a move, as package site does.
type names struct {
	files map[string]bool     // content paths
	books map[string]string   // workbooks by folded path
	base  map[string][]string // workbooks by folded file name, with and without the ending
	pages map[string][]string // pages by folded title, path without ending, and each end of that
}

// namesOf is the names of a snapshot whose files have moved.
func namesOf(snap *source.Snapshot, of func(string) string) *names {
	n := &names{files: map[string]bool{}, books: map[string]string{}, base: map[string][]string{}, pages: map[string][]string{}}
	dirs := func(p string) {
		for ; p != "." && p != "/"; p = path.Dir(p) {
			n.files[p] = true
		}
	}
	for _, p := range snap.Pages {
		now := of(p.Path)
		dirs(now)
		stem := strings.TrimSuffix(now, path.Ext(now))
		n.files[stem], n.files[stem+".html"] = true, true
		n.page(p.Title, now)
		if kb.IndexRank(now) >= 0 {
			n.files[path.Join(plain(now), "index.html")] = true
		}
		for rest, more := plain(now), true; more; _, rest, more = strings.Cut(rest, "/") {
			n.page(rest, now)
		}
	}
	for i := range snap.Files {
		dirs(of(snap.Files[i].Path))
	}
	for _, r := range snap.Records {
		dirs(of(r.Path))
	}
	for _, b := range snap.Workbooks {
		now := of(b.Path)
		dirs(now)
		n.books[fold(now)] = now
		own := path.Base(now)
		n.base[fold(own)] = append(n.base[fold(own)], now)
		stem := fold(strings.TrimSuffix(own, path.Ext(own)))
		n.base[stem] = append(n.base[stem], now)
	}
	return n
}

// plain is the path of a page without its extension; of a folder's page, the folder.
func plain(p string) string {
	if kb.IndexRank(p) >= 0 {
		return path.Dir(p)
	}
	return strings.TrimSuffix(p, path.Ext(p))
}

func (n *names) page(name, p string) {
	name = fold(name)
	if l := n.pages[name]; name != "" && (len(l) == 0 || l[len(l)-1] != p) {
		n.pages[name] = append(l, p)
	}
}

// known tells whether a content path exists.
func (n *names) known(p string) bool { return n.files[p] }

// wiki is the page that [[name]] means in a page. Of several, those with that file name win,
// of these the one in the same folder, else the first.
func (n *names) wiki(page, name string) string {
	name = fold(strings.TrimSuffix(strings.Trim(name, "/"), ".md"))
	found := n.pages[name]
	if len(found) == 0 {
		return ""
	}
	if filed := slices.DeleteFunc(slices.Clone(found), func(p string) bool { return !strings.HasSuffix("/"+fold(plain(p)), "/"+name) }); len(filed) > 0 {
		found = filed
	}
	for _, p := range found {
		if path.Dir(p) == path.Dir(page) {
			return p
		}
	}
	return found[0]
}

// shortest is the shortest end of a page's path that means only this page.
func (n *names) shortest(page, p string) string {
	stem := strings.TrimSuffix(p, path.Ext(p))
	best := stem
	for rest, more := stem, true; more; _, rest, more = strings.Cut(rest, "/") {
		if found := n.pages[fold(rest)]; len(found) == 1 && n.wiki(page, rest) == p {
			best = rest
		}
	}
	return best
}

// data is the file that a data block, a value or a setting names: by a path from the page's
// folder or the content folder, or a workbook by its name alone; "" if there is none.
func (n *names) data(page, name string) string {
	name = strings.TrimSpace(strings.ReplaceAll(name, `\`, "/"))
	paths := []string{path.Join(path.Dir(page), name), strings.TrimPrefix(path.Clean("/"+name), "/")}
	if strings.HasPrefix(name, "/") {
		paths = paths[1:]
	}
	for _, p := range paths {
		if book := n.books[fold(p)]; book != "" {
			return book
		}
		if n.files[p] && path.Ext(p) != "" {
			return p
		}
	}
	if found := n.base[fold(path.Base(name))]; len(found) == 1 && !strings.Contains(name, "/") {
		return found[0]
	}
	return ""
}
