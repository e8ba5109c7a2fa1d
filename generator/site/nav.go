package site

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
)

// unlisted is the number of a page or folder that the list does not name: after
// the listed ones, before those after "...".
const unlisted = 1 << 20

func (it Item) listed() int {
	n := 0
	if it.Page != nil {
		n = int(it.Page.listed)
	} else {
		n = it.Section.listed
	}
	if n == 0 {
		return unlisted
	}
	return n
}

// arrange numbers pages and sections, and gives sections titles, by the files that
// list the order of pages. The list of a folder is stronger than one from above it.
func arrange(s *Site) (diags diag.List) {
	navs := slices.Clone(s.Navs)
	slices.SortStableFunc(navs, func(a, b *kb.Nav) int { return depth(a.Dir) - depth(b.Dir) })
	for _, n := range navs {
		a := arranging{Site: s, nav: n}
		a.folderItself()
		if len(n.Items) > 0 {
			a.items()
			a.groups()
		}
		diags = append(diags, a.diags...)
	}
	return diags
}

func depth(dir string) int {
	if dir == "." {
		return 0
	}
	return 1 + strings.Count(dir, "/")
}

type arranging struct {
	*Site
	nav   *kb.Nav
	found []Item // what each item of the list names; zero if not in the tree
	diags diag.List
}

// folderItself takes title and weight of the folder that the file is in.
func (a *arranging) folderItself() {
	sec := a.sections[path.Dir(a.nav.File)]
	if sec == nil || sec.Parent == nil {
		return
	}
	if a.nav.Title != "" && (sec.Index == nil || sec.Index.Front.Title == "") {
		sec.Title, sec.key = a.nav.Title, text.SortKey(a.nav.Title)
	}
	if a.nav.Weight != 0 {
		sec.weight = a.nav.Weight
	}
}

// items numbers each listed page, and the folders above it by their first listed
// page.
func (a *arranging) items() {
	place, after := 0, 0
	a.found = make([]Item, len(a.nav.Items))
	placed := map[*Section]bool{}
	for i := range a.nav.Items {
		it := &a.nav.Items[i]
		place++
		if it.Rest {
			after = unlisted
		}
		if it.Rest || it.Target == "" {
			continue
		}
		found := a.find(it)
		a.found[i] = found
		if found.Page != nil && it.Title != "" && !titled(found.Page) {
			found.Page.Repeats = len(found.Page.Headings) > 0 && found.Page.Headings[0].Text == it.Title
			found.Page.ownBrief().Title = it.Title
		}
		var sec *Section
		switch {
		case found.Page != nil && found.Page.Folder:
			sec = found.Page.Section
		case found.Page != nil:
			found.Page.listed, sec = int32(after+place), found.Page.Section
		case found.Section != nil:
			sec = found.Section
		}
		for ; sec != nil && sec.Path != a.nav.Dir && !placed[sec]; sec = sec.Parent {
			placed[sec], sec.listed = true, after+place
		}
	}
}

// titled tells whether the author gave the page a title. The heading of its first section, or the name of its
// file, is only a guess.
func titled(p *Page) bool {
	if p.Front.Title != "" {
		return true
	}
	section := len(p.Headings) > 0 && p.Headings[0].Level > 1 && p.Headings[0].Text == p.Page.Title
	return !section && p.Page.Title != text.Unnumbered(path.Base(plainPath(p)))
}

// find is the page or section that an item of the list names. A name that leads
// nowhere is reported.
func (a *arranging) find(it *kb.NavItem) Item {
	for _, target := range a.spots(it.Target) {
		t, ok := a.lookup(target)
		switch {
		case !ok:
		case t.Page != nil:
			return Item{Page: t.Page}
		case t.File == nil && a.sections[strings.TrimSuffix(target, "/index")] != nil:
			return Item{Section: a.sections[strings.TrimSuffix(target, "/index")]}
		default:
			return Item{} // a file or workbook: it exists, but has no order
		}
		if a.drafts[target] || a.drafts[target+".md"] {
			return Item{}
		}
	}
	pos := diag.Pos{File: a.nav.File, Line: it.Line, Col: it.Col}
	said := it.Target
	if a.nav.File == config.File {
		said = strings.TrimPrefix(said, "/")
	}
	if near := a.nearest(a.spots(it.Target)[0]); near != "" {
		a.diags = append(a.diags, diag.New("NV01.missing-near", pos, said, near))
	} else {
		a.diags = append(a.diags, diag.New("NV01.missing", pos, said))
	}
	return Item{}
}

// spots are the content paths that a target may mean, the likeliest first.
func (a *arranging) spots(target string) (list []string) {
	if !strings.HasPrefix(target, "/") {
		return []string{path.Join(a.nav.Dir, target)}
	}
	target = a.Config.Links.Stripped(target)
	for _, root := range append([]string{".", a.nav.Dir}, a.Config.Links.All()...) {
		list = append(list, path.Join(root, target))
	}
	return list
}

// groups gives a folder without a page the title of a group, if the group lists
// exactly what is in the folder.
func (a *arranging) groups() {
	for i := range a.nav.Items {
		it := &a.nav.Items[i]
		if it.Title == "" || it.Target != "" {
			continue
		}
		end := i + 1
		for end < len(a.nav.Items) && a.nav.Items[end].Depth > it.Depth {
			end++
		}
		if sec := a.only(i+1, end); sec != nil && sec.Index == nil && sec.Path != a.nav.Dir {
			sec.Title, sec.key = it.Title, text.SortKey(it.Title)
		}
	}
}

// only is the folder that the items of a range share, if no other item is in it.
func (a *arranging) only(from, to int) (common *Section) {
	for i := from; i < to; i++ {
		switch sec := a.found[i].folder(); {
		case sec == nil:
		case common == nil:
			common = sec
		default:
			for common != nil && !within(sec.Path, common.Path) {
				common = common.Parent
			}
		}
	}
	for i := range a.found {
		if sec := a.found[i].folder(); common != nil && sec != nil && (i < from || i >= to) && within(sec.Path, common.Path) {
			return nil
		}
	}
	return common
}

// folder is the section that the item is or lies in.
func (it Item) folder() *Section {
	if it.Page != nil {
		return it.Page.Section
	}
	return it.Section
}
