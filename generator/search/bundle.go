package search

import (
	"encoding/binary"
	"slices"

	"milepost/generator/squeeze"
)

// entries are the terms of one page in order, front-coded byte-wise within a bucket, each
// with its pieces as they stand in a shard, see appendEntry.
type entries struct {
	coded  []byte
	bucket [buckets + 1]uint32 // where each bucket begins in coded, and the end
}

func (e *entries) of(b int) []byte { return e.coded[e.bucket[b]:e.bucket[b+1]] }

// bundle is the entries of many pages, a part for each bucket. Each part has:
//
//   - the terms of all its pages, in order: uvarint number, then each front-coded as in entries;
//   - for each page: uvarint bytes of its entries;
//   - for each page its entries: for each term how many terms it skips in the list above
//     (uvarint), and its pieces.
type bundle struct {
	pages int
	size  int             // the sum of Terms.Size of its pages
	parts []squeeze.Piece // by bucket
}

// Bundle gives the same pages with their terms in one bundle, in which each term stands
// once: about two fifths of what they take alone. The bundle is kept by spill, and so are the text
// blocks. A page whose terms are in a bundle already stays as it is. An index of pages is
// the same whether they are bundled or not.
func Bundle(pages []*Terms, spill *squeeze.Spill) []*Terms {
	x := &bundle{}
	out := make([]*Terms, len(pages))
	var own []*entries
	for i, t := range pages {
		out[i] = t
		if t.own != nil {
			c := *t
			c.own, c.in, c.no = nil, x, len(own)
			c.blocks = make([]squeeze.Piece, len(t.blocks))
			for j, b := range t.blocks {
				c.blocks[j] = spill.Move(b)
			}
			out[i], own = &c, append(own, t.own)
			x.size += t.Size()
		}
	}
	x.pages = len(own)
	b := bundler{coded: make([]byte, 0, x.size/2)}
	var ends [buckets]int
	for i := range buckets {
		b.add(own, i)
		ends[i] = len(b.coded)
	}
	parts, from := make([][]byte, buckets), 0
	for i, end := range ends {
		parts[i], from = b.coded[from:end], end
	}
	x.parts = spill.Keep(parts...)
	return out
}

// Loosen gives the same pages with terms of their own again where their bundle is mostly
// for nothing: less than half of it, in bytes, belongs to pages that are still given. A
// bundle stays in memory as long as one of its pages does. Bundles are taken apart until
// the terms of most bytes are loose.
func Loosen(pages []*Terms, most int) []*Terms {
	given := map[*bundle]int{} // bytes
	for _, t := range pages {
		if t.in != nil {
			given[t.in] += t.Size()
		}
	}
	sparse := map[*bundle][]int{} // which of pages
	out := slices.Clone(pages)
	for i, t := range pages {
		if t.in != nil && given[t.in] < t.in.size/2 {
			sparse[t.in] = append(sparse[t.in], i)
		}
	}
	for x, of := range sparse { // the order does not matter, see Bundle
		if most <= 0 {
			break
		}
		most -= given[x]
		numbers := make([]int, len(of))
		for i, page := range of {
			numbers[i] = pages[page].no
		}
		for i, own := range x.unpack(numbers) {
			c := *pages[of[i]]
			c.own, c.in, c.no = own, nil, 0
			out[of[i]] = &c
		}
	}
	return out
}

// unpack is the terms of some pages as they were before they were bundled.
func (x *bundle) unpack(numbers []int) []*entries {
	out := make([]*entries, len(numbers))
	for i := range out {
		out[i] = &entries{}
	}
	var terms interned
	var o opened
	for b := range buckets {
		terms.empty()
		o.open([]*bundle{x}, b, func(term []byte) int32 { i, _ := id(&terms, term); return i })
		for i, no := range numbers {
			e, at, prev := out[i], 0, []byte(nil)
			for enc := o.parts[0].of(no); len(enc) > 0; {
				skipped, list, _, rest := bundledEntry(enc)
				at += skipped
				term := terms.name(o.terms[at])
				e.coded = append(appendEntry(e.coded, prev, term), list...)
				at, prev, enc = at+1, term, rest
			}
			e.bucket[b+1] = uint32(len(e.coded))
		}
	}
	return out
}

// bundler writes one part after the other, in the same memory.
type bundler struct {
	terms interned
	ids   []int32 // per entry: its term
	lists []byte  // the pieces of all entries
	count []int   // per page: its entries
	rank  []int32 // per term: its number in order
	pages []byte  // the entries of all pages, as a part has them
	coded []byte  // all parts
}

