package plan

import (
	"encoding/base64"
	"path"
	"slices"
	"strings"

	"milepost/generator/document"
	"milepost/generator/kb"
	"milepost/generator/report"
	"milepost/generator/site"
	"milepost/generator/theme"
)

// Document is the whole report of a page, with the text of the page between
// the blocks. Its addresses are absolute, and empty if site.toml has no
// base_url. ok is false if the page is no report, or an issued one that has
// lost its record.
func (p *Plan) Document(page *site.Page) (doc document.Report, ok bool) {
	m := *p.maker
	r := m.site.ReportAt(page)
	if r == nil {
		return doc, false
	}
	if doc, ok = m.press.Report(r); !ok {
		return doc, false
	}
	view := m.page(page)
	address := func(href string) string { return m.webAddress(href) }
	w := documentWriter{doc: document.Report{Head: doc.Head, Errata: doc.Errata, Sources: doc.Sources}, theme: m.theme}
	body := page.Body.Get()
	for i, piece := range body.HTML() {
		w.prose.WriteString(piece)
		if i == len(body.Holes) {
			break
		}
		switch h := &body.Holes[i]; {
		case h.Kind == kb.HoleBlock && h.Block.OfReport():
			w.flush()
			part := m.part(page, h)
			w.doc.Sections = append(w.doc.Sections, part.Sections...)
		case h.Kind == kb.HoleLink:
			t, _ := m.site.Resolve(page, i)
			w.prose.WriteString(escape(address(t.Out)))
		case h.Kind == kb.HoleImage:
			w.prose.WriteString(m.inline(page, i))
		case h.Kind == kb.HoleFormula:
			w.prose.WriteString(texOf(h))
		case h.Kind == kb.HoleDiagram, h.Kind == kb.HoleDiagramEnd: // Word shows no SVG, mails neither: its source
		default:
			w.fill(view.Fills[i])
		}
	}
	w.flush()
	return w.doc.Linked(address), true
}

// part is what a block of a report shows on a page: the part in its record, else
// as it is made now.
func (m *maker) part(page *site.Page, h *kb.Hole) document.Report {
	if part, ok := m.keptPart(page, h.Block); ok {
		return part
	}
	part, _ := m.press.Part(h.Block, posOf(page, h))
	return part
}

// Mail is a report as a mail; files are the names of its attachments.
func (p *Plan) Mail(page *site.Page, doc document.Report, files []string) (theme.Mail, error) {
	return p.maker.theme.Mail(theme.MailInput{Report: doc, Href: p.maker.webAddress(page.Out), Files: files})
}

// File is the page as one file: see [theme.Theme.File].
func (p *Plan) File(page *site.Page) ([]byte, error) {
	m := p.maker
	v := m.page(page)
	for i, h := range page.Body.Get().Holes {
		switch h.Kind {
		case kb.HoleLink:
			t, _ := m.site.Resolve(page, i)
			if v.Fills[i].HTML = escape(m.webAddress(t.Out)); t.Out == page.Out && t.Frag != "" {
				v.Fills[i].HTML = escape("#" + encode(t.Frag)) // a place in this file
			}
		case kb.HoleImage:
			v.Fills[i].HTML = m.inline(page, i)
		case kb.HoleFormula:
			v.Fills[i].HTML = mathOf(&h)
		case kb.HoleDiagram:
			v.Fills[i].HTML = m.inlineDiagram(page, &h)
		}
		for k := range v.Fills[i].Block {
			b := &v.Fills[i].Block[k]
			b.Source = nil // they lead to pages of the site
			for n := range b.Report {
				part := m.part(page, &h)
				part.Sections = slices.DeleteFunc(slices.Clone(part.Sections), func(s document.Section) bool {
					return !slices.ContainsFunc(b.Report[n].Sections, func(own document.Section) bool { return own.Kind == s.Kind })
				})
				b.Report[n] = part.Linked(m.webAddress)
			}
		}
	}
	for i := range v.Report {
		r := m.site.ReportAt(page)
		if doc, ok := m.press.Report(r); ok {
			doc.Sections = nil
			v.Report[i] = doc.Linked(m.webAddress)
		}
	}
	return m.theme.File(v)
}

