package word

import (
	"cmp"
	"slices"
	"strings"
)

// styles finds styles by their names, which are the same in all languages of Word.
// Their ids are not: "heading 1" has 1 or Heading1 or berschrift1.
type styles struct {
	p     *pack
	part  string  // with the styles of the template, a new one if it has none
	have  []style // of the template, and those added
	base  []style // of the blank template
	src   []byte  // the part with base
	added strings.Builder
}

// style is one style; from and to are its bytes in its part.
type style struct {
	kind, id, name string
	numbered       bool     // it has bullets or numbers
	byDefault      bool     // it is the default of its kind
	basedOn        string   // an id
	stops          []string // positions of its tab stops, in twips
	align          string   // left, center and so on; "" is that of the style below
	from, to       int
}

// stylesOf reads the styles of a template and of the blank one.
func stylesOf(p *pack, rels *links, base *pack) (*styles, error) {
	s := &styles{p: p, src: base.get("word/styles.xml")}
	var err error
	if s.base, err = readStyles("word/styles.xml", s.src); err != nil {
		return nil, err
	}
	part := rels.find("styles")
	if part == "" {
		s.part = p.add("word/styles#.xml", typeWord+"styles+xml", []byte(declaration+`<w:styles xmlns:w="`+nsW+`"></w:styles>`))
		rels.add("styles", s.part)
		return s, nil
	}
	b := p.get(part)
	if b == nil {
		return nil, &Fault{Reason: Missing, Part: part}
	}
	s.part = p.named[strings.ToLower(part)]
	s.have, err = readStyles(s.part, b)
	return s, err
}

func readStyles(part string, b []byte) (all []style, err error) {
	err = scan(part, b, func(t token) {
		at := len(all) - 1
		switch {
		case t.is("style") && t.depth == 2 && !t.end:
			all = append(all, style{kind: attr(t, "type"), id: attr(t, "styleId"), byDefault: isOn(attr(t, "default")), from: t.from})
		case t.is("style") && t.depth == 2:
			all[at].to = t.to
		case at < 0 || t.end:
		case t.is("name") && t.depth == 3:
			all[at].name = strings.ToLower(strings.TrimSpace(attr(t, "val")))
		case t.is("basedOn") && t.depth == 3:
			all[at].basedOn = attr(t, "val")
		case t.is("numPr") && t.depth == 4:
			all[at].numbered = true
		case t.is("jc") && t.depth == 4:
			all[at].align = attr(t, "val")
		case t.is("tab") && t.depth == 5 && attr(t, "val") != "clear":
			all[at].stops = append(all[at].stops, attr(t, "pos"))
		}
	})
	return all, err
}

func isOn(s string) bool { return s == "1" || s == "true" || s == "on" }

// find is the style of a kind with a name in lower case, and whether there is one.
func (s *styles) find(kind, name string) (style, bool) {
	i := slices.IndexFunc(s.have, func(h style) bool { return h.kind == kind && h.name == name && h.id != "" })
	if i < 0 {
		return style{}, false
	}
	return s.have[i], true
}

// line is what a paragraph style of the template, or a style below it, says of
// a line: its tab stops and its alignment.
func (s *styles) line(name string) (stops []string, align string) {
	h, ok := s.find("paragraph", strings.ToLower(name))
	for range s.have { // a style can be based on itself
		if !ok {
			break
		}
		stops, align = append(stops, h.stops...), cmp.Or(align, h.align)
		below := slices.IndexFunc(s.have, func(b style) bool { return b.kind == h.kind && b.id == h.basedOn })
		if ok = below >= 0; ok {
			h = s.have[below]
		}
	}
	slices.Sort(stops)
	return slices.Compact(stops), align
}

// id is the id of the style with a name. If the template lacks it, that of the blank template is added.
func (s *styles) id(name string) string {
	name = strings.ToLower(name)
	b := s.base[slices.IndexFunc(s.base, func(b style) bool { return b.name == name })] // the blank template has all that are asked for
	if h, ok := s.find(b.kind, name); ok {
		return h.id
	}
	if b.byDefault { // Normal, which may have another name in the template
		if i := slices.IndexFunc(s.have, func(h style) bool { return h.kind == b.kind && h.byDefault && h.id != "" }); i >= 0 {
			return s.have[i].id
		}
	}
	return s.adopt(b)
}

// adopt adds a style of the blank template and returns its id. The styles that it
// refers to are those of the template by the same names.
func (s *styles) adopt(b style) string {
	id := b.id
	for slices.ContainsFunc(s.have, func(h style) bool { return strings.EqualFold(h.id, id) }) {
		id = "mp" + id
	}
	s.have = append(s.have, style{kind: b.kind, id: id, name: b.name, byDefault: b.byDefault})
	raw := string(s.src[b.from:b.to])
	mine := []string{"<w:style ", `<w:style xmlns:w="` + nsW + `" `, `w:styleId="` + b.id + `"`, `w:styleId="` + id + `"`}
	for _, o := range s.base {
		for _, tag := range []string{"basedOn", "next", "link"} {
			if ref := "<w:" + tag + ` w:val="` + o.id + `"/>`; strings.Contains(raw, ref) {
				mine = append(mine, ref, "<w:"+tag+` w:val="`+s.id(o.name)+`"/>`)
			}
		}
	}
	s.added.WriteString(strings.NewReplacer(mine...).Replace(raw))
	return id
}

// bulleted tells whether the template has a style for lists that has its own bullets.
func (s *styles) bulleted() bool {
	h, ok := s.find("paragraph", "list bullet")
	return ok && h.numbered
}

// finish writes the added styles into the part for styles.
func (s *styles) finish() error {
	if s.added.Len() == 0 {
		return nil
	}
	b, err := appended(s.part, s.p.parts[s.part], s.added.String())
	if err == nil {
		s.p.put(s.part, b)
	}
	return err
}
