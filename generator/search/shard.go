package search

import (
	"encoding/binary"
	"strings"
	"unicode/utf8"
)

// wideShare says which terms of a large site are wide: those on more than one page in
// four. Of a wide term the index has only its pages and the headings with it; a search
// reads in the text where else it stands. Such terms took half of the bytes of all shards.
const wideShare = 4

// shard is a run of neighbouring terms being written.
type shard struct {
	count              int
	wide               int // number of pages of a large site; 0 on others, which have no wide terms
	dict               dict
	df, gaps, postings []byte
}

func (s *shard) size() int { return len(s.dict.coded) + len(s.df) + len(s.gaps) + len(s.postings) }

// full tells that a shard should end before a term. The last one of its folder ends
// where one would end whatever stands before, if such a term comes soon; the others
// where the next bound is short: the manifest holds all bounds.
func (s *shard) full(limit int, last bool, before, next string) bool {
	size := s.size()
	switch {
	case size < limit*13/16:
		return false
	case last:
		return size >= limit*7/8 && marks(next, 16) || size >= limit*5/4
	}
	return size >= limit*17/16 || utf8.RuneCountInString(between(before, next)) == 1
}

func (s *shard) add(p *posting) {
	s.dict.add(p.term)
	s.df = binary.AppendUvarint(s.df, uint64(p.pages))
	if s.wide > 0 && wideShare*int(p.pages) > s.wide {
		s.gaps, s.postings = s.addWide(p)
	} else {
		s.gaps = append(s.gaps, p.gaps...)
		s.postings = append(s.postings, p.pieces...)
	}
	s.count++
}

// addWide codes a wide term. bits has one bit for each page of the site: 1 if the term is
// there. headings has the number of pages with the term in a heading, then for each of
// them the gap since the one before and the pieces with such a heading. Both are appended
// to what the shard has.
func (s *shard) addWide(p *posting) (bits, headings []byte) {
	from := len(s.gaps)
	bits = append(s.gaps, make([]byte, (s.wide+7)/8)...)
	headings = binary.AppendUvarint(s.postings, uint64(p.heads))
	gaps, list := p.gaps, p.pieces
	before := -1
	for page := -1; len(gaps) > 0; {
		gap, k := binary.Uvarint(gaps)
		gaps, page = gaps[k:], page+int(gap)+1
		bits[from+page/8] |= 1 << (page % 8)
		size, head := pieces(list)
		if head {
			headings = binary.AppendUvarint(headings, uint64(page-before-1))
			headings = appendHeadings(headings, list[:size])
			before = page
		}
		list = list[size:]
	}
	return bits, headings
}

// appendHeadings appends those pieces of the list that have the term in their heading.
func appendHeadings(b, list []byte) []byte {
	last, before := len(b), int64(-1)
	for piece := int64(-1); len(list) > 0; {
		v, k := binary.Uvarint(list)
		list, piece = list[k:], piece+int64(v>>4)+1
		if v&4 == 0 {
			continue
		}
		if before >= 0 {
			b[last] |= 8 // there is one more
		}
		last = len(b)
		b = binary.AppendUvarint(b, uint64(piece-before-1)<<4|v&7)
		before = piece
	}
	return b
}

// reset empties the shard but keeps its memory.
func (s *shard) reset() {
	s.dict.reset()
	*s = shard{wide: s.wide, dict: s.dict, df: s.df[:0], gaps: s.gaps[:0], postings: s.postings[:0]}
}

func (s *shard) bytes() []byte {
	b := make([]byte, 0, s.size()+16)
	for _, n := range []int{s.count, len(s.dict.coded), len(s.df), len(s.gaps)} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	b = append(append(b, s.dict.coded...), s.df...)
	return append(append(b, s.gaps...), s.postings...)
}

// dict is a list of terms in order, each coded after the one before it.
type dict struct {
	coded     []byte
	prev, cur []rune
}

func (d *dict) add(term string) {
	d.cur = d.cur[:0]
	for _, r := range term {
		d.cur = append(d.cur, r)
	}
	d.coded = appendTerm(d.coded, d.prev, d.cur)
	d.prev, d.cur = d.cur, d.prev
}

// reset empties the list but keeps its memory.
func (d *dict) reset() { d.coded, d.prev = d.coded[:0], d.prev[:0] }

// appendShared codes two lengths in a byte: in its upper half the length of the common
// beginning of prev and cur, at most 15; in its lower half the length of the rest of cur.
// A rest of 15 or more is coded as 15, and a uvarint with what is above 15 follows.
func appendShared[E byte | rune](b []byte, prev, cur []E) (coded []byte, shared int) {
	n := 0
	for n < 15 && n < len(prev) && n < len(cur) && prev[n] == cur[n] {
		n++
	}
	rest := len(cur) - n
	b = append(b, byte(n<<4|min(15, rest)))
	if rest >= 15 {
		b = binary.AppendUvarint(b, uint64(rest-15))
	}
	return b, n
}

// appendTerm codes cur by its difference from prev, the term before it, in code points:
// appendShared, then the rest as uvarints. Where prev has a character at the first
// place of the rest, the first uvarint is the distance from that character.
func appendTerm(b []byte, prev, cur []rune) []byte {
	b, n := appendShared(b, prev, cur)
	for i := n; i < len(cur); i++ {
		v := cur[i]
		if i == n && n < len(prev) && n < 15 {
			v -= prev[n]
		}
		b = binary.AppendUvarint(b, uint64(v))
	}
	return b
}

// between is the shortest beginning of next that sorts after prev, as a copy.
func between(prev, next string) string {
	for i := range next {
		if i > 0 && strings.Compare(next[:i], prev) > 0 {
			return strings.Clone(next[:i])
		}
	}
	return strings.Clone(next)
}

// shardBytes is the size at which a shard of a site of n pages is closed: small
// enough for slow networks, large enough that the list of bounds stays short.
func shardBytes(n int) int {
	switch {
	case n < 3000:
		return 4 << 10
	case n < 30000:
		return 8 << 10
	}
	return 16 << 10
}
