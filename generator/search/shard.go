package search

import (
	"encoding/binary"
	"strings"
)

// wideShare: a term on more than one of so many pages of a large site is wide: the
// index tells its pages and the headings with it, and where else it stands is read in
// the text. Such terms took half of the room of all shards.
const wideShare = 4

// shard is a run of neighbouring terms being written.
type shard struct {
	count              int
	wide               int // pages of a large site, on which terms may be wide
	dict               dict
	df, gaps, postings []byte
}

func (s *shard) size() int { return len(s.dict.coded) + len(s.df) + len(s.gaps) + len(s.postings) }

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

// addWide tells of a wide term on which pages it stands, a bit for each page of the
// site; then on how many it is in a heading, and per page the gap since the one before
// and the pieces with such a heading.
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

// appendHeadings appends those of the pieces that have the term in their heading.
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

// reset empties the shard but keeps its room.
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

// reset empties the list but keeps its room.
func (d *dict) reset() { d.coded, d.prev = d.coded[:0], d.prev[:0] }

// appendShared codes how much of cur is as in prev and how much is left: a byte
// with the length of the common beginning (up to 15) in its upper half and the
// length of the rest (up to 14; 15 and a uvarint of what is above) in its lower.
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

// appendTerm codes cur after prev, in code points: what they share, then the rest
// as uvarints, of which the first is the distance from what stood there in prev, if
// something did.
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

// between is the shortest beginning of next that stands after prev, in memory of its own.
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
