// Package site links the parts of a snapshot into one knowledge base.
//
// In goes a Snapshot; out comes a [Site]: the tree of sections, the address of
// every page, what each link leads to, backlinks, tags, owners and datasets,
// with a diagnostic for everything that leads nowhere. It is made whole on every
// change and never written to afterwards; nothing in it remembers an earlier one.
package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"

	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/kind"
	"milepost/generator/parallel"
	"milepost/generator/source"
	"milepost/generator/text"
)

// Site is a linked knowledge base.
type Site struct {
	*source.Snapshot
	Pages    []*Page    // by path, without drafts
	Aliased  []*Page    // those with other addresses
	Root     *Section   // the content folder
	Sections []*Section // all, by path
	Order    []*Page    // in reading order, as the sidebar shows them
	Tags     []Tag      // in pinyin order
	Data     *Data
	Diags    diag.List // of linking alone; the snapshot has its own

	at       []*Page // by place among all files; nil where none is
	files    map[string]*kb.File
	books    map[string]*kb.Workbook
	sections map[string]*Section
	drafts   map[string]bool
	targets  []Target                  // what stands where links name, by Link.Name
	tagOuts  []string                  // of tags, by the numbers in Page.Tags; "" if no page bears one
	names    func() map[string][]*Page // by folded title, file name and path, for wiki links
	lower    func() map[string]string  // by folded path, for links with the wrong letter case
}

// Page is a page with its place in the site.
type Page struct {
	*source.Page
	Out     string // path of the output
	Folded  string // Out in lower case
	Kind    string
	Owner   string // own or the nearest folder's
	Section *Section
	Folder  bool // it is its folder's page
	Change  kb.Change
	Place   int     // in Order
	Back    []*Page // pages that link here, in the order of their paths

	number int // in Pages
}

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

	key string // sort key
}

// Item is one entry of a section: a page or a section.
type Item struct {
	Page    *Page
	Section *Section
}

// Tag is a tag and the pages that carry it, in reading order.
type Tag struct {
	Name  string
	Out   string
	Pages []*Page
}

// Link makes the site of a snapshot.
func Link(snap *source.Snapshot) *Site {
	s := &Site{
		Snapshot: snap,
		at:       make([]*Page, len(snap.Place)),
		files:    make(map[string]*kb.File, len(snap.Files)),
		books:    make(map[string]*kb.Workbook, len(snap.Workbooks)),
		sections: map[string]*Section{},
		drafts:   map[string]bool{},
	}
	s.names = sync.OnceValue(s.nameIndex)
	s.lower = sync.OnceValue(s.lowerIndex)
	for i := range snap.Files {
		s.files[snap.Files[i].Path] = &snap.Files[i]
	}
	s.addPages()
	s.addBooks()
	s.grow()
	s.own()
	var wg sync.WaitGroup
	wg.Go(s.tag)
	var ofData diag.List
	wg.Go(func() {
		s.Data, ofData = NewData(s.Workbooks, seriesOf(snap))
		s.Data.UseChanges(snap.Books)
		s.Data.UseProjects(s.projectsOf())
		s.Data.UsePeriods(s.pagePeriod)
		home := &snap.Config.Home
		s.Data.UseHome(map[string]Named{
			"phases":       {home.Phases, home.PhasesLine},
			"kpi":          {home.KPI, home.KPILine},
			"satisfaction": {home.Satisfaction, home.SatisfactionLine},
		})
		ofData = slices.DeleteFunc(ofData, func(p diag.Diagnostic) bool { // site.toml may name an older one
			return p.Code == "CT01.newest" && s.Data.Superseded(p.Pos.File)
		})
		ofData = append(ofData, s.Data.UseCalendar(snap.Config.Calendar)...)
		s.Data.UseDay(snap.Today, snap.Config.RAG)
		s.Data.charters = s.charterDays()
	})
	ofLinks := s.checkLinks()
	wg.Wait()
	s.Diags = slices.Concat(s.Diags, ofData, ofLinks)
	return s
}

// seriesOf is the series that site.toml joins.
func seriesOf(snap *source.Snapshot) []Series {
	var out []Series
	for _, c := range snap.Config.Series {
		out = append(out, Series{Name: c.Name, Pattern: c.Pattern, Line: c.Line})
	}
	return out
}

