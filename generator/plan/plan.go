// Package plan decides which files a site consists of and what is in each.
//
// In goes a linked Site, a Theme and the diagnostics of the build; out comes the
// list of outputs. A view is made only when an output's key or bytes are asked for,
// so that an edit costs only what it changes. The bytes are a function of view and
// theme alone; the key is their digest. Nothing here touches a disk or a clock.
package plan

import (
	"path"
	"slices"

	"milepost/generator/diag"
	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/press"
	"milepost/generator/site"
	"milepost/generator/text"
	"milepost/generator/theme"
)

// Plan is all outputs of a site except the search index, which is made from
// the bytes of the others.
type Plan struct {
	Outputs []Output
	// Charts is how many chart blocks are on the pages.
	Charts int
	// Diags are about outputs: two with one path, names that cannot be files.
	Diags diag.List

	maker *maker
}

// maker makes the views of one site.
type maker struct {
	site   *site.Site
	press  *press.Press
	theme  *theme.Theme
	diags  func() diag.List // of the whole build, for the data-status and workbook pages
	bars   *sidebars
	shells *shells
	lang   string
	file   func(path string) string          // absolute path of a content file
	read   func(path string) ([]byte, error) // its bytes
	uses   map[string][]*site.Page           // by workbook, the pages that show it
	owners func() *site.Owners
}

// Make lists the outputs. diags gives all diagnostics of the build except those
// of the plan; it is called with an output's key or bytes, not before. file
// gives the absolute path of a content file, read its bytes.
func Make(s *site.Site, reports *press.Press, th *theme.Theme, diags func() diag.List, file func(string) string, read func(string) ([]byte, error)) *Plan {
	m := &maker{site: s, press: reports, theme: th, diags: diags, bars: newSidebars(s), lang: s.Config.Language, file: file, read: read}
	m.uses = m.usedBy()
	m.owners = m.ownersOf()
	if s.Config.People.Pages {
		go m.owners() // many pages are looked at; what follows needs them late
	}
	m.shells = newShells(s, th, m.askSearch(), m.owned)
	p := &Plan{maker: m, Charts: m.charts()}
	pages := len(s.Pages) + len(s.Sections) + len(s.Files)
	w := newWriter(p, pages+pages/8+512, len(s.Sections)+len(s.Files)+512) // and room for all others, which are few
	for _, family := range []func(*writer){
		m.assets, m.formulaSheets, m.pages, m.sections, m.books, m.glossary, m.feeds, m.tags, m.editions, m.workbooks, m.files, m.special, m.people, m.aliases, m.facts, m.machine,
	} {
		family(w)
	}
	return p
}

// writer collects outputs and refuses a second one with the same path.
type writer struct {
	plan *Plan
	at   *kb.Numbers    // indexes in plan.Outputs by folded path
	from map[int]string // the source of each output that is neither a page's nor our own, by index

	// known tells whether source.Snapshot.Outs finds the outputs of pages, which then are not in at:
	// thousands need not be added with each edition.
	known bool
}

// newWriter has room for n outputs, of which others are not pages'.
func newWriter(p *Plan, n, others int) *writer {
	p.Outputs = make([]Output, 0, n)
	return &writer{plan: p, at: kb.NewNumbers(others), from: map[int]string{}}
}

// add adds an output made from a source ("" for our own).
func (w *writer) add(source string, o Output) {
	safe := source == "" || kb.UnsafeName(o.Path) == ""
	if i := len(w.plan.Outputs); w.put(source, kb.NameHash(o.Path), safe, o) && source != "" {
		w.from[i] = source
	}
}

// addPage adds the output of a page. What add works out was found when the page was parsed.
func (w *writer) addPage(p *site.Page, o Output) {
	w.put(p.Path, p.Hash, !p.Unsafe, o)
}

