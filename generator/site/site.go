// Package site links the parts of a snapshot into one knowledge base.
//
// In goes a Snapshot; out comes a [Site]: the tree of sections, the address of
// every page, what each link leads to, backlinks, tags, owners and datasets,
// with a diagnostic for everything that leads nowhere. It is made whole on every
// change and never written to afterwards; nothing in it remembers an earlier one.
package site

import (
	"slices"
	"sync"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/kind"
	"milepost/generator/parallel"
	"milepost/generator/source"
)

// Site is a linked knowledge base.
type Site struct {
	*source.Snapshot
	Pages    []*Page    // by path, without drafts
	Root     *Section   // the content folder
	Sections []*Section // all, by path
	Order    []*Page    // in reading order, as the sidebar shows them
	Tags     []Tag      // in pinyin order
	Data     *Data
	Reports  []*Report           // by project, kind and period
	lost     map[*Page]diag.List // why a page that was issued cannot show its report
	Records  []*Record           // by project, kind and period
	diags    diag.List           // see Diags

	few
	numbered  []int32 // by Snapshot.Place: 1 more than the number of the page there, 0 if the site has none
	files     map[string]*kb.File
	books     map[string]*kb.Workbook
	sections  map[string]*Section
	drafts    map[string]bool
	targets   func() *named                // what the names in links mean
	links     func() *links                // where the links of all pages lead
	tagOuts   []string                     // of tags, by the numbers in Brief.Tags; "" if no page has it
	tagPages  [][]*Page                    // the pages of tags, by the same numbers
	names     func() map[string][]*Page    // by folded title, file name and path, for wiki links
	about     func() map[*Page][]About     // the suggestions about each page
	byProject func() map[string][]*Page    // pages by their project
	lower     func() map[string]string     // by folded path, for links with the wrong letter case
	addresses func() map[string]*Page      // by the addresses that pages had in another generator
	paged     func() map[string]*Page      // first page of each file name, folded, without folders
	called    func() map[string][]*kb.File // all files of each file name, the same way
}

// Page is a page in the tree of the site. Thousands are made with each edition: what only few
// pages need is a method. Its brief is that of its source, or a copy in which the site has set
// a title from a list, or the address and the kind of a folder's page.
type Page struct {
	*source.Page
	*source.Brief
	Owner   string // its own, the nearest folder's, or from CODEOWNERS
	Section *Section
	site    *Site
	Place   int32 // in Order
	number  int32 // in Pages
	listed  int32 // its number in a list of the order, 0 if it is in none
	Folder  bool  // it is its folder's page
	Repeats bool  // its first heading is the title that the list gave it
	coded   bool  // its owner is from CODEOWNERS
}

// OwnerFrom is the CODEOWNERS file, if the owner is from there, else "".
func (p *Page) OwnerFrom() string {
	if p.coded {
		return p.site.Owners.File
	}
	return ""
}

// Back lists the pages that link to p, in the order of their paths.
func (p *Page) Back() []*Page {
	back := p.site.links().to(p)
	pages := make([]*Page, len(back))
	for i, n := range back {
		pages[i] = p.site.Pages[n]
	}
	return pages
}

// Change is the last change of the page's file.
func (p *Page) Change() kb.Change { return p.site.Snapshot.Change(p.Path, p.Date) }