// indexNames are the files that are their folder's page, the strongest first.
var indexNames = []string{"_index.md", "index.md", "readme.md"}

func (s *Site) addPages() {
	var sec *Section
	s.Root = s.section(".")
	s.Pages = make([]*Page, 0, len(s.Snapshot.Pages))
	all := make([]Page, len(s.Snapshot.Pages)) // one block of memory for thousands of pages
	standings := make([]standing, len(all))
	parallel.Ranges(len(all), 512, func(from, to int) {
		for i := from; i < to; i++ {
			src := s.Snapshot.Pages[i]
			all[i] = Page{Page: src, Change: s.Change(src.Path, src.Date), Kind: src.Kind, Out: src.Out, Folded: src.Folded}
			standings[i] = standingOf(src)
		}
	})
	hidden := drafted(standings)
	s.hide(hidden)
	for i := range all {
		p, at := &all[i], &standings[i]
		if at.draft || hidden.holds(at.dir) {
			s.drafts[p.Path] = true
			continue
		}
		p.number = len(s.Pages)
		s.Pages = append(s.Pages, p)
		s.at[s.Places[i]] = p
		if at.aliased {
			s.Aliased = append(s.Aliased, p)
		}
		if sec == nil || sec.Path != at.dir { // mostly the folder of the page before
			sec = s.section(at.dir)
		}
		p.Section = sec
		if at.rank >= 0 && sec.takesIndex(int(at.rank)) {
			sec.Index = p
		}
	}
	for _, p := range s.Pages {
		if p.Section.Index != p {
			p.Section.Pages = append(p.Section.Pages, p)
			continue
		}
		p.Folder, p.Out, p.Folded = true, p.Section.Out, strings.ToLower(p.Section.Out)
		if p.Front.Kind == "" {
			p.Kind = kind.Page
		}
	}
}

// standing is what a page's place in the tree follows from. Found on all cores:
// thousands of pages lie far apart in memory.
type standing struct {
	dir     string
	rank    int8 // in indexNames, -1 if it is not its folder's page
	draft   bool
	aliased bool
}

func standingOf(p *source.Page) standing {
	dir, name := path.Split(p.Path)
	return standing{
		dir:     path.Clean(dir),
		rank:    int8(slices.Index(indexNames, strings.ToLower(name))),
		draft:   p.Front.Draft,
		aliased: len(p.Front.Aliases) > 0,
	}
}

// folders are the folders that are drafts with all that lies in them.
type folders map[string]bool

// drafted lists the folders whose page is a draft. The draft of the site's own
// page covers that page alone.
func drafted(pages []standing) folders {
	var out folders
	for i := range pages {
		p := &pages[i]
		if !p.draft || p.rank < 0 || p.dir == "." {
			continue
		}
		stronger := func(q standing) bool { return q.dir == p.dir && q.rank >= 0 && q.rank < p.rank }
		if !slices.ContainsFunc(pages, stronger) {
			if out == nil {
				out = folders{}
			}
			out[p.dir] = true
		}
	}
	return out
}

// holds tells whether the folder is one of them, or lies in one.
func (f folders) holds(dir string) bool {
	for ; len(f) > 0 && dir != "."; dir = path.Dir(dir) {
		if f[dir] {
			return true
		}
	}
	return false
}

// hide leaves workbooks and files of drafted folders out of the site.
func (s *Site) hide(f folders) {
	if len(f) == 0 {
		return
	}
	snap := *s.Snapshot
	snap.Workbooks, snap.Files = nil, nil
	for _, b := range s.Workbooks {
		if f.holds(path.Dir(b.Path)) {
			s.drafts[b.Path] = true
		} else {
			snap.Workbooks = append(snap.Workbooks, b)
		}
	}
	for i := range s.Files {
		if file := &s.Files[i]; f.holds(path.Dir(file.Path)) {
			s.drafts[file.Path] = true
			delete(s.files, file.Path)
		} else {
			snap.Files = append(snap.Files, *file)
		}
	}
	s.Snapshot = &snap
}

