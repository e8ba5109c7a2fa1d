package plan

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/kind"
	"milepost/generator/site"
	"milepost/generator/theme"
	"milepost/generator/view"
)

// sections adds the page of every folder but the root, which is the home page.
func (m *maker) sections(w *writer) {
	for _, sec := range m.site.Sections {
		if sec == m.site.Root {
			continue
		}
		source := ""
		if sec.Index != nil {
			source = sec.Index.Path
		}
		m.view(w, source, Page, sec.Out, true, func() any { return m.section(sec) })
	}
}

func (m *maker) section(sec *site.Section) theme.SectionView {
	v := theme.SectionView{Cards: m.cards(sec.Out, sec)}
	if sec.Index != nil {
		v.PageView = m.page(sec.Index)
	} else {
		v.PageView = theme.PageView{Frame: m.frame(sec.Out, sec.Title, "section", sec)}
	}
	if v.Kind == "page" {
		v.Kind = "section"
	}
	v.Book = m.bookOf(sec)
	if v.Kind == kind.Project {
		v.Front = m.front(sec.Path, sec.Index, sec.Out)
		v.Calendar = m.calendarOf(sec.Path, sec.Out)
	}
	v.Blocks = m.healthBlocks(sec)
	reports, pages := m.archive(sec)
	v.Reports = reports
	for _, p := range pages {
		v.Pages = append(v.Pages, m.entry(sec.Out, p))
	}
	for _, b := range sec.Books {
		v.Sheets = append(v.Sheets, theme.Entry{
			Ref:     theme.Ref{Title: path.Base(b.Path), Href: Href(sec.Out, site.BookOut(b.Path)), Kind: "workbook"},
			Summary: m.bookSummary(b),
			Updated: m.site.Snapshot.Books[b.Path].Date,
		})
	}
	return v
}

// healthBlocks is what the health checks of a folder show as one: their scores by
// quarter.
func (m *maker) healthBlocks(sec *site.Section) []theme.Block {
	section, ok := view.Health(m.site.Data, sec.Pages, m.lang)
	if !ok {
		return nil
	}
	doc := m.linksFrom(document.Report{Sections: []document.Section{section}}, sec.Out)
	return []theme.Block{{ID: view.KindHealth, Kind: "view", Report: []document.Report{doc}}}
}

// bookSummary lists the tables of a workbook.
func (m *maker) bookSummary(b *kb.Workbook) string {
	var names []string
	for _, d := range b.Datasets {
		name := d.Get().Title
		if name == "" || m.site.Data.PrivateBook(b) { // the lines above its table may name people
			name = d.Get().Name
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, " · ")
}

func (m *maker) cards(out string, sec *site.Section) []theme.Card {
	var cards []theme.Card
	for _, sub := range sec.Subs {
		c := theme.Card{Ref: theme.Ref{Title: sub.Title, Href: Href(out, sub.Out), Kind: "section"}, Count: sub.Count}
		if sub.Index != nil {
			c.Summary = sub.Index.Front.Summary
			if c.Summary == "" {
				c.Summary = sub.Index.Lead
			}
		}
		cards = append(cards, c)
	}
	return cards
}

func (m *maker) entry(out string, p *site.Page) theme.Entry {
	e := theme.Entry{
		Ref:     theme.Ref{Title: p.Title, Href: Href(out, p.Out), Kind: p.Kind},
		Summary: p.Front.Summary,
		Owner:   p.Owner,
		Updated: p.Change().Date,
		Due:     p.Due,
	}
	if e.Summary == "" {
		e.Summary = p.Lead
	}
	return e
}

// tags adds a page for each tag and the list of all tags.
func (m *maker) tags(w *writer) {
	for _, t := range m.site.Tags {
		m.view(w, "", Page, t.Out, false, func() any {
			v := theme.TagView{Frame: m.outside(t.Out, t.Name, "tag")}
			for _, p := range t.Pages {
				v.Pages = append(v.Pages, m.entry(t.Out, p))
			}
			return v
		})
	}
	const out = "tags/index.html"
	m.view(w, "", Page, out, false, func() any {
		v := theme.TagsView{Frame: m.outside(out, m.theme.Text("tags.title"), "tags")}
		for _, t := range m.site.Tags {
			v.Tags = append(v.Tags, theme.TagCount{Ref: theme.Ref{Title: t.Name, Href: Href(out, t.Out)}, Count: len(t.Pages)})
		}
		return v
	})
}

// outside is the frame of an output outside all sections.
func (m *maker) outside(out, title, kind string) theme.Frame {
	f := m.frame(out, title, kind, nil)
	f.Nav = m.bars.at(out)
	f.Crumbs = []theme.Ref{{Title: m.site.Root.Title, Href: Href(out, m.site.Root.Out)}}
	return f
}
