package markdown

import (
	"bytes"
	"html"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	ghtml "github.com/yuin/goldmark/renderer/html"

	"milepost/generator/digest"
	"milepost/generator/kb"
)

// renderer writes the HTML of one page and gathers its plain texts on the way.
type renderer struct {
	source *source
	src    []byte // the body; offsets of nodes count from its start
	base   int    // offset of the body in the file
	opt    Options
	page   *kb.Page
	used   *budget

	*draft

	ids       ids
	headingID map[*ast.Heading]string
	side      *renderer    // for texts that are needed only as plain text
	title     *ast.Heading // the heading that became the title
	outline   []outlined   // the headings but the title
	groups    []*crowd     // faults that are reported together
	ends      map[string]bool
	titleHTML ast.Node // the raw HTML that became the title
	current   string   // id of the heading that is being written
	tags      []string // raw HTML elements that are open
	scope     int      // those below this index belong to an outer Markdown block
	said      map[string]bool
	inLink    int
	rules     []string // of the style sheet that formulas need
	texBytes  int      // of all formulas so far

	begun  int // where the text of the innermost capture starts in plain
	gather int // how many characters plain may still take; < 0: not gathering
	inWord bool
}

// draft holds the buffers in which a page is written.
type draft struct {
	out   out
	cuts  []int32 // offsets in out where a hole stands
	holes []kb.Hole
	plain []byte // text of the heading, lead or alt that is being written
}

// drafts are reused: without that, growing buffers would be a fifth of all garbage.
var drafts = sync.Pool{New: func() any { return new(draft) }}

// done returns the draft to the pool; nothing may point into it any more.
func (d *draft) done() {
	d.out.Reset()
	clear(d.holes)
	d.cuts, d.holes, d.plain = d.cuts[:0], d.holes[:0], d.plain[:0]
	drafts.Put(d)
}

// out is a buffer that goldmark's text writer accepts.
type out struct{ bytes.Buffer }

func (*out) Buffered() int { return 0 }
func (*out) Flush() error  { return nil }

// leadChars bounds the plain text of the first paragraph.
const leadChars = 200

// document renders the page and fills in its body, headings and texts.
func (r *renderer) document(doc ast.Node) {
	r.ids = newIDs()
	r.headingID = map[*ast.Heading]string{}
	r.said = map[string]bool{}
	r.draft = drafts.Get().(*draft)
	r.headings(doc)
	r.footnoteFaults(doc)
	r.children(doc)
	r.closeTags(0)
	r.groupedFaults()
	slices.Sort(r.rules)
	r.page.Rules = slices.Compact(r.rules)
	r.page.Body = r.body()
	r.page.Headings = slices.Clone(r.page.Headings) // without room to grow
	r.draft.done()
	r.draft = nil
	if r.side != nil {
		r.side.draft.done()
		r.side = nil
	}
}

// body cuts the HTML at the holes.
func (r *renderer) body() digest.Sealed[kb.Body] {
	return kb.CutBody(r.out.Bytes(), append(make([]int32, 0, len(r.cuts)), r.cuts...), append([]kb.Hole(nil), r.holes...))
}

// hole leaves a hole that the site fills; at is its offset in the body.
func (r *renderer) hole(h kb.Hole, at int) {
	if at >= 0 {
		h.Line, h.Col = r.source.place(r.base + at)
	}
	r.cuts = append(r.cuts, int32(r.out.Len()))
	r.holes = append(r.holes, h)
}

// word leaves a hole for a text of the theme.
func (r *renderer) word(key string) { r.hole(kb.Hole{Kind: kb.HoleWord, Target: key}, 0) }

func (r *renderer) complain(code string, at int, args ...any) {
	r.source.complain(code, r.base+max(at, 0), args...)
}

// elsewhere tells whether the offset is in an included page, which reports its own faults.
func (r *renderer) elsewhere(at int) bool {
	if r.source.from == nil {
		return false
	}
	line, _ := r.source.within(r.base + max(at, 0))
	return r.source.elsewhere(line)
}

// once reports a fault only the first time on a page.
func (r *renderer) once(code string, at int, args ...string) {
	key := code + strings.Join(args, "\x00")
	if r.said[key] || r.elsewhere(at) {
		return
	}
	r.said[key] = true
	list := make([]any, len(args))
	for i, a := range args {
		list[i] = a
	}
	r.complain(code, at, list...)
}

func (r *renderer) str(s string) { r.out.WriteString(s) }

// esc writes a text, escaped for HTML and attributes.
func (r *renderer) esc(s string) { r.out.WriteString(html.EscapeString(s)) }

