package plan

import (
	"path"
	"slices"
	"strings"

	"milepost/generator/fact"
	"milepost/generator/kb"
	"milepost/generator/measure"
	"milepost/generator/report"
	"milepost/generator/search"
	"milepost/generator/site"
)

// searchCards are what a search shows above its hits when a query names a thing: the
// facts of each project about it, without those of private workbooks.
func (m *maker) searchCards() (cards []search.Card) {
	for _, project := range append([]string{"."}, m.site.Data.Projects()...) {
		public := measure.Public(m.site, m.press.Facts(measure.Scope{Project: project}))
		for _, c := range report.Cards(public, m.lang) {
			if card, ok := m.cardFor(c, project); ok {
				cards = append(cards, card)
			}
		}
	}
	return cards
}

// cardFor adds to a card its source and the address that it opens; ok is false if its
// source has no page.
func (m *maker) cardFor(c report.Card, project string) (search.Card, bool) {
	b := m.site.Book(c.Source.File)
	if b == nil || b.State == kb.Skipped || m.site.Data.PrivateBook(b) {
		return search.Card{}, false
	}
	card := search.Card{
		Kind: c.Family, Names: c.Names, Whole: c.Family == fact.File, Title: c.Title,
		Tone: string(c.Mark.Tone), State: c.Mark.Word, Value: c.Value, Rows: c.Rows,
		AsOf: string(c.AsOf), Source: path.Base(c.Source.File), Path: site.BookOut(b.Path),
	}
	if c.Source.Sheet != "" {
		card.Source += " › " + c.Source.Sheet
	}
	if c.Source.Cell != "" {
		card.Source += "!" + c.Source.Cell
		card.Anchor = m.anchorOf(b, c.Source)
	}
	if project != "." {
		card.Project = m.site.Section(project).Title
	}
	return card, true
}

// anchorOf is the anchor of the row of a cell, "" if its table does not exist.
func (m *maker) anchorOf(b *kb.Workbook, from fact.Source) string {
	line := strings.TrimLeft(from.Cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	for _, sealed := range b.Datasets {
		set := sealed.Get()
		if set.Sheet != from.Sheet {
			continue
		}
		at := slices.IndexFunc(set.Rows, func(r kb.Row) bool { return site.RowAnchor(&set, r.Line) == site.Anchor(&set)+"-r"+line })
		if at >= 0 {
			return site.RowAnchor(&set, set.Rows[at].Line)
		}
	}
	return ""
}
