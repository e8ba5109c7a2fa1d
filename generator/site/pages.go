package site

import (
	"path"
	"strings"

	"milepost/generator/parallel"
	"milepost/generator/source"
	"milepost/generator/text"
)

// pageRange is how many pages a core makes at once. Of 10,000, which take a millisecond, none are
// left to another core: an edit would wait for that one, too.
var pageRange = 16384 // tests make it smaller

// shown are the pages of a snapshot that are no drafts, and what the snapshot knows of each.
type shown struct {
	pages  []*source.Page
	briefs []*source.Brief
	spots  []source.Spot
}

// addPages makes the pages and the folders that hold them. It looks at the briefs once, on all
// cores: with 100,000 pages, each look at all of them takes milliseconds.
func (s *Site) addPages() {
	s.Root = s.section(".")
	hidden := drafted(s.Snapshot)
	from := withoutDrafts(s, hidden)
	n := len(from.pages)
	all := make([]Page, n) // one block of memory for thousands of pages
	s.Pages = make([]*Page, n)
	sections := addFolders(s, from.spots, all)
	parts := make([]few, (n+pageRange-1)/pageRange)
	parallel.Ranges(n, pageRange, func(begin, end int) {
		part := &parts[begin/pageRange]
		for i := begin; i < end; i++ {
			p := &all[i]
			p.Page, p.Brief, p.Section, p.site, p.number = from.pages[i], from.briefs[i], sections[from.spots[i].Folder], s, int32(i)
			s.Pages[i] = p
			s.numbered[from.spots[i].Place] = p.number + 1
			if s.Config.Nav.FileTitles {
				p.takeFileTitle()
			}
			part.add(p)
		}
	})
	for i := range parts {
		s.few.behind(&parts[i])
	}
	s.hide(hidden)
	for _, sec := range sections {
		if sec != nil && sec.Index != nil {
			sec.takeIndex()
		}
	}
}

// addFolders makes the folders of pages, by Spot.Folder, and gives each its pages: all are those
// at the spots, and need not be made yet.
func addFolders(s *Site, spots []source.Spot, all []Page) []*Section {
	sections := make([]*Section, len(s.Folders))
	own := make([]int32, len(s.Folders)) // 1 more than the number of the folder's page
	count := make([]int32, len(s.Folders))
	for i, at := range spots {
		f := at.Folder
		if sections[f] == nil {
			sections[f] = s.section(s.Folders[f])
		}
		count[f]++
		if at.Rank >= 0 && (own[f] == 0 || at.Rank < spots[own[f]-1].Rank) {
			own[f] = int32(i + 1)
		}
	}
	block := make([]*Page, len(spots)) // one block of memory for the pages of all folders
	for f, sec := range sections {
		if sec == nil {
			continue
		}
		if own[f] > 0 {
			sec.Index = &all[own[f]-1]
		}
		sec.Pages, block = block[:0:count[f]], block[count[f]:]
	}
	for i, at := range spots {
		if sec := sections[at.Folder]; sec.Index != &all[i] {
			sec.Pages = append(sec.Pages, &all[i])
		}
	}
	return sections
}

// withoutDrafts are the pages without drafts and those in draft folders; it notes what they are.
func withoutDrafts(s *Site, hidden folders) shown {
	all := shown{s.Snapshot.Pages, s.Briefs, s.Spots}
	var out shown
	copied := false
	for i, at := range all.spots {
		if !at.Draft && !hidden.holds(s.Folders[at.Folder]) {
			if copied {
				out.pages, out.briefs, out.spots = append(out.pages, all.pages[i]), append(out.briefs, all.briefs[i]), append(out.spots, at)
			}
			continue
		}
		s.drafts[all.pages[i].Path] = true
		if !copied {
			copied = true
			out = shown{append(out.pages, all.pages[:i]...), append(out.briefs, all.briefs[:i]...), append(out.spots, all.spots[:i]...)}
		}
	}
	if !copied {
		return all
	}
	return out
}

// PageAt is the page at a place among all files, nil if there is none.
func PageAt(s *Site, place int) *Page {
	if n := s.numbered[place]; n > 0 {
		return s.Pages[n-1]
	}
	return nil
}

// takeFileTitle gives a page that says no title itself the name of its file.
func (p *Page) takeFileTitle() {
	if titled(p) || p.Rank >= 0 {
		return
	}
	own := p.ownBrief()
	own.Title = text.Unnumbered(strings.TrimSuffix(path.Base(p.Path), path.Ext(p.Path)))
	own.SortKey = text.SortKey(own.Title)
}
