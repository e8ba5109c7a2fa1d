package word

import (
	"strconv"
	"strings"
)

const typeWord = "application/vnd.openxmlformats-officedocument.wordprocessingml."

// folder is the folder of the parts that are added to a template.
const folder = "word/milepost/"

// firstID is less than all ids of shapes and bookmarks that are written, and
// much more than those in the headers of a template.
const firstID = 100_001

// body writes the content of <w:body> before the page set-up.
type body struct {
	markup
	doc      *Document
	f        *frame
	rels     *links // of the part that holds the body
	breaking bool   // the next paragraph starts a page
	ids      int
	tables   int // captions so far
	figures  int
	marks    map[string]string // bookmarks by anchor
	set      map[string]bool   // anchors whose bookmark is written already
	heads    []head            // all headings of the document, for the contents
	headed   int               // headings so far
	lists    int               // numbered lists so far
	bullets  bool              // there is a list with bullets
}

// head is a heading in the table of contents; mark is its bookmark.
type head struct {
	level      int
	text, mark string
}

func newBody(doc *Document, f *frame) *body {
	w := &body{doc: doc, f: f, rels: f.rels, ids: firstID, marks: map[string]string{}, set: map[string]bool{}}
	for _, b := range doc.Blocks {
		if h, ok := b.(Heading); ok {
			w.heads = append(w.heads, head{h.level(), plain(h.Runs), "_Toc" + strconv.Itoa(firstID+len(w.heads))})
		}
	}
	return w
}

func (w *body) id() string {
	w.ids++
	return strconv.Itoa(w.ids)
}

// look is the properties of a paragraph.
type look struct {
	style  string // a name; "" is the template's default style
	align  Align
	keep   bool // on one page with the next paragraph
	num    int  // of its list, 0 for none
	level  int  // in the list
	rule   bool // a line below
	tab    bool // one tab stop, at the right end of the line
	before int  // space above, in twips
}

// paragraph writes a paragraph; in writes its content.
func (w *body) paragraph(l look, in func()) {
	w.start("w:p")
	w.properties(l)
	in()
	w.end()
}

// properties writes those of a paragraph, in the order of the schema.
func (w *body) properties(l look) {
	breaking := w.breaking
	w.breaking = false
	if l == (look{}) && !breaking {
		return
	}
	w.start("w:pPr")
	if l.style != "" {
		w.val("pStyle", w.f.styles.id(l.style))
	}
	if l.keep {
		w.empty("w:keepNext")
	}
	if breaking {
		w.empty("w:pageBreakBefore")
	}
	if l.num > 0 {
		w.start("w:numPr")
		w.val("ilvl", strconv.Itoa(l.level))
		w.val("numId", strconv.Itoa(l.num))
		w.end()
	}
	if l.rule {
		w.start("w:pBdr")
		w.empty("w:bottom", "w:val", "single", "w:sz", "4", "w:space", "1", "w:color", "C5CCD3")
		w.end()
	}
	align := string(l.align)
	if l.tab {
		end := strconv.Itoa(w.f.width)
		stops, styled := w.f.styles.line(l.style)
		w.start("w:tabs")
		for _, stop := range stops { // Word's own header style has one in the middle
			if stop != end {
				w.empty("w:tab", "w:val", "clear", "w:pos", stop)
			}
		}
		w.empty("w:tab", "w:val", "right", "w:pos", end)
		w.end()
		if styled == "center" || styled == "right" || styled == "end" {
			align = "left"
		}
	}
	if l.before > 0 {
		w.empty("w:spacing", "w:before", strconv.Itoa(l.before))
	}
	if align != "" {
		w.val("jc", align)
	}
	w.end()
}

// finish writes an empty paragraph for a page break that nothing follows.
func (w *body) finish() {
	if w.breaking {
		w.paragraph(look{}, func() {})
	}
}

func (h Heading) level() int { return min(max(h.Level, 0), 4) }

func (h Heading) write(w *body) {
	mark := w.heads[w.headed].mark
	w.headed++
	style := "title"
	if l := h.level(); l > 0 {
		style = "heading " + strconv.Itoa(l)
	}
	w.paragraph(look{style: style}, func() {
		id := w.id()
		w.empty("w:bookmarkStart", "w:id", id, "w:name", mark)
		w.runs(h.Runs, Run{})
		w.empty("w:bookmarkEnd", "w:id", id)
	})
}

func (p Paragraph) write(w *body) {
	w.paragraph(look{style: string(known(p.Look)), align: aligned(p.Align), keep: p.Keep}, func() { w.runs(p.Runs, Run{}) })
}

// known is l if it is one of our looks, else Plain.
func known(l Look) Look {
	switch l {
	case Lead, Note, Judgement:
		return l
	}
	return Plain
}

func aligned(a Align) Align {
	if a == Center || a == Right {
		return a
	}
	return Left
}

func (PageBreak) write(w *body) { w.breaking = true }

func (Rule) write(w *body) { w.paragraph(look{style: "Milepost Gap", rule: true}, func() {}) }

// caption writes a caption: the label, a field with the number, the text.
func (w *body) caption(label string, count *int, above bool, runs []Run) {
	if len(runs) == 0 {
		return
	}
	*count++
	w.paragraph(look{style: "caption", keep: above}, func() {
		if label != "" {
			w.run(Run{Text: label + " "})
		}
		w.field("SEQ "+sequence(label)+` \* ARABIC`, strconv.Itoa(*count))
		w.run(Run{Text: "  "})
		w.runs(runs, Run{})
	})
}

// sequence is the name by which Word counts the captions with a label: the label
// without characters that mean something in the code of a field.
func sequence(label string) string {
	s := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\n\"\\{}*", r) {
			return -1
		}
		return r
	}, label)
	if s == "" {
		return "Milepost"
	}
	return s
}

// write makes a field of paragraphs that link to the headings. The content control
// around it lets Word offer to update it. The paragraphs are kept on one page.
func (c Contents) write(w *body) {
	levels := c.Levels
	if levels < 1 || levels > 3 {
		levels = 2
	}
	w.start("w:sdt")
	w.start("w:sdtPr")
	w.val("id", w.id())
	w.start("w:docPartObj")
	w.val("docPartGallery", "Table of Contents")
	w.empty("w:docPartUnique")
	w.end()
	w.end()
	w.start("w:sdtContent")
	if c.Title != "" {
		w.paragraph(look{style: "toc heading"}, func() { w.run(Run{Text: c.Title}) })
	}
	code := `TOC \o "1-` + strconv.Itoa(levels) + `" \n \h \z`
	begun := false
	for _, h := range w.heads {
		if h.level < 1 || h.level > levels {
			continue
		}
		w.paragraph(look{style: "toc " + strconv.Itoa(h.level), keep: true}, func() {
			if !begun {
				w.fieldStart(code)
				begun = true
			}
			w.start("w:hyperlink", "w:anchor", h.mark, "w:history", "1")
			w.run(Run{Text: h.text})
			w.end()
		})
	}
	w.paragraph(look{style: "Milepost Gap"}, func() {
		if !begun {
			w.fieldStart(code)
		}
		w.fieldChar("end")
	})
	w.end()
	w.end()
}
