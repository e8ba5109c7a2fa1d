package plan

import (
	"cmp"
	"fmt"
	"math"
	"path"
	"slices"
	"strings"

	"milepost/generator/chart"
	"milepost/generator/diag"
	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/site"
	"milepost/generator/theme"
	"milepost/generator/view"
	"milepost/generator/vocab"
)

// maxAuto is how many automatic blocks a table has on its workbook's page, if
// its schema has no view.
const maxAuto = 2

// workbooks adds the page of every workbook.
func (m *maker) workbooks(w *writer) {
	for _, sec := range m.site.Sections {
		for _, b := range sec.Books {
			m.view(w, b.Path, Page, site.BookOut(b.Path), true, func() any { return m.workbook(b, sec) })
		}
	}
}

func (m *maker) workbook(b *kb.Workbook, sec *site.Section) theme.WorkbookView {
	out := site.BookOut(b.Path)
	d := m.drawer(out)
	v := theme.WorkbookView{
		Frame: m.frame(out, m.bookTitle(b), "workbook", sec),
		File:  path.Base(b.Path), AsOf: m.bookAsOf(b),
		Updated: m.site.Snapshot.Books[b.Path], Sheets: sheetNotes(b),
		Problems: m.problemsOf(out, b.Path), Asks: m.askAboutBook(b, m.bookTitle(b)),
	}
	v.State = stateShown(b, v.Problems)
	if o := m.original(b); o != "" {
		v.Original, v.Removed = Href(out, o), b.Original.Removed
	}
	v.Withheld = m.withheld(b)
	for _, set := range m.site.Data.Of(b.Path) {
		if b.State == kb.Kept {
			v.Kept = max(v.Kept, set.Kept)
		}
		t := d.dataset(set)
		if t.Table.Private {
			v.Tables = append(v.Tables, t)
			continue
		}
		t.CSV = Href(out, csvOut(b, set.Name))
		if t.Table.More > 0 {
			t.Table.MoreRef = t.CSV
		}
		v.Tables = append(v.Tables, t)
	}
	v.Description = aboutBook(v.Tables)
	for _, p := range m.uses[b.Path] {
		v.UsedBy = append(v.UsedBy, theme.Ref{Title: p.Title, Href: Href(out, p.Out), Kind: p.Kind})
	}
	return v
}

// bookAsOf is the latest day or period that a table of the workbook itself
// gives, "" if none does.
func (m *maker) bookAsOf(b *kb.Workbook) (last kb.Period) {
	for _, set := range m.site.Data.Of(b.Path) {
		if p, from := m.site.Data.StandsFor(set, b); from == site.FromData && p.End() > last.End() {
			last = p
		}
	}
	return last
}

// bookTitle is the title of the only table, else the file's name. In a private
// workbook the lines above the table may name people.
func (m *maker) bookTitle(b *kb.Workbook) string {
	if sets := m.site.Data.Of(b.Path); len(sets) == 1 && sets[0].Title != "" && !m.site.Data.PrivateBook(b) {
		return sets[0].Title
	}
	name := path.Base(b.Path)
	return strings.TrimSuffix(name, path.Ext(name))
}

// aboutBook is a workbook in one sentence: the first finding of its tables, ""
// if there is none.
func aboutBook(tables []theme.DatasetView) string {
	for _, t := range tables {
		for _, b := range t.Blocks {
			for _, r := range b.Report {
				if len(r.Sections) > 0 && r.Sections[0].Title != "" {
					return r.Sections[0].Title
				}
			}
			if b.Kind == "chart" && b.Title != "" {
				return b.Title
			}
		}
	}
	return ""
}

// sheetNotes says what was read of each sheet. Hidden sheets are only counted:
// their names may be private.
func sheetNotes(b *kb.Workbook) []theme.SheetNote {
	var out []theme.SheetNote
	hidden := theme.SheetNote{State: "hidden"}
	for _, s := range b.Sheets {
		if s.State == hidden.State {
			hidden.Tables++
			continue
		}
		out = append(out, theme.SheetNote{Name: s.Name, State: s.State, Tables: s.Tables})
	}
	if hidden.Tables > 0 {
		out = append(out, hidden)
	}
	return out
}

