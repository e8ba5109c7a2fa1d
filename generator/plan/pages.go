package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"milepost/generator/digest"
	"milepost/generator/kb"
	"milepost/generator/kind"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// frame is what every output in the section's folder has around its content.
func (m *maker) frame(out, title, kind string, sec *site.Section) theme.Frame {
	f := theme.Frame{Lang: m.lang, Site: m.site.Config.Title, Title: title, Kind: kind, Path: out, Root: Root(out)}
	if m.base() != "" {
		f.Canonical = m.webAddress(out)
	}
	f.Shell = m.shells.get(f.Lang, f.Root)
	if sec != nil {
		f.Feed = m.feedOf(out, sec)
		f.Nav = m.bars.get(sec)
		f.Crumbs = m.crumbs(out, sec)
	}
	return f
}

// crumbs are links from the home page down to the section of the output.
func (m *maker) crumbs(out string, sec *site.Section) []theme.Ref {
	var up []*site.Section
	for ; sec != nil; sec = sec.Parent {
		if sec.Out != out {
			up = append(up, sec)
		}
	}
	refs := make([]theme.Ref, 0, len(up))
	for i := len(up) - 1; i >= 0; i-- {
		refs = append(refs, theme.Ref{Title: up[i].Title, Href: Href(out, up[i].Out)})
	}
	return refs
}

func (m *maker) pages(w *writer) {
	all := m.site.Pages
	contents := make([]ofPage, len(all)) // one block of memory for thousands of pages
	if w.known = m.site.Outs != nil && !slices.ContainsFunc(w.plan.Outputs, func(o Output) bool {
		return w.pageOf(kb.NameHash(o.Path), o.Path) != nil
	}); w.known {
		for i, p := range all {
			switch {
			case p.Folder: // home.go has the home page, lists.go the others
			case p.Unsafe:
				w.unsafe(p.Path, p.Out)
			default:
				contents[i] = ofPage{m, p}
				w.plan.Outputs = append(w.plan.Outputs, Output{Path: p.Out, Class: Page, Indexed: true, Content: &contents[i]})
			}
		}
		return
	}
	for i, p := range all {
		if p.Folder {
			continue
		}
		contents[i] = ofPage{m, p}
		w.addPage(p, Output{Path: p.Out, Class: Page, Indexed: true, Content: &contents[i]})
	}
}

// page is the view of a Markdown page.
func (m *maker) page(p *site.Page) theme.PageView {
	v := theme.PageView{
		Frame:     m.frame(p.Out, p.Title, p.Kind, p.Section),
		Summary:   p.Front.Summary,
		Marked:    p.Page.Marked,
		Tags:      m.tagRefs(p.Out, p),
		Owner:     m.person(p.Out, p.Owner),
		OwnerFrom: p.OwnerFrom(),
		Deputy:    m.person(p.Out, p.Front.Deputy),
		Reviewer:  theme.Person{Name: p.Front.Reviewer},
		Reviewed:  p.Front.Reviewed,
		ReviewDue: p.Due,
		Updated:   p.Change(),
		Minutes:   (p.Chars + 399) / 400, // 400 characters a minute is a calm pace for Chinese
		Body:      p.Body,
		HasCode:   p.HasCode,
		FAQ:       p.Kind == "faq",
	}
	v.Sheet = sheetOf(p.Rules)
	v.Description = p.Front.Summary
	if v.Description == "" {
		v.Description = p.Lead
	}
	if p.Front.Lang != "" {
		v.Lang = p.Front.Lang
		v.Shell = m.shells.get(v.Lang, v.Root)
	}
	for _, f := range p.Front.Fields {
		if kind.Knows(p.Kind, f.Key) { // other keys are for other programs
			v.Facts = append(v.Facts, theme.Fact{Key: f.Key, Values: f.List})
		}
	}
	back := p.Back()
	v.Backlinks = make([]theme.Ref, 0, len(back))
	for _, q := range back {
		v.Backlinks = append(v.Backlinks, theme.Ref{Title: q.Title, Href: Href(p.Out, q.Out), Kind: q.Kind})
	}
	v.Asks = m.askAbout(p)
	for _, q := range site.Related(m.site, p) {
		v.Related = append(v.Related, theme.Ref{Title: q.Title, Href: Href(p.Out, q.Out), Kind: q.Kind})
	}
	v.Edit = strings.ReplaceAll(m.site.Config.Publish.Edit, "{path}", encode(p.Path))
	if m.site.Config.Publish.Changes {
		v.Commits = v.Updated.Commits
	}
	v.Updated.Commits = nil
	v.Said, v.SaidMore = m.saidOf(p)
	v.Prev, v.Next = m.neighbour(p, -1), m.neighbour(p, 1)
	v.Fills, v.HasCharts = m.fills(p)
	if p.Front.Summary == "" && p.Shows {
		body := p.Body.Get()
		v.Description = withFigures(p.Lead, &body, v.Fills)
	}
	if v.Report = m.reportOf(p); v.Report != nil {
		v.Description = cmp.Or(p.Front.Summary, m.briefOf(p))
		v.Prev, v.Next = m.reportNeighbours(p)
		v.Description = cmp.Or(v.Description, leadOf(v.Fills))
	}
	v.Lead = m.leadBlocks(p)
	v.TOC = contents(p, v.Fills)
	if bare, ok := withoutTitle(p); ok {
		v.Body, v.TOC = bare, v.TOC[1:]
	}
	return v
}

