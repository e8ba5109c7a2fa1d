package markdown

import (
	"bytes"
	"path"
	"regexp"
	"strconv"
	"strings"

	"milepost/generator/fields"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// frontMatter reads the settings at the top of the page, between +++ lines
// (TOML) or --- lines (YAML), and returns the offset where the body starts.
func (s *source) frontMatter(p *kb.Page) (body int) {
	fence := ""
	first, _, _ := bytes.Cut(s.text, []byte("\n"))
	switch strings.TrimRight(string(first), " \t") {
	case "+++":
		fence = "+++"
	case "---":
		fence = "---"
	default:
		return 0
	}
	start := min(len(first)+1, len(s.text))
	end, body, closed := s.closing(start, fence)
	settings := s.text[start:end]
	if fence == "---" && !looksLikeYAML(settings, closed) {
		return 0 // a thematic break, not front matter
	}
	if !closed {
		s.complain("FM01.open", 0, fence)
		if fence == "---" {
			return 0
		}
	}
	read := fields.TOML
	if fence == "---" {
		read = fields.YAML
	}
	root, problems := read(settings)
	for _, b := range problems {
		s.complainAt("FM01."+variant(b), b.Line+1, b.Col, b.Arg)
	}
	f := front{source: s, front: &p.Front}
	f.read(root)
	p.Title = p.Front.Title
	return body
}

// variant is the message for a problem; some have one for when the key is not known.
func variant(b fields.Problem) string {
	if b.Arg == "" && (b.Code == "text" || b.Code == "unclosed") {
		return b.Code + "-here"
	}
	return b.Code
}

// closing finds the line that ends the front matter; without one it ends at
// the first blank line.
func (s *source) closing(start int, fence string) (end, body int, closed bool) {
	blank := -1
	for at := start; at < len(s.text); {
		line, _, _ := bytes.Cut(s.text[at:], []byte("\n"))
		next := min(at+len(line)+1, len(s.text))
		switch trimmed := strings.TrimRight(string(line), " \t"); {
		case trimmed == fence || fence == "---" && trimmed == "...":
			return at, next, true
		case trimmed == "" && blank < 0:
			blank = at
		}
		at = next
	}
	if blank < 0 {
		blank = len(s.text)
	}
	return blank, blank, false
}

var yamlLine = regexp.MustCompile(`^\s*("[^"]*"|'[^']*'|[^\s#:][^:]*)\s*:(\s|$)`)

// looksLikeYAML tells whether the first line with something on it is a key, so
// that a page may begin with a thematic break.
func looksLikeYAML(src []byte, closed bool) bool {
	for line := range bytes.Lines(src) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' && (len(line) == 1 || line[1] == ' ') {
			continue
		}
		return yamlLine.Match(line)
	}
	return closed // nothing in it yet
}

// front fills kb.Front from the tree.
type front struct {
	*source
	front *kb.Front
}

func (f *front) read(root fields.Value) {
	for _, v := range root.Items {
		// The settings start on the second line of the file.
		v.Line++
		f.front.Pos = append(f.front.Pos, kb.KeyPos{Key: v.Key, Line: v.Line, Col: v.Col})
		if !f.common(v) {
			f.other(v, v.Key)
		}
	}
}

// common reads one of kb.CommonKeys; false if v is not one.
func (f *front) common(v fields.Value) bool {
	p := f.front
	switch v.Key {
	case "title":
		f.text(v, &p.Title)
	case "kind":
		f.text(v, &p.Kind)
	case "summary":
		f.text(v, &p.Summary)
	case "description": // what other generators call the summary
		if p.Summary == "" {
			f.text(v, &p.Summary)
		}
	case "owner":
		f.text(v, &p.Owner)
	case "deputy":
		f.text(v, &p.Deputy)
	case "reviewer":
		f.text(v, &p.Reviewer)
	case "lang":
		f.text(v, &p.Lang)
	case "reviewed":
		f.date(v, &p.Reviewed)
	case "review_in":
		f.span(v, &p.ReviewIn)
	case "tags":
		f.list(v, &p.Tags)
	case "audience":
		f.list(v, &p.Audience)
	case "aliases":
		f.aliases(v)
	case "weight":
		f.number(v, &p.Weight)
	case "draft":
		f.boolean(v, &p.Draft)
	default:
		return false
	}
	return true
}