func (d drawer) dataset(set *kb.Dataset) theme.DatasetView {
	v := theme.DatasetView{
		ID: site.Anchor(set), Name: set.Name, Title: set.Title, Range: set.Range, Schema: set.Schema, RunnerUp: set.RunnerUp,
		Percent: int(math.Round(set.Score * 100)), Notes: set.Notes,
		Table: asInSheet(set, d.table(set, maxBookRows, true)),
	}
	if v.Table.Private { // lines above and below the table may name people too
		v.Title, v.Notes = "", nil
	} else {
		v.Blocks = d.auto(set)
	}
	for _, c := range set.Columns {
		note := theme.ColumnNote{Header: c.Header, Type: string(c.Type), Unit: vocab.UnitName(c.Unit, d.lang), Ref: c.Ref}
		if c.Known {
			note.Field = c.Field
		}
		v.Columns = append(v.Columns, note)
	}
	return v
}

// auto draws what fits the schema: its view, else the native block and charts.
// What cannot be drawn is left out silently, since nobody asked for it.
func (d drawer) auto(set *kb.Dataset) []theme.Block {
	if view.Has(set.Schema) {
		return d.view(set)
	}
	var out []theme.Block
	pos := diag.Pos{File: set.File, Sheet: set.Sheet}
	native := map[string]string{kb.SchemaPhases: kb.BlockGantt, kb.SchemaKPI: kb.BlockKPI, kb.SchemaRACI: kb.BlockRACI}[set.Schema]
	if native != "" {
		if v, _ := d.draw(d.ownView(native, set), []*kb.Dataset{set}, pos, site.Anchor(set)+"-b0"); v.Kind != "" {
			out = append(out, v)
		}
	}
	for _, spec := range chart.Default(set) {
		if len(out) == maxAuto {
			break
		}
		c, diags := d.chart(spec, set, "", pos)
		if c.Option != "" && diags.Max() < diag.Error {
			id := fmt.Sprintf("%s-b%d", site.Anchor(set), len(out)+1)
			if len(c.Table.Rows) >= len(set.Rows) {
				c.Table = theme.Table{} // the table below says the same
			}
			out = append(out, theme.Block{ID: id, Kind: "chart", Title: cmp.Or(c.Title, c.Label), Chart: c})
		}
	}
	return out
}

// view is the view of a table's schema, with links from the output; none if the
// table has too little data.
func (d drawer) view(set *kb.Dataset) []theme.Block {
	section, ok := view.Of(d.data, set, d.lang)
	if !ok {
		return nil
	}
	doc := d.linksFrom(document.Report{Sections: []document.Section{section}}, d.out)
	sources := d.sources([]*kb.Dataset{set}, nil)
	for i := range sources {
		sources[i].Unread = 0 // the view names the cells
	}
	return []theme.Block{{ID: site.Anchor(set) + "-b0", Kind: "view", Report: []document.Report{doc}, Source: sources}}
}

// ownView is the block that shows a table on its workbook's page. The indicators
// of a past month are judged at the end of that month.
func (d drawer) ownView(kind string, set *kb.Dataset) kb.Block {
	b := kb.Block{Kind: kind}
	if p := d.data.PastPart(set); p != "" && kind == kb.BlockKPI {
		b.Attrs = append(b.Attrs, kb.Attr{Key: "period", List: []string{string(p)}})
	}
	return b
}

// shownBy is the workbooks whose values a page, one of site.Showing, shows.
func (m *maker) shownBy(p *site.Page) []string {
	var files []string
	add := func(set *kb.Dataset) {
		for _, b := range m.site.Data.Books(set) {
			if !slices.Contains(files, b.Path) {
				files = append(files, b.Path)
			}
		}
	}
	for i := range p.Body.Get().Holes {
		h := &p.Body.Get().Holes[i]
		pos := diag.Pos{File: p.Path}
		switch h.Kind {
		case kb.HoleBlock:
			for _, name := range h.Block.All("data") {
				sets, _ := m.site.Data.Find(name, pos)
				for _, set := range sets {
					add(set)
				}
			}
			if h.Block.Get("data") == "" {
				sets, _ := m.site.Data.Block(h.Block, pos)
				for _, set := range sets {
					add(set)
				}
			}
		case kb.HoleValue:
			if v, _ := m.site.Data.Prose(h.Args, pos); v.Set != nil {
				add(v.Set)
			}
		}
	}
	return files
}

// charts counts the chart blocks of all pages.
func (m *maker) charts() int {
	n := 0
	for _, p := range m.site.Showing {
		for i := range p.Body.Get().Holes {
			if h := &p.Body.Get().Holes[i]; h.Kind == kb.HoleBlock && h.Block.Kind == "chart" {
				n++
			}
		}
	}
	return n
}
