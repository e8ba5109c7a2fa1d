package kb

// Numbers finds numbers by the hash of a text, as a map does, in a third of the memory: it
// does not hold the texts. There is one for the paths of thousands of outputs.
type Numbers struct {
	slots []slot // as many as a power of 2; a number is in the first free slot from its hash on
	used  int
}

// slot is free if next is 0.
type slot struct {
	hash uint32
	next int32 // the number plus 1
}

// NewNumbers has room for n numbers; it grows when there are more.
func NewNumbers(n int) *Numbers {
	size := 16
	for size*3/4 < n {
		size *= 2
	}
	return &Numbers{slots: make([]slot, size)}
}

// Find returns the number that was added for a text with this hash. is tells whether a
// number is the one for the text: it is asked of those with the same hash.
func (n *Numbers) Find(hash uint32, is func(number int) bool) (number int, ok bool) {
	last := uint32(len(n.slots) - 1)
	for i := hash & last; n.slots[i].next != 0; i = (i + 1) & last {
		if t := n.slots[i]; t.hash == hash && is(int(t.next-1)) {
			return int(t.next - 1), true
		}
	}
	return 0, false
}

// Add adds a number for a text that has none yet.
func (n *Numbers) Add(hash uint32, number int) {
	if n.used >= len(n.slots)*3/4 {
		old := n.slots
		n.slots = make([]slot, 2*len(old))
		for _, t := range old {
			if t.next != 0 {
				n.put(t)
			}
		}
	}
	n.used++
	n.put(slot{hash, int32(number + 1)})
}

func (n *Numbers) put(t slot) {
	last := uint32(len(n.slots) - 1)
	i := t.hash & last
	for n.slots[i].next != 0 {
		i = (i + 1) & last
	}
	n.slots[i] = t
}
