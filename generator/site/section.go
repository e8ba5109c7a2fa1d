package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/kind"
	"milepost/generator/parallel"
	"milepost/generator/text"
)

// Section is a folder with at least one page or workbook in or below it.
type Section struct {
	Path   string // "." for the content folder
	Title  string
	Out    string // path of its page: "manuals/index.html"
	Index  *Page  // nil if the folder has no page of its own
	Parent *Section
	Subs   []*Section
	Pages  []*Page // without Index
	Books  []*kb.Workbook
	Items  []Item // Subs and Pages as the reader sees them
	Count  int    // pages in and below it, with Index

	key, number string // order among its siblings
	listed      int    // its number in a list of the order, 0 if it is in none
	weight      int    // weight that a file of the folder gives, 0 if none does
}

// Item is one entry of a section: a page or a section.
type Item struct {
	Page    *Page
	Section *Section
}

// takeIndex makes a page that of its folder.
func (sec *Section) takeIndex() {
	p := sec.Index
	p.Folder = true
	own := p.ownBrief()
	own.Out = sec.Out
	if p.Front.Kind == "" {
		own.Kind = kind.Page
	}
}

func (s *Site) addBooks() {
	for _, b := range s.Workbooks {
		s.books[b.Path] = b
		if b.State != kb.Skipped {
			sec := s.section(path.Dir(b.Path))
			sec.Books = append(sec.Books, b)
		}
	}
}

// section returns the folder; a new one is made, with its parents.
func (s *Site) section(dir string) *Section {
	if sec := s.sections[dir]; sec != nil {
		return sec
	}
	sec := &Section{Path: dir, Out: path.Join(dir, "index.html")}
	s.sections[dir] = sec
	if dir != "." {
		sec.Parent = s.section(path.Dir(dir))
		sec.Parent.Subs = append(sec.Parent.Subs, sec)
	}
	return sec
}

// grow orders the tree and walks it in reading order.
func (s *Site) grow() diag.List {
	for _, sec := range s.sections {
		s.Sections = append(s.Sections, sec)
		switch {
		case sec.Index != nil:
			sec.Title, sec.key = sec.Index.Title, sec.Index.SortKey
			sec.number = cmp.Or(text.Ordinal(path.Base(sec.Path)), sec.Index.Number)
		case sec.Parent == nil:
			sec.Title = s.Config.Title
		default:
			name := path.Base(sec.Path)
			sec.Title, sec.number = text.Unnumbered(name), text.Ordinal(name)
			sec.key = text.SortKey(sec.Title)
		}
	}
	slices.SortFunc(s.Sections, func(a, b *Section) int { return cmp.Compare(a.Path, b.Path) })
	diags := arrange(s)
	parallel.Ranges(len(s.Sections), 8, func(from, to int) {
		var room sorting
		for _, sec := range s.Sections[from:to] {
			sec.order(&room)
		}
	})
	s.Order = make([]*Page, 0, len(s.Pages))
	s.walk(s.Root)
	return diags
}

// ranked is an item with what decides its place among the others.
type ranked struct {
	Item
	listed, weight    int // the last is for those without
	number, key, path string
}

// sorting is room for the items of a section, used again for the next one.
type sorting struct {
	items []ranked
	by    []int32 // indexes in items: these are moved, not the items
}

// order puts what the section holds in reading order.
func (sec *Section) order(room *sorting) {
	n := len(sec.Pages) + len(sec.Subs)
	room.items, room.by = slices.Grow(room.items[:0], n), slices.Grow(room.by[:0], n)
	for _, p := range sec.Pages {
		room.items = append(room.items, Item{Page: p}.ranked())
	}
	for _, sub := range sec.Subs {
		room.items = append(room.items, Item{Section: sub}.ranked())
	}
	for i := range room.items {
		room.by = append(room.by, int32(i))
	}
	slices.SortFunc(room.by, func(a, b int32) int { return compareRanked(&room.items[a], &room.items[b]) })
	sec.Items = make([]Item, n)
	sec.Pages, sec.Subs = sec.Pages[:0], sec.Subs[:0]
	for i, from := range room.by {
		it := &room.items[from]
		sec.Items[i] = it.Item
		if it.Page != nil {
			sec.Pages = append(sec.Pages, it.Page)
		} else {
			sec.Subs = append(sec.Subs, it.Section)
		}
	}
}

// compareRanked orders by the list of the order (unlisted ones after), by weight (none last), by the number in
// front of the name (none last), pages before folders, by pinyin, by path.
func compareRanked(a, b *ranked) int {
	switch {
	case a.listed != b.listed:
		return a.listed - b.listed
	case a.weight != b.weight:
		return cmp.Compare(a.weight, b.weight)
	case a.number != b.number:
		if a.number == "" || b.number == "" {
			return len(b.number) - len(a.number)
		}
		return strings.Compare(a.number, b.number)
	case (a.Section == nil) != (b.Section == nil):
		if a.Section == nil {
			return -1
		}
		return 1
	}
	if c := strings.Compare(a.key, b.key); c != 0 {
		return c
	}
	return strings.Compare(a.path, b.path)
}

// unweighted orders what has no weight after all that has one.
const unweighted = 1 << 30

func (it Item) ranked() ranked {
	r := ranked{Item: it, listed: it.listed()}
	page := it.Page
	if it.Section != nil {
		r.number, r.key, r.path, page = it.Section.number, it.Section.key, it.Section.Path, it.Section.Index
	} else {
		r.number = page.Number
	}
	if page != nil {
		r.weight, r.key, r.path = page.Weight, page.SortKey, page.Path
	}
	if it.Section != nil && it.Section.weight != 0 {
		r.weight = it.Section.weight
	}
	if r.weight == 0 {
		r.weight = unweighted
	}
	return r
}

func (s *Site) walk(sec *Section) int {
	if sec.Index != nil {
		s.place(sec.Index)
		sec.Count++
	}
	for _, it := range sec.Items {
		if it.Page != nil {
			s.place(it.Page)
			sec.Count++
		} else {
			sec.Count += s.walk(it.Section)
		}
	}
	return sec.Count
}

func (s *Site) place(p *Page) {
	p.Place = int32(len(s.Order))
	s.Order = append(s.Order, p)
}
