package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
)

// book is an .xlsx package apart from its sheets: names, styles, shared texts.
type book struct {
	*parts
	main    string // the workbook part
	is1904  bool
	trust   trust // in the results of formulas
	sheets  []sheetEntry
	styles  []*style
	texts   string // the part of the shared texts, "" if there is none
	strings []string
	spoilt  error // the error of reading the shared texts
	lim     Limits
	used    usage
}

// sheetEntry is one sheet in the order of the tabs.
type sheetEntry struct {
	name   string
	part   string // "" if the workbook names no part for it
	kind   string // worksheet, chartsheet, dialogsheet, xlMacrosheet
	hidden bool
}

// rel is one relation of a part.
type rel struct{ kind, target string }

// openBook reads everything except the sheets. After an error, no sheet is read.
func openBook(p *parts, lim Limits) (*book, error) {
	b := &book{parts: p, lim: lim}
	top, err := p.rels("")
	if err != nil {
		return nil, err
	}
	for _, r := range top {
		if strings.HasSuffix(r.kind, "/officeDocument") {
			b.main = r.target
		}
	}
	if b.main == "" && p.has("xl/workbook.xml") {
		b.main = "xl/workbook.xml"
	}
	if b.main == "" || !p.has(b.main) {
		return nil, notWorkbook(p)
	}
	if strings.HasSuffix(b.main, ".bin") {
		return nil, fail("SH01.xlsb")
	}
	rels, err := p.rels(b.main)
	if err != nil {
		return nil, err
	}
	if err := b.readWorkbook(rels); err != nil {
		return nil, err
	}
	b.styles = []*style{general}
	if part := b.beside(rels, "/styles", "styles.xml"); p.has(part) {
		if err := b.readStyles(part); err != nil {
			return nil, err
		}
	}
	if part := b.beside(rels, "/sharedStrings", "sharedstrings.xml"); p.has(part) {
		b.texts = part
	}
	return b, nil
}

// needStrings reads the shared texts, at the first call. After an error, no sheet is read.
func (b *book) needStrings() error {
	if b.texts != "" && b.strings == nil && b.spoilt == nil {
		b.strings = []string{}
		b.spoilt = b.readStrings(b.texts)
	}
	return b.spoilt
}

// beside is the part of a kind that the workbook names; else the usual part, which some
// programs write without naming it.
func (b *book) beside(rels map[string]rel, kind, usual string) string {
	for _, r := range sorted(rels) {
		if strings.HasSuffix(r.kind, kind) {
			return r.target
		}
	}
	return partName(path.Dir(b.main), usual)
}

// notWorkbook is the error for a zip that is something else: .ods, .xlsb, Word, …
func notWorkbook(p *parts) error {
	if p.has("content.xml") {
		return fail("SH01.ods")
	}
	for _, f := range p.order {
		name := strings.ToLower(f.Name)
		switch {
		case strings.HasSuffix(name, "workbook.bin"):
			return fail("SH01.xlsb")
		case strings.HasSuffix(name, ".iwa"):
			return fail("SH01.numbers")
		case strings.HasPrefix(name, "word/"), strings.HasPrefix(name, "ppt/"):
			return fail("SH01.office")
		}
	}
	return fail("SH01.zip")
}

func sorted(m map[string]rel) []rel {
	ids := make([]string, 0, len(m))
	for id := range m {
		ids = append(ids, id)
	}
	sortStrings(ids)
	out := make([]rel, len(ids))
	for i, id := range ids {
		out[i] = m[id]
	}
	return out
}

// rels reads the relations of a part ("" is the package), by id. A part without relations has none.
func (p *parts) rels(part string) (map[string]rel, error) {
	dir, base := path.Split(part)
	name := partName("", dir+"_rels/"+base+".rels")
	out := map[string]rel{}
	if !p.has(name) {
		return out, nil
	}
	s, err := newScanner(p, name)
	if err != nil {
		return nil, err
	}
	defer s.close()
	return out, s.each(func(e xml.StartElement) error {
		if e.Name.Local == "Relationship" && attr(e, "TargetMode") != "External" {
			out[attr(e, "Id")] = rel{attr(e, "Type"), partName(strings.TrimSuffix(dir, "/"), attr(e, "Target"))}
		}
		return nil
	})
}

