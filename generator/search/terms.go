package search

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"milepost/generator/digest"
	"milepost/generator/squeeze"
)

const (
	blockBytes = 4400 // of text in a text block: about 1.5 kB compressed
	blockMax   = 16   // pieces in a block
	lineMax    = 6000 // bytes: a line that is no longer is not cut
	lineLap    = 300  // bytes that the parts of a longer line have in common
)

// Terms is what the index needs of one page: its terms and its text blocks. It follows
// from the Doc alone, and is small enough to keep for every page of the site, above all in a
// [Bundle]. [Analyse] makes one; the zero Terms is not usable.
type Terms struct {
	key    digest.Key
	meta   meta
	length byte            // upper half: log2 of the number of terms; lower half: twice the log2 of the title's characters
	blocks []squeeze.Piece // squeezed
	sizes  int             // bytes of text

	coded int      // bytes of own, also once it is nil
	own   *entries // the terms; nil if they are in a bundle
	in    *bundle
	no    int // of the page in its bundle
}

type meta struct {
	path, title, kind, section, owner, due, crumbs string
	tags                                           []string
}

// Path is the page's path from the site's root.
func (t *Terms) Path() string { return t.meta.path }

// Key is the digest of what was analysed: equal keys mean equal pages.
func (t *Terms) Key() digest.Key { return t.key }

// Size is how many bytes the terms of the page have before they are in a bundle.
func (t *Terms) Size() int { return t.coded }

// Analyse finds the terms and makes the text blocks of a page. It is safe for concurrent use.
func Analyse(d Doc) *Terms {
	t := &Terms{key: digest.Of(d), meta: meta{d.Path, d.Title, d.Kind, d.Section, d.Owner, d.Due, d.Crumbs, d.Tags}}
	a := analysers.Get().(*analyser)
	defer analysers.Put(a)
	blocks := cut(d.Sections)
	for _, b := range blocks {
		for i, p := range b {
			a.piece(uint32(len(t.blocks)*blockMax+i), p, d.Columns)
			t.sizes += len(p.Text)
			if len(t.blocks)+i == 0 { // the tags belong to the top of the page
				a.tokens(0, Fold(strings.Join(d.Tags, "\n")), false)
			}
		}
		a.out = appendBlock(a.out[:0], &d, b, len(blocks))
		t.blocks = append(t.blocks, squeeze.Squeeze(a.out))
	}
	t.length = nibble(a.total, 1)<<4 | nibble(utf8.RuneCountInString(d.Title), 2)
	a.encode(t)
	return t
}

// nibble is log2(n+1) times per, rounded, and at most 15.
func nibble(n int, per float64) byte {
	return byte(min(15, math.Round(math.Log2(float64(n+1))*per)))
}

// piece is a section, or a part of one, in a text block.
type piece struct {
	*Section
	Text string
	more bool // not the first part of its section
}

// cut divides the sections into text blocks.
func cut(secs []Section) [][]piece {
	var blocks [][]piece
	var cur []piece
	size := 0
	push := func(p piece) {
		n := len(p.Text) + len(p.Heading)/2 + 20
		if len(cur) == blockMax || size > 0 && size+n > blockBytes*5/4 {
			blocks, cur, size = append(blocks, cur), nil, 0
		}
		cur = append(cur, p)
		size += n
	}
	for i := range secs {
		s := &secs[i]
		if len(s.Text) <= blockBytes {
			push(piece{s, s.Text, false})
			continue
		}
		for j, part := range parts(s.Text, size) {
			push(piece{s, part, j > 0})
		}
	}
	return append(blocks, cur)
}

// parts cuts a long text at line ends into parts of about a block. size is how many
// bytes the open block has already: the first part fills that block, unless it is
// nearly full.
func parts(text string, size int) []string {
	var out []string
	room := blockBytes - size
	if room < blockBytes/3 {
		room = blockBytes
	}
	from, at := 0, 0
	for at < len(text) {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += at
		}
		if end-from > room && at > from {
			out = append(out, text[from:at-1])
			from, room = at, blockBytes
		}
		if end-at > lineMax {
			end = lineEnd(text, at)
			out = append(out, text[from:end])
			from = lapBack(text, end)
			at = from
			continue
		}
		at = end + 1
	}
	if from < len(text) {
		out = append(out, text[from:])
	}
	return out
}

// lineEnd is where a line that is too long and begins at is cut, between two characters.
func lineEnd(text string, at int) int {
	end := at + blockBytes
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return end
}

// lapBack is where the part after one that ends at end begins: lineLap bytes before, so
// that both have these bytes in common.
func lapBack(text string, end int) int {
	end -= lineLap
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return end
}

