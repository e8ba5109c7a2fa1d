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
	"strings"

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
	m.shells = newShells(s, th, m.askSearch(), m.owned())
	p := &Plan{maker: m, Charts: m.charts()}
	pages := len(s.Pages) + len(s.Sections) + len(s.Files)
	w := newWriter(p, pages+pages/8+512) // and room for all others, which are few
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
	at   map[string]int32 // by folded path, index in plan.Outputs
	from []string         // the source of each output
}

func newWriter(p *Plan, n int) *writer {
	p.Outputs = make([]Output, 0, n)
	return &writer{plan: p, at: make(map[string]int32, n), from: make([]string, 0, n)}
}

// room is memory in the list for n outputs that are then added in this order,
// so that thousands are not held twice.
func (w *writer) room(n int) []Output {
	w.plan.Outputs = slices.Grow(w.plan.Outputs, n)
	from := len(w.plan.Outputs)
	return w.plan.Outputs[from : from+n : from+n]
}

// add adds an output made from a source ("" for our own).
func (w *writer) add(source string, o Output) {
	folded := o.folded
	if folded == "" {
		folded = strings.ToLower(o.Path)
	}
	folded = text.Composed(folded)
	pos := diag.Pos{File: source}
	if i, twice := w.at[folded]; twice {
		if source == "" && o.Path == SearchOut { // the author's own page of this name wins
			return
		}
		w.plan.Diags = append(w.plan.Diags, w.clash(int(i), source, o.Path))
		return
	}
	if source != "" && !o.named && kb.UnsafeName(o.Path) != "" {
		w.plan.Diags = append(w.plan.Diags, diag.New("PL02.unsafe", pos, path.Base(o.Path)))
		return
	}
	w.at[folded] = int32(len(w.plan.Outputs))
	w.from = append(w.from, source)
	w.plan.Outputs = append(w.plan.Outputs, o)
}

// clash reports that the output i and one from source have the same path.
func (w *writer) clash(i int, source, out string) diag.Diagnostic {
	first, from := w.plan.Outputs[i].Path, w.from[i]
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
	return Output{
		Path: out, Class: class, Indexed: indexed,
		Key:    func() digest.Key { return m.key(view()) },
		Render: func() ([]byte, error) { return m.theme.Render(view()) },
		Both: func() (digest.Key, func() ([]byte, error)) {
			v := view()
			return m.key(v), func() ([]byte, error) { return m.theme.Render(v) }
		},
	}
}

// key is the key of an output with the view.
func (m *maker) key(view any) digest.Key { return digest.Of(m.theme.Key(), view) }

// bytes adds an output whose bytes are not made from a view.
func (m *maker) bytes(w *writer, source string, class Class, out string, key digest.Key, render func() []byte) {
	w.add(source, Output{
		Path: out, Class: class,
		Key:    func() digest.Key { return key },
		Render: func() ([]byte, error) { return render(), nil },
	})
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
	for _, p := range m.site.Order {
		for _, file := range m.shownBy(p) {
			if !slices.Contains(uses[file], p) {
				uses[file] = append(uses[file], p)
			}
		}
	}
	return uses
}
