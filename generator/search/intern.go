package search

import "math/bits"

// interned numbers the terms that it is shown: 0 for the first, 1 for the next
// new one. It does what a map would in half the time: most terms are told apart by
// their first eight bytes, and emptying it costs nothing, whatever it has held.
type interned struct {
	names  []string
	begins []uint64 // per name: its first eight bytes as a number that orders alike
	slots  []slot   // a power of two of them, at most half of them in use
	turn   uint32   // slots of other turns are empty
}

type slot struct {
	begins uint64
	id     int32
	turn   uint32
}

// id is the number of a term, and whether it is new.
func id[T string | []byte](t *interned, term T) (int32, bool) {
	if 2*len(t.names) >= len(t.slots) {
		t.grow()
	}
	b := begins(term)
	for i := spread(b, term); ; i++ {
		s := &t.slots[i&uint64(len(t.slots)-1)]
		if s.turn != t.turn {
			*s = slot{b, int32(len(t.names)), t.turn}
			t.names, t.begins = append(t.names, string(term)), append(t.begins, b)
			return s.id, true
		}
		if s.begins == b && t.names[s.id] == string(term) {
			return s.id, false
		}
	}
}

func (t *interned) grow() {
	t.slots = make([]slot, max(1024, 2*len(t.slots)))
	t.turn = 1
	for n, b := range t.begins {
		i := spread(b, t.names[n])
		for t.slots[i&uint64(len(t.slots)-1)].turn == t.turn {
			i++
		}
		t.slots[i&uint64(len(t.slots)-1)] = slot{b, int32(n), t.turn}
	}
}

// empty forgets all terms but keeps the room.
func (t *interned) empty() {
	clear(t.names) // they hold on to the text they are parts of
	t.names, t.begins = t.names[:0], t.begins[:0]
	if t.turn++; t.turn == 0 {
		t.slots, t.turn = nil, 1
	}
}

func begins[T string | []byte](term T) uint64 {
	if len(term) >= 8 {
		return uint64(term[0])<<56 | uint64(term[1])<<48 | uint64(term[2])<<40 | uint64(term[3])<<32 |
			uint64(term[4])<<24 | uint64(term[5])<<16 | uint64(term[6])<<8 | uint64(term[7])
	}
	v := uint64(0)
	for i := range len(term) {
		v |= uint64(term[i]) << (56 - 8*i)
	}
	return v
}

// spread is where the search for a term starts: a product whose upper half
// depends on all bytes.
func spread[T string | []byte](b uint64, term T) uint64 {
	const odd = 0x9e3779b97f4a7c15 // 2^64 / the golden ratio
	for i := 8; i < len(term); i += 8 {
		b = bits.RotateLeft64(b*odd, 29) ^ begins(term[i:])
	}
	return (b ^ b>>29) * odd >> 24
}