// appendBlock writes a text block: [path, title, kind, crumbs, section, owner, due,
// [tags…], [column names…], [[id, heading, text, 1 + place of its column names]…],
// number of blocks of the page], as packJSON would write it. In place of a heading that
// is the title stands 0.
func appendBlock(out []byte, d *Doc, b []piece, blocks int) []byte {
	out = append(out, '[')
	for _, s := range []string{d.Path, d.Title, d.Kind, d.Crumbs, d.Section, d.Owner, d.Due} {
		out = append(appendString(out, s), ',')
	}
	out = append(appendStrings(out, d.Tags), ',')
	var cols []string
	place := make([]int, len(d.Columns)+1) // by Row: 1 + the place in cols
	for _, p := range b {
		if p.Row > 0 && place[p.Row] == 0 {
			cols = append(cols, d.Columns[p.Row-1])
			place[p.Row] = len(cols)
		}
	}
	out = append(appendStrings(out, cols), ",["...)
	for i, p := range b {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(appendString(append(out, '['), p.ID), ',')
		if p.Heading == d.Title {
			out = append(out, '0')
		} else {
			out = appendString(out, p.Heading)
		}
		out = appendString(append(out, ','), p.Text)
		if p.Row > 0 {
			out = strconv.AppendInt(append(out, ','), int64(place[p.Row]), 10)
		}
		out = append(out, ']')
	}
	return append(strconv.AppendInt(append(out, "],"...), int64(blocks), 10), ']')
}

func appendStrings(b []byte, list []string) []byte {
	b = append(b, '[')
	for i, s := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, s)
	}
	return append(b, ']')
}

// appendString writes s as a string of JSON, in GB18030 (see narrow).
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0 // start of what is not written yet and needs no escape
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c < utf8.RuneSelf && c != '"' && c != '\\' {
			i++
			continue
		}
		b = append(b, s[from:i]...)
		n := 1
		switch {
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < ' ':
			b = fmt.Appendf(b, `\u%04x`, c)
		default:
			var r rune
			r, n = utf8.DecodeRuneInString(s[i:])
			b = appendNarrow(b, r)
		}
		i += n
		from = i
	}
	return append(append(b, s[from:]...), '"')
}

// packJSON is v in JSON, in GB18030 (see narrow).
func packJSON(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // plain data always encodes
	}
	return narrow(bytes.TrimSpace(b.Bytes()))
}

// analyser gathers the terms of one page. It is reused: most of the work of an
// index would otherwise be garbage.
type analyser struct {
	terms interned
	first []int32 // per term: its first and last node
	last  []int32
	nodes []node
	total int
	out   []byte
}

// node is one term in one piece.
type node struct {
	next  int32
	piece uint32
	tf    uint8
	head  bool
}

var analysers = sync.Pool{New: func() any { return new(analyser) }}

func (a *analyser) piece(no uint32, p piece, cols []string) {
	if p.Row == 0 && !p.more {
		a.tokens(no, Fold(p.Heading), true)
	}
	a.tokens(no, Fold(p.Text), false)
	if p.Row > 0 {
		a.tokens(no, Fold(cols[p.Row-1]), false)
	}
}

func (a *analyser) tokens(no uint32, s string, head bool) {
	tokens(s, func(term string) { a.add(no, term, head) })
}

func (a *analyser) add(no uint32, term string, head bool) {
	a.total++
	id, isNew := id(&a.terms, term)
	if isNew {
		a.first = append(a.first, int32(len(a.nodes)))
		a.last = append(a.last, int32(len(a.nodes)))
		a.nodes = append(a.nodes, node{-1, no, 1, head})
		return
	}
	n := &a.nodes[a.last[id]]
	if n.piece == no {
		n.tf = min(n.tf, 254) + 1
		n.head = n.head || head
		return
	}
	n.next = int32(len(a.nodes))
	a.last[id] = n.next
	a.nodes = append(a.nodes, node{-1, no, 1, head})
}

// encode writes the terms in order and empties the analyser.
func (a *analyser) encode(t *Terms) {
	b := a.out[:0]
	e := &entries{}
	bucket, prev := -1, []byte(nil)
	for _, o := range a.terms.sorted() {
		term := a.terms.name(o.id)
		for at := bucketOf(term); bucket < at; {
			bucket++
			e.bucket[bucket], prev = uint32(len(b)), nil
		}
		b = appendEntry(b, prev, term)
		b = a.appendPieces(b, a.first[o.id])
		prev = term
	}
	for bucket++; bucket <= buckets; bucket++ {
		e.bucket[bucket] = uint32(len(b))
	}
	e.coded, a.out = bytes.Clone(b), b
	t.own, t.coded = e, len(b)
	a.terms.empty()
	a.first, a.last, a.nodes, a.total = a.first[:0], a.last[:0], a.nodes[:0], 0
}

func (a *analyser) appendPieces(b []byte, at int32) []byte {
	prev := int64(-1)
	for at >= 0 {
		n := a.nodes[at]
		v := uint64(int64(n.piece)-prev-1) << 4
		switch {
		case n.tf >= 5:
			v |= 3
		case n.tf >= 3:
			v |= 2
		case n.tf == 2:
			v |= 1
		}
		if n.head {
			v |= 4
		}
		if n.next >= 0 {
			v |= 8
		}
		b = binary.AppendUvarint(b, v)
		prev, at = int64(n.piece), n.next
	}
	return b
}

// buckets is how many ranges all terms are divided into, by their first character. Each
// range is merged by itself, so that the whole index is never in memory at once.
const buckets = 203

func bucketOf(term []byte) int {
	r, _ := utf8.DecodeRune(term)
	switch {
	case r < '0':
		return 0
	case r <= '9':
		return 1 + int(r-'0')
	case r < 'a':
		return 10
	case r <= 'z':
		return 11 + int(r-'a')
	case r < 0x4e00:
		return 37
	case r <= 0x9fff:
		return 38 + int(r-0x4e00)>>7
	}
	return 202
}
