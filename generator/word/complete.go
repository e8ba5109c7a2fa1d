package word

import (
	"slices"
	"strings"
	"time"
)

// complete puts the body into the template, and lists, styles, properties, header
// and footer into its other parts.
func (f *frame) complete(doc *Document, w *body) error {
	sect, refs := string(f.sect), ""
	if !f.header && doc.Header != (Line{}) {
		refs += f.strip(doc, "header", func(w *body) {
			w.run(Run{Text: doc.Header.Left + "\t" + doc.Header.Right})
		})
	}
	if !f.footer {
		sect = strings.Replace(sect, ` w:footer="0"`, ` w:footer="567"`, 1) // no printer reaches the edge
		refs += f.strip(doc, "footer", func(w *body) {
			w.run(Run{Text: doc.Footer + "\t"})
			w.field("PAGE", "1")
			w.run(Run{Text: " / "})
			w.field("NUMPAGES", "1")
		})
	}
	f.p.put(f.main, slices.Concat(f.head, []byte(w.b.String()), withRefs([]byte(sect), refs), f.tail))
	if err := f.numbering(w); err != nil {
		return err
	}
	if err := f.styles.finish(); err != nil {
		return err
	}
	return f.properties(doc)
}

// strip adds a header or footer of one line and returns the reference that the
// page set-up needs.
func (f *frame) strip(doc *Document, kind string, in func(*body)) string {
	root := map[string]string{"header": "w:hdr", "footer": "w:ftr"}[kind]
	w := newBody(doc, f)
	w.b.WriteString(declaration)
	w.start(root, "xmlns:w", nsW, "xmlns:r", nsR)
	w.paragraph(look{style: kind, tab: true}, func() { in(w) })
	w.end()
	var ref markup
	ref.empty("w:"+kind+"Reference", "w:type", "default",
		"r:id", f.rels.add(kind, f.p.add(folder+kind+"#.xml", typeWord+kind+"+xml", []byte(w.b.String()))))
	return ref.b.String()
}

// properties writes title, author and so on, in place of those of the template.
func (f *frame) properties(doc *Document) error {
	var m markup
	m.b.WriteString(declaration)
	m.start("cp:coreProperties", "xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
		"xmlns:dc", "http://purl.org/dc/elements/1.1/", "xmlns:dcterms", "http://purl.org/dc/terms/",
		"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
	m.leaf("dc:title", doc.Title)
	m.leaf("dc:subject", doc.Subject)
	m.leaf("dc:creator", doc.Author)
	m.leaf("cp:lastModifiedBy", doc.Author)
	if !doc.Date.IsZero() {
		day := doc.Date.UTC().Format(time.RFC3339)
		m.leaf("dcterms:created", day, "xsi:type", "dcterms:W3CDTF")
		m.leaf("dcterms:modified", day, "xsi:type", "dcterms:W3CDTF")
	}
	m.leaf("dc:language", doc.Lang)
	m.end()
	root, err := f.p.linksOf("")
	if err != nil {
		return err
	}
	if part := root.find(relCore); part != "" && f.p.get(part) != nil {
		f.p.put(f.p.named[strings.ToLower(part)], []byte(m.b.String()))
		return nil
	}
	root.add(relCore, f.p.add("docProps/core#.xml", "application/vnd.openxmlformats-package.core-properties+xml", []byte(m.b.String())))
	return nil
}
