package site

import (
	"cmp"
	"slices"
)

// few are lists of pages that are few among thousands, each by path: whoever needs them does not
// look at all pages.
type few struct {
	Aliased []*Page // those with aliases
	Showing []*Page // those with data blocks or values
	Ruled   []*Page // those with formulas, which have rules for their look
	Drawn   []*Page // those with diagrams
	Fielded []*Page // those whose front matter has keys of their kind

	runs   []run                // of pages of one kind, in the order of the pages
	kinds  map[string][]stretch // where pages of a kind stand in Site.Pages, but for those of indexes
	ranked []*Page              // those that are or could be their folder's page: the site may change their kind
}

// stretch is a part of a list.
type stretch struct{ from, to int32 }

// run is a part of Site.Pages whose pages are of one kind.
type run struct {
	kind string
	stretch
}

// add adds a page. Pages are added in the order of Site.Pages.
func (f *few) add(p *Page) {
	b := p.Brief
	if b.HasAliases {
		f.Aliased = append(f.Aliased, p)
	}
	if b.Shows {
		f.Showing = append(f.Showing, p)
	}
	if b.HasRules {
		f.Ruled = append(f.Ruled, p)
	}
	if b.HasDiagrams {
		f.Drawn = append(f.Drawn, p)
	}
	if b.HasFields {
		f.Fielded = append(f.Fielded, p)
	}
	if b.Rank >= 0 {
		f.ranked = append(f.ranked, p)
		return
	}
	if n := len(f.runs); n > 0 && f.runs[n-1].kind == b.Kind && f.runs[n-1].to == p.number {
		f.runs[n-1].to++
		return
	}
	f.runs = append(f.runs, run{b.Kind, stretch{p.number, p.number + 1}})
}

// behind adds the pages of another, which come behind those of f.
func (f *few) behind(more *few) {
	f.Aliased, f.Showing = append(f.Aliased, more.Aliased...), append(f.Showing, more.Showing...)
	f.Ruled, f.Fielded = append(f.Ruled, more.Ruled...), append(f.Fielded, more.Fielded...)
	f.Drawn, f.ranked = append(f.Drawn, more.Drawn...), append(f.ranked, more.ranked...)
	if f.kinds == nil {
		f.kinds = map[string][]stretch{}
	}
	for _, r := range more.runs {
		f.kinds[r.kind] = append(f.kinds[r.kind], r.stretch)
	}
}

// Of lists the pages of a kind, by path.
func (s *Site) Of(kind string) []*Page {
	var pages []*Page
	for _, part := range s.kinds[kind] {
		pages = append(pages, s.Pages[part.from:part.to]...)
	}
	for _, p := range s.ranked {
		if p.Kind == kind {
			pages = append(pages, p)
		}
	}
	slices.SortFunc(pages, func(a, b *Page) int { return cmp.Compare(a.number, b.number) })
	return pages
}

// InOrder sorts a copy of a list of pages as the sidebar shows them.
func InOrder(pages []*Page) []*Page {
	return slices.SortedFunc(slices.Values(pages), func(a, b *Page) int { return cmp.Compare(a.Place, b.Place) })
}
