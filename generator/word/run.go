package word

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"milepost/generator/text"
)

// plain is the text of runs on one line.
func plain(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// runs writes runs. If all.Bold is set, all are bold.
func (w *body) runs(runs []Run, all Run) {
	for _, r := range runs {
		r.Bold = r.Bold || all.Bold
		w.linked(r)
	}
}

// linked writes a run with its bookmark and its link.
func (w *body) linked(r Run) {
	mark := ""
	if r.Anchor != "" && !w.set[r.Anchor] {
		w.set[r.Anchor] = true
		mark = w.id()
		w.empty("w:bookmarkStart", "w:id", mark, "w:name", w.bookmark(r.Anchor))
	}
	anchor, inside := strings.CutPrefix(r.Link, "#")
	switch address := outside(r.Link); {
	case inside && anchor != "":
		w.start("w:hyperlink", "w:anchor", w.bookmark(anchor), "w:tooltip", tip(r.Tip), "w:history", "1")
		w.run(r)
		w.end()
	case address != "":
		w.start("w:hyperlink", "r:id", w.rels.addOut("hyperlink", address), "w:tooltip", tip(r.Tip), "w:history", "1")
		w.run(r)
		w.end()
	default:
		r.Link = ""
		w.run(r)
	}
	if mark != "" {
		w.empty("w:bookmarkEnd", "w:id", mark)
	}
}

// tip is s, shortened to what Word allows in a tooltip.
func tip(s string) string {
	const most = 250
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// bookmark is the name of an anchor in Word, which allows only 40 letters and digits.
func (w *body) bookmark(anchor string) string {
	name, ok := w.marks[anchor]
	if !ok {
		name = "mp_" + strconv.Itoa(len(w.marks)+1)
		w.marks[anchor] = name
	}
	return name
}

// maxAddress is the longest address that Word opens.
const maxAddress = 2000

// outside is the address to write for a link, "" if a document must not lead there.
func outside(s string) string {
	u, err := url.Parse(strings.TrimSpace(legal(s)))
	if err != nil || s == "" {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "", "http", "https", "mailto":
		if s := u.String(); len(s) <= maxAddress {
			return s
		}
	}
	return ""
}

// run writes a run, in parts if its direction changes: Word has other fonts and
// looks for text from right to left, and must be told where it is.
func (w *body) run(r Run) {
	for _, part := range directions(r.Text) {
		w.start("w:r")
		w.look(r, part)
		w.letters(part.text)
		w.end()
	}
}

// letters writes text with its line breaks and tabs.
func (w *body) letters(s string) {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	for len(s) > 0 {
		at := strings.IndexAny(s, "\n\t")
		if at < 0 {
			at = len(s)
		}
		if at > 0 {
			w.leaf("w:t", s[:at], "xml:space", "preserve")
		}
		if at == len(s) {
			return
		}
		w.empty(map[byte]string{'\n': "w:br", '\t': "w:tab"}[s[at]])
		s = s[at+1:]
	}
}

// look writes the properties of a run, in the order of the schema.
func (w *body) look(r Run, p part) {
	tone, toned := tones[r.Tone]
	link := r.Link != "" && !r.Super && !r.Bare
	if !link && !toned && !p.rtl && !p.han && r == (Run{Text: r.Text, Link: r.Link, Tip: r.Tip, Bare: r.Bare, Anchor: r.Anchor}) {
		return
	}
	w.start("w:rPr")
	if link {
		w.val("rStyle", w.f.styles.id("hyperlink"))
	}
	if p.han { // then quotes and dashes have the Chinese font
		w.empty("w:rFonts", "w:hint", "eastAsia")
	}
	for _, on := range []struct {
		is   bool
		name string
	}{{r.Bold, "b"}, {r.Bold, "bCs"}, {r.Italic, "i"}, {r.Italic, "iCs"}} {
		if on.is {
			w.empty("w:" + on.name)
		}
	}
	if toned {
		w.val("color", tone.ink)
	}
	if r.Small {
		w.val("sz", "16")
		w.val("szCs", "16")
	}
	if toned && r.Tint {
		w.empty("w:shd", "w:val", "clear", "w:color", "auto", "w:fill", tone.tint)
	}
	if r.Super {
		w.val("vertAlign", "superscript")
	}
	if p.rtl {
		w.empty("w:rtl")
	}
	w.end()
}

// part is text in one direction.
type part struct {
	text string
	rtl  bool // from right to left
	han  bool // has a Chinese character
}

// directions cuts text where its direction changes. Spaces and punctuation, which
// have none, belong to the text before them.
func directions(s string) []part {
	var all []part
	rtl, from := false, 0
	for i, r := range s {
		if turned := unicode.In(r, rightToLeft...); turned == rtl || !turned && !unicode.In(r, unicode.L, unicode.N, unicode.S) {
			continue
		}
		if i > from {
			all = append(all, part{s[from:i], rtl, strings.ContainsFunc(s[from:i], text.Han)})
		}
		rtl, from = !rtl, i
	}
	if from < len(s) {
		all = append(all, part{s[from:], rtl, strings.ContainsFunc(s[from:], text.Han)})
	}
	return all
}

var rightToLeft = []*unicode.RangeTable{unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko}

// fieldStart writes the start and the code of a field. The result and the end follow.
func (w *body) fieldStart(code string) {
	w.fieldChar("begin")
	w.start("w:r")
	w.leaf("w:instrText", " "+code+" ", "xml:space", "preserve")
	w.end()
	w.fieldChar("separate")
}

func (w *body) fieldChar(kind string) {
	w.start("w:r")
	w.empty("w:fldChar", "w:fldCharType", kind)
	w.end()
}

// field writes a field with a result, which Word can compute anew.
func (w *body) field(code, result string) {
	w.fieldStart(code)
	w.run(Run{Text: result})
	w.fieldChar("end")
}
