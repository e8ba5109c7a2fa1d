package plan

import (
	"bytes"
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strings"
	"sync"

	"milepost/generator/digest"
	"milepost/generator/document"
	"milepost/generator/kind"
	"milepost/generator/site"
	"milepost/generator/text"
)

// GlossaryOut is the terms of the site's glossaries, for the script that
// explains them on other pages.
const GlossaryOut = "glossary.js"

const (
	mostTerms  = 2000
	mostOfTerm = 200 // characters of an explanation; the rest is on its page
)

// term is a term of a glossary. names are the ways to write it.
type term struct {
	names []string
	text  string
	id    string // its anchor on the page, "" if it has none
}

// glossaries are the pages that explain terms.
func glossaries(s *site.Site) []*site.Page {
	return site.InOrder(s.Of(kind.Glossary))
}

// glossary publishes the terms of the glossaries.
func (m *maker) glossary(w *writer) {
	pages := glossaries(m.site)
	if len(pages) == 0 {
		return
	}
	script := sync.OnceValue(func() []byte { return m.termScript(pages) })
	w.add("", Output{
		Path: GlossaryOut, Class: Page,
		Content: Lazy(
			func() digest.Key { return digest.Of("glossary", string(script())) },
			func() ([]byte, error) { return script(), nil }),
	})
}

// termScript is the terms as a script: names, explanation, address from the root.
func (m *maker) termScript(pages []*site.Page) []byte {
	var list [][]any
	known := map[string]bool{}
	for _, p := range pages {
		for _, t := range terms(m.written(p)) {
			names := slices.DeleteFunc(t.names, func(n string) bool { return known[text.Fold(n)] }) // the first explanation counts
			for _, n := range names {
				known[text.Fold(n)] = true
			}
			if len(names) > 0 && len(list) < mostTerms {
				list = append(list, []any{names, t.text, HrefFrag("", p.Out, t.id)})
			}
		}
	}
	js := bytes.NewBufferString("(window.milepost=window.milepost||{}).terms=")
	json.NewEncoder(js).Encode(list) // plain strings: it cannot fail
	return js.Bytes()
}

// written is the body of a page with its values, without its blocks.
func (m *maker) written(p *site.Page) string {
	fills, _ := m.fills(p)
	var b strings.Builder
	body := p.Body.Get()
	for i, piece := range body.HTML() {
		b.WriteString(piece)
		if i < len(fills) {
			b.WriteString(fills[i].HTML)
		}
	}
	return b.String()
}

// The HTML of package markdown for the three ways to explain a term: a heading
// with a paragraph, a definition, a row of a table.
var (
	headingOpen = regexp.MustCompile(`<h[2-6] id="`)
	headingTerm = regexp.MustCompile(`(?s)^([^"]*)"[^>]*>(.*?)</h[2-6]>\s*<p>(.*?)</p>`)
	definedTerm = regexp.MustCompile(`(?s)<dt id="([^"]*)">(.*?)</dt>\s*<dd>(.*?)</dd>`)
	rowTerm     = regexp.MustCompile(`(?s)<tr>\s*<td[^>]*>(.*?)</td>\s*<td[^>]*>(.*?)</td>`)
)

// terms reads the terms in the body of a glossary.
func terms(body string) (all []term) {
	add := func(id, name, said string) {
		t := term{names: termNames(wordsIn(name)), text: wordsIn(said), id: html.UnescapeString(id)}
		if r := []rune(t.text); len(r) > mostOfTerm {
			t.text = string(r[:mostOfTerm-1]) + "…"
		}
		if len(t.names) > 0 && t.text != "" {
			all = append(all, t)
		}
	}
	for _, part := range headingOpen.Split(body, -1)[1:] {
		if g := headingTerm.FindStringSubmatch(part); g != nil {
			add(g[1], g[2], g[3])
		}
	}
	for _, g := range definedTerm.FindAllStringSubmatch(body, -1) {
		add(g[1], g[2], g[3])
	}
	for _, g := range rowTerm.FindAllStringSubmatch(body, -1) {
		add("", g[1], g[2])
	}
	return all
}

// wordsIn is the words of some HTML.
func wordsIn(s string) string { return strings.Join(document.Block{HTML: s}.Paragraphs(), " ") }

// termNames are the ways to write a term: SLA（服务级别协议） has two. One character
// alone would be found everywhere, and is left out.
func termNames(s string) []string {
	var names []string
	for _, n := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("()（）、/／,，;；", r) }) {
		if n = strings.TrimSpace(n); len([]rune(n)) > 1 && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}

// glossaryHref is the path of the terms from the root, "" if there are none.
func glossaryHref(s *site.Site) string {
	if len(glossaries(s)) == 0 {
		return ""
	}
	return GlossaryOut
}
