package sheet

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
)

// cleanNames renames hidden sheets everywhere in the package: 薪酬 becomes hidden1.
// References stay right.
func (c *cleaner) cleanNames() string {
	if !c.removed[hiddenSheets] {
		return ""
	}
	plain := c.plainNames()
	parts := []string{""}
	for part := range c.links {
		parts = append(parts, part)
	}
	slices.Sort(parts)
	for _, part := range parts {
		if c.has(relsOf(part)) {
			if why := c.edit(relsOf(part), plain.judge); why != "" {
				return why
			}
		}
		if part != "" && part != c.texts && c.has(part) && (strings.HasSuffix(part, ".xml")) {
			if why := c.edit(part, plain.judge); why != "" {
				return why
			}
		}
	}
	return ""
}

// plainName is the new name of a hidden sheet.
type plainName struct {
	name, to string
	ref      *regexp.Regexp // the name before the ! of a reference
}

type plainNames []plainName

func (c *cleaner) plainNames() (all plainNames) {
	taken := map[string]bool{}
	for _, e := range c.sheets {
		taken[strings.ToLower(e.name)] = true
	}
	n := 0
	for _, e := range c.sheets {
		if !e.hidden {
			continue
		}
		to := ""
		for ok := true; ok; ok = taken[to] {
			n++
			to = fmt.Sprintf("hidden%d", n)
		}
		quoted := regexp.QuoteMeta(strings.ReplaceAll(e.name, "'", "''"))
		all = append(all, plainName{e.name, to, regexp.MustCompile(`(?i)('` + quoted + `'|(^|[^\p{L}\p{N}_.'])` + regexp.QuoteMeta(e.name) + `)!`)})
	}
	return all
}

// in is a text with the new names in its references.
func (p plainNames) in(s string) string {
	for _, n := range p {
		s = n.ref.ReplaceAllString(s, "${2}"+n.to+"!")
	}
	return s
}

// bearsRef lists the elements whose text is a reference, isPlace such attributes.
var bearsRef = map[string]bool{"f": true, "formula": true, "formula1": true, "formula2": true, "definedName": true}
var isPlace = map[string]bool{"location": true, "Target": true}

func (p plainNames) judge(e element) verdict {
	switch {
	case e.name == "sheet" && slices.Equal(e.at, []string{"workbook", "sheets"}):
		return verdict{tag: e.with("name", p.of)}
	case e.name == "TitlesOfParts", e.name == "HeadingPairs": // the names of all sheets once more
		return dropped
	case bearsRef[e.name]:
		was := html.UnescapeString(e.text())
		if now := p.in(was); now != was && len(e.inside()) == len(e.text()) {
			return verdict{replace: true, put: fmt.Appendf(nil, "%s%s</%s%s>", e.raw, escaped(now), e.prefix(), e.name)}
		}
	}
	for _, a := range e.tag.Attr {
		if isPlace[a.Name.Local] && p.in(a.Value) != a.Value {
			return verdict{tag: e.with(a.Name.Local, p.in)}
		}
	}
	return verdict{}
}

// of is the new name of a sheet.
func (p plainNames) of(name string) string {
	for _, n := range p {
		if n.name == name {
			return n.to
		}
	}
	return name
}

// with is the tag with another value of an attribute.
func (e element) with(name string, value func(string) string) []byte {
	return attribute.ReplaceAllFunc(e.raw, func(a []byte) []byte {
		key, was, _ := bytes.Cut(bytes.TrimSpace(a), []byte("="))
		if string(bytes.TrimSpace(key)) != name {
			return a
		}
		was = bytes.TrimSpace(was)
		return fmt.Appendf(nil, ` %s="%s"`, name, escaped(value(html.UnescapeString(string(was[1:len(was)-1])))))
	})
}

func escaped(s string) []byte {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer takes everything
	return b.Bytes()
}