func (w *bundler) add(own []*entries, b int) {
	w.terms.empty()
	w.ids, w.lists, w.count, w.pages = w.ids[:0], w.lists[:0], w.count[:0], w.pages[:0]
	var term, list []byte
	for _, e := range own {
		n := len(w.ids)
		for enc := e.of(b); len(enc) > 0; {
			term, list, _, enc = entry(enc, term)
			i, _ := id(&w.terms, term)
			w.ids, w.lists = append(w.ids, i), append(w.lists, list...)
		}
		w.count = append(w.count, len(w.ids)-n)
	}
	w.head()
	ids, lists := w.ids, w.lists
	for _, n := range w.count {
		from, last := len(w.pages), int32(-1)
		for _, id := range ids[:n] {
			at := w.rank[id]
			size, _ := pieces(lists)
			w.pages = append(binary.AppendUvarint(w.pages, uint64(at-last-1)), lists[:size]...)
			last, lists = at, lists[size:]
		}
		ids = ids[n:]
		w.coded = binary.AppendUvarint(w.coded, uint64(len(w.pages)-from))
	}
	w.coded = append(w.coded, w.pages...)
}

// head writes the terms, and fills rank.
func (w *bundler) head() {
	w.rank = append(w.rank[:0], make([]int32, len(w.terms.ends))...)
	w.coded = binary.AppendUvarint(w.coded, uint64(len(w.rank)))
	var prev []byte
	for i, o := range w.terms.sorted() {
		w.rank[o.id] = int32(i)
		name := w.terms.name(o.id)
		w.coded = appendEntry(w.coded, prev, name)
		prev = name
	}
}

// bundled are pages with the bundles that hold their terms.
type bundled struct {
	pages   []*Terms
	bundles []*bundle
	in      []int32 // per page: its bundle; of no use for a page with its own terms
}

func bundledOf(pages []*Terms) *bundled {
	x := &bundled{pages: pages, in: make([]int32, len(pages))}
	known := map[*bundle]int32{}
	for i, t := range pages {
		if t.in == nil {
			continue
		}
		at, ok := known[t.in]
		if !ok {
			at = int32(len(x.bundles))
			known[t.in], x.bundles = at, append(x.bundles, t.in)
		}
		x.in[i] = at
	}
	return x
}

// opened are the parts of one bucket.
type opened struct {
	coded []byte   // all parts
	terms []int32  // the terms of all bundles, numbered by a merger
	parts []part   // per bundle
	ends  []uint32 // per page of each bundle: where its entries end
}

type part struct {
	terms   []int32
	entries []byte
	ends    []uint32
}

// open reads bucket b of all bundles. number gives the number of a term.
func (o *opened) open(bundles []*bundle, b int, number func(term []byte) int32) {
	o.terms, o.parts, o.ends = o.terms[:0], o.parts[:0], o.ends[:0]
	size := 0
	for _, x := range bundles {
		size += x.parts[b].Size()
	}
	o.coded = slices.Grow(o.coded[:0], size) // moves no more, so that parts of it stay valid
	var term []byte
	for _, x := range bundles {
		from := len(o.coded)
		o.coded, _ = x.parts[b].AppendBytes(o.coded)
		enc := o.coded[from:]
		count, k := binary.Uvarint(enc)
		enc = enc[k:]
		terms, ends := len(o.terms), len(o.ends)
		for range count {
			term, enc = termOf(enc, term)
			o.terms = append(o.terms, number(term))
		}
		end := uint32(0)
		for range x.pages {
			n, k := binary.Uvarint(enc)
			enc, end = enc[k:], end+uint32(n)
			o.ends = append(o.ends, end)
		}
		o.parts = append(o.parts, part{o.terms[terms:], enc, o.ends[ends:]})
	}
}

// bundledEntry reads the first of the entries of a page: how many terms of its part it
// skips, and its pieces; rest is what follows.
func bundledEntry(enc []byte) (skipped int, list []byte, head bool, rest []byte) {
	n, k := binary.Uvarint(enc)
	size, head := pieces(enc[k:])
	return int(n), enc[k : k+size], head, enc[k+size:]
}

// of is the entries of page no.
func (p *part) of(no int) []byte {
	from := uint32(0)
	if no > 0 {
		from = p.ends[no-1]
	}
	return p.entries[from:p.ends[no]]
}
