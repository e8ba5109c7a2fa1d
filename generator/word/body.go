package word

import (
	"strconv"
	"strings"
)

const typeWord = "application/vnd.openxmlformats-officedocument.wordprocessingml."

// folder is where our parts stand in a template.
const folder = "word/milepost/"

// firstID is the first number of shapes and bookmarks: far from those that the
// headers of a template have.
const firstID = 100_001

// body writes what stands between <w:body> and the page set-up.
type body struct {
	markup
	doc      *Document
	f        *frame
	rels     *links // of the part that is written
	breaking bool   // a page starts with the next paragraph
	ids      int
	tables   int // captions so far
	figures  int
	marks    map[string]string // bookmarks by anchor
	set      map[string]bool   // anchors whose bookmark is written
	heads    []head            // of all blocks, for the contents
	headed   int               // headings so far
	lists    int               // lists with numbers so far
	bullets  bool              // some list needs our bullets
}

// head is a heading as the table of contents names it.
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

// look is what a paragraph's properties say.
type look struct {
	style  string // by its name, "" is the template's text
	align  Align
	keep   bool
	num    int // of its list, 0 for none
	level  int // in the list
	rule   bool
	tab    bool // a stop at the right end of the line
	before int  // space above, in twips
}

// paragraph writes one; in writes what it holds.
func (w *body) paragraph(l look, in func()) {
	w.start("w:p")
	w.properties(l)
	in()
	w.end()
}

// properties writes those of a paragraph, in the order that the schema asks for.
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

// finish ends the body: Word wants a paragraph there, and a page break without
// anything behind it is one.
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

// known is the look if it is one of ours, else the plain one.
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

// caption writes a numbered caption: the label, a field that counts, the text.
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

// sequence is the name under which Word counts captions of a label: no spaces, no signs.
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

// write of a table of contents makes a field of paragraphs, each a link to its
// heading, in the frame that lets Word offer to update it. They stay on one page.
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
