package markdown

import (
	"bytes"
	"regexp"
	"sort"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// *[SLA]: 服务级别协议 on a line of its own explains the word everywhere in the page.

var abbreviationForm = regexp.MustCompile(`^\*\[([^\[\]\n]{1,40})\]:[ \t]*(\S[^\n]*?)[ \t]*\n?$`)

// maxAbbreviations limits the words that each text of a page is searched for.
const maxAbbreviations = 100

// abbreviations removes a paragraph that has only such lines from the page.
type abbreviations struct{}

func (abbreviations) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	found := map[string]string{}
	for i := range p.Lines().Len() {
		seg := p.Lines().At(i)
		line := seg.Value(reader.Source())
		if len(line) == 0 || line[0] != '*' {
			return
		}
		m := abbreviationForm.FindSubmatch(line)
		if m == nil {
			return
		}
		found[string(m[1])] = string(m[2])
	}
	b := budgetOf(pc)
	if len(found) == 0 || len(b.abbreviations)+len(found) > maxAbbreviations {
		return
	}
	for word, meaning := range found {
		if _, there := b.meaning[word]; there {
			continue
		}
		if b.meaning == nil {
			b.meaning = map[string]string{}
		}
		b.meaning[word] = meaning
		b.abbreviations = append(b.abbreviations, word)
	}
	// the longest first: SLAs before SLA
	sort.Slice(b.abbreviations, func(i, k int) bool {
		x, y := b.abbreviations[i], b.abbreviations[k]
		return len(x) > len(y) || len(x) == len(y) && x < y
	})
	p.Parent().RemoveChild(p.Parent(), p)
}

// explained writes text with <abbr> around abbreviations.
func (r *renderer) explained(value []byte) {
	for len(value) > 0 {
		at, word := r.nextAbbreviation(value)
		if word == "" {
			r.prose(value)
			return
		}
		r.prose(value[:at])
		r.str(`<abbr title="`)
		r.esc(r.used.meaning[word])
		r.str(`">`)
		r.text(value[at : at+len(word)])
		r.str("</abbr>")
		value = value[at+len(word):]
	}
}

// nextAbbreviation finds the first abbreviation in a text.
func (r *renderer) nextAbbreviation(value []byte) (at int, word string) {
	at = len(value)
	for _, w := range r.used.abbreviations {
		for i := 0; i < at; {
			n := bytes.Index(value[i:], []byte(w))
			if n < 0 || i+n >= at {
				break
			}
			if i += n; wholeWord(value, i, i+len(w)) {
				at, word = i, w
				break
			}
			i++
		}
	}
	return at, word
}

// wholeWord tells whether b[from:to] is not part of a longer word.
func wholeWord(b []byte, from, to int) bool {
	return (from == 0 || !asciiWord(rune(b[from])) || !asciiWord(rune(b[from-1]))) && (to == len(b) || !asciiWord(rune(b[to-1])) || !asciiWord(rune(b[to])))
}
