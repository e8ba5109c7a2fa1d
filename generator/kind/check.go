package kind

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// Check judges a page by its kind, whose name is given. It reports unknown and missing
// front-matter keys, wrong values, missing chapters, headings of an FAQ that are no
// questions, and tables whose verdicts contradict their numbers. The position is
// that of the key, the heading or the row, else the top of the file.
func Check(p *kb.Page, name string) diag.List {
	c := checker{page: p}
	k, ok := Of(name)
	if !ok {
		c.unknownKind(name)
		k = Kind{Name: Page}
	}
	c.keys(k)
	for _, f := range k.Fields {
		c.field(k, f)
	}
	c.chapters(k)
	if k.Name == "faq" {
		c.questions()
	}
	c.trials(k)
	return c.diags
}

type checker struct {
	page  *kb.Page
	diags diag.List
}

func (c *checker) complain(code string, line, col int, args ...any) {
	c.diags = append(c.diags, diag.New(code, diag.Pos{File: c.page.Path, Line: line, Col: col}, args...))
}

// at is the position of a front-matter key, the top of the file if it is missing.
func (c *checker) at(key string) (line, col int) {
	for _, p := range c.page.Front.Pos {
		if p.Key == key {
			return p.Line, p.Col
		}
	}
	return 1, 1
}

func (c *checker) unknownKind(name string) {
	line, col := c.at("kind")
	var names []string
	for _, k := range kinds {
		names = append(names, k.Name)
		if slices.Contains(k.Words, text.Fold(name)) {
			c.complain("FM05.near", line, col, name, k.Name)
			return
		}
	}
	if near := text.Nearest(name, names); near != "" {
		c.complain("FM05.near", line, col, name, near)
		return
	}
	c.complain("FM05.kind", line, col, name, strings.Join(names, ", "))
}

// keys reports front-matter keys that are neither common to all pages nor fields of the kind.
func (c *checker) keys(k Kind) {
	known := slices.Clone(kb.CommonKeys)
	for _, f := range k.Fields {
		known = append(known, f.Key)
	}
	for _, p := range c.page.Front.Pos {
		if slices.Contains(known, p.Key) || slices.Contains(kb.PositionKeys, p.Key) || slices.Contains(kb.AddressKeys, p.Key) {
			continue
		}
		if near := text.Nearest(p.Key, known); near != "" {
			c.complain("FM03.unknown", p.Line, p.Col, p.Key, near)
		} else {
			c.complain("FM03.stray", p.Line, p.Col, p.Key, k.Name, strings.Join(known[1:], ", "))
		}
	}
}

func (c *checker) field(k Kind, f Field) {
	values := c.page.Front.Values(f.Key)
	line, col := c.at(f.Key)
	if len(values) == 0 {
		if f.Required {
			c.complain("FM04.missing", line, col, f.Key, k.Name)
		}
		return
	}
	if f.Type != List && len(values) > 1 {
		c.complain("FM04.one", line, col, f.Key)
		return
	}
	v := strings.TrimSpace(values[0])
	switch f.Type {
	case Date:
		if _, ok := vocab.Day(v); !ok {
			c.complain("FM04.date", line, col, f.Key, v)
		}
	case Period:
		if _, ok := vocab.FilePeriod(v); !ok {
			c.complain("FM04.period", line, col, f.Key, v)
		}
	case Score:
		if n, err := strconv.ParseFloat(v, 64); err != nil || !(n >= 0 && n <= 100) {
			c.complain("FM04.score", line, col, f.Key, v)
		}
	case Word:
		if f.Meaning(v) == "" {
			var allowed []string
			for _, w := range f.Values {
				if c.lang() == "en" {
					allowed = append(allowed, w.Key)
				} else {
					allowed = append(allowed, w.Words[0])
				}
			}
			c.complain("FM04.word", line, col, f.Key, v, c.list(allowed))
		}
	}
}

// chapters reports each chapter of the kind that has a heading but no text, and, in
// one diagnostic, all those without a heading.
func (c *checker) chapters(k Kind) {
	var missing []string
	for _, ch := range k.Chapters {
		for _, h := range c.page.Headings {
			if h.Bare && ch.In(h.Text) {
				c.complain("MA02.empty", h.Line, 1, h.Text)
			}
		}
		if !slices.ContainsFunc(c.page.Headings, func(h kb.Heading) bool { return ch.In(h.Text) }) {
			missing = append(missing, ch.Title(c.lang()))
		}
	}
	if len(missing) == 0 {
		return
	}
	code := "MA02.chapters"
	if k.Name == "manual" {
		code = "MA01.chapters"
		if c.page.Front.Kind == "" { // its folder says what it is
			code = "MA01.guessed"
		}
	}
	c.complain(code, 1, 1, c.list(missing))
}

// lang is the language for the names of chapters: Chinese if the title or a heading
// has a Chinese character, or if the page has neither title nor heading.
func (c *checker) lang() string {
	words := c.page.Title
	for _, h := range c.page.Headings {
		words += h.Text
	}
	if words != "" && !strings.ContainsFunc(words, text.Han) {
		return "en"
	}
	return "zh-CN"
}

func (c *checker) list(words []string) string {
	if c.lang() == "en" {
		return strings.Join(words, ", ")
	}
	return strings.Join(words, "、")
}

var (
	asksChinese = regexp.MustCompile(`[?？]|吗|呢$|怎么|怎样|如何|为什么|为何|什么|哪|是否|能否|可否|能不能|是不是|要不要|有没有|多少|多久|谁|几`)
	asksEnglish = regexp.MustCompile(`(?i)^(how|what|why|when|where|who|whom|whose|which|can|could|is|are|was|were|do|does|did|should|shall|will|would|may|must|has|have)\b`)
)

// questions reports headings of an FAQ that are no questions or have no answer. A
// heading with headings below it is a group of questions and is not reported.
func (c *checker) questions() {
	h := c.page.Headings
	for i := range h {
		group := i+1 < len(h) && h[i+1].Level > h[i].Level
		if !group && !asksChinese.MatchString(h[i].Text) && !asksEnglish.MatchString(h[i].Text) {
			c.complain("FA01.question", h[i].Line, 1, h[i].Text)
		}
		if !group && h[i].Bare {
			c.complain("FA01.answer", h[i].Line, 1, h[i].Text)
		}
	}
}
