package word

import (
	"encoding/xml"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

const (
	nsTypes = "http://schemas.openxmlformats.org/package/2006/content-types"
	nsLinks = "http://schemas.openxmlformats.org/package/2006/relationships"
	relBase = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	relCore = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
)

// links are the relationships of one part to others, those of the template and the added ones.
type links struct {
	part  string          // that holds the relationships
	taken map[string]bool // ids
	known []link          // to parts of the template
	added markup
	count int
	again map[string]string // ids by address, of links to the outside
}

type link struct{ kind, target string }

// linksOf reads the relationships of a part, or for "" of the package.
func (p *pack) linksOf(part string) (*links, error) {
	if l := p.links[part]; l != nil {
		return l, nil
	}
	dir, base := path.Split(part)
	l := &links{part: dir + "_rels/" + base + ".rels", taken: map[string]bool{}, again: map[string]string{}}
	p.links[part] = l
	b := p.get(l.part)
	if b == nil {
		return l, nil
	}
	l.part = p.named[strings.ToLower(l.part)]
	return l, scan(l.part, b, func(t token) {
		if t.end || t.name.Local != "Relationship" {
			return
		}
		l.taken[attr(t, "Id")] = true
		if attr(t, "TargetMode") != "External" {
			l.known = append(l.known, link{attr(t, "Type"), resolve(dir, attr(t, "Target"))})
		}
	})
}

// resolve is the name of the part that target means in a relationship of a part in dir.
func resolve(dir, target string) string {
	target, _, _ = strings.Cut(target, "#")
	if !strings.HasPrefix(target, "/") {
		target = "/" + dir + target
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}

// find is the first part of a kind, such as "styles" or a whole address; "" if there is none.
func (l *links) find(kind string) string {
	i := slices.IndexFunc(l.known, func(k link) bool { return k.kind == kind || k.kind == relBase+kind })
	if i < 0 {
		return ""
	}
	return l.known[i].target
}

// add adds a relationship to a part and returns its id.
func (l *links) add(kind, part string) string {
	return l.write(kind, "Target", "/"+part)
}

// addOut adds a relationship to an address outside and returns its id, for the
// same address the same one.
func (l *links) addOut(kind, address string) string {
	id, ok := l.again[address]
	if !ok {
		id = l.write(kind, "Target", address, "TargetMode", "External")
		l.again[address] = id
	}
	return id
}

func (l *links) write(kind string, attrs ...string) string {
	id := ""
	for id == "" || l.taken[id] {
		l.count++
		id = "mp" + strconv.Itoa(l.count)
	}
	l.taken[id] = true
	if !strings.Contains(kind, ":") {
		kind = relBase + kind
	}
	l.added.empty("Relationship", append([]string{"xmlns", nsLinks, "Id", id, "Type", kind}, attrs...)...)
	return id
}

// finish writes the added relationships and content types into their parts.
func (p *pack) finish() error {
	for _, part := range slices.Sorted(maps.Keys(p.links)) {
		l := p.links[part]
		if l.count == 0 {
			continue
		}
		b := p.get(l.part)
		if b == nil {
			b = []byte(declaration + `<Relationships xmlns="` + nsLinks + `"></Relationships>`)
		}
		b, err := appended(l.part, b, l.added.b.String())
		if err != nil {
			return err
		}
		p.put(l.part, b)
	}
	name := p.named[strings.ToLower(contentTypes)]
	b, err := appended(name, p.parts[name], p.types.b.String())
	if err != nil {
		return err
	}
	p.put(name, b)
	return nil
}

// contentType is the content type of a part.
func (p *pack) contentType(part string) (kind string, err error) {
	ext := strings.TrimPrefix(path.Ext(part), ".")
	byExt := ""
	err = scan(contentTypes, p.get(contentTypes), func(t token) {
		switch {
		case t.end:
		case t.name.Local == "Override" && strings.EqualFold(attr(t, "PartName"), "/"+part):
			kind = attr(t, "ContentType")
		case t.name.Local == "Default" && strings.EqualFold(attr(t, "Extension"), ext):
			byExt = attr(t, "ContentType")
		}
	})
	if kind == "" {
		kind = byExt
	}
	return kind, err
}

// attr is the attribute of an element with this name, whatever its prefix.
func attr(t token, name string) string {
	i := slices.IndexFunc(t.attrs, func(a xml.Attr) bool { return a.Name.Local == name })
	if i < 0 {
		return ""
	}
	return t.attrs[i].Value
}
