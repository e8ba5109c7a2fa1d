package markdown

import (
	"bytes"
	"context"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/fields"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// maxFront limits the front matter, in bytes: the longest that we saw had 4 kB.
const maxFront = 64 << 10

// frontMatter reads the settings at the top of the page, between +++ lines
// (TOML) or --- lines (YAML), and returns the offset where the body starts.
func (s *source) frontMatter(ctx context.Context, p *kb.Page, keys ...KeyName) (body int) {
	fence, start, end, body, closed := s.extent()
	if body == 0 {
		return 0
	}
	settings := s.text[start:end]
	if !closed {
		s.complain("FM01.open", 0, fence)
	}
	if len(settings) > maxFront {
		s.complain("FM01.long", 0, maxFront>>10)
		p.Front.Draft = true
		return body
	}
	read := fields.TOML
	if fence == "---" {
		read = fields.YAML
	}
	root, problems := read(ctx, settings)
	above := bytes.Count(s.text[:start], []byte("\n"))
	for _, b := range problems {
		s.complainAt("FM01."+variant(b), b.Line+above, b.Col, b.Arg)
	}
	f := front{source: s, front: &p.Front, above: above, keys: keys}
	f.read(root)
	p.Title = p.Front.Title
	return body
}

// extent finds the settings at the top of the page (start to end), and the offset of the
// body, which is 0 if there are no settings.
func (s *source) extent() (fence string, start, end, body int, closed bool) {
	fence, start, exact := s.opening()
	if fence == "" {
		return "", 0, 0, 0, false
	}
	end, body, closed = s.closing(start, fence)
	settings := s.text[start:end]
	// Front matter in an unusual form or without an end counts if it sets a key such as
	// title or draft: a draft must not be published as text.
	if fence == "---" && !looksLikeYAML(settings, closed) || !(exact && (closed || fence == "+++")) && !speaksOfPage(settings) {
		return "", 0, 0, 0, false // a thematic break, not front matter
	}
	return fence, start, end, body, closed
}

// opening finds the line that begins the front matter; "", 0 if there is none. exact is
// false after blank lines or invisible characters, and for a longer line (-----), as
// editors and copying make them.
func (s *source) opening() (fence string, start int, exact bool) {
	for at := 0; at < len(s.text); at = start {
		line, _, _ := bytes.Cut(s.text[at:], []byte("\n"))
		start = min(at+len(line)+1, len(s.text))
		if fence = rule(string(line)); fence != "" {
			return fence, start, at == 0 && strings.TrimRight(string(line), " \t") == fence
		}
		if vocab.Trim(string(line)) != "" {
			return "", 0, false
		}
	}
	return "", 0, false
}

// rule is the fence (--- or +++) of a line of three or more - or +, "" for other lines.
func rule(line string) string {
	line = strings.Trim(vocab.Trim(line), " \t")
	for _, f := range []string{"---", "+++"} {
		if len(line) >= 3 && strings.Trim(line, f[:1]) == "" {
			return f
		}
	}
	return ""
}

// speaksOfPage tells whether one of the lines sets a key of kb.CommonKeys.
func speaksOfPage(settings []byte) bool {
	for line := range bytes.Lines(settings[:min(len(settings), maxFront)]) {
		key, _, found := bytes.Cut(line, []byte(":"))
		if k, _, toml := bytes.Cut(line, []byte("=")); toml && (!found || len(k) < len(key)) {
			key, found = k, true
		}
		if found && slices.Contains(kb.CommonKeys, strings.ToLower(strings.Trim(vocab.Trim(string(key)), "\"' "))) {
			return true
		}
	}
	return false
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
		case rule(trimmed) == fence || fence == "---" && trimmed == "...":
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

// looksLikeYAML tells whether the first line that is not blank has a key. If not, the ---
// is a thematic break.
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
	above int // lines of the file above the settings
	keys  []KeyName
}

func (f *front) read(root fields.Value) {
	for _, v := range f.renamed(root.Items, "") {
		v.Line += f.above
		f.front.Pos = append(f.front.Pos, kb.KeyPos{Key: v.Key, Line: v.Line, Col: v.Col})
		if !f.common(v) {
			f.other(v, v.Key)
		}
	}
}

// renamed gives keys of another generator our names, and drops those that site.toml ignores.
func (f *front) renamed(items []fields.Value, table string) []fields.Value {
	if len(f.keys) == 0 {
		return items
	}
	var out []fields.Value
	for _, v := range items {
		whole := table + v.Key
		name, said := f.nameOf(whole)
		switch {
		case said && name == "":
		case said:
			v.Key = name
			out = append(out, v)
		case v.Kind == fields.Table && slices.ContainsFunc(f.keys, func(k KeyName) bool { return strings.HasPrefix(k.Key, whole+".") }):
			out = append(out, f.renamed(v.Items, whole+".")...)
		default:
			v.Key = whole
			out = append(out, v)
		}
	}
	return out
}

// nameOf is our name for a key; said is false if site.toml does not mention it.
func (f *front) nameOf(key string) (name string, said bool) {
	for _, k := range f.keys {
		if begin, any := strings.CutSuffix(k.Key, "*"); k.Key == key || any && strings.HasPrefix(key, begin) {
			return k.Name, true
		}
	}
	return "", false
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
	case "nav_order", "sidebar_position": // what other generators call the weight
		return f.position(v)
	case "draft":
		f.draft(v)
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

// aliases reads old addresses of the page: paths inside the site, from its folder,
// or from the content folder if they begin with a slash.
func (f *front) aliases(v fields.Value) {
	var list []string
	f.list(v, &list)
	for _, a := range list {
		clean := path.Clean("/" + strings.ReplaceAll(a, `\`, "/"))[1:]
		if clean == "" || strings.Contains(a, "..") || strings.Contains(a, "://") || strings.ContainsAny(a, "#?") {
			f.complainAt("FM02.alias", v.Line, v.Col, v.Key, a)
			continue
		}
		if strings.HasSuffix(a, "/") {
			clean += "/"
		}
		if strings.HasPrefix(a, "/") {
			clean = "/" + clean
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

// position takes the weight from a key of another generator.
func (f *front) position(v fields.Value) bool {
	w, ok := kb.Position(v.Text)
	if ok && f.front.Weight == 0 {
		f.front.Weight = w
	}
	return ok
}

// draft reads whether the page is a draft: true, yes, on, 是, 1. If that is unclear, it is a
// draft: publishing too late can be corrected, publishing too early cannot.
func (f *front) draft(v fields.Value) {
	yes, known := vocab.Base().YesNo(vocab.Plain(v.Text))
	switch w := vocab.Plain(v.Text); {
	case w == "on", w == "草稿", w == "draft":
		yes, known = 1, true
	case w == "off":
		yes, known = 0, true
	}
	f.front.Draft = yes != 0 || !known
	if !known {
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

// span reads a duration: 90d, 6 months, 半年, 1 年.
func (f *front) span(v fields.Value, to *kb.Span) {
	if span, ok := vocab.Span(v.Text); ok && v.Kind != fields.List && v.Kind != fields.Table {
		*to = span
		return
	}
	f.wrong("span", v)
}
