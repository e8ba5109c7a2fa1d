package search

import (
	"encoding/binary"
	"math/bits"
	"strings"
)

// posting is the list of pages of one term, in the form of a shard.
type posting struct {
	term   string
	pages  uint32
	heads  uint32 // pages with the term in a heading
	gaps   []byte
	pieces []byte
}

// merge gathers the postings of bucket b over all pages, in no order. It reads
// the pages twice: to see how much room each term takes, and to fill it.
func merge(pages []*Terms, b int) []posting {
	var (
		terms interned
		list  []posting
		rooms []room
		last  []int32 // per term: its last page
		ids   []int32 // per entry of a page: its term
		term  []byte
	)
	most := 0 // entries: each takes four bytes at least
	for _, t := range pages {
		most += int(t.bucket[b+1]-t.bucket[b]) / 4
	}
	ids = make([]int32, 0, most)
	for page, t := range pages {
		enc := t.terms[t.bucket[b]:t.bucket[b+1]]
		for len(enc) > 0 {
			n, suffix, pieces, head, rest := entry(enc)
			term, enc = append(term[:n], suffix...), rest
			i, isNew := id(&terms, term)
			if isNew {
				list, rooms, last = append(list, posting{term: terms.names[i]}), append(rooms, room{}), append(last, -1)
			}
			ids = append(ids, i)
			list[i].pages++
			if head {
				list[i].heads++
			}
			rooms[i].gaps += (bits.Len32(uint32(int32(page)-last[i]-1)|1) + 6) / 7
			rooms[i].pieces += len(pieces)
			last[i] = int32(page)
		}
	}
	furnish(list, rooms)
	for i := range last {
		last[i] = -1
	}
	at := 0
	for page, t := range pages {
		enc := t.terms[t.bucket[b]:t.bucket[b+1]]
		for len(enc) > 0 {
			_, _, pieces, _, rest := entry(enc)
			i := ids[at]
			p := &list[i]
			p.gaps = binary.AppendUvarint(p.gaps, uint64(int32(page)-last[i]-1))
			p.pieces = append(p.pieces, pieces...)
			last[i], enc, at = int32(page), rest, at+1
		}
	}
	return list
}

// room is how many bytes the postings of a term take.
type room struct {
	gaps, pieces int
}

// furnish gives each posting its part of one piece of memory.
func furnish(list []posting, rooms []room) {
	size := 0
	for _, r := range rooms {
		size += r.gaps + r.pieces
	}
	free := make([]byte, size)
	for i, r := range rooms {
		list[i].gaps, free = free[:0:r.gaps], free[r.gaps:]
		list[i].pieces, free = free[:0:r.pieces], free[r.pieces:]
	}
}

// entry reads the first of a page's terms in enc: the first n bytes of the term
// before it and a suffix; and what follows it.
func entry(enc []byte) (n int, suffix, list []byte, head bool, rest []byte) {
	shared, k := binary.Uvarint(enc)
	l, m := binary.Uvarint(enc[k:])
	enc = enc[k+m:]
	suffix, enc = enc[:l], enc[l:]
	size, head := pieces(enc)
	return int(shared), suffix, enc[:size], head, enc[size:]
}

// pieces is the length of the piece list at the start of b, and whether one of
// them is a heading.
func pieces(b []byte) (size int, head bool) {
	for {
		first := b[size]
		for b[size] >= 0x80 {
			size++
		}
		size++
		head = head || first&4 != 0
		if first&8 == 0 {
			return size, head
		}
	}
}

// shard is a run of neighbouring terms being written.
type shard struct {
	count              int
	dict               dict
	df, gaps, postings []byte
}

func (s *shard) size() int { return len(s.dict.coded) + len(s.df) + len(s.gaps) + len(s.postings) }

func (s *shard) add(p *posting) {
	s.dict.add(p.term)
	s.df = binary.AppendUvarint(s.df, uint64(p.pages))
	s.gaps = append(s.gaps, p.gaps...)
	s.postings = append(s.postings, p.pieces...)
	s.count++
}

// reset empties the shard but keeps its room.
func (s *shard) reset() {
	s.dict.reset()
	*s = shard{dict: s.dict, df: s.df[:0], gaps: s.gaps[:0], postings: s.postings[:0]}
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

// appendTerm codes cur after prev, in code points: a byte with the length of the
// common beginning (up to 15) in its upper half and the number of the rest (up to
// 14; 15 and a uvarint of what is above) in its lower; then the rest as uvarints,
// of which the first is the distance from what stood there in prev, if something did.
func appendTerm(b []byte, prev, cur []rune) []byte {
	n := 0
	for n < 15 && n < len(prev) && n < len(cur) && prev[n] == cur[n] {
		n++
	}
	rest := len(cur) - n
	b = append(b, byte(n<<4|min(15, rest)))
	if rest >= 15 {
		b = binary.AppendUvarint(b, uint64(rest-15))
	}
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
