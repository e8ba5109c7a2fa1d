package site

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// About is a suggestion as it is shown on the page that it is about.
type About struct {
	Suggestion
	Status string // as the sheet says it, "" if it says nothing
	Change string // what was changed
	Late   bool   // it waits for an answer longer than was promised
	Waits  bool   // it has no answer
	Frag   string // the heading that it is about, "" for the page
}

// PageOf is the page that a suggestion is about, and the anchor there; nil if
// the suggestion names no page, or one that does not exist. This is the only
// place that decides it.
func (s *Site) PageOf(g *Suggestion) (p *Page, frag string) {
	if p = pageSaid(s, g.Page, g.Set.File); p != nil {
		return p, ""
	}
	name, frag, _ := strings.Cut(g.Page, "#")
	if p = pageSaid(s, name, g.Set.File); p == nil {
		return nil, ""
	}
	if plain, err := url.PathUnescape(frag); err == nil {
		frag = plain
	}
	if !slices.ContainsFunc(p.Headings, func(h kb.Heading) bool { return h.ID == frag }) && !slices.Contains(p.Anchors, frag) {
		frag = ""
	}
	return p, frag
}

// pageSaid is PageNamed that also takes the address of a published page
// (https://host/docs/faq/vpn.html). Which part of it is the host and the
// site's folder is not known here: leading parts are dropped until a page
// fits.
func pageSaid(s *Site, name, from string) *Page {
	at := strings.Index(name, "://")
	if at < 0 {
		return s.PageNamed(name, from)
	}
	rest, _, _ := strings.Cut(name[at+len("://"):], "?")
	if plain, err := url.PathUnescape(rest); err == nil {
		rest = plain
	}
	rest = strings.TrimSuffix(strings.ReplaceAll(rest, `\`, "/"), "/")
	for found := true; found; {
		if _, rest, found = strings.Cut(rest, "/"); !found {
			return nil
		}
		if t, ok := s.lookup(text.Composed(rest)); ok && t.Page != nil {
			return t.Page
		}
	}
	return nil
}

// AboutPage is the suggestions about a page that readers may see, the newest first.
func (s *Site) AboutPage(p *Page) []About { return s.about()[p] }

// aboutPages finds the page of every suggestion.
func aboutPages(s *Site) map[*Page][]About {
	all := map[*Page][]About{}
	for _, set := range s.Data.Each() {
		if set.Schema != kb.SchemaSuggestions || set.Score < Sure || set.Col(kb.FieldPage) < 0 || s.Data.Superseded(set.File) || s.Data.Private(set) {
			continue
		}
		for _, g := range Suggestions(set) {
			if p, frag := s.PageOf(&g); p != nil {
				all[p] = append(all[p], aboutOf(s, g, frag))
			}
		}
	}
	for _, list := range all {
		slices.SortStableFunc(list, func(a, b About) int { return cmp.Compare(b.Date, a.Date) })
	}
	return all
}

func aboutOf(s *Site, g Suggestion, frag string) About {
	said := func(field string) string { return strings.TrimSpace(g.Set.Cell(g.Row, field).String()) }
	status := g.Set.Cell(g.Row, kb.FieldStatus)
	waited := s.Data.Waited(&g, s.Data.Today())
	return About{
		Suggestion: g, Frag: frag, Change: said(kb.FieldChange), Waits: !g.Replied(), Late: waited > s.Data.AnswerDays(),
		Status: cmp.Or(strings.TrimSpace(status.Shown), said(kb.FieldStatus)),
	}
}