// Link makes the site of a snapshot.
func Link(snap *source.Snapshot) *Site {
	s := &Site{
		Snapshot: snap,
		numbered: make([]int32, len(snap.Place)),
		files:    make(map[string]*kb.File, len(snap.Files)),
		books:    make(map[string]*kb.Workbook, len(snap.Workbooks)),
		sections: map[string]*Section{},
		drafts:   map[string]bool{},
		lost:     map[*Page]diag.List{},
	}
	s.names = sync.OnceValue(func() map[string][]*Page { return nameIndex(s) })
	s.paged = sync.OnceValue(func() map[string]*Page { return pageIndex(s) })
	s.called = sync.OnceValue(func() map[string][]*kb.File { return calledIndex(s) })
	s.lower = sync.OnceValue(func() map[string]string { return lowerIndex(s) })
	s.addresses = sync.OnceValue(func() map[string]*Page { return addressIndex(s) })
	s.about = sync.OnceValue(func() map[*Page][]About { return aboutPages(s) })
	s.targets = sync.OnceValue(s.lookupNames)
	s.links = sync.OnceValue(func() *links { return linksOf(s) })
	s.byProject = sync.OnceValue(func() map[string][]*Page { return groupPages(s) })
	for i := range snap.Files {
		s.files[snap.Files[i].Path] = &snap.Files[i]
	}
	s.addPages()
	s.addBooks()
	ofOrder := s.grow()
	var wg sync.WaitGroup
	wg.Go(s.tag)
	wg.Go(s.setOwners)
	var ofData diag.List
	wg.Go(func() {
		s.Data, ofData = NewData(s.Workbooks, seriesOf(snap), snap.Config.Language)
		s.Data.UseChanges(snap.Books)
		s.Data.UseProjects(projectsOf(s))
		s.Data.UsePeriods(s.PeriodOf)
		home := &snap.Config.Home
		s.Data.UseHome(map[string]Named{
			kb.SchemaPhases:       {home.Phases, home.PhasesLine},
			kb.SchemaKPI:          {home.KPI, home.KPILine},
			kb.SchemaSatisfaction: {home.Satisfaction, home.SatisfactionLine},
		})
		ofData = slices.DeleteFunc(ofData, func(p diag.Diagnostic) bool { // not if site.toml names an older one
			return p.Code == "CT01.newest" && s.Data.Superseded(p.Pos.File)
		})
		ofData = append(ofData, s.Data.UseCalendar(snap.Config.Calendar)...)
		s.Data.UseDay(snap.Today, snap.Config.RAG)
		s.Data.UseAnswerDays(config.Number(snap.Config.Rules, "SU01", "days", AnswerDays))
		s.Data.UseProofDays(config.Number(snap.Config.Rules, "CO01", "days", ProofDays))
		s.Data.UseChampions(championPages(s))
		remember(s)
		s.Data.charters, s.Data.begun = s.daysSaid("charter", "signed"), s.daysSaid(kind.Project, "start")
	})
	wg.Wait()
	s.diags = slices.Concat(s.diags, ofOrder, ofData, s.report())
	go s.links() // while the outputs are planned; whoever needs them waits
	return s
}

// Diags are what is wrong with the links and the tree alone; the snapshot has its own.
func (s *Site) Diags() diag.List { return slices.Concat(s.diags, s.links().diags) }

// seriesOf is the series that site.toml joins.
func seriesOf(snap *source.Snapshot) []Series {
	var out []Series
	for _, c := range snap.Config.Series {
		out = append(out, Series{Name: c.Name, Pattern: c.Pattern, Line: c.Line})
	}
	return out
}

// ownBrief makes the page's brief one that may be written to.
func (p *Page) ownBrief() *source.Brief {
	own := *p.Brief
	p.Brief = &own
	return p.Brief
}

// setOwners gives each page without an owner that of the nearest folder up,
// else the one in CODEOWNERS.
func (s *Site) setOwners() {
	parallel.Ranges(len(s.Pages), 256, func(from, to int) {
		for _, p := range s.Pages[from:to] {
			p.Owner = s.People[p.OwnerNumber]
			for sec := p.Section; p.Owner == "" && sec != nil; sec = sec.Parent {
				if sec.Index != nil {
					p.Owner = s.People[sec.Index.OwnerNumber]
				}
			}
			if p.Owner == "" && s.Owners.Here {
				p.Owner = s.Owners.Of(p.Path)
				p.coded = p.Owner != ""
			}
		}
	})
}

// Page is the page of a source path, nil if there is none.
func (s *Site) Page(p string) *Page {
	if i, ok := s.Place[p]; ok && s.numbered[i] > 0 {
		return s.Pages[s.numbered[i]-1]
	}
	return nil
}

// Book is the workbook of a source path, nil if there is none.
func (s *Site) Book(p string) *kb.Workbook { return s.books[p] }

// BookOut is the output of a workbook's page.
func BookOut(p string) string { return kb.FitName(p, ".html") }