// text writes Markdown text: escapes and references resolved, escaped for HTML.
func (r *renderer) text(b []byte) {
	if signsIn(b)&escapes == 0 {
		r.plainText(b)
		return
	}
	from := r.out.Len()
	ghtml.DefaultWriter.Write(&r.out, b)
	r.gatherString(html.UnescapeString(string(r.out.Bytes()[from:])))
}

// plainText writes text in which nothing is escaped or to be escaped.
func (r *renderer) plainText(b []byte) {
	r.out.Write(b)
	r.gatherBytes(b)
}

// code writes text as it is, escaped for HTML.
func (r *renderer) code(b []byte) {
	ghtml.DefaultWriter.RawWrite(&r.out, b)
	r.gatherBytes(b)
}

func (r *renderer) gatherString(s string) { r.gatherBytes([]byte(s)) }

// gatherBytes counts and keeps plain text.
func (r *renderer) gatherBytes(b []byte) {
	for i := 0; i < len(b); {
		c := b[i]
		if c < utf8.RuneSelf {
			letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
			if letter && !r.inWord {
				r.page.Chars++
			}
			r.inWord = letter
			i++
			continue
		}
		if commonHan(c) && i+2 < len(b) && b[i+1]&0xC0 == 0x80 && b[i+2]&0xC0 == 0x80 {
			r.page.Chars++
			r.inWord = false
			i += 3
			continue
		}
		u, n := utf8.DecodeRune(b[i:])
		if unicode.Is(unicode.Han, u) {
			r.page.Chars++
			r.inWord = false
		} else if letter := unicode.IsLetter(u); letter {
			if !r.inWord {
				r.page.Chars++
			}
			r.inWord = true
		} else {
			r.inWord = false
		}
		i += n
	}
	if r.gather > 0 {
		b := clip(b, r.gather)
		r.gather -= utf8.RuneCount(b)
		r.plain = append(r.plain, b...)
	}
}

// commonHan tells by the first byte of a character that it is one of U+5000 to U+9FFF, as nearly
// all Han characters of a text: the tables of unicode take ten times as long.
func commonHan(first byte) bool { return 0xE5 <= first && first <= 0xE9 }

// gap ends a word between blocks and breaks.
func (r *renderer) gap(s string) {
	r.inWord = false
	if r.gather > 0 && len(r.plain) > r.begun {
		r.plain = append(r.plain, s...)
	}
}

// usual tells that r is one of U+4E00 to U+9FFF, as nearly all Han characters of a text.
func usual(r rune) bool { return 0x4E00 <= r && r <= 0x9FFF }

// clip is at most n characters of b.
func clip(b []byte, n int) []byte {
	if len(b) <= n {
		return b
	}
	for i := range string(b) {
		if n == 0 {
			return b[:i]
		}
		n--
	}
	return b
}

// capture runs f and returns the plain text it wrote, at most n characters.
func (r *renderer) capture(n int, f func()) string {
	begun, left := r.begun, r.gather
	r.begun, r.gather = len(r.plain), n
	f()
	got := squeeze(r.plain[r.begun:], n)
	r.plain = r.plain[:r.begun]
	r.begun, r.gather = begun, left
	return got
}

// tidy tells that squeeze leaves a text as it is but for its length. It may be false for others.
func tidy(s []byte) bool {
	last := byte(' ')
	for i, c := range s {
		switch c {
		case ' ':
			if last == ' ' {
				return false
			}
		case '\n', '\t':
			return false
		case 0xC2: // perhaps U+00A0
			return false
		case 0xE3: // perhaps U+3000
			if i+2 < len(s) && s[i+1] == 0x80 && s[i+2] == 0x80 {
				return false
			}
		}
		last = c
	}
	return last != ' ' || len(s) == 0
}

// squeeze makes one blank of each run of blanks, and clips to n characters.
func squeeze(s []byte, n int) string {
	if tidy(s) && (len(s) <= n || utf8.RuneCount(s) <= n) {
		return string(s)
	}
	var b strings.Builder
	b.Grow(min(len(s), 4*n))
	blank := false
	for _, c := range string(s) {
		if c == ' ' || c == '\n' || c == '\t' || c == '\u3000' || c == '\u00a0' {
			blank = b.Len() > 0
			continue
		}
		if blank {
			if n--; n <= 0 {
				break
			}
			b.WriteByte(' ')
			blank = false
		}
		if n--; n < 0 {
			break
		}
		b.WriteRune(c)
	}
	return b.String()
}
