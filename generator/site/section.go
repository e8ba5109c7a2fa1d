package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
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

// takesIndex tells whether a file of this rank replaces the folder's page
// found so far.
func (sec *Section) takesIndex(rank int) bool {
	if sec.Index == nil {
		return true
	}
	return rank < kb.IndexRank(sec.Index.Path)
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
		for _, sec := range s.Sections[from:to] {
			sec.order()
		}
	})
	s.Order = make([]*Page, 0, len(s.Pages))
	s.walk(s.Root)
	return diags
}

// order puts what the section holds in reading order.
func (sec *Section) order() {
	sec.Items = make([]Item, 0, len(sec.Pages)+len(sec.Subs))
	for _, p := range sec.Pages {
		sec.Items = append(sec.Items, Item{Page: p})
	}
	for _, sub := range sec.Subs {
		sec.Items = append(sec.Items, Item{Section: sub})
	}
	slices.SortFunc(sec.Items, compareItems)
	sec.Pages, sec.Subs = sec.Pages[:0], sec.Subs[:0]
	for _, it := range sec.Items {
		if it.Page != nil {
			sec.Pages = append(sec.Pages, it.Page)
		} else {
			sec.Subs = append(sec.Subs, it.Section)
		}
	}
}

// compareItems orders by the list of the order (unlisted ones after), by weight (none last), by the number in
// front of the name (none last), pages before folders, by pinyin, by path.
func compareItems(a, b Item) int {
	wa, na, ka, pa := a.order()
	wb, nb, kb, pb := b.order()
	if c := cmp.Or(cmp.Compare(a.listed(), b.listed()), cmp.Compare(wa, wb), cmp.Compare(boolInt(na == ""), boolInt(nb == "")), strings.Compare(na, nb), cmp.Compare(boolInt(a.Section != nil), boolInt(b.Section != nil))); c != 0 {
		return c
	}
	if c := strings.Compare(ka, kb); c != 0 {
		return c
	}
	return strings.Compare(pa, pb)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (it Item) order() (weight int, number, key, p string) {
	page := it.Page
	if it.Section != nil {
		number, key, p, page = it.Section.number, it.Section.key, it.Section.Path, it.Section.Index
	} else {
		number = page.Number
	}
	if page != nil {
		weight, key, p = page.Front.Weight, page.SortKey, page.Path
	}
	if it.Section != nil && it.Section.weight != 0 {
		weight = it.Section.weight
	}
	if weight == 0 {
		weight = 1 << 30
	}
	return weight, number, key, p
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
	p.Place = len(s.Order)
	s.Order = append(s.Order, p)
}
