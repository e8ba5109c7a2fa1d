package word

import (
	"slices"
	"strconv"
	"strings"
)

func (l List) write(w *body) {
	style, num := "list bullet", bulletNum
	own := !l.Ordered && w.f.styles.bulleted()
	switch {
	case l.Ordered:
		w.lists++
		style, num = "list number", bulletNum+w.lists
	default:
		w.bullets = true
	}
	for _, it := range l.Items {
		at := look{style: style, num: num, level: min(max(it.Level, 0), listLevels-1)}
		if own && at.level == 0 { // with the bullets of the template's style
			at.num = 0
		}
		w.paragraph(at, func() { w.runs(it.Runs, Run{}) })
	}
}

const (
	bulletNum  = 10_001 // id of the list with bullets, those with numbers follow: no template has so many
	listLevels = 3
)

// numbering writes the definitions of our lists into the template's part for
// them, or into a new one.
func (f *frame) numbering(w *body) error {
	if w.lists == 0 && !w.bullets {
		return nil
	}
	var kinds, lists markup
	abstract(&kinds, bulletNum, "bullet", []string{"•", "–", "•"})
	abstract(&kinds, bulletNum+1, "decimal", []string{"%1.", "%1.%2", "%1.%2.%3"})
	for i := range w.lists + 1 {
		lists.start("w:num", "xmlns:w", nsW, "w:numId", strconv.Itoa(bulletNum+i))
		lists.val("abstractNumId", strconv.Itoa(bulletNum+min(i, 1)))
		if i > 0 { // each list counts from 1
			lists.start("w:lvlOverride", "w:ilvl", "0")
			lists.val("startOverride", "1")
			lists.end()
		}
		lists.end()
	}
	part := f.rels.find("numbering")
	if part == "" {
		b := declaration + `<w:numbering xmlns:w="` + nsW + `">` + kinds.b.String() + lists.b.String() + "</w:numbering>"
		f.rels.add("numbering", f.p.add("word/numbering#.xml", typeWord+"numbering+xml", []byte(b)))
		return nil
	}
	b := f.p.get(part)
	if b == nil {
		return &Fault{Reason: Missing, Part: part}
	}
	b, err := withLists(part, b, kinds.b.String(), lists.b.String())
	if err == nil {
		f.p.put(f.p.named[strings.ToLower(part)], b)
	}
	return err
}

// withLists adds kinds before the first list and lists after the last, in the order of the schema.
func withLists(part string, b []byte, kinds, lists string) ([]byte, error) {
	first, last := -1, -1
	err := scan(part, b, func(t token) {
		switch {
		case t.depth != 2:
		case t.is("num") && !t.end && first < 0, t.is("numIdMacAtCleanup") && !t.end && first < 0:
			first, last = t.from, t.from
		}
		if t.depth == 2 && t.is("num") && t.end {
			last = t.to
		}
	})
	if err != nil || first < 0 {
		if err == nil {
			b, err = appended(part, b, kinds+lists)
		}
		return b, err
	}
	return slices.Concat(b[:first], []byte(kinds), b[first:last], []byte(lists), b[last:]), nil
}

// abstract writes a kind of list; signs has the bullet or the number of each level.
func abstract(m *markup, id int, format string, signs []string) {
	m.start("w:abstractNum", "xmlns:w", nsW, "w:abstractNumId", strconv.Itoa(id))
	m.val("multiLevelType", "multilevel")
	for i, sign := range signs {
		m.start("w:lvl", "w:ilvl", strconv.Itoa(i))
		m.val("start", "1")
		m.val("numFmt", format)
		m.val("lvlText", sign)
		m.val("lvlJc", "left")
		m.start("w:pPr")
		m.empty("w:ind", "w:left", strconv.Itoa(340+i*(i+3)*140), "w:hanging", strconv.Itoa(340+i*180), "w:firstLineChars", "0") // 1. 1.1 1.1.1
		m.end()
		m.end()
	}
	m.end()
}