// each calls f for every element start of the part.
func (s *scanner) each(f func(xml.StartElement) error) error {
	for {
		tok, err := s.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := tok.(xml.StartElement); ok {
			if err := f(e); err != nil {
				return err
			}
		}
	}
}

func (b *book) readWorkbook(rels map[string]rel) error {
	s, err := newScanner(b.parts, b.main)
	if err != nil {
		return err
	}
	defer s.close()
	b.trust = doubted
	return s.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			b.is1904 = yes(attr(e, "date1904"))
		case "calcPr":
			if b.trust = trusted; yes(attr(e, "fullCalcOnLoad")) {
				b.trust = untrusted
			}
		case "sheet":
			id := ""
			for _, a := range e.Attr {
				if a.Name.Local == "id" && a.Name.Space != "" {
					id = a.Value
				}
			}
			r := rels[id]
			b.sheets = append(b.sheets, sheetEntry{
				name: attr(e, "name"), part: r.target, kind: path.Base(r.kind),
				hidden: strings.Contains(strings.ToLower(attr(e, "state")), "hidden"),
			})
		}
		return nil
	})
}

func (b *book) readStyles(part string) error {
	s, err := newScanner(b.parts, part)
	if err != nil {
		return err
	}
	defer s.close()
	codes := map[int]*style{}
	depth := 0 // of cellXfs
	b.styles = nil
	err = s.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			if depth == 0 || s.depth < depth {
				codes[atoi(attr(e, "numFmtId"))] = custom(attr(e, "formatCode"))
			}
		case "cellXfs":
			depth = s.depth
		case "xf":
			if depth > 0 && s.depth == depth+1 && len(b.styles) < 65536 {
				id := atoi(attr(e, "numFmtId"))
				st := codes[id]
				if st == nil {
					st = builtin(id)
				}
				b.styles = append(b.styles, st)
			}
		case "alignment":
			if n := atoi(attr(e, "indent")); n > 0 && depth > 0 && s.depth == depth+2 && len(b.styles) > 0 {
				st := *b.styles[len(b.styles)-1]
				st.indent = n
				b.styles[len(b.styles)-1] = &st
			}
		case "cellStyles", "dxfs", "tableStyles":
			depth = 0
		}
		return nil
	})
	if len(b.styles) == 0 {
		b.styles = []*style{general}
	}
	return err
}

func (b *book) readStrings(part string) error {
	s, err := newScanner(b.parts, part)
	if err != nil {
		return err
	}
	defer s.close()
	total := 0
	for {
		tok, err := s.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fail("SH02.strings", part)
		}
		if e, ok := tok.(xml.StartElement); ok && e.Name.Local == "si" {
			t, err := s.richText()
			if err != nil {
				return fail("SH02.strings", part)
			}
			if total += len(t); total > maxStrings {
				return fail("SH03.unzip", maxStrings>>20)
			}
			b.strings = append(b.strings, t)
		}
	}
}

// richText joins the text of a string item, without its phonetic hints.
func (s *scanner) richText() (string, error) {
	depth := s.depth
	one, many, in := "", []byte(nil), false
	for s.depth >= depth {
		tok, err := s.next()
		if err != nil {
			return "", eof(err, s)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t":
				in = true
			case "rPh", "phoneticPr", "rPr":
				if err := s.skip(); err != nil {
					return "", err
				}
			}
		case xml.EndElement:
			in = in && t.Name.Local != "t"
		case xml.CharData:
			switch {
			case !in:
			case one == "" && many == nil:
				one = string(t)
			default:
				if many == nil {
					many = []byte(one)
				}
				many = append(many, t...)
			}
		}
	}
	if many != nil {
		one = string(many)
	}
	return unescape(one), nil
}

// unescape resolves _x000D_ and the like (ECMA-376 part 1, 22.9.2.19).
func unescape(t string) string {
	if !strings.Contains(t, "_x") {
		return t
	}
	var b strings.Builder
	for {
		i := strings.Index(t, "_x")
		if i < 0 || len(t) < i+7 {
			break
		}
		n, err := strconv.ParseUint(t[i+2:i+6], 16, 16)
		if err != nil || t[i+6] != '_' {
			b.WriteString(t[:i+2])
			t = t[i+2:]
			continue
		}
		b.WriteString(t[:i])
		b.WriteRune(rune(n))
		t = t[i+7:]
	}
	b.WriteString(t)
	return b.String()
}
