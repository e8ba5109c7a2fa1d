package plan

import (
	"path"
	"strings"
	"unicode"

	"milepost/generator/search"
	"milepost/generator/site"
)

// Search is what the search index needs of the site, beside the bytes of the
// pages.
func (p *Plan) Search() search.Options {
	return search.Options{Synonyms: p.maker.synonyms(), Cards: p.maker.searchCards()}
}

// synonyms are groups of words with the same meaning here: those of site.toml, the
// ways to write a term of a glossary, and old names of a page.
func (m *maker) synonyms() (groups [][]string) {
	for _, s := range m.site.Config.Synonyms {
		groups = append(groups, s.Words)
	}
	for _, p := range glossaries(m.site) {
		for _, t := range terms(m.written(p)) {
			if len(t.names) > 1 {
				groups = append(groups, t.names)
			}
		}
	}
	for _, p := range m.site.Aliased {
		if names := formerNames(p); len(names) > 0 {
			groups = append(groups, append([]string{p.Title}, names...))
		}
	}
	return groups
}

// formerNames are the names in a page's old addresses. Only Chinese ones count:
// Latin letters in an address are mostly a label.
func formerNames(p *site.Page) (names []string) {
	for _, alias := range p.Front.Aliases {
		name := path.Base(strings.TrimSuffix(alias, "/"))
		name = strings.TrimSuffix(strings.TrimSuffix(name, ".md"), ".html")
		if strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			names = append(names, name)
		}
	}
	return names
}
