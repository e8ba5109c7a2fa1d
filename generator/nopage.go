package generator

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/text"
)

// mostNear is how many reports are suggested if no report has the given name.
const mostNear = 3

// noPage is the error for a page that does not exist; it suggests one with a similar name.
func noPage(e *Edition, said string) error {
	if p := nearPage(said, e.Site.Pages); p != "" {
		return &Refused{Reason: "nopage.near", Args: []string{said}, Names: []string{p}}
	}
	return refuse("nopage", said)
}

// noReport is noPage for reports: if no name is similar, it suggests the newest ones.
func noReport(e *Edition, said string) error {
	var pages []*site.Page
	newest := map[string]kb.Date{}
	for _, r := range e.Site.Reports {
		pages = append(pages, r.Page)
		newest[r.Page.Path] = r.Period.End()
	}
	if p := nearPage(said, pages); p != "" {
		return &Refused{Reason: "nopage.near", Args: []string{said}, Names: []string{p}}
	}
	if len(pages) == 0 {
		return refuse("nopage.noreport", said)
	}
	slices.SortStableFunc(pages, func(a, b *site.Page) int {
		return strings.Compare(string(newest[b.Path]), string(newest[a.Path]))
	})
	var names []string
	for _, p := range pages[:min(len(pages), mostNear)] {
		names = append(names, p.Path)
	}
	return &Refused{Reason: "nopage.reports", Args: []string{said}, Names: names}
}

// nearPage is the path of the page whose file name or title is most similar to said, ""
// if none is similar.
func nearPage(said string, pages []*site.Page) string {
	said = path.Base(strings.ReplaceAll(said, `\`, "/"))
	said = strings.TrimSuffix(said, path.Ext(said))
	of := map[string]string{}
	var known []string
	for _, p := range pages {
		for _, name := range []string{strings.TrimSuffix(path.Base(p.Path), ".md"), p.Title} {
			if _, there := of[name]; !there && name != "" {
				known = append(known, name)
				of[name] = p.Path
			}
		}
	}
	return of[text.Like(said, known)]
}
