package plan

import (
	"sync"

	"milepost/generator/digest"
	"milepost/generator/kind"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// SearchManifest is the first file of the search index that a page loads.
const SearchManifest = "search/manifest.js"

// shells has the shell of pages for each language and depth, made when first
// needed.
type shells struct {
	theme  *theme.Theme
	base   theme.Base  // without language and root, and what owners tells
	owners func() bool // owners have pages

	mu sync.Mutex
	of map[[2]string]digest.Sealed[*theme.Shell]
}

func newShells(s *site.Site, th *theme.Theme, ask theme.Ask, owners func() bool) *shells {
	b := theme.Base{Site: s.Config.Title, Ask: ask, Dated: s.Config.Publish.Keep > 0, Brand: brand(s, th)}
	b.Assets, _ = th.Assets()
	b.Assets.Index, b.Assets.Terms = SearchManifest, glossaryHref(s)
	if s.Config.BaseURL != "" {
		b.Assets.Feed = FeedOut
		if len(s.Of(kind.Report)) > 0 {
			b.Assets.Reports = ReportsOut
		}
	}
	for _, it := range s.Root.Items {
		if it.Section != nil {
			b.Menu = append(b.Menu, theme.Ref{Title: it.Section.Title, Href: encode(it.Section.Out)})
		}
	}
	return &shells{theme: th, base: b, owners: owners, of: map[[2]string]digest.Sealed[*theme.Shell]{}}
}

// get is the shell of outputs in a language with this path to the root.
func (s *shells) get(lang, root string) digest.Sealed[*theme.Shell] {
	s.mu.Lock()
	defer s.mu.Unlock()
	name := [2]string{lang, root}
	shell, made := s.of[name]
	if !made {
		b := s.base
		b.Lang, b.Root, b.Owners = lang, root, s.owners()
		shell = s.theme.Shell(b)
		s.of[name] = shell
	}
	return shell
}