// withoutTitle is the body without its first heading, if that only repeats the page's title. The heading's
// anchor stays, since links may name it.
func withoutTitle(p *site.Page) (digest.Sealed[kb.Body], bool) {
	if !p.Repeats {
		return p.Body, false
	}
	h := &p.Headings[0]
	body := p.Body.Get()
	html := body.HTML()
	begin, end := fmt.Sprintf(`<h%d id="%s"`, h.Level, escape(h.ID)), fmt.Sprintf("</h%d>", h.Level)
	at := strings.Index(html[0], end)
	if at < 0 || !strings.HasPrefix(html[0], begin) {
		return p.Body, false
	}
	html[0] = `<span id="` + escape(h.ID) + `"></span>` + html[0][at+len(end):]
	return kb.MakeBody(html, body.Holes), true
}

func (m *maker) neighbour(p *site.Page, step int) theme.Ref {
	i := int(p.Place) + step
	if i < 0 || i >= len(m.site.Order) {
		return theme.Ref{}
	}
	q := m.site.Order[i]
	return theme.Ref{Title: q.Title, Href: Href(p.Out, q.Out), Kind: q.Kind}
}

func (m *maker) tagRefs(from string, p *site.Page) []theme.Ref {
	var refs []theme.Ref
	for i, t := range p.Front.Tags {
		refs = append(refs, theme.Ref{Title: t, Href: Href(from, m.site.TagOut(p, i))})
	}
	return refs
}

// fills is the content of the holes in a page's body.
func (m *maker) fills(p *site.Page) (fills []theme.Fill, charts bool) {
	holes := p.Body.Get().Holes
	fills = make([]theme.Fill, len(holes))
	blocks := 0
	shown := map[string]bool{} // kinds of report sections that the page has shown so far
	for i := range holes {
		switch h := &holes[i]; h.Kind {
		case kb.HoleLink:
			fills[i].HTML = m.linkHref(p, i)
		case kb.HoleLinkText:
			fills[i].HTML = m.linkText(p, i)
		case kb.HoleImage:
			fills[i].HTML = m.image(p, i)
		case kb.HoleValue:
			fills[i].HTML = m.value(p, h)
		case kb.HoleBlock:
			blocks++
			b := m.block(p, h, fmt.Sprintf("b%d", blocks))
			charts = charts || b.Kind == "chart"
			fills[i].Block = splitSections(b, shown)
		case kb.HoleFormula:
			fills[i].HTML = h.HTML
		case kb.HoleDiagram, kb.HoleDiagramEnd:
			fills[i].HTML = m.linkedDiagram(p, h)
		case kb.HoleWord:
			fills[i].HTML = escape(m.theme.Text(h.Target))
		}
	}
	return fills, charts
}

// linkHref fills href="…". A broken link leads to the page itself, not to an
// error page.
func (m *maker) linkHref(p *site.Page, hole int) string {
	t, diags := m.site.Resolve(p, hole)
	if t.Out == "" {
		if len(diags) > 0 && diags[0].Code == "LK01.hook" { // not the author's fault: it looks like text
			return `#" class="hooked" tabindex="-1`
		}
		return `#" class="broken`
	}
	return escape(HrefFrag(p.Out, t.Out, t.Frag))
}

func (m *maker) linkText(p *site.Page, hole int) string {
	h := &p.Body.Get().Holes[hole]
	if t, _ := m.site.Resolve(p, hole); t.Title != "" {
		return escape(t.Title)
	}
	return escape(h.Target)
}

func (m *maker) image(p *site.Page, hole int) string {
	t, _ := m.site.Resolve(p, hole)
	h := &p.Body.Get().Holes[hole]
	if t.Out == "" {
		return `src="` + escape(encode(h.Target)) + `" class="broken"`
	}
	s := `src="` + escape(Href(p.Out, t.Out)) + `"`
	if !h.Sized && t.File != nil && t.File.Width > 0 && t.File.Height > 0 {
		s += fmt.Sprintf(` width="%d" height="%d"`, t.File.Width, t.File.Height)
	}
	return s
}