// takesIndex tells whether a file of the rank beats the folder's page so far.
func (sec *Section) takesIndex(rank int) bool {
	if sec.Index == nil {
		return true
	}
	return rank < slices.Index(indexNames, strings.ToLower(path.Base(sec.Index.Path)))
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

// section returns the folder, made with its parents if it is new.
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
func (s *Site) grow() {
	for _, sec := range s.sections {
		s.Sections = append(s.Sections, sec)
		switch {
		case sec.Index != nil:
			sec.Title, sec.key = sec.Index.Title, sec.Index.SortKey
		case sec.Parent == nil:
			sec.Title = s.Config.Title
		default:
			sec.Title = path.Base(sec.Path)
			sec.key = text.SortKey(sec.Title)
		}
	}
	slices.SortFunc(s.Sections, func(a, b *Section) int { return cmp.Compare(a.Path, b.Path) })
	parallel.Ranges(len(s.Sections), 8, func(from, to int) {
		for _, sec := range s.Sections[from:to] {
			sec.order()
		}
	})
	s.Order = make([]*Page, 0, len(s.Pages))
	s.walk(s.Root)
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

// compareItems orders by weight (none last), pages before folders, pinyin, path.
func compareItems(a, b Item) int {
	wa, ka, pa := a.order()
	wb, kb, pb := b.order()
	if c := cmp.Or(cmp.Compare(wa, wb), cmp.Compare(boolInt(a.Section != nil), boolInt(b.Section != nil))); c != 0 {
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

func (it Item) order() (weight int, key, p string) {
	page := it.Page
	if it.Section != nil {
		key, p, page = it.Section.key, it.Section.Path, it.Section.Index
	}
	if page != nil {
		weight, key, p = page.Front.Weight, page.SortKey, page.Path
	}
	if weight == 0 {
		weight = 1 << 30
	}
	return weight, key, p
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

// own gives each page without an owner that of the nearest folder up.
func (s *Site) own() {
	for _, p := range s.Pages {
		p.Owner = p.Front.Owner
		for sec := p.Section; p.Owner == "" && sec != nil; sec = sec.Parent {
			if sec.Index != nil {
				p.Owner = sec.Index.Front.Owner
			}
		}
	}
}

// tag groups the pages by tag. Spellings that differ in letter case or width
// are one tag, called as it was first written.
func (s *Site) tag() {
	places := make([]int32, len(s.Tagged)) // in s.Tags, from 1, by the number of the name
	byOut := map[string]int32{}
	s.tagOuts = make([]string, len(s.Tagged))
	for _, p := range s.Order {
		for _, n := range p.Page.Tags {
			if places[n] == 0 {
				name := s.Tagged[n]
				out := TagOut(name)
				if byOut[out] == 0 {
					s.Tags = append(s.Tags, Tag{Name: name, Out: out})
					byOut[out] = int32(len(s.Tags))
				}
				places[n], s.tagOuts[n] = byOut[out], out
			}
			t := &s.Tags[places[n]-1]
			if l := t.Pages; len(l) == 0 || l[len(l)-1] != p {
				t.Pages = append(l, p)
			}
		}
	}
	keys := make(map[string]string, len(s.Tags))
	for _, t := range s.Tags {
		keys[t.Name] = text.SortKey(t.Name)
	}
	slices.SortFunc(s.Tags, func(a, b Tag) int { return cmp.Compare(keys[a.Name], keys[b.Name]) })
}

// TagOut is the output of the page of p's tag number i.
func (s *Site) TagOut(p *Page, i int) string { return s.tagOuts[p.Page.Tags[i]] }

// TagOut is the output of a tag's page. A tag whose name is no file name gets a
// mark of its own, so that a/b and a-b do not share a page.
func TagOut(name string) string {
	plain := text.Fold(name)
	safe := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\<>:"|?*`, r) {
			return '-'
		}
		return r
	}, plain)
	if safe = strings.Trim(safe, ". "); safe != plain || safe == "index" || kb.UnsafeName(safe+".html") != "" {
		if kb.UnsafeName(safe) != "" && len(safe) < 200 {
			safe = ""
		}
		safe += "~" + digest.Of(plain).String()[:6]
	}
	return kb.FitName("tags/"+safe, ".html")
}

// Page is the page of a source path, nil if there is none.
func (s *Site) Page(p string) *Page {
	if i, ok := s.Place[p]; ok {
		return s.at[i]
	}
	return nil
}

// Book is the workbook of a source path, nil if there is none.
func (s *Site) Book(p string) *kb.Workbook { return s.books[p] }

// BookOut is the output of a workbook's page.
func BookOut(p string) string { return kb.FitName(p, ".html") }