// webAddress is the absolute address of an output, "" if site.toml has no
// base_url.
func (m *maker) webAddress(out string) string {
	base := m.base()
	switch {
	case strings.Contains(out, "://") || strings.HasPrefix(out, "mailto:"):
		return out
	case out == "" || base == "":
		return ""
	}
	return base + "/" + encode(out)
}

// inline is the attributes of an image whose bytes are in the page.
func (m *maker) inline(p *site.Page, hole int) string {
	t, _ := m.site.Resolve(p, hole)
	if t.File == nil {
		return `alt=""`
	}
	src := m.data(t.File)
	if src == "" {
		return `alt=""`
	}
	return `src="` + src + `"`
}

// data is the bytes of a picture as a data: address, "" if they cannot be
// read.
func (m *maker) data(f *kb.File) string {
	data, err := m.read(f.Path)
	if err != nil {
		return ""
	}
	kind := strings.TrimPrefix(strings.ToLower(path.Ext(f.Path)), ".")
	switch kind {
	case "svg":
		kind = "svg+xml"
	case "jpg":
		kind = "jpeg"
	}
	return "data:image/" + kind + ";base64," + base64.StdEncoding.EncodeToString(data)
}

// documentWriter collects the sections of a report and the prose between them.
type documentWriter struct {
	doc   document.Report
	theme *theme.Theme
	prose strings.Builder
}

// fill writes the content of a hole as prose.
func (w *documentWriter) fill(f theme.Fill) {
	w.prose.WriteString(f.HTML)
	for _, b := range f.Block {
		if h, err := w.theme.Show(b); err == nil {
			w.prose.WriteString(h)
		}
	}
}

// flush adds the prose so far to the last section. A heading in it opens a new
// section; prose after the list of sources does, too.
func (w *documentWriter) flush() {
	blocks := judged(w.prose.String())
	w.prose.Reset()
	for _, b := range blocks {
		if b.By != "" {
			w.put(b)
			continue
		}
		for i, part := range strings.Split(b.HTML, sectionOpen) {
			if i > 0 {
				head, rest, _ := strings.Cut(part, "</h2>")
				_, head, _ = strings.Cut(head, ">")
				w.doc.Sections = append(w.doc.Sections, document.Section{Kind: document.Prose, Title: strings.Join(document.Block{HTML: head}.Paragraphs(), " ")})
				part = rest
			}
			if part = strings.TrimSpace(part); part != "" {
				w.put(document.Block{Kind: document.Prose, HTML: part})
			}
		}
	}
}

// sectionOpen begins a heading on the level of sections.
const sectionOpen = "<h2"

// put adds a block to the last section.
func (w *documentWriter) put(b document.Block) {
	n := len(w.doc.Sections)
	if n == 0 || w.doc.Sections[n-1].Kind == report.Sources {
		w.doc.Sections = append(w.doc.Sections, document.Section{Kind: document.Prose})
		n++
	}
	last := &w.doc.Sections[n-1]
	last.Blocks = append(last.Blocks[:len(last.Blocks):len(last.Blocks)], b)
}

// The judgement of a person, as package markdown writes it.
const (
	judgementOpen = `<div class="judgement"`
	judgementBy   = `<p class="judgement-by">`
)

// judged splits prose into blocks: judgements of a person, and the rest.
func judged(prose string) (blocks []document.Block) {
	add := func(html, by string) {
		if html = strings.TrimSpace(html); html != "" || by != "" {
			blocks = append(blocks, document.Block{Kind: document.Prose, HTML: html, By: by})
		}
	}
	for {
		before, rest, found := strings.Cut(prose, judgementOpen)
		add(before, "")
		if !found {
			return blocks
		}
		_, rest, _ = strings.Cut(rest, ">")
		inner, after := closeDiv(rest)
		head, text, _ := strings.Cut(strings.TrimPrefix(inner, judgementBy), "</p>")
		add(text, strings.TrimSpace(head))
		prose = after
	}
}

// closeDiv splits a text that follows an opening <div> at the </div> that
// closes it.
func closeDiv(s string) (inner, after string) {
	depth, at := 1, 0
	for depth > 0 {
		end := strings.Index(s[at:], "</div>")
		if end < 0 {
			return s, ""
		}
		depth += strings.Count(s[at:at+end], "<div") - 1
		at += end + len("</div>")
	}
	return s[:at-len("</div>")], s[at:]
}
