package search

import (
	"encoding/binary"
	"runtime"
	"slices"
)

// posting is the list of pages of one term, coded as in a shard.
type posting struct {
	term   string
	pages  uint32
	heads  uint32 // pages with the term in a heading
	gaps   []byte
	pieces []byte
}

// eachTerm calls f with the posting of each term, in order. Several buckets are merged
// at the same time, on all cores. f must not keep a posting: only its term stays valid.
func eachTerm(pages []*Terms, f func(*posting)) {
	of := bundledOf(pages)
	done := make([]chan *merger, buckets)
	for i := range done {
		done[i] = make(chan *merger, 1)
	}
	free := make(chan *merger, max(2, runtime.GOMAXPROCS(0))) // mergers without work
	for range cap(free) {
		free <- new(merger)
	}
	go func() {
		for b := range buckets {
			m := <-free
			go func() {
				m.merge(of, b)
				done[b] <- m
			}()
		}
	}()
	for b := range buckets {
		m := <-done[b]
		m.each(f)
		free <- m
	}
}

// merger gathers the postings of one bucket after the other, in the same memory.
type merger struct {
	parts opened // of all bundles
	terms interned
	order []ordered // the terms
	sizes []size    // per term
	ids   []int32   // per entry of a page: its term
	read  []byte    // per entry: the gap and the pieces
	lists []byte    // per term, in order: all gaps, then all pieces
}

// size is how many bytes the gaps and the pieces of a term need. Once each term has its
// part of merger.lists, gaps and pieces say instead where the next byte is written, and
// in the end where they end.
type size struct {
	pages, heads uint32
	last         int32 // page
	gaps, pieces uint32
}

// merge gathers the postings of bucket b from all pages, in three steps: read the
// entries page by page, give each term a part of the memory, copy the entries there.
func (m *merger) merge(of *bundled, b int) {
	m.gather(of, b)
	m.reserve()
	m.copyOut()
}

func (m *merger) gather(of *bundled, b int) {
	m.terms.empty()
	m.sizes, m.ids, m.read = m.sizes[:0], m.ids[:0], m.read[:0]
	m.parts.open(of.bundles, b, m.number)
	var term, list []byte
	var head bool
	for page, t := range of.pages {
		if t.own != nil {
			for enc := t.own.of(b); len(enc) > 0; {
				term, list, head, enc = entry(enc, term)
				m.add(m.number(term), page, list, head)
			}
			continue
		}
		part := &m.parts.parts[of.in[page]]
		at := 0
		for enc := part.of(t.no); len(enc) > 0; {
			skipped, list, head, rest := bundledEntry(enc)
			at += skipped
			m.add(part.terms[at], page, list, head)
			at, enc = at+1, rest
		}
	}
}

func (m *merger) number(term []byte) int32 {
	i, isNew := id(&m.terms, term)
	if isNew {
		m.sizes = append(m.sizes, size{last: -1})
	}
	return i
}

// add adds the entry of a page.
func (m *merger) add(term int32, page int, list []byte, head bool) {
	m.ids = append(m.ids, term)
	s := &m.sizes[term]
	s.pages++
	if head {
		s.heads++
	}
	n := len(m.read)
	m.read = binary.AppendUvarint(m.read, uint64(int32(page)-s.last-1))
	s.gaps += uint32(len(m.read) - n)
	m.read = append(m.read, list...)
	s.pieces += uint32(len(list))
	s.last = int32(page)
}

// reserve gives each term its part of the memory.
func (m *merger) reserve() {
	m.order = m.terms.sorted()
	at := uint32(0)
	for _, o := range m.order {
		s := &m.sizes[o.id]
		mid, end := at+s.gaps, at+s.gaps+s.pieces
		s.gaps, s.pieces, at = at, mid, end
	}
	m.lists = slices.Grow(m.lists[:0], int(at))[:at]
}

// copyOut copies the gaps and pieces of each entry to its term.
func (m *merger) copyOut() {
	rest := m.read
	for _, i := range m.ids {
		s := &m.sizes[i]
		gap := 1
		for rest[gap-1] >= 0x80 {
			gap++
		}
		n, _ := pieces(rest[gap:])
		s.gaps += uint32(copy(m.lists[s.gaps:], rest[:gap]))
		s.pieces += uint32(copy(m.lists[s.pieces:], rest[gap:gap+n]))
		rest = rest[gap+n:]
	}
}

// each calls f with the posting of each term; it is always the same variable.
func (m *merger) each(f func(*posting)) {
	names := string(m.terms.names)
	at := uint32(0)
	var p posting
	for _, o := range m.order {
		s := &m.sizes[o.id]
		if s.pages == 0 { // only on pages of a bundle that are not asked for
			continue
		}
		from, to := m.terms.span(o.id)
		p = posting{names[from:to], s.pages, s.heads, m.lists[at:s.gaps], m.lists[s.gaps:s.pieces]}
		f(&p)
		at = s.pieces
	}
}

// appendEntry codes a term of a page: how long its common beginning with the term
// before is, then the rest.
func appendEntry(b, prev, term []byte) []byte {
	b, n := appendShared(b, prev, term)
	return append(b, term[n:]...)
}

// entry reads the first term of enc and its pieces; rest is what follows. prev is the
// term before, whose memory the new term takes.
func entry(enc, prev []byte) (term, list []byte, head bool, rest []byte) {
	term, enc = termOf(enc, prev)
	n, head := pieces(enc)
	return term, enc[:n], head, enc[n:]
}

// termOf reads the first term of enc; rest and prev are as for entry.
func termOf(enc, prev []byte) (term, rest []byte) {
	shared, n := enc[0]>>4, int(enc[0]&15)
	enc = enc[1:]
	if n == 15 {
		more, k := binary.Uvarint(enc)
		n, enc = n+int(more), enc[k:]
	}
	return append(prev[:shared], enc[:n]...), enc[n:]
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
