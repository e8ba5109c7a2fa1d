package markdown

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"milepost/generator/kb"
)

// Setting is a key of the front matter with one value.
type Setting struct {
	Key, Value string
	Bare       bool // written without quotes: a date
}

// SetFront sets keys of a page's front matter, each on its own line, and changes nothing
// else. New keys follow the key after. ok is false if the front matter has a form in which
// this cannot be done.
func SetFront(src []byte, after string, set []Setting) (out []byte, ok bool) {
	s, p := decode("", src), &kb.Page{}
	fence, _, _ := s.opening()
	if s.frontMatter(context.Background(), p) == 0 || !utf8.Valid(src) || bytes.Count(src, []byte("\r")) != bytes.Count(src, []byte("\r\n")) {
		return nil, false
	}
	lines := bytes.SplitAfter(src, []byte("\n"))
	var fresh [][]byte
	anchor := 0
	for _, k := range p.Front.Pos {
		if k.Key == after {
			anchor = k.Line
		}
	}
	if anchor == 0 || anchor > len(lines) {
		return nil, false
	}
	eol := lines[anchor-1][len(bytes.TrimRight(lines[anchor-1], "\r\n")):]
	for _, v := range set {
		i := slices.IndexFunc(p.Front.Pos, func(k kb.KeyPos) bool { return k.Key == v.Key })
		if i < 0 {
			fresh = append(fresh, slices.Concat([]byte(v.line(fence)), eol))
			continue
		}
		n := p.Front.Pos[i].Line - 1
		lines[n] = v.onto(lines[n], fence)
	}
	out = bytes.Join(slices.Insert(lines, anchor, fresh...), nil)
	return out, took(s, p, out, set)
}

// separator stands between a key and its value.
func separator(fence string) string {
	if fence == "---" {
		return ": "
	}
	return " = "
}

func (v Setting) line(fence string) string { return v.Key + separator(fence) + v.written() }

func (v Setting) written() string {
	if v.Bare {
		return v.Value
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ", "\r", " ", "\t", " ").Replace(v.Value) + `"`
}

// onto writes the value into the line of its key; a comment at the end stays.
func (v Setting) onto(line []byte, fence string) []byte {
	sep := strings.TrimSpace(separator(fence))
	text := strings.TrimRight(string(line), "\r\n")
	eol := string(line[len(text):])
	head, rest, ok := strings.Cut(text, sep)
	if !ok {
		return line // seen to by took
	}
	comment := ""
	if i := strings.LastIndex(rest, "#"); i >= 0 && !strings.ContainsAny(rest[i:], `"'`) && (i == 0 || rest[i-1] == ' ' || rest[i-1] == '\t') {
		comment = " " + rest[i:]
	}
	gap := ""
	if strings.HasSuffix(head, " ") {
		gap = " "
	}
	return []byte(strings.TrimRight(head, " ") + gap + sep + " " + v.written() + comment + eol)
}

// took reads the page again, and tells whether it has the values and is otherwise
// unchanged.
func took(was *source, before *kb.Page, src []byte, set []Setting) bool {
	s, p := decode("", src), &kb.Page{}
	if s.frontMatter(context.Background(), p); len(s.diags) != len(was.diags) {
		return false
	}
	value := func(p *kb.Page, key string) []string {
		for _, f := range p.Front.Fields {
			if f.Key == key {
				return f.List
			}
		}
		return nil
	}
	for _, v := range set {
		if !slices.Equal(value(p, v.Key), []string{v.Value}) {
			return false
		}
	}
	for _, f := range before.Front.Fields {
		if !slices.ContainsFunc(set, func(v Setting) bool { return v.Key == f.Key }) && !slices.Equal(value(p, f.Key), f.List) {
			return false
		}
	}
	return p.Front.Title == before.Front.Title && p.Front.Kind == before.Front.Kind
}
