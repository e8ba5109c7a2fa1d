package search

import (
	"cmp"
	"math/bits"
	"slices"
)

// interned gives each new term the next number, from 0 on. A map would do the same in
// twice the time: here most terms are told apart by their first eight bytes, emptying
// costs nothing, and the garbage collector has no pointers to follow. No term may hold
// a zero byte.
type interned struct {
	names  []byte   // all terms, one behind the other
	ends   []uint32 // per term: where it ends in names
	begins []uint64 // per term: its first eight bytes as a number, which sorts as the bytes do
	slots  []slot   // their number is a power of two; at most half of them are in use

	order, room []ordered
}

// slot is one place of the hash table. It holds only half of the hash, so that the slots
// of a page fit into the fastest cache of the processor.
type slot struct {
	check uint32 // upper half of spread
	next  int32  // 1 + the number of the term, 0 for none
}

// ordered is a term with its first eight bytes as a number: in most pairs of
// terms that is all that has to be compared.
type ordered struct {
	begins uint64
	id     int32
}

// id is the number of a term, and whether it is new.
func id[T string | []byte](t *interned, term T) (int32, bool) {
	if 2*len(t.ends) >= len(t.slots) {
		t.grow()
	}
	b := begins(term)
	h := spread(b, term)
	for i := h >> 24; ; i++ {
		s := &t.slots[i&uint64(len(t.slots)-1)]
		if s.next == 0 {
			t.names, t.begins = append(t.names, term...), append(t.begins, b)
			t.ends = append(t.ends, uint32(len(t.names)))
			*s = slot{uint32(h >> 32), int32(len(t.ends))}
			return s.next - 1, true
		}
		if id := s.next - 1; s.check == uint32(h>>32) && t.begins[id] == b && (whole(b) || string(t.name(id)) == string(term)) {
			return id, false
		}
	}
}

// grow doubles the slots. After emptying it begins with few again: few terms in
// many slots would be spread over more memory than the cache of the processor holds.
func (t *interned) grow() {
	n := max(1024, 2*len(t.slots))
	t.slots = slices.Grow(t.slots[:0], n)[:n]
	clear(t.slots)
	for id, b := range t.begins {
		h := spread(b, t.name(int32(id)))
		i := h >> 24
		for t.slots[i&uint64(n-1)].next != 0 {
			i++
		}
		t.slots[i&uint64(n-1)] = slot{uint32(h >> 32), int32(id + 1)}
	}
}

// span is where a term stands in names.
func (t *interned) span(id int32) (from, to uint32) {
	if id > 0 {
		from = t.ends[id-1]
	}
	return from, t.ends[id]
}

// name is the term with a number. The bytes are valid until t is emptied.
func (t *interned) name(id int32) []byte {
	from, to := t.span(id)
	return t.names[from:to]
}

// empty forgets all terms but keeps the memory for the next ones.
func (t *interned) empty() {
	t.names, t.ends, t.begins = t.names[:0], t.ends[:0], t.begins[:0]
	t.slots = t.slots[:0]
}

// sorted gives all terms in order, byte by byte. The list is valid until the
// next call.
func (t *interned) sorted() []ordered {
	t.order = t.order[:0]
	for i, b := range t.begins {
		t.order = append(t.order, ordered{b, int32(i)})
	}
	t.room = slices.Grow(t.room[:0], len(t.order))[:len(t.order)]
	t.order, t.room = sortBegins(t.order, t.room)
	for from := 0; from < len(t.order); {
		to := from + 1
		for to < len(t.order) && t.order[to].begins == t.order[from].begins {
			to++
		}
		if to-from > 1 {
			slices.SortFunc(t.order[from:to], func(x, y ordered) int {
				return cmp.Compare(string(t.name(x.id)), string(t.name(y.id)))
			})
		}
		from = to
	}
	return t.order
}

// sortBegins is a radix sort by the eight bytes, the last one first. Each pass moves all
// terms from one list to the other; where all have the same byte, as at the first place of
// a bucket, there is none. It takes a third of the time of a sort by comparison. sorted
// is one of the two lists, rest the other.
func sortBegins(list, other []ordered) (sorted, rest []ordered) {
	var at [8][256]uint32 // by place and byte: first how many terms have it, then where the next of them goes
	for i := range list {
		b := list[i].begins
		for place := range at {
			at[place][byte(b>>(8*place))]++
		}
	}
	for place := range at {
		next := &at[place]
		if len(list) == 0 || next[byte(list[0].begins>>(8*place))] == uint32(len(list)) {
			continue
		}
		sum := uint32(0)
		for b, n := range next {
			next[b], sum = sum, sum+n
		}
		for _, o := range list {
			b := byte(o.begins >> (8 * place))
			other[next[b]] = o
			next[b]++
		}
		list, other = other, list
	}
	return list, other
}

// whole tells that a term is shorter than eight bytes, so that b is all of it.
func whole(b uint64) bool { return b&0xff == 0 }

// begins are the first eight bytes of a term, zeros behind a shorter one.
func begins[T string | []byte](term T) uint64 {
	n := len(term)
	switch {
	case n >= 8:
		return four(term)<<32 | four(term[4:])
	case n >= 4: // the first four bytes and the last four; they may overlap
		return four(term)<<32 | four(term[n-4:])<<(64-8*n)
	}
	v := uint64(0)
	for i := range n {
		v |= uint64(term[i]) << (56 - 8*i)
	}
	return v
}

func four[T string | []byte](b T) uint64 {
	return uint64(b[0])<<24 | uint64(b[1])<<16 | uint64(b[2])<<8 | uint64(b[3])
}

// spread is the hash of a term, from its first eight bytes and, of a longer term, the rest.
func spread[T string | []byte](b uint64, term T) uint64 {
	const odd = 0x9e3779b97f4a7c15 // 2^64 / the golden ratio
	for i := 8; i < len(term); i += 8 {
		b = bits.RotateLeft64(b*odd, 29) ^ begins(term[i:])
	}
	return (b ^ b>>29) * odd
}