// put adds an output unless its path, which has this hash, is taken, or its name is not safe.
func (w *writer) put(source string, hash uint32, safe bool, o Output) bool {
	i, twice := w.at.Find(hash, func(i int) bool { return kb.FoldName(w.plan.Outputs[i].Path) == kb.FoldName(o.Path) })
	if !twice && w.known {
		if p := w.pageOf(hash, o.Path); p != nil {
			i, twice = slices.IndexFunc(w.plan.Outputs, func(o Output) bool { return o.Path == p.Out }), true
		}
	}
	switch {
	case twice && source == "" && o.Path == SearchOut: // the author's own page of this name wins
		return false
	case twice:
		w.plan.Diags = append(w.plan.Diags, w.clash(i, source, o.Path))
		return false
	case !safe:
		w.unsafe(source, o.Path)
		return false
	}
	w.at.Add(hash, len(w.plan.Outputs))
	w.plan.Outputs = append(w.plan.Outputs, o)
	return true
}

// unsafe reports an output whose name cannot be that of a file everywhere.
func (w *writer) unsafe(source, out string) {
	w.plan.Diags = append(w.plan.Diags, diag.New("PL02.unsafe", diag.Pos{File: source}, path.Base(out)))
}

// pageOf is the page whose output has the path, in any letter case, nil if there is none.
func (w *writer) pageOf(hash uint32, out string) *site.Page {
	s := w.plan.maker.site
	place, ok := s.Outs.Find(hash, func(place int) bool {
		p := site.PageAt(s, place)
		return p != nil && !p.Folder && !p.Unsafe && kb.FoldName(p.Out) == kb.FoldName(out)
	})
	if !ok {
		return nil
	}
	return site.PageAt(s, place)
}

// sourceOf is the source of the output i.
func (w *writer) sourceOf(i int) string {
	if c, ok := w.plan.Outputs[i].Content.(*ofPage); ok {
		return c.page.Path
	}
	return w.from[i]
}

// clash reports that the output i and one from source have the same path.
func (w *writer) clash(i int, source, out string) diag.Diagnostic {
	first, from := w.plan.Outputs[i].Path, w.sourceOf(i)
	pos := diag.Pos{File: source}
	if source == "" { // the second is ours: the first, a page, must be renamed
		pos.File = from
	}
	switch {
	case first == out && from == source:
		return diag.New("PL01.self", pos, out)
	case first == out:
		return diag.New("PL01.same", pos, orTheme(from), orTheme(source), out)
	case text.Composed(first) == text.Composed(out):
		return diag.New("PL01.form", pos, first)
	}
	return diag.New("PL01.case", pos, first, out)
}

func orTheme(source string) string {
	if source == "" {
		return "Milepost"
	}
	return source
}

// view adds an output rendered by the theme.
func (m *maker) view(w *writer, source string, class Class, out string, indexed bool, view func() any) {
	w.add(source, m.output(class, out, indexed, view))
}

func (m *maker) output(class Class, out string, indexed bool, view func() any) Output {
	return Output{Path: out, Class: class, Indexed: indexed, Content: &ofView{m, view}}
}

// bytes adds an output whose bytes are not made from a view.
func (m *maker) bytes(w *writer, source string, class Class, out string, key digest.Key, render func() []byte) {
	w.add(source, Output{Path: out, Class: class, Content: Made(key, func() ([]byte, error) { return render(), nil })})
}

func (m *maker) assets(w *writer) {
	_, files := m.theme.Assets()
	needed := m.needs()
	for _, f := range files {
		if f.Need != theme.Always && !needed[f.Need] {
			continue
		}
		m.bytes(w, "", Asset, f.Path, f.Key, func() []byte { return f.Data })
	}
}

// aliases adds at each old address a page that leads to the new one.
func (m *maker) aliases(w *writer) {
	for _, p := range m.site.Aliased {
		for _, a := range p.Front.Aliases {
			out := site.AliasOut(p, a)
			if out == p.Out { // the page has come back
				continue
			}
			m.view(w, p.Path, Page, out, false, func() any {
				return theme.RedirectView{
					Frame:  m.frame(out, p.Title, "redirect", m.site.Root),
					Target: theme.Ref{Title: p.Title, Href: Href(out, p.Out)},
				}
			})
		}
	}
}

// usedBy finds the pages that show each workbook.
func (m *maker) usedBy() map[string][]*site.Page {
	uses := map[string][]*site.Page{}
	for _, p := range site.InOrder(m.site.Showing) {
		for _, file := range m.shownBy(p) {
			if !slices.Contains(uses[file], p) {
				uses[file] = append(uses[file], p)
			}
		}
	}
	return uses
}