// other keeps a key for the page's kind; the members of a table are kept as table.key.
func (f *front) other(v fields.Value, key string) {
	if v.Kind == fields.Table {
		for _, m := range v.Items {
			f.other(m, key+"."+m.Key)
		}
		return
	}
	f.front.Fields = append(f.front.Fields, kb.Field{Key: key, List: v.Strings()})
}

func (f *front) wrong(code string, v fields.Value) {
	f.complainAt("FM02."+code, v.Line, v.Col, v.Key, v.Text)
}

func (f *front) text(v fields.Value, to *string) {
	if v.Kind == fields.List || v.Kind == fields.Table {
		f.wrong("text", v)
		return
	}
	*to = strings.TrimSpace(v.Text)
}

// list reads a list of texts; one text may hold several, set apart by commas.
func (f *front) list(v fields.Value, to *[]string) {
	texts := v.Strings()
	switch v.Kind {
	case fields.Table:
		f.wrong("list", v)
		return
	case fields.List:
		if len(texts) != len(v.Items) {
			f.wrong("list", v)
		}
	default:
		texts = strings.FieldsFunc(v.Text, func(r rune) bool { return strings.ContainsRune(",，、;；", r) })
	}
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			*to = append(*to, t)
		}
	}
}

// aliases reads old addresses of the page: paths inside the site.
func (f *front) aliases(v fields.Value) {
	var list []string
	f.list(v, &list)
	for _, a := range list {
		clean := path.Clean("/" + strings.ReplaceAll(a, `\`, "/"))[1:]
		if clean == "" || strings.Contains(a, "..") || strings.Contains(a, "://") {
			f.complainAt("FM02.alias", v.Line, v.Col, v.Key, a)
			continue
		}
		if strings.HasSuffix(a, "/") {
			clean += "/"
		}
		f.front.Aliases = append(f.front.Aliases, clean)
	}
}

func (f *front) number(v fields.Value, to *int) {
	n, err := strconv.Atoi(v.Text)
	if err != nil {
		f.wrong("number", v)
		return
	}
	*to = n
}

func (f *front) boolean(v fields.Value, to *bool) {
	switch strings.ToLower(v.Text) {
	case "true":
		*to = true
	case "false":
		*to = false
	default:
		f.wrong("bool", v)
	}
}

func (f *front) date(v fields.Value, to *kb.Date) {
	d, ok := vocab.Day(v.Text)
	if !ok || v.Kind == fields.List || v.Kind == fields.Table {
		f.wrong("date", v)
		return
	}
	*to = d
}

var spanForm = regexp.MustCompile(`^(\d{1,4})?\s*(?:个|每)?\s*([a-z]+|[^\x00-\x7F]+)$`)

// span reads a length of time: 90d, 6 months, 半年, 1 年.
func (f *front) span(v fields.Value, to *kb.Span) {
	if span, ok := parseSpan(v.Text); ok && v.Kind != fields.List && v.Kind != fields.Table {
		*to = span
		return
	}
	f.wrong("span", v)
}

func parseSpan(s string) (kb.Span, bool) {
	s = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "每")
	m := spanForm.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	n := 1
	if m[1] != "" {
		n, _ = strconv.Atoi(m[1])
	}
	if n == 0 {
		return "", false
	}
	switch strings.TrimPrefix(m[2], "个") {
	case "d", "day", "days", "天", "日":
		return kb.MakeSpan(n, 'd'), true
	case "w", "week", "weeks", "周", "星期":
		return kb.MakeSpan(7*n, 'd'), true
	case "m", "mo", "month", "months", "月":
		return kb.MakeSpan(n, 'm'), true
	case "q", "quarter", "quarters", "季度", "季":
		return kb.MakeSpan(3*n, 'm'), true
	case "半年":
		return kb.MakeSpan(6*n, 'm'), true
	case "y", "year", "years", "年":
		return kb.MakeSpan(12*n, 'm'), true
	case "一年":
		return kb.MakeSpan(12, 'm'), true
	}
	return "", false
}
